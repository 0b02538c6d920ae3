"""A surface in cells: its colours in half blocks, its boundary as a line, examples upon it."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from tutor.lab.text.board import Board
from tutor.lab.text.picture import Colour, mixed, plain, upon
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.surface import Sample, Surface, axis, of_response
from tutor.lab.text.tints import STEPS, Look, shades
from tutor.lab.views.boundary import Points

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_ACROSS, _DOWN = 2, 4
"""Dots of a braille cell."""
_HALF = "▀"

Mark = tuple[int, bool]
"""The class of the examples in a cell, and whether they are trained on."""
Cells = dict[tuple[int, int], int]
"""Dots of a line, as bits of braille, by the cells (column, row) that it runs through."""


def field(
    surface: Surface, width: int, height: int, look: Look,
    points: list[Points] | None = None, *, unit: bool = False,
) -> list[PlotRow]:  # fmt: skip
    """A surface in `width` × `height` cells.

    Args:
        surface: of the network, or of a unit.
        width, height: in cells.
        look: how things are drawn here.
        points: sets of examples to lay upon it, the most important one first.
        unit: whether it is a unit's, whose strength matters more than its sign.
    """
    board = Board(width, height)
    samples = surface.rows(width, 2 * height)
    line = boundary(surface, samples)
    marks = _marks(points or [], width, height)
    for y in range(height):
        for x in range(width):
            upper, lower = samples[2 * y][x], samples[2 * y + 1][x]
            mark = marks.get((x, y))
            dots = 0 if mark else line.get((x, y), 0)
            if look.way == "colours":
                board.put(x, y, *_coloured(upper, lower, mark, dots, look))
            elif mark:
                sign = look.point(mark[0], trained=mark[1])
                board.put(x, y, sign, "title" if mark[1] else "")
            elif dots and look.way != "letters":
                board.put(x, y, _braille(dots), "title")
            elif dots.bit_count() > 1:  # a cell that the line only touches would make it thick
                board.put(x, y, "*", "title")
            else:
                told, sure = upper if upper[1] >= lower[1] else lower
                place = x + (y % 2) * 2 if y % 2 else x
                board.put(x, y, look.response(told, sure) if unit
                          else look.area(told, sure, place, surface.classes))  # fmt: skip
    return board.rows()


@lru_cache(maxsize=1024)
def small(response: bytes, grid: int, width: int, height: int, look: Look) -> list[PlotRow]:
    """A unit's response in few cells, without a line.

    Args:
        response: as `Unit` has it.
        grid: points along each side of it.
        width, height: in cells.
        look: how things are drawn here.
    """
    board, surface = Board(width, height), of_response(response, grid)
    if look.way != "colours":
        for y, row in enumerate(surface.rows(width, height)):
            for x, (told, sure) in enumerate(row):
                board.put(x, y, look.response(told, sure))
        return board.rows()
    samples, colours = surface.rows(width, 2 * height), shades(look.palette)
    for y in range(height):
        for x in range(width):
            upper, lower = samples[2 * y][x], samples[2 * y + 1][x]
            board.put(x, y, _HALF, upon(_shade(colours, upper), _shade(colours, lower)))
    return board.rows()


def boundary(surface: Surface, samples: list[list[Sample]]) -> Cells:
    """The line on which a surface changes its class.

    Args:
        surface: what is drawn.
        samples: it at two places in each cell, one above the other.
    """
    width, height = len(samples[0]), len(samples) // 2
    across, down = axis(surface.grid, width * _ACROSS), axis(surface.grid, height * _DOWN)
    told: dict[int, list[Sample]] = {}

    def row(number: int) -> list[Sample]:
        if number not in told:
            told[number] = surface.row(across, down[number])
        return told[number]

    found: Cells = {}
    for x, y in _mixed(samples):
        bits = 0
        for below in range(_DOWN):
            here = row(y * _DOWN + below)
            last = y * _DOWN + below + 1 == len(down)
            under = here if last else row(y * _DOWN + below + 1)
            for beside in range(_ACROSS):
                at = x * _ACROSS + beside
                right = here[min(at + 1, len(across) - 1)]
                if here[at][0] != right[0] or here[at][0] != under[at][0]:
                    bits |= _DOTS[below][beside]
        if bits:
            found[x, y] = bits
    return found


def _mixed(samples: list[list[Sample]]) -> list[tuple[int, int]]:
    """The cells in which, or beside which, the class changes."""
    width, height = len(samples[0]), len(samples) // 2
    classes = [[told for told, _ in row] for row in samples]
    found = []
    for y in range(height):
        near = classes[max(2 * y - 1, 0) : 2 * y + 3]
        for x in range(width):
            first, left = near[0][x], max(x - 1, 0)
            if any(told != first for row in near for told in row[left : x + 2]):
                found.append((x, y))
    return found


def _marks(points: list[Points], width: int, height: int) -> dict[tuple[int, int], Mark]:
    """For each cell with examples the class of most, and whether they are trained on."""
    found: dict[tuple[int, int], Mark] = {}
    for part in points:
        counts: dict[tuple[int, int], dict[int, int]] = {}
        places = part.places
        for at in range(0, len(places) - 2, 3):
            cell = (places[at] * width >> 8, places[at + 1] * height >> 8)
            here = counts.setdefault(cell, {})
            here[places[at + 2]] = here.get(places[at + 2], 0) + 1
        for cell, here in counts.items():
            told = max(sorted(here), key=here.__getitem__)
            found.setdefault(cell, (told, part.part == "train"))
    return found


def _coloured(
    upper: Sample, lower: Sample, mark: Mark | None, dots: int, look: Look
) -> tuple[str, str]:
    """A cell's sign and its colours."""
    areas = shades(look.palette)
    above, below = _shade(areas, upper), _shade(areas, lower)
    if mark is None and not dots:
        return _HALF, upon(above, below)
    ground = mixed(above, below, 0.5)
    if mark is not None:
        colours = look.palette.points
        return look.point(mark[0], trained=mark[1]), upon(colours[mark[0] % len(colours)], ground)
    return _braille(dots), upon(look.palette.line, ground)


def _shade(areas: tuple[tuple[Colour, ...], ...], sample: Sample) -> Colour:
    told, sure = sample
    return areas[told % len(areas)][min(int(sure * STEPS + 0.5), STEPS)]


def _braille(dots: int) -> str:
    return chr(0x2800 + dots)


def legend(look: Look, labels: list[str], parts: Container[str]) -> PlotRow:
    """Which sign is which class and set.

    Args:
        look: how things are drawn here.
        labels: of the classes.
        parts: the sets that are shown.
    """
    row: PlotRow = []
    for name, trained in (("train", True), ("validation", False)):
        if name not in parts:
            continue
        for told, label in enumerate(labels):
            colours = look.palette.points
            style = plain(colours[told % len(colours)]) if look.way == "colours" else "title"
            row += [(look.point(told, trained=trained), style)]
            row += [(f" {label}  " if trained or "train" not in parts else " ", "axis")]
        row += [(f"{'training' if trained else 'validation'}  ", "axis")]
    return row
