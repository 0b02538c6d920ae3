"""The index of a film: whom a network finds where, under a rule that can be changed at once.

Everything is computed from the probabilities that the network gave once, in plain Python, so that
a screen can follow a key without asking a worker. The figures are those of `training.scores`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tutor.datasets.appearances import Score, Stretch, pairs, smooth, stretches
from tutor.lab.views.film import LEVELS, Film

WIDEST = 101
"""Frames of the widest smoothing, as the setting's."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How probabilities become decisions.

    Attributes:
        threshold: somebody is taken to be in a frame above this probability, in `LEVELS` steps.
        window: frames that vote for the one in their middle; odd.
    """

    threshold: int = LEVELS // 2
    window: int = 1

    def __post_init__(self) -> None:
        """Keep within what can be."""
        object.__setattr__(self, "threshold", min(max(self.threshold, 0), LEVELS))
        object.__setattr__(self, "window", min(max(self.window, 1), WIDEST) | 1)

    @property
    def share(self) -> float:
        """The threshold as a probability."""
        return self.threshold / LEVELS


@dataclass(frozen=True)
class Person:
    """Where one person is found and where they are.

    Attributes:
        found, true: frame by frame.
        appearances, truths: the same as stretches, none longer than its clip.
        right: the places of the appearances that are right, each with the place of its truth.
    """

    found: list[bool]
    true: list[bool]
    appearances: list[Stretch]
    truths: list[Stretch]
    right: dict[int, int]

    @property
    def score(self) -> Score:
        """How many appearances are right."""
        return Score(len(self.appearances), len(self.truths), len(self.right))

    @cached_property
    def frames(self) -> Score:
        """The same of single frames."""
        both = sum(map(bool.__and__, self.found, self.true))
        return Score(sum(self.found), sum(self.true), both)

    @property
    def missed(self) -> list[int]:
        """The places of the truths that no appearance shows."""
        shown = set(self.right.values())
        return [place for place in range(len(self.truths)) if place not in shown]


@dataclass(frozen=True)
class Index:
    """A film's index under one rule.

    Attributes:
        rule: how it was made.
        people: in the film's order.
    """

    rule: Rule
    people: list[Person]

    @cached_property
    def score(self) -> Score:
        """The appearances of all people together, each counting alike."""
        return total(person.score for person in self.people)

    @cached_property
    def frames(self) -> Score:
        """The same of single frames."""
        return total(person.frames for person in self.people)


class Reel:
    """A film at hand, to be indexed again and again.

    Attributes:
        film: what the worker told.
    """

    def __init__(self, film: Film) -> None:
        """Take apart what is told of each person, once."""
        self.film = film
        count = len(film.names)
        self._clips = [Stretch(*clip) for clip in film.clips]
        self._shares = [film.shares[number::count] for number in range(count)]
        self._true = [[value > 0 for value in film.true[number::count]] for number in range(count)]
        self._truths = [self._stretches(true) for true in self._true]

    def index(self, rule: Rule) -> Index:
        """The index under `rule`."""
        return Index(rule, [self._person(number, rule) for number in range(len(self.film.names))])

    def share(self, frame: int, person: int) -> float:
        """The probability that the network gave for a person at a frame."""
        return self._shares[person][frame] / LEVELS

    def seen(self, frame: int, person: int) -> int | None:
        """How much of a person's figure is seen at a frame, in %; None where nobody knows."""
        if not self.film.seen:
            return None
        return self.film.seen[frame * len(self.film.names) + person]

    def shot(self, frame: int) -> int:
        """The number of the shot that a frame is of, from 0."""
        starts = [first for first, _ in self.film.shots]
        return max(sum(first <= frame for first in starts) - 1, 0)

    def _person(self, number: int, rule: Rule) -> Person:
        told = [share > rule.threshold for share in self._shares[number]]
        found = [here for clip in self._clips for here in smooth(_cut(told, clip), rule.window)]
        appearances, truths = self._stretches(found), self._truths[number]
        right = dict(pairs(appearances, truths))
        return Person(found, self._true[number], appearances, truths, right)

    def _stretches(self, present: Sequence[bool]) -> list[Stretch]:
        """Clip by clip, counted from the beginning of the film."""
        return [
            Stretch(clip.first + one.first, clip.first + one.last)
            for clip in self._clips
            for one in stretches(_cut(present, clip))
        ]


def total(scores: Iterable[Score]) -> Score:
    """The sum of several scores."""
    found = true = right = 0
    for one in scores:
        found, true, right = found + one.found, true + one.true, right + one.right
    return Score(found, true, right)


def following(appearances: Sequence[Stretch], frame: int) -> int | None:
    """The first frame of the next appearance after a frame; None where there is none."""
    return next((one.first for one in appearances if one.first > frame), None)


def preceding(appearances: Sequence[Stretch], frame: int) -> int | None:
    """The first frame of the appearance that began last before a frame; None where none did."""
    return next((one.first for one in reversed(appearances) if one.first < frame), None)


def at(appearances: Sequence[Stretch], frame: int) -> int | None:
    """The place of the appearance that a frame is in; None where it is in none."""
    return next((n for n, one in enumerate(appearances) if one.first <= frame <= one.last), None)


def _cut(values: Sequence[bool], clip: Stretch) -> Sequence[bool]:
    return values[clip.first : clip.last + 1]
