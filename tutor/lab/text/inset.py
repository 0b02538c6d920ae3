"""Pictures that a terminal can show as they are, and the cells of a page that each may take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.lab.text.example import colours
from tutor.lab.text.fitted import room
from tutor.lab.text.picture import Colour
from tutor.lab.views.shown import Pixels


@dataclass(frozen=True, slots=True)
class Inset:
    """A picture upon a page of rows.

    Attributes:
        pixels: row by row; all rows have one length.
        x, y: the cell of its upper left corner.
        columns, rows: of cells that it is stretched to.
    """

    pixels: Sequence[Sequence[Colour]]
    x: int
    y: int
    columns: int
    rows: int


def inset(pixels: Sequence[Sequence[Colour]], at: tuple[int, int], space: tuple[int, int]) -> Inset:
    """A picture as large as it fits, its pixels square.

    Args:
        pixels: row by row, at least one.
        at: the cell of its upper left corner, (x, y).
        space: columns and rows that there are for it.
    """
    columns, rows = room(len(pixels), len(pixels[0]), max(space[0], 1), max(space[1], 1))
    return Inset(pixels, *at, columns, rows)


def inset_of(
    example: Pixels | None, at: tuple[int, int], space: tuple[int, int]
) -> tuple[Inset, ...]:
    """An example's picture as large as it fits; none where there is none, or it has no pixels."""
    if example is None or not (example.height and example.width):
        return ()
    return (inset(colours(example), at, space),)
