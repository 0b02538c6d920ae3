"""A film's timeline in rows of text: where somebody was found above where they are.

Found stretches are blocks, true ones a heavy line; `✓` and `✗` stand above what was found rightly
and wrongly, `○` below what was missed. Styles are `validation`, `train`, `hit`, `miss`, `mark`,
`axis` and `quiet`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutor.datasets.appearances import Stretch
from tutor.lab.film_index import Person
from tutor.lab.text.plot import PlotRow

LABEL = 8
"""Columns of the names at the left."""
FOUND, TRUE = ("█", "▌", "▐"), ("━", "╸", "╺")
"""What covers a cell, its left and its right half."""
RIGHT, WRONG, MISSED = "✓", "✗", "○"


def timeline(
    person: Person, total: int, at: int, width: int, clips: Sequence[tuple[int, int]] = ()
) -> list[PlotRow]:
    """Five rows: what is right, found, true, missed, and an axis with the frame that is seen.

    Args:
        person: whose.
        total: frames of the film.
        at: the frame that is seen.
        width: in columns.
        clips: first and last frames of those that it is put together from.
    """
    across = max(width - LABEL, 1)
    over, under = [" "] * across, [" "] * across
    for place, stretch in enumerate(person.appearances):
        sign = RIGHT if place in person.right else WRONG
        over[column(_middle(stretch), total, across)] = sign
    for place in person.missed:
        under[column(_middle(person.truths[place]), total, across)] = MISSED
    cursor = column(at, total, across)
    return [
        [(" " * LABEL, ""), *_runs(over, {RIGHT: "hit", WRONG: "miss"}, "")],
        *bands(person, total, cursor, across, ("found █", "true  ━")),
        [(" " * LABEL, ""), *_runs(under, {MISSED: "miss"}, "")],
        _axis(total, at, cursor, across, clips),
    ]


def bands(
    person: Person, total: int, cursor: int, across: int, labels: tuple[str, str]
) -> list[PlotRow]:
    """Two rows: where somebody was found, and where they are."""
    return [
        [
            (f"{label[: LABEL - 1]:<{LABEL}}", "axis"),
            *_marked(covered(stretches, total, across, glyphs), cursor, style),
        ]
        for label, stretches, glyphs, style in (
            (labels[0], person.appearances, FOUND, "validation"),
            (labels[1], person.truths, TRUE, "train"),
        )
    ]


def covered(
    stretches: Iterable[Stretch], total: int, across: int, glyphs: tuple[str, str, str]
) -> str:
    """A row of `across` cells, drawn where stretches are, to half a cell."""
    halves = [False] * (2 * across)
    for one in stretches:
        first = one.first * len(halves) // max(total, 1)
        after = -(-(one.last + 1) * len(halves) // max(total, 1))
        halves[first:after] = [True] * (min(after, len(halves)) - first)
    whole, left, right = glyphs
    signs = {(True, True): whole, (True, False): left, (False, True): right}
    return "".join(
        signs.get((one, other), " ")
        for one, other in zip(halves[::2], halves[1::2], strict=True)
    )  # fmt: skip


def column(frame: int, total: int, across: int) -> int:
    """The column of a frame."""
    return min(frame * across // max(total, 1), across - 1)


def frame_at(x: int, total: int, width: int) -> int | None:
    """The frame at a column of the timeline; None left of it."""
    across = max(width - LABEL, 1)
    place = x - LABEL
    return min(place * total // across, total - 1) if 0 <= place < across else None


def _middle(stretch: Stretch) -> int:
    return (stretch.first + stretch.last) // 2


def _marked(row: str, cursor: int, style: str) -> PlotRow:
    """A row with the cell of the frame that is seen marked."""
    parts = ((row[:cursor], style), ("│", "mark"), (row[cursor + 1 :], style))
    return [(text, name) for text, name in parts if text]


def _axis(
    total: int, at: int, cursor: int, across: int, clips: Sequence[tuple[int, int]]
) -> PlotRow:
    """A line with a tick where a clip begins, and the number of the frame that is seen."""
    line = ["─"] * across
    for first, _ in clips[1:]:
        line[column(first, total, across)] = "┴"
    line[cursor] = "▲"
    number = f" {at + 1:,} "
    start = cursor + 1 if cursor + 1 + len(number) <= across else cursor - len(number)
    if start >= 0:
        line[start : start + len(number)] = number
    left = min(start, cursor) if start >= 0 else cursor
    right = left + len(number) + 1 if start >= 0 else cursor + 1
    text = "".join(line)
    parts = ((text[:left], "quiet"), (text[left:right], "mark"), (text[right:], "quiet"))
    return [(" " * LABEL, ""), *((part, style) for part, style in parts if part)]


def _runs(signs: Sequence[str], styles: dict[str, str], otherwise: str) -> PlotRow:
    runs: PlotRow = []
    for sign in signs:
        style = styles.get(sign, otherwise)
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + sign, style)
        else:
            runs.append((sign, style))
    return runs
