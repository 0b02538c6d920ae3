"""Examples with captions, a page of them at a time, in rows of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tutor.lab.text import tagged
from tutor.lab.text.example import rows, size_at
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cells
from tutor.lab.views.scores import Tagged
from tutor.lab.views.shown import Pixels, Shown

_GAP = 2
ENOUGH = 4
"""Pictures that a page should hold."""
_NARROWEST = 14
"""Columns of a picture's caption."""
_LINES = 2
"""Lines of a text or of a row of numbers."""
_SIGN = 2
"""Columns of the sign before a caption."""
_LEAST = 8
"""Pixels that a side of a picture keeps."""
_SCALES = (4.0, 3.0, 2.0, 1.0, 1 / 2, 1 / 3, 1 / 4, 1 / 6, 1 / 8)


@dataclass(frozen=True, slots=True)
class Entry:
    """One example.

    Attributes:
        caption: what is said of it, in lines of at most so many columns: one line or two.
        example: what it looks like.
        columns: what the whole caption takes on one line, and on two; 0 where it fits any room.
    """

    caption: Callable[[int, int], list[str]]
    example: Shown | Tagged
    columns: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Grid:
    """How a page is divided; `across` and `down` are counts, the others in cells.

    `heads` are the lines of a caption, which `height` counts too: two where captions are long,
    unless fewer pictures would be seen for that.
    """

    across: int
    down: int
    width: int
    height: int
    heads: int = 1


def page(
    entries: Sequence[Entry],
    at: int | None,
    width: int,
    height: int,
    way: Way,
    *,
    enough: int = ENOUGH,
) -> list[PlotRow]:
    """The page with the example of number `at`, which is marked; the first page where None.

    Args:
        entries: all examples.
        at: a number, from 0.
        width, height: of the page, in cells.
        way: how pictures are drawn.
        enough: how many pictures a page should hold; they are as large as that allows.
    """
    grid = _grid(entries, width, height, way, enough)
    size = grid.across * grid.down
    first = (at or 0) // size * size
    shown = range(first, min(first + size, len(entries)))
    found: list[PlotRow] = []
    for start in range(shown.start, shown.stop, grid.across):
        numbers = range(start, min(start + grid.across, shown.stop))
        found += _line(entries, numbers, at, grid, way)
    return found[:-1]


def across(
    entries: Sequence[Entry], width: int, height: int, way: Way, *, enough: int = ENOUGH
) -> int:
    """How many examples stand beside each other; see `page`."""
    return _grid(entries, width, height, way, enough).across


def _grid(entries: Sequence[Entry], width: int, height: int, way: Way, enough: int) -> _Grid:
    """A page with enough pictures on it, as large as that allows; others stand in a list."""
    example = entries[0].example if entries else None
    if not isinstance(example, Pixels):
        tall = _LINES + 1
        if isinstance(example, Tagged):
            longest = max(len(_drawn(one.example, width, height, way)) for one in entries)
            tall = 1 + max(1, min(longest, height - 1))
        return _Grid(1, max(1, (height + 1) // (tall + 1)), max(width, 1), tall)
    wanted = min(enough, len(entries))
    found = _Grid(1, 1, max(width, 1), max(height, 2))
    for scale in _SCALES:
        if scale < 1 and scale * min(example.height, example.width) < _LEAST:
            break
        wide, tall = size_at(example, scale, way)
        cell = max(wide, _NARROWEST)
        beside, down = (width + _GAP) // (cell + _GAP), (height + 1) // (tall + 2)
        short = all(one.columns[0] <= cell - _SIGN for one in entries)
        heads = 1 if short or (height + 1) // (tall + 3) < down else 2
        if beside >= 1 and down >= 1:
            found = _Grid(beside, down, cell, tall + heads, heads)
            if beside * down >= wanted:
                break
    return replace(found, width=_spread(entries, found, width))


def _spread(entries: Sequence[Entry], grid: _Grid, width: int) -> int:
    """Columns of a picture with its caption: as many as the longest one needs, if they are free."""
    needed = _SIGN + max(one.columns[grid.heads - 1] for one in entries)
    free = (width + _GAP) // grid.across - _GAP
    return max(grid.width, min(needed, free))


def _line(
    entries: Sequence[Entry], numbers: range, at: int | None, grid: _Grid, way: Way
) -> list[PlotRow]:
    """Some examples beside each other, each with its caption above, and an empty row."""
    blocks = [
        [
            *_caption(entries[number], grid, marked=number == at),
            *_drawn(entries[number].example, grid.width, grid.height - grid.heads, way),
        ]
        for number in numbers
    ]
    found: list[PlotRow] = []
    for y in range(max(map(len, blocks))):
        row: PlotRow = []
        for place, block in enumerate(blocks):
            start = place * (grid.width + _GAP)
            row.append((" " * (start - cells(row)), ""))
            row += block[y] if y < len(block) else []
        found.append(row)
    return [*found, []]


def _drawn(example: Shown | Tagged, width: int, height: int, way: Way) -> list[PlotRow]:
    if isinstance(example, Tagged):
        return tagged.rows(example, width, height)
    return rows(example, width, height, way)


def _caption(entry: Entry, grid: _Grid, *, marked: bool) -> list[PlotRow]:
    """The lines of a caption, the first behind the sign of the one that is chosen."""
    first, *others = entry.caption(grid.width - _SIGN, grid.heads)
    style = "mark" if marked else "axis"
    return [[(f"{'▸' if marked else ' '} {first}", style)], *([(line, style)] for line in others)]
