"""An example of a data set in rows of text."""

from __future__ import annotations

import textwrap
from typing import assert_never

from tutor.lab.text.picture import Colour, Way, grey, rows_of, size_of
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cut
from tutor.lab.text.signs import minus
from tutor.lab.text.sizing import fit, mean, resized
from tutor.lab.views.shown import Columns, Numbers, Pixels, Shown, Words

_NUMBERS = 6
"""Numbers of a row that are shown."""

_OUT = 2.0
"""Standard deviations from the mean from which on a value stands out."""

_LONGEST_NAME = 24


def rows(example: Shown, width: int, height: int, way: Way) -> list[PlotRow]:
    """An example in at most `width` × `height` cells; pictures as large as they fit."""
    width, height = max(width, 1), max(height, 1)
    match example:
        case Pixels():
            return picture(example, width, height, way)
        case Words(tokens=tokens):
            return [[(line, "")] for line in _lines(" ".join(tokens), width, height)]
        case Columns():
            return _columns(example, width, height)
        case Numbers(rows=numbers):
            return [[(_line(row, width), "")] for row in numbers[:height]]
        case _:
            assert_never(example)


def picture(example: Pixels, width: int, height: int, way: Way) -> list[PlotRow]:
    """A picture as large as it fits: enlarged by a whole number, or made smaller."""
    if not (example.height and example.width):
        return []
    high, wide = fit(example.height, example.width, width, height, way)
    found = rows_of(resized(colours(example), high, wide, mean), way)
    return [cut(row, width) for row in found[:height]]


def size_at(example: Pixels, scale: float, way: Way) -> tuple[int, int]:
    """Columns and rows of cells of a picture so many times as large."""
    if scale >= 1:
        return size_of(example.height * int(scale), example.width * int(scale), way)
    parts = round(1 / scale)
    return size_of(-(-example.height // parts), -(-example.width // parts), way)


def colours(example: Pixels) -> list[list[Colour]]:
    """The pixels of a picture, row by row."""
    shades, channels = example.shades, example.channels
    flat: list[Colour] = [
        grey(shades[at]) if channels < 3 else (shades[at], shades[at + 1], shades[at + 2])
        for at in range(0, len(shades), channels)
    ]
    return [flat[at : at + example.width] for at in range(0, len(flat), example.width)]


def _lines(text: str, width: int, height: int) -> list[str]:
    """Text in lines, with a mark where more was left out."""
    lines = textwrap.wrap(text, width) or ["(no words)"[:width]]
    if len(lines) > height:
        lines = [*lines[: height - 1], f"{lines[height - 1][: width - 1]}…"]
    return lines


def _columns(example: Columns, width: int, height: int) -> list[PlotRow]:
    """What stands out of a row of a table, the most unusual first, then the rest.

    Beside each value: how many standard deviations of the training set it lies from its mean.
    """
    order = sorted(range(len(example.names)), key=lambda n: -abs(example.away[n]))
    if height < 3:
        return [[(line, "")] for line in _lines(_in_words(example, order), width, height)]
    longest = min(max(map(len, example.names), default=1), _LONGEST_NAME, max(width - 22, 6))
    heading = f"{'':{longest}}  {'value':>9}  standard deviations from the mean"
    found: list[PlotRow] = [[(heading[:width], "axis")]]
    for n in order[: height - 1]:
        text = f"{example.names[n][:longest]:<{longest}}  {example.values[n]:>9,.4g}  "
        away = (_away(example.away[n]), _far(example.away[n]))
        found.append(cut([(text, ""), away], width))
    left = len(order) - (height - 1)
    if left > 0:
        rest = f"… and {left + 1} more columns, nearer to the mean"
        rest = rest if len(rest) <= width else f"… {left + 1} more, nearer to it"
        found[-1] = [(rest[:width], "axis")]
    return found


def _in_words(example: Columns, order: list[int]) -> str:
    """Names with how far each is off, the most unusual first."""
    shown = [f"{example.names[n]} {_away(example.away[n])}" for n in order[:_NUMBERS]]
    return f"Standard deviations from the mean: {', '.join(shown)}"


def _away(away: float) -> str:
    """Standard deviations from the mean; what rounds to none has no sign."""
    told = minus(f"{away:+.1f}")
    return "0.0" if told[1:] == "0.0" else told


def _far(away: float) -> str:
    return "mark" if abs(away) >= _OUT else "quiet" if abs(away) < 1.0 else ""


def _line(numbers: list[float], width: int) -> str:
    told = "  ".join(f"{number:.3g}" for number in numbers[:_NUMBERS])
    return (told + ("  …" if len(numbers) > _NUMBERS else ""))[:width]
