"""Scores: how well each tag or label is found, and the examples that are most wrong."""

from __future__ import annotations

from typing import Literal

import msgspec

from tutor.lab.views.outcomes import Held
from tutor.lab.views.query import Query
from tutor.lab.views.shown import Shown


class ScoresQuery(Query, tag="scores", frozen=True, kw_only=True):
    """What became of the tags or labels of a set.

    Attributes:
        part: which set.
    """

    part: Held = "validation"


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A share with its 95 % interval.

    Attributes:
        value: the share.
        low, high: both ends; None where the examples cannot tell them.
    """

    value: float
    low: float | None = None
    high: float | None = None


class Wrong(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was missed, or found where it is not.

    Attributes:
        name: of the tag or the label, or what a phrase is called.
        there: whether it is there, and was missed; else it was found and is not there.
        share: the probability that the network gave for it.
        example: the place of the example in `Scores.examples`.
        first, after: of the words in their sentence, or of the frames in a row that are wrong in
            this way, in their set; the example shows the worst of these frames.
        other: the tag that was found instead, or that is there instead; empty where several or
            none can be.
    """

    name: str
    there: bool
    share: float
    example: int
    first: int
    after: int
    other: str = ""


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How well one tag or label is found.

    Attributes:
        name: of it; or what all of them together are called.
        found, missed: of those that are there.
        alarms: how many were found that are not there.
        silent: how many were rightly not found; None where such cannot be counted.
        precision, recall, f1: None where there is nothing that they could be a share of.
        instead: for which others the missed ones were taken, and how often.
        really: what the false alarms are, and how often.
        wrong: the worst mistakes, one of each sentence or stretch, the worst first.
        places: how many sentences or stretches have a mistake.
    """

    name: str
    found: int
    missed: int
    alarms: int
    silent: int | None
    precision: Figure | None
    recall: Figure | None
    f1: Figure | None
    instead: list[tuple[str, int]]
    really: list[tuple[str, int]]
    wrong: list[Wrong]
    places: int


class Tagged(msgspec.Struct, frozen=True, kw_only=True, tag="tagged"):
    """A sentence with its phrases.

    Attributes:
        words: and marks.
        true, found: the phrases, each by the places of its first word and of the one after its
            last.
    """

    words: list[str]
    true: list[tuple[int, int]]
    found: list[tuple[int, int]]


class Labelled(msgspec.Struct, frozen=True, kw_only=True, tag="labelled"):
    """An example with its labels.

    Attributes:
        number: of the example in its set, from 0.
        place: where it was taken; empty where nobody knows.
        true, found: the labels that it has, and those that the network gives.
        shown: what it looks like.
    """

    number: int
    place: str
    true: list[str]
    found: list[str]
    shown: Shown


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a set.

    Attributes:
        part: which set.
        counted: what is counted: `words` or `frames`.
        total: how many of these it has.
        clusters: what is drawn together, so that intervals are over it: `subjects`, say.
        many: how many of these it has.
        rows: all together first, then each tag or label.
        examples: those that the mistakes are in.
    """

    part: Held
    counted: Literal["words", "frames"]
    total: int
    clusters: str
    many: int
    rows: list[Score]
    examples: list[Tagged | Labelled]
