"""Marks upon pictures: the edge of a region, the outline of a mask, places where a filter fires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.lab.text.picture import Colour, Way, mixed, rows_of
from tutor.lab.text.plot import PlotRow

Place = tuple[int, int]
"""Row and column of a pixel."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a marked pixel looks.

    Attributes:
        colour: where there are colours.
        sign: where there are none; any pixel is two of it.
        cover: how much of the pixel's own colour it covers, 0 to 1.
    """

    colour: Colour
    sign: str
    cover: float = 1.0


SEEN = Mark((255, 170, 40), "X")
"""The edge of what is seen."""
FIRES = Mark((255, 150, 20), "X", 0.6)
"""A place where a filter fires."""
PART = Mark((70, 210, 255), "o")
"""The outline of a part."""
BOTH = Mark((120, 255, 140), "8")
"""Firing on the part's outline."""


def marked(
    pixels: Sequence[Sequence[Colour]], marks: Mapping[Place, Mark], way: Way
) -> list[PlotRow]:
    """The rows of a picture with marks upon it."""
    if way == "colours":
        return rows_of(
            [
                [_covered(pixel, marks.get((y, x))) for x, pixel in enumerate(row)]
                for y, row in enumerate(pixels)
            ],
            way,
        )
    rows = []
    for y, row in enumerate(rows_of(pixels, way)):
        text = "".join(part for part, _ in row)
        signs = [
            2 * marks[y, x].sign if (y, x) in marks else text[2 * x : 2 * x + 2]
            for x in range(len(text) // 2)
        ]
        rows.append([("".join(signs), "")])
    return rows


def _covered(pixel: Colour, mark: Mark | None) -> Colour:
    return pixel if mark is None else mixed(pixel, mark.colour, mark.cover)


def ring(
    region: tuple[int, int, int, int], old: tuple[int, int], new: tuple[int, int]
) -> list[Place]:
    """The pixels just around a region, those that lie in the picture.

    Args:
        region: top, left, and the end below and to the right, in pixels of the picture; it may
            reach beyond.
        old, new: height and width of the picture, and of what is drawn.
    """
    top, left, bottom, right = region
    down, across = new[0] / old[0], new[1] / old[1]
    first, last = round(top * down) - 1, round(bottom * down)
    start, end = round(left * across) - 1, round(right * across)
    places = [(y, x) for y in (first, last) for x in range(start, end + 1)]
    places += [(y, x) for x in (start, end) for y in range(first + 1, last)]
    return [(y, x) for y, x in places if 0 <= y < new[0] and 0 <= x < new[1]]


def outline(mask: Sequence[Sequence[bool]]) -> list[Place]:
    """The pixels of a mask that have a neighbour outside it; the picture's edge is no outside."""
    height, width = len(mask), len(mask[0]) if mask else 0
    return [
        (y, x)
        for y in range(height)
        for x in range(width)
        if mask[y][x]
        and any(
            0 <= v < height and 0 <= u < width and not mask[v][u]
            for v, u in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1))
        )
    ]
