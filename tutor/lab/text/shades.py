"""Grey pictures in a given room of cells, larger or smaller than their pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.lab.text.picture import LETTERS, Cell, Way, grey, halves, joined
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.sizing import resized

Grid = Sequence[Sequence[int]]
"""Shades from 0 to 255, row by row; all rows have one length."""

_HALVES = " ▄▀█"
_BRIGHT = 96
"""A shade from which on a point is drawn where there are only points."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture in cells.

    Attributes:
        cells: row by row.
        across, down: how many of the picture's own pixels stand in a cell.
    """

    cells: list[list[Cell]]
    across: float
    down: float


def fitted(grid: Grid, columns: int, lines: int, way: Way, *, sharp: bool = False) -> Fitted:
    """A picture as large as it fits into `columns` × `lines` cells, its pixels square.

    Args:
        grid: the picture.
        columns, lines: the room for it.
        way: how pictures are drawn on the terminal; a cell shows two pixels below each other.
        sharp: whether it has black and white alone, so that block elements can show it without
            colours; else signs of growing ink do.
    """
    height, width = len(grid), len(grid[0])
    times = min(columns // width, 2 * lines // height)
    if times >= 1:
        high, wide = times * height, times * width
    else:
        by = max(-(-width // max(columns, 1)), -(-height // max(2 * lines, 1)))
        high, wide = -(-height // by), -(-width // by)
    scaled = resized(grid, high, wide, _mean)
    if len(scaled) % 2:
        scaled = [*scaled, [0] * len(scaled[0])]
    pairs = zip(scaled[::2], scaled[1::2], strict=True)
    draw = _coloured if way == "colours" else _halves if sharp and way == "shades" else _inked
    cells = [[draw(a, b) for a, b in zip(upper, lower, strict=True)] for upper, lower in pairs]
    return Fitted(cells, width / wide, 2 * height / high)


def rows(fitted: Fitted) -> list[PlotRow]:
    """The rows of a picture."""
    return [joined(cells) for cells in fitted.cells]


def _mean(shades: list[int]) -> int:
    return sum(shades) // len(shades)


def _coloured(upper: int, lower: int) -> Cell:
    return halves(grey(upper), grey(lower))


def _halves(upper: int, lower: int) -> Cell:
    return _HALVES[2 * (upper >= _BRIGHT) + (lower >= _BRIGHT)], ""


def _inked(upper: int, lower: int) -> Cell:
    return LETTERS[min((upper + lower) * len(LETTERS) // 511, len(LETTERS) - 1)], ""
