"""The whole of a scores view: the table, the counts of one row, and its worst mistakes."""

from __future__ import annotations

from tutor.lab.text.pages import page
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import side_by_side
from tutor.lab.text.scores import brief, counts, entries, figures, table
from tutor.lab.views.scores import Scores

BESIDE_FROM = 130
"""Columns from which on mistakes stand beside the table."""
TAKEN = 80
"""Columns of the table then, and of the gap behind it."""
_BELOW_FROM = 5
"""Rows below the table from which on there is room for mistakes."""
_GAP = 2


def overview(
    scores: Scores, row: int, at: int | None, width: int, height: int, way: Way
) -> list[PlotRow]:
    """The table and the counts of a row, and its mistakes where there is room.

    Args:
        scores: of a set.
        row: the number of the row that is chosen.
        at: the number of the mistake that is marked; None while the row is being chosen.
        width, height: in cells; the table may be higher.
        way: how pictures are drawn.
    """
    beside = width >= BESIDE_FROM
    wide = TAKEN - _GAP if beside else width
    left = [*table(scores, row, wide), []]
    if brief(wide, scores):
        left += [*figures(scores.rows[row], wide), []]
    left += counts(scores, row, wide)
    shown = entries(scores, row)
    if beside:
        right = page(shown, at, width - TAKEN, height, way) if shown else []
        return side_by_side(left, right, TAKEN)
    room = height - len(left) - 1
    if shown and room >= _BELOW_FROM:
        left += [[], *page(shown, at, width, room, way)[:room]]
    return left


def mistakes(scores: Scores, row: int, at: int, width: int, height: int, way: Way) -> list[PlotRow]:
    """The page of a row's mistakes that has the one of number `at`, in all the room there is."""
    if width >= BESIDE_FROM:
        return overview(scores, row, at, width, height, way)
    return page(entries(scores, row), at, width, height, way)
