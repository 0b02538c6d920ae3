"""Pictures of pixels in any room: scaled to it, in colours or in shades of ink.

Without colour one cell stands for two pixels, one above the other, as it does in colours; so the
same room holds the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from tutor.lab.text.example import colours
from tutor.lab.text.picture import LETTERS, SHADES, Colour, Way, light, rows_of
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.sizing import mean, resized
from tutor.lab.views.shown import Pixels


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
    scaled = resized(pixels, 2 * lines, columns, mean)
    if way == "colours":
        return rows_of(scaled, way)
    signs = SHADES if way == "shades" else LETTERS
    lights = [
        [(light(above) + light(below)) / 2 for above, below in zip(upper, lower, strict=True)]
        for upper, lower in zip(scaled[::2], scaled[1::2], strict=True)
    ]
    low = min(map(min, lights), default=0.0)
    spread = max(max(map(max, lights), default=1.0) - low, 1.0)
    most = len(signs) - 1
    return [
        [("".join(signs[round((light - low) / spread * most)] for light in row), "")]
        for row in lights
    ]
