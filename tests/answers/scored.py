"""Scores of tags and of labels, as workers give them, for the tests that show them."""

from __future__ import annotations

from tests.answers.outcomes import picture
from tutor.lab.views.outcomes import Held
from tutor.lab.views.scores import Figure, Labelled, Score, Scores, Tagged, Wrong

BAY = Tagged(
    words=["The", "Bay", "of", "Fundy", "has", "the", "highest", "tides", "in", "the", "world"],
    true=[(1, 4), (7, 8)],
    found=[(1, 2), (3, 4), (7, 8)],
)
TIDE = Tagged(words=["A", "tide", "rises", "."], true=[(1, 2)], found=[(1, 2), (2, 3)])


def figure(value: float) -> Figure:
    """One with an interval of ten points."""
    return Figure(value=value, low=max(value - 0.05, 0.0), high=min(value + 0.05, 1.0))


def score(
    name: str,
    counts: tuple[int, int, int, int | None],
    wrong: list[Wrong],
    others: tuple[list[tuple[str, int]], list[tuple[str, int]]] = ([], []),
) -> Score:
    """A row; `counts` are what was found, missed, falsely found and rightly not found."""
    found, missed, alarms, silent = counts
    return Score(
        name=name, found=found, missed=missed, alarms=alarms, silent=silent,
        precision=figure(found / (found + alarms)) if found + alarms else None,
        recall=figure(found / (found + missed)) if found + missed else None,
        f1=figure(2 * found / (2 * found + missed + alarms)) if found + missed + alarms else None,
        instead=others[0], really=others[1], wrong=wrong, places=len(wrong),
    )  # fmt: skip


def tags(part: Held = "validation") -> Scores:
    """Three tags in two sentences, of which the worst are shown."""
    bay = Wrong(name="a key phrase", there=True, share=0.0, example=0, first=1, after=4)
    rises = Wrong(name="a key phrase", there=False, share=0.7, example=1, first=2, after=3)
    of = Wrong(
        name="outside", there=False, share=0.9, example=0, first=2, after=3, other="continues"
    )
    begins = Wrong(
        name="begins", there=True, share=0.2, example=0, first=1, after=2, other="outside"
    )
    rows = [
        score("whole phrases", (476, 83, 84, None), [bay, rises],
              ([("phrases that overlap", 58), ("nothing", 25)], [("nothing", 84)])),
        score("outside", (1560, 45, 70, 612), [of], ([("begins", 45)], [("continues", 70)])),
        score("begins", (524, 35, 36, 1692), [begins], ([("outside", 35)], [("outside", 36)])),
        score("continues", (76, 0, 0, 2211), []),
    ]  # fmt: skip
    return Scores(
        part=part, counted="words", total=2287, clusters="subjects", many=10, rows=rows,
        examples=[BAY, TIDE],
    )  # fmt: skip


def labels(part: Held = "validation") -> Scores:
    """Two people in frames; of one, five stretches of frames are wrong."""
    frames = [
        Labelled(
            number=n, place="park", true=["Ada"], found=["Bruno"] if n % 2 else [],
            shown=picture(24, 32, 3),
        )
        for n in range(5)
    ]  # fmt: skip
    wrong = [
        Wrong(name="Ada", there=True, share=0.02 + n / 10, example=n, first=n, after=n + 1 + n % 3)
        for n in range(5)
    ]
    rows = [
        score("all together", (257, 457, 70, 2216), wrong),
        score("Ada", (10, 72, 47, 471), wrong, ([("nothing", 70), ("Bruno", 2)], [("Bruno", 47)])),
        score("Bruno", (0, 0, 0, 600), []),
    ]
    return Scores(
        part=part, counted="frames", total=600, clusters="shots", many=20, rows=rows,
        examples=list(frames),
    )  # fmt: skip
