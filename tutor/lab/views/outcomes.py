"""Outcomes: which classes a network takes for which, and its worst mistakes."""

from __future__ import annotations

from typing import Literal

import msgspec

from tutor.lab.views.query import Query
from tutor.lab.views.shown import Shown

Held = Literal["validation", "test"]
"""The sets that a network was not trained on."""


class OutcomesQuery(Query, tag="outcomes", frozen=True, kw_only=True):
    """What became of the examples of a set.

    Attributes:
        part: which set.
    """

    part: Held = "validation"


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """An example that was taken for something else.

    Attributes:
        index: of the example in its set, from 0.
        true, told: the numbers of its class and of the class that the network gave.
        sure: the probability that the network gave for `told`.
        true_share: the one it gave for `true`.
        leading: the most probable classes with their probabilities, the first first.
        example: what it looks like.
    """

    index: int
    true: int
    told: int
    sure: float
    true_share: float
    leading: list[tuple[int, float]]
    example: Shown


class Outcomes(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a set.

    Attributes:
        part: which set.
        labels: of the classes, in the order of their numbers.
        counts: how many examples of each class (row) were taken for each class (column).
        mistakes: the worst first, by loss; not all where there are many.
        note: how to read the examples, in one sentence; empty where that is plain.
    """

    part: Held
    labels: list[str]
    counts: list[list[int]]
    mistakes: list[Mistake]
    note: str = ""
