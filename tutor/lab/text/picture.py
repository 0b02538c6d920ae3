"""Pictures in cells: half blocks in colours, shades without colour, or letters in ASCII.

A row is a list of runs (text, style), as in `plot`. The style of a coloured cell is two colours,
`#rrggbb/#rrggbb`, of the sign and of what lies behind it; what they look like is for the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from tutor.lab.text.plot import PlotRow

Way = Literal["colours", "shades", "letters"]
"""How pictures are drawn: two pixels a cell in colours; or two cells a pixel in block elements of
growing ink, or in ASCII signs."""

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

Cell = tuple[str, str]
"""A glyph and its style."""

SHADES = " ░▒▓█"
LETTERS = " .:-=+*#%@"
"""Signs of growing ink."""
_UPPER = "▀"


def grey(shade: int) -> Colour:
    """A shade from 0, black, to 255, white."""
    return shade, shade, shade


def rows_of(pixels: Sequence[Sequence[Colour]], way: Way) -> list[PlotRow]:
    """A picture's rows of cells.

    Args:
        pixels: row by row; all rows have one length.
        way: how it is drawn.
    """
    if way == "colours":
        return [_halves(*_pair(pixels, y)) for y in range(0, len(pixels), 2)]
    signs = SHADES if way == "shades" else LETTERS
    return [[("".join(2 * _sign(pixel, signs) for pixel in row), "")] for row in pixels]


def size_of(height: int, width: int, way: Way) -> tuple[int, int]:
    """Columns and rows of cells that a picture of `height` × `width` pixels takes."""
    return (width, -(-height // 2)) if way == "colours" else (2 * width, height)


def behind(colour: Colour) -> str:
    """The style of a cell with this colour behind its text, which is black or white upon it."""
    sign = (0, 0, 0) if light(colour) > 128 else (255, 255, 255)
    return f"{_hex(sign)}/{_hex(colour)}"


def _pair(
    pixels: Sequence[Sequence[Colour]], y: int
) -> tuple[Sequence[Colour], Sequence[Colour | None]]:
    upper = pixels[y]
    lower: Sequence[Colour | None] = pixels[y + 1] if y + 1 < len(pixels) else [None] * len(upper)
    return upper, lower


def _halves(upper: Sequence[Colour], lower: Sequence[Colour | None]) -> PlotRow:
    """A row of half blocks."""
    return joined(halves(above, below) for above, below in zip(upper, lower, strict=True))


def halves(above: Colour, below: Colour | None) -> Cell:
    """A cell of two pixels, the lower one None where the picture has ended."""
    return _UPPER, plain(above) if below is None else upon(above, below)


def joined(cells: Iterable[Cell]) -> PlotRow:
    """A row of cells, those of one style beside each other as one run."""
    row: PlotRow = []
    for glyph, style in cells:
        if row and row[-1][1] == style:
            row[-1] = (row[-1][0] + glyph, style)
        else:
            row.append((glyph, style))
    return row


def _sign(colour: Colour, signs: str) -> str:
    return signs[min(int(light(colour) / 256.0 * len(signs)), len(signs) - 1)]


def light(colour: Colour) -> float:
    """Luma of a colour, 0 to 255 (Recommendation ITU-R BT.601)."""
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """The colour that is `share` of the way from the first to the second."""
    red, green, blue = (
        round(one + (other - one) * share) for one, other in zip(first, second, strict=True)
    )
    return red, green, blue


@lru_cache(maxsize=8192)
def upon(sign: Colour, ground: Colour) -> str:
    """The style of a cell whose text and ground have these colours."""
    return f"{_hex(sign)}/{_hex(ground)}"


def plain(colour: Colour) -> str:
    """The style of text in this colour on whatever lies behind it."""
    return _hex(colour)
