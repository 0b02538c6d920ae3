"""A grid of cells that curves are drawn on, in braille or in ASCII; it knows no screen library.

A braille cell holds 2×4 dots, so a canvas of 30×8 cells resolves 60×32 points. A cell belongs to
one curve: dots of two curves in one glyph could not be told apart. Where two curves run through the
same cells, most are the later one's; one in some keeps the other's colour, and the dots of both, so
that neither curve disappears and the later one has no gaps.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BRAILLE = 0x2800
ASCII_SOLID, ASCII_DASHED, ASCII_DOTTED = "o", "+", "x"
"""What the points of a solid, a dashed and a dotted curve are where there is no braille."""
_DASHED, _SOLID, _DOTTED = 1, 2, 3
_POINTS = {_SOLID: ASCII_SOLID, _DASHED: ASCII_DASHED, _DOTTED: ASCII_DOTTED}
BAND = "band"
"""The name of cells that show the shaded region."""
ASCII_BAND = "."
"""Such a cell where there is no braille."""
_DASH, _GAP = 6, 2
"""Columns of dots from one dash to the next, and how many of them are empty: one cell of three."""
_DOT, _APART = 2, 1
"""The same for the dots of a dotted curve: each cell has one column of them."""
_FAR_DOT, _FAR_APART = 6, 5
"""The same for dots that stand far apart: in one cell of three."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A series to draw: `values[i]` belongs to x = i + 1; what is not finite is a gap.

    Attributes:
        name: chooses the style; later curves cover earlier ones.
        values: one for each x.
        solid: an unbroken line; else a dashed one, so that shape tells curves apart without colour.
        smooth: a thin line where there are more values than columns of dots; their spread is then
            not seen.
        dotted: not dashed but dotted, where it is not solid.
        sparse: dotted with dots far apart: a level to hold others against, where it is not solid.
        point: what its points are where there is no braille; that of its kind of line where empty.
    """

    name: str
    values: Sequence[float]
    solid: bool = True
    smooth: bool = False
    dotted: bool = False
    sparse: bool = False
    point: str = ""

    @property
    def kind(self) -> int:
        """What stands for its line in a cell without braille."""
        return _SOLID if self.solid else _DOTTED if self.dotted or self.sparse else _DASHED

    def empty_at(self, column: int) -> bool:
        """Whether the line is interrupted in a column of dots."""
        if self.solid:
            return False
        every, gap = (_DOT, _APART) if self.dotted else (_DASH, _GAP)
        if self.sparse:
            every, gap = _FAR_DOT, _FAR_APART
        return column % every >= every - gap


class Canvas:
    """Cells with a glyph and the name of the curve they belong to."""

    def __init__(self, width: int, height: int, *, braille: bool = True) -> None:
        """Make an empty canvas of `width` × `height` cells."""
        self.width, self.height = width, height
        self._braille = braille
        self._across, self._down = (2, 4) if braille else (1, 1)
        self._left_to_other = 6 if braille else 3
        self._bits = [[0] * width for _ in range(height)]
        self._names = [[""] * width for _ in range(height)]
        self._shaded = [[0] * width for _ in range(height)]
        self._points: dict[tuple[str, int], str] = {}
        self._written: dict[tuple[int, int], tuple[str, str]] = {}

    def draw(self, curve: Curve, x_end: int, low: float, high: float) -> None:
        """Draw a curve over x from 1 to `x_end` and y from `low` to `high`.

        Where several values share a column of dots, it spans their least and greatest; of a smooth
        curve it shows their median.
        """
        if curve.point:
            self._points[curve.name, curve.kind] = curve.point
        previous: tuple[int, int] | None = None
        dots = self.width * self._across
        for column, lowest, highest in _columns(curve.values, x_end, dots, smooth=curve.smooth):
            top, bottom = self._row(highest, low, high), self._row(lowest, low, high)
            if previous is not None and self._braille:
                self._join(previous, (column, bottom), curve)
            for row in range(top, bottom + 1):
                self._dot(column, row, curve)
            previous = (column, bottom)

    def shade(
        self, lows: Sequence[float], highs: Sequence[float], x_end: int, y: tuple[float, float]
    ) -> None:
        """Shade the region between two curves, over x from 1 to `x_end`; runs of it are `band`.

        Args:
            lows, highs: its edges, one for each x; what is not finite is a gap.
            x_end: the last x on the axis.
            y: the least and the greatest y on the axis.
        """
        dots = self.width * self._across
        under, over = _columns(lows, x_end, dots), _columns(highs, x_end, dots)
        for column, lowest, highest in _filled(under, over):
            for row in range(self._row(highest, *y), self._row(lowest, *y) + 1):
                if not self._braille or (column + row) % 2 == 0:
                    bit = _DOTS[row % 4][column % 2] if self._braille else 1
                    self._shaded[row // self._down][column // self._across] |= bit

    def mark(self, x: int, x_end: int, name: str) -> int:
        """Draw a vertical line at `x` where cells are empty; the column of cells it stands in."""
        column = self.column_of(x, x_end)
        for row in range(self.height):
            if not self._names[row][column]:
                self._names[row][column] = name
        return column

    def write(self, text: str, name: str, place: tuple[int, int]) -> bool:
        """Write one character over whatever is drawn; whether there is room.

        Args:
            text: the character.
            name: chooses the style.
            place: the column and the row of cells.
        """
        column, row = place
        taken = any((column + step, row) in self._written for step in (-1, 0, 1))
        if taken or not (0 <= column < self.width and 0 <= row < self.height):
            return False
        self._written[place] = (text, name)
        return True

    def note(self, text: str, name: str, place: tuple[int, int]) -> None:
        """Write a word over whatever is drawn, where all of it has room; as for `write`."""
        column, row = place
        if 0 <= column <= self.width - len(text) and 0 <= row < self.height:
            for step, one in enumerate(text):
                self._written[column + step, row] = one, name

    def column_of(self, x: int, x_end: int) -> int:
        """The column of cells in which x lies, from the left."""
        return _place(x, x_end, self.width * self._across) // self._across

    def line_of(self, value: float, low: float, high: float) -> int:
        """The row of cells in which a value lies, from the top."""
        return self._row(value, low, high) // self._down

    def row(self, number: int) -> list[tuple[str, str]]:
        """The cells of a row as runs of (text, name of the curve); the name is empty for none."""
        runs: list[tuple[str, str]] = []
        cells = zip(self._bits[number], self._names[number], self._shaded[number], strict=True)
        for column, (bits, owner, shaded) in enumerate(cells):
            name = owner or (BAND if shaded else "")
            glyph = self._shade_glyph(shaded) if name == BAND else self._glyph(bits, name)
            glyph, name = self._written.get((column, number), (glyph, name))
            if runs and runs[-1][1] == name:
                runs[-1] = (runs[-1][0] + glyph, name)
            else:
                runs.append((glyph, name))
        return runs

    def _glyph(self, bits: int, name: str) -> str:
        if not bits:
            return "╎" if name else " "
        if self._braille:
            return chr(_BRAILLE + bits)
        return self._points.get((name, bits)) or _POINTS[bits]

    def _shade_glyph(self, bits: int) -> str:
        return chr(_BRAILLE + bits) if self._braille else ASCII_BAND

    def _row(self, value: float, low: float, high: float) -> int:
        """The row of dots of a value, from the top; values beyond the range lie at its end."""
        rows = self.height * self._down - 1
        share = (value - low) / (high - low) if high > low else 0.5
        return round(rows * (1.0 - min(max(share, 0.0), 1.0)))

    def _dot(self, column: int, row: int, curve: Curve) -> None:
        if self._braille and curve.empty_at(column):
            return
        x, y = column // self._across, row // self._down
        if not (0 <= x < self.width and 0 <= y < self.height):
            return
        shared = bool(self._names[y][x]) and x % self._left_to_other == 1
        if self._names[y][x] != curve.name and not shared:
            self._names[y][x], self._bits[y][x] = curve.name, 0
        if shared and not self._braille:
            return
        if self._braille:
            self._bits[y][x] |= _DOTS[row % 4][column % 2]
        else:
            self._bits[y][x] = curve.kind

    def _join(self, start: tuple[int, int], end: tuple[int, int], curve: Curve) -> None:
        """Dots on the straight line between two dots, ends left out."""
        (x0, y0), (x1, y1) = start, end
        steps = max(abs(x1 - x0), abs(y1 - y0))
        for step in range(1, steps):
            share = step / steps
            self._dot(round(x0 + (x1 - x0) * share), round(y0 + (y1 - y0) * share), curve)


def _place(x: int, x_end: int, columns: int) -> int:
    """The column of dots for x from 1 to `x_end`."""
    return round((x - 1) * (columns - 1) / max(x_end - 1, 1))


def _columns(
    values: Sequence[float], x_end: int, columns: int, *, smooth: bool = False
) -> list[tuple[int, float, float]]:
    """For each column of dots that has values: its number, their least and their greatest.

    Args:
        values: one for each x; what is not finite is passed over.
        x_end: the last x.
        columns: of dots.
        smooth: whether their median stands for least and greatest.
    """
    found: list[tuple[int, float, float]] = []
    for column, start, stop in _shares(min(len(values), x_end), x_end, columns):
        shared = values[start:stop]
        if not math.isfinite(sum(shared)):  # also where finite values add up to too much
            shared = [value for value in shared if math.isfinite(value)]
        if not shared:
            continue
        if smooth:
            middle = statistics.median(shared)
            found.append((column, middle, middle))
        else:
            found.append((column, min(shared), max(shared)))
    return found


def _shares(count: int, x_end: int, columns: int) -> Iterator[tuple[int, int, int]]:
    """For each column of dots that values fall into: its number, and where they start and stop.

    Whole slices, so that a curve of many epochs costs little more than one of few.
    """
    start = 0
    while start < count:
        column = _place(start + 1, x_end, columns)
        # The next column begins about half a column further on; rounding decides where exactly.
        stop = int((column + 0.5) * max(x_end - 1, 1) / max(columns - 1, 1)) + 1
        stop = min(max(stop, start + 1), count)
        while stop > start + 1 and _place(stop, x_end, columns) > column:
            stop -= 1
        while stop < count and _place(stop + 1, x_end, columns) == column:
            stop += 1
        yield column, start, stop
        start = stop


def _filled(
    under: list[tuple[int, float, float]], over: list[tuple[int, float, float]]
) -> list[tuple[int, float, float]]:
    """The columns of dots from the first to the last of a region, its edges drawn through gaps.

    Between two columns with values the edges run straight.
    """
    edges = [
        (column, low, high) for (column, low, _), (_, _, high) in zip(under, over, strict=False)
    ]
    filled = edges[:1]
    for (x0, low0, high0), (x1, low1, high1) in itertools.pairwise(edges):
        for x in range(x0 + 1, x1 + 1):
            share = (x - x0) / (x1 - x0)
            filled.append((x, low0 + (low1 - low0) * share, high0 + (high1 - high0) * share))
    return filled
