"""Words with a tag each, counted: whole phrases, then tag by tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from tutor.datasets.arrays import Floats, Part
from tutor.datasets.spans import BEGINS, OUTSIDE, Span, spans
from tutor.lab.views.scores import Wrong
from tutor.training.views.phrases import phrase_share
from tutor.training.views.tally import Bools, Counts, Tally, badness

_PHRASES, _PHRASE = "whole phrases", "a key phrase"
_PART, _NONE = "phrases that overlap", "nothing"


class Tags:
    """The tags of a set, and those that a network gives.

    Attributes:
        true_spans, found_spans: the phrases of each sentence.
    """

    def __init__(self, part: Part, shares: Floats, names: list[str]) -> None:
        """Take them.

        Args:
            part: the set; tokens of 0 fill up.
            shares: what the network gives, (n, length, tags).
            names: of the tags.
        """
        self._shares, self._names, self._mask = shares, names, part.x != 0
        self._true: Counts = np.where(self._mask, part.y.astype(int), OUTSIDE)
        self._found: Counts = np.where(self._mask, shares.argmax(axis=-1), OUTSIDE)
        self.true_spans = [spans(row) for row in self._true]
        self.found_spans = [spans(row) for row in self._found]

    def tallies(self) -> list[Tally]:
        """Of whole phrases, and of each tag."""
        return [self._phrases(), *(self._tag(tag) for tag in range(len(self._names)))]

    def _tag(self, tag: int) -> Tally:
        true, found = ((tags == tag) & self._mask for tags in (self._true, self._found))
        missed, alarms = true & ~found, found & ~true
        return Tally(
            name=self._names[tag],
            right=(true & found).sum(axis=1), true=true.sum(axis=1), found=found.sum(axis=1),
            silent=int((self._mask & ~true & ~found).sum()),
            instead=self._named(self._found[missed]), really=self._named(self._true[alarms]),
            wrong=list(self._worst(tag, missed, alarms)),
        )  # fmt: skip

    def _worst(self, tag: int, missed: Bools, alarms: Bools) -> Iterator[Wrong]:
        """The worst word of each sentence with a mistake."""
        shares = self._shares[..., tag]
        wrong = np.where(missed, 1.0 - shares, np.where(alarms, shares, -1.0))
        for number in np.flatnonzero((missed | alarms).any(axis=1)).tolist():
            at = int(wrong[number].argmax())
            there = bool(missed[number, at])
            other = int((self._found if there else self._true)[number, at])
            yield Wrong(
                name=self._names[tag], there=there, share=float(shares[number, at]),
                example=number, first=at, after=at + 1, other=self._names[other],
            )  # fmt: skip

    def _named(self, tags: Counts) -> Counter[str]:
        return Counter(self._names[tag] for tag in tags.tolist())

    def _phrases(self) -> Tally:
        """Phrases that agree from their first to their last word."""
        pairs = [
            (set(true), set(found))
            for true, found in zip(self.true_spans, self.found_spans, strict=True)
        ]
        return Tally(
            name=_PHRASES,
            right=np.array([len(true & found) for true, found in pairs], int),
            true=np.array([len(true) for true, _ in pairs], int),
            found=np.array([len(found) for _, found in pairs], int),
            silent=None,
            instead=Counter(_met(one, found) for true, found in pairs for one in true - found),
            really=Counter(_met(one, true) for true, found in pairs for one in found - true),
            wrong=[
                max(self._wrong(number, *pair), key=badness)
                for number, pair in enumerate(pairs)
                if pair[0] != pair[1]
            ],
        )

    def _wrong(self, number: int, true: set[Span], found: set[Span]) -> Iterator[Wrong]:
        """The phrases of a sentence that were missed, and those that are none."""
        row = self._shares[number][: int(self._mask[number].sum())]
        for span in sorted(true ^ found):
            there = span in true
            begins = BEGINS if there else int(self._found[number, span[0]])
            yield Wrong(
                name=_PHRASE, there=there, share=phrase_share(row, span, begins),
                example=number, first=span[0], after=span[1],
            )  # fmt: skip


def _met(span: Span, others: Iterable[Span]) -> str:
    """Whether a phrase shares words with one of the others."""
    met = any(first < span[1] and span[0] < after for first, after in others)
    return _PART if met else _NONE
