"""Grey pictures in a given room of cells, larger or smaller than their pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.lab.text.picture import Way

Grid = Sequence[Sequence[int]]
"""Shades from 0 to 255, row by row; all rows have one length."""

Cell = tuple[str, str]
"""A glyph and its style."""

_RAMP = " .:-=+*#%@"
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
        scaled, per = _larger(grid, times), 1 / times
    else:
        by = max(-(-width // max(columns, 1)), -(-height // max(2 * lines, 1)))
        scaled, per = _smaller(grid, by), float(by)
    if len(scaled) % 2:
        scaled = [*scaled, [0] * len(scaled[0])]
    pairs = zip(scaled[::2], scaled[1::2], strict=True)
    draw = _coloured if way == "colours" else _halves if sharp and way == "shades" else _inked
    cells = [[draw(a, b) for a, b in zip(upper, lower, strict=True)] for upper, lower in pairs]
    return Fitted(cells, per, 2 * per)


def rows(fitted: Fitted) -> list[list[Cell]]:
    """The rows of a picture, cells of one style beside each other as one run."""
    found: list[list[Cell]] = []
    for cells in fitted.cells:
        row: list[Cell] = []
        for glyph, style in cells:
            if row and row[-1][1] == style:
                row[-1] = (row[-1][0] + glyph, style)
            else:
                row.append((glyph, style))
        found.append(row)
    return found


def _larger(grid: Grid, times: int) -> list[list[int]]:
    return [[shade for shade in row for _ in range(times)] for row in grid for _ in range(times)]


def _smaller(grid: Grid, by: int) -> list[list[int]]:
    """Each block of `by` × `by` pixels by its mean."""
    found: list[list[int]] = []
    for y in range(0, len(grid), by):
        lines = grid[y : y + by]
        row: list[int] = []
        for x in range(0, len(grid[0]), by):
            block = [shade for line in lines for shade in line[x : x + by]]
            row.append(sum(block) // len(block))
        found.append(row)
    return found


def _coloured(upper: int, lower: int) -> Cell:
    return "▀", f"#{upper:02x}{upper:02x}{upper:02x}/#{lower:02x}{lower:02x}{lower:02x}"


def _halves(upper: int, lower: int) -> Cell:
    return _HALVES[2 * (upper >= _BRIGHT) + (lower >= _BRIGHT)], ""


def _inked(upper: int, lower: int) -> Cell:
    return _RAMP[min((upper + lower) * len(_RAMP) // 511, len(_RAMP) - 1)], ""
