"""Pictures of pixels in any room: scaled to it, in colours or in shades of ink.

Without colour one cell stands for two pixels, one above the other, as it does in colours; so the
same room holds the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from tutor.lab.text.example import colours
from tutor.lab.text.picture import Colour, Way, rows_of
from tutor.lab.text.plot import PlotRow
from tutor.lab.views.shown import Pixels

_SHADES = " ░▒▓█"
_LETTERS = " .:-=+*#%@"


def room(height: int, width: int, columns: int, lines: int, aspect: float = 1.0) -> tuple[int, int]:
    """Columns and lines of the largest picture in `columns` × `lines` cells.

    Args:
        height, width: of the picture in pixels.
        columns, lines: of cells; a cell is as high as two pixels.
        aspect: how many times as wide as high a pixel is drawn.
    """
    scale = min(columns / (width * aspect), 2 * lines / height)
    return max(int(width * aspect * scale), 1), max(int(height * scale) // 2, 1)


def fitted(picture: Pixels, columns: int, lines: int, way: Way) -> list[PlotRow]:
    """A picture scaled to `columns` × `lines` cells."""
    return drawn(colours(picture), columns, lines, way)


def drawn(pixels: Sequence[Sequence[Colour]], columns: int, lines: int, way: Way) -> list[PlotRow]:
    """Pixels, row by row, scaled to `columns` × `lines` cells."""
    scaled = resized(pixels, columns, 2 * lines)
    if way == "colours":
        return rows_of(scaled, way)
    signs = _SHADES if way == "shades" else _LETTERS
    lights = [
        [(_light(above) + _light(below)) / 2 for above, below in zip(upper, lower, strict=True)]
        for upper, lower in zip(scaled[::2], scaled[1::2], strict=True)
    ]
    low = min(map(min, lights), default=0.0)
    spread = max(max(map(max, lights), default=1.0) - low, 1.0)
    most = len(signs) - 1
    return [
        [("".join(signs[round((light - low) / spread * most)] for light in row), "")]
        for row in lights
    ]


def resized(pixels: Sequence[Sequence[Colour]], width: int, height: int) -> list[list[Colour]]:
    """Pixels scaled: each new one is the nearest, or the mean of all that it covers."""
    across, down = _spans(len(pixels[0]), width), _spans(len(pixels), height)
    if all(after - first == 1 for first, after in (*across, *down)):
        return [[row[first] for first, _ in across] for row in (pixels[y] for y, _ in down)]
    return [
        [_mean([pixels[y][x] for y in range(*rows) for x in range(*columns)]) for columns in across]
        for rows in down
    ]


def _spans(old: int, new: int) -> list[tuple[int, int]]:
    """For each new pixel the first old one that it covers, and the one after the last."""
    spans = [(n * old // new, (n + 1) * old // new) for n in range(new)]
    return [(first, max(after, first + 1)) for first, after in spans]


def _mean(colours: Sequence[Colour]) -> Colour:
    reds, greens, blues = zip(*colours, strict=True)
    count = len(colours)
    return sum(reds) // count, sum(greens) // count, sum(blues) // count


def _light(colour: Colour) -> float:
    """Luma of a colour, 0 to 255 (Recommendation ITU-R BT.601)."""
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue
