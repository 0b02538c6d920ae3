"""Frames with a yes or no for each label, counted: all labels together, then one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from tutor.datasets.arrays import Floats, Part
from tutor.lab.views.scores import Wrong
from tutor.training.views.tally import Bools, Drawn, Tally

_SURE = 0.5
_TOGETHER, _NONE = "all together", "nothing"


class Labels:
    """The labels of a set, and those that a network gives.

    Attributes:
        true, found: which labels each example has, and which it is given, (n, labels).
    """

    def __init__(self, part: Part, shares: Floats, names: list[str], drawn: Drawn) -> None:
        """Take them.

        Args:
            part: the set.
            shares: what the network gives, (n, labels).
            names: of the labels.
            drawn: which examples were drawn together; those of one stand in a row.
        """
        self._shares, self._names, self._drawn = shares, names, drawn
        self.true: Bools = part.y > _SURE
        self.found: Bools = shares > _SURE

    def names(self, given: Bools) -> list[str]:
        """The names of those that are true of (labels,)."""
        return [name for name, one in zip(self._names, given.tolist(), strict=True) if one]

    def tallies(self) -> list[Tally]:
        """Of all labels together, each example counted for each of them, and of each label."""
        labels = range(len(self._names))
        together = Tally(
            name=_TOGETHER,
            right=(self.true & self.found).sum(axis=1), true=self.true.sum(axis=1),
            found=self.found.sum(axis=1), silent=int((~self.true & ~self.found).sum()),
            wrong=[one for label in labels for one in self._stretches(label)],
        )  # fmt: skip
        return [together, *map(self._label, labels)]

    def _label(self, label: int) -> Tally:
        true, found = self.true[:, label], self.found[:, label]
        return Tally(
            name=self._names[label],
            right=(true & found).astype(int), true=true.astype(int), found=found.astype(int),
            silent=int((~true & ~found).sum()),
            instead=self._beside(true & ~found, self.found & ~self.true),
            really=self._beside(found & ~true, self.true & ~self.found),
            wrong=list(self._stretches(label)),
        )  # fmt: skip

    def _beside(self, examples: Bools, others: Bools) -> Counter[str]:
        """Which labels are wrong the other way round in some examples; in how many none is."""
        there = others[examples]
        counts = Counter(dict(zip(self._names, there.sum(axis=0).tolist(), strict=True)))
        counts[_NONE] = int((~there.any(axis=1)).sum())
        return counts

    def _stretches(self, label: int) -> Iterator[Wrong]:
        """The examples in a row that are wrong in one way, each with the worst of them."""
        true, found = self.true[:, label], self.found[:, label]
        kind = true.astype(int) - found
        ends = (np.diff(kind) != 0) | (np.diff(self._drawn.of) != 0)
        starts = [0, *(np.flatnonzero(ends) + 1).tolist(), len(kind)]
        for first, after in pairwise(starts):
            if first == after or not kind[first]:
                continue
            there, shares = bool(kind[first] > 0), self._shares[first:after, label]
            worst = first + int(shares.argmin() if there else shares.argmax())
            yield Wrong(
                name=self._names[label], there=there, share=float(self._shares[worst, label]),
                example=worst, first=first, after=after,
            )  # fmt: skip
