"""The whole of a scores view: the table, the counts of one row, and its worst mistakes."""

from __future__ import annotations

from tutor.lab.text.pages import across, page
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import side_by_side
from tutor.lab.text.scores import counts, entries, table
from tutor.lab.views.scores import Scores

_BESIDE_FROM = 130
"""Columns from which on mistakes stand beside the table."""
_TABLE, _GAP = 76, 4
_LEAST_BELOW = 9
"""Rows below the table from which on there is room for mistakes."""
_LEAST_ROWS = 3
"""Rows of the table that are always seen."""
_ENOUGH = 2
"""Pictures that a page of mistakes should hold."""


def rows(
    scores: Scores, row: int, at: int | None, width: int, height: int, way: Way
) -> list[PlotRow]:
    """The table and the counts of a row; its mistakes, where one is chosen or there is room.

    Args:
        scores: of a set.
        row: the number of the row that is chosen.
        at: the number of the mistake that is chosen; None while the row is.
        width, height: in cells; the table may be higher.
        way: how pictures are drawn.
    """
    shown, beside = entries(scores, row), width >= _BESIDE_FROM
    if at is not None and not beside:
        return page(shown, at, width, height, way, enough=_ENOUGH)
    wide = _TABLE if beside else width
    below: list[PlotRow] = [[], *counts(scores, row, wide)]
    found = [*table(scores, row, wide), *below]
    if len(found) > height:  # what doesn't fit is rows of the table, so that a row's counts do
        most = max(len(scores.rows) - (len(found) - height), _LEAST_ROWS)
        found = [*table(scores, row, wide, most), *below]
    room = height - len(found) - 1
    if shown and beside:
        examples = page(shown, at, _beside(width), height, way, enough=_ENOUGH)
        return side_by_side(found, examples, wide + _GAP)
    if shown and room >= _LEAST_BELOW:
        return [*found, [], *page(shown, None, width, room, way, enough=_ENOUGH)[:room]]
    return found


def columns_of(scores: Scores, row: int, width: int, height: int, way: Way) -> int:
    """How many mistakes of a row stand beside each other, while one of them is chosen."""
    room = _beside(width) if width >= _BESIDE_FROM else width
    return across(entries(scores, row), room, height, way, enough=_ENOUGH)


def _beside(width: int) -> int:
    """Columns beside the table."""
    return width - _TABLE - _GAP
