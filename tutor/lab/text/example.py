"""An example of a data set in rows of text."""

from __future__ import annotations

import textwrap
from typing import assert_never

from tutor.lab.text.picture import Colour, Way, grey, rows_of
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.sizing import fit, mean, resized
from tutor.lab.views.shown import Numbers, Pixels, Shown, Words

_NUMBERS = 6
"""Numbers of a row that are shown."""


def rows(example: Shown, width: int, height: int, way: Way) -> list[PlotRow]:
    """An example in at most `width` × `height` cells; pictures as large as they fit."""
    match example:
        case Pixels():
            return picture(example, width, height, way)
        case Words(tokens=tokens):
            lines = textwrap.wrap(" ".join(tokens), max(width, 1)) or [""]
            return [[(line, "")] for line in lines[:height]]
        case Numbers(rows=numbers):
            return [[(_line(row, width), "")] for row in numbers[:height]]
        case _:
            assert_never(example)


def picture(example: Pixels, width: int, height: int, way: Way) -> list[PlotRow]:
    """A picture as large as it fits: enlarged by a whole number, or made smaller."""
    high, wide = fit(example.height, example.width, width, height, way)
    found = rows_of(resized(colours(example), high, wide, mean), way)
    return [cut(row, width) for row in found[:height]]


def colours(example: Pixels) -> list[list[Colour]]:
    """The pixels of a picture, row by row."""
    shades, channels = example.shades, example.channels
    flat: list[Colour] = [
        grey(shades[at]) if channels < 3 else (shades[at], shades[at + 1], shades[at + 2])
        for at in range(0, len(shades), channels)
    ]
    return [flat[at : at + example.width] for at in range(0, len(flat), example.width)]


def cut(row: PlotRow, width: int) -> PlotRow:
    """A row without what lies beyond `width` cells."""
    kept: PlotRow = []
    for text, style in row:
        if width <= 0:
            break
        kept.append((text[:width], style))
        width -= len(text)
    return kept


def _line(numbers: list[float], width: int) -> str:
    told = "  ".join(f"{number:.3g}" for number in numbers[:_NUMBERS])
    return (told + ("  …" if len(numbers) > _NUMBERS else ""))[:width]
