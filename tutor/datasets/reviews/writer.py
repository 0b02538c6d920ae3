"""Writes reviews from the grammar: seeded, and the same on every machine and Python version.

All choices come from `random.Random.random`, whose values never change for a seed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple, TypeVar

from tutor.datasets.reviews.grammar import (
    LABEL_OF,
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    Choice,
    Pattern,
    PatternSet,
    Slot,
    Text,
    parse,
)
from tutor.datasets.reviews.tokens import LENGTH, tokenize

_FORMS = {"verbed": ("verb", 1), "does": ("do", 1), "did": ("do", 2), "usedp": ("use", 1)}
"""Slots that take another slot's entries in another form: its name and the form's place."""

_ALONE = 0.7
"""Share of reviews that are one clause or fact alone; the others are sentences made of several."""
_PLAIN = 0.55
"""Share of statements among clauses; the others are negations, where the words mislead."""
_TOPICAL = 0.5
"""Share of words that belong to the review's topic alone, where there are such words."""
_OPTIONAL = 0.4
"""How often what may be left out stays."""
_LEAD, _OPEN, _TAIL = 0.08, 0.12, 0.2
"""How often `I think`, `in my opinion,` and such stand before a clause, and others behind it."""

_SPACES = re.compile(r"\s+")
_BEFORE_MARK = re.compile(r"\s(?=[,.;?:])")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeio]|u(?!s|ni))")
_PLURALS = ((re.compile(r"(?<=[^aeiou\W])ys\b"), "ies"), (re.compile(r"(?<=ss|sh|ch)s\b"), "es"))
"""How `{whole}s` is spelt: `stories`, `classes`."""
_START = re.compile(r"(?:^|(?<=[.?] ))[a-z]")

T = TypeVar("T")


class Written(NamedTuple):
    """A review that was written: its text, its label and its tokens."""

    text: str
    label: int
    tokens: tuple[str, ...]


class Writer:
    """Writes reviews from the patterns of one set."""

    def __init__(
        self, patterns: PatternSet, words: Mapping[str, Mapping[str, Sequence[str]]], seed: int
    ) -> None:
        self._patterns = patterns
        self._words = words
        self._topics = sorted(topic for topic in words if topic != "general")
        self._random = Random(seed)
        self._found: dict[tuple[str, int, str], list[Pattern]] = {}

    def review(self, label: int) -> tuple[str, Pattern]:
        """A review with this label, and the pattern that it was begun from."""
        alone = self._happens(_ALONE)
        kind = self._kind(label) if alone else "sentences"
        pattern = self._pick(self._fitting(kind, label, ""))
        topic = self._pick(sorted(pattern.topics) or self._topics)
        taken: set[str] = set()
        text = (
            self._clause(pattern, topic, taken) if alone else self._fill(pattern.text, topic, taken)
        )
        return finished(text), pattern

    def _happens(self, share: float) -> bool:
        return self._random.random() < share

    def _pick(self, items: Sequence[T]) -> T:
        return items[int(self._random.random() * len(items))]

    def _kind(self, label: int) -> str:
        """What a clause of this label is taken from."""
        if label == NEUTRAL:
            return "facts"
        return "statements" if self._happens(_PLAIN) else "negations"

    def _fitting(self, kind: str, label: int, topic: str) -> list[Pattern]:
        key = (kind, label, topic)
        if key not in self._found:
            self._found[key] = [
                pattern for pattern in self._patterns[kind]
                if pattern.label == label and (not topic or pattern.fits(topic))
            ]  # fmt: skip
        return self._found[key]

    def _clause(self, pattern: Pattern, topic: str, taken: set[str]) -> str:
        """The pattern filled, with words before and behind that don't change what it says."""
        text = self._fill(pattern.text, topic, taken)
        before = self._random.random()
        if before < _LEAD:
            text = f"{self._slot('lead', topic, taken)} {text}"
        elif before < _LEAD + _OPEN:
            text = f"{self._slot('open', topic, taken)}, {text}"
        if self._happens(_TAIL):
            tail = "ftail" if pattern.label == NEUTRAL else "tail"
            text = f"{text} {self._slot(tail, topic, taken)}"
        return text

    def _fill(self, text: Text, topic: str, taken: set[str]) -> str:
        """`text` with every choice made; `taken` holds the entries used so far."""
        parts = []
        for part in text:
            if isinstance(part, Choice):
                if not part.optional or self._happens(_OPTIONAL):
                    parts.append(self._fill(self._pick(part.among), topic, taken))
            elif isinstance(part, Slot):
                parts.append(self._slot(part, topic, taken))
            else:
                parts.append(part)
        return "".join(parts)

    def _slot(self, name: str, topic: str, taken: set[str]) -> str:
        if name in {"C+", "C-", "F"}:
            label = LABEL_OF.get(name[-1], NEUTRAL)
            pattern = self._pick(self._fitting(self._kind(label), label, topic))
            return self._clause(pattern, topic, taken)
        sign = name[-1] if name[-1] in LABEL_OF else ""
        stem = name.rstrip("+-")
        source, form = _FORMS.get(stem, (stem, 0))
        entry = self._entry(source + sign, topic, taken)
        return self._fill(parse(entry.split("/")[form]), topic, taken)

    def _entry(self, slot: str, topic: str, taken: set[str]) -> str:
        """An entry of the slot, if possible one that the review has not used."""
        general, own = self._words["general"].get(slot, ()), self._words[topic].get(slot, ())
        entries = own if own and (not general or self._happens(_TOPICAL)) else general
        for _ in range(4):
            entry = self._pick(entries)
            if entry not in taken:
                break
        taken.add(entry)
        return entry


def finished(text: str) -> str:
    """`text` with single spaces, right plurals, `an` before vowels, capitals and an end mark."""
    text = _BEFORE_MARK.sub("", _SPACES.sub(" ", text).strip())
    for pattern, spelling in _PLURALS:
        text = pattern.sub(spelling, text)
    text = _ARTICLE.sub(r"\1n ", text)
    text = _START.sub(lambda found: found[0].upper(), text)
    return text if text[-1] in ".?" else text + "."


def write(
    patterns: PatternSet,
    words: Mapping[str, Mapping[str, Sequence[str]]],
    size: int,
    *,
    seed: int,
    avoid: set[tuple[str, ...]],
    labels: Sequence[int] = (NEGATIVE, NEUTRAL, POSITIVE),
) -> list[Written]:
    """Reviews with their labels, which come in turn.

    Args:
        patterns: of one set.
        words: that fill them.
        size: how many.
        seed: of all choices.
        avoid: the token sequences that may not occur again; what is written is added.
        labels: those that are wanted.
    """
    writer = Writer(patterns, words, seed)
    written: list[Written] = []
    while len(written) < size:
        label = labels[len(written) % len(labels)]
        text, _ = writer.review(label)
        tokens = tuple(tokenize(text))
        if len(tokens) <= LENGTH and tokens not in avoid:
            avoid.add(tokens)
            written.append(Written(text, label, tokens))
    return written
