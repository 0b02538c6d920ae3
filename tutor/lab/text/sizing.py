"""Pictures made larger or smaller, so that they fit into cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from tutor.lab.text.picture import Colour, Way

T = TypeVar("T")

_LEAST = 6
"""Pixels of a small picture's longer side."""
_CAPTION = 4
"""Columns that a caption needs."""


def fit(height: int, width: int, columns: int, rows: int, way: Way) -> tuple[int, int]:
    """The height and width of a picture in pixels as large as fits into cells.

    It is enlarged by a whole number, so that all pixels stay alike, or made smaller by any; at
    least one pixel is left.
    """
    high, wide = max(height, 1), max(width, 1)
    most_wide, most_high = (columns, 2 * rows) if way == "colours" else (columns // 2, rows)
    times = min(most_wide // wide, most_high // high)
    if times >= 1:
        return height * times, width * times
    if most_wide * high <= most_high * wide:
        return max(1, high * most_wide // wide), max(1, most_wide)
    return max(1, most_high), max(1, wide * most_high // high)


def resized(
    grid: Sequence[Sequence[T]], height: int, width: int, one: Callable[[list[T]], T]
) -> list[list[T]]:
    """A grid with another height and width.

    Args:
        grid: rows of equal length, at least one value.
        height, width: of what is given back.
        one: what stands for several values where they become one.
    """
    downs, acrosses = _spans(len(grid), height), _spans(len(grid[0]), width)
    found: list[list[T]] = []
    for top, bottom in downs:
        lines = grid[top:bottom]
        if bottom - top == 1:
            line = lines[0]
            found.append(
                [
                    line[left] if right - left == 1 else one(list(line[left:right]))
                    for left, right in acrosses
                ]
            )
        else:
            found.append(
                [one([v for line in lines for v in line[left:right]]) for left, right in acrosses]
            )
    return found


def tiles(
    height: int, width: int, space: tuple[int, int], way: Way, largest: int
) -> list[tuple[int, int]]:
    """The sizes, in columns and rows of cells, that a small picture may have, the largest first.

    Args:
        height, width: of the picture in pixels.
        space: columns and rows that there are, a row for the caption included.
        way: how it is drawn.
        largest: pixels of the longer side, at most.
    """
    longest, found = max(height, width), []
    for side in range(largest, min(_LEAST, longest) - 1, -1):
        if side > longest and side % longest:
            continue  # enlarged by a whole number
        high, wide = max(1, side * height // longest), max(1, side * width // longest)
        columns, rows = (wide, -(-high // 2)) if way == "colours" else (2 * wide, high)
        if columns <= space[0] and rows + 1 <= space[1]:
            found.append((max(columns, _CAPTION), rows))
    return found or [(max(1, min(space[0], _LEAST)), max(1, min(space[1] - 1, _LEAST // 2)))]


def mean(colours: list[Colour]) -> Colour:
    """The colour of several pixels that become one."""
    count = len(colours)
    red, green, blue = (sum(channel) // count for channel in zip(*colours, strict=True))
    return red, green, blue


def strongest(levels: list[int]) -> int:
    """The level farthest from 0, so that a small spot is not lost."""
    return max(levels, key=abs)


def _spans(old: int, new: int) -> list[tuple[int, int]]:
    """Which old places each new one stands for."""
    spans = []
    for place in range(new):
        first = place * old // new
        spans.append((first, max(first + 1, (place + 1) * old // new)))
    return spans
