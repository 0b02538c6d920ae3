"""Pictures of numbers below and above 0: two colours, or two kinds of signs without colour."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.lab.text.picture import Colour, Way, mixed, rows_of
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.sizing import fit, resized, strongest
from tutor.lab.views.layers import TOP

_ZERO: Colour = (24, 27, 36)
_ABOVE: tuple[Colour, Colour] = ((214, 110, 32), (255, 236, 170))
_BELOW: tuple[Colour, Colour] = ((40, 96, 200), (176, 214, 255))
"""The colours halfway and at the greatest level, above and below 0."""
_SIGNS = {"shades": (" ░▒▓█", " ·-=≡"), "letters": (" +*#@", " .-=~")}
"""From 0 to the greatest level, above and below 0."""
_LEGEND = {
    "colours": "orange: above 0 · blue: below 0",
    "shades": "░▒▓█ above 0 · -=≡ below 0",
    "letters": "+*#@ above 0, .-=~ below 0",
}


def signed(levels: Sequence[Sequence[int]], columns: int, rows: int, way: Way) -> list[PlotRow]:
    """A picture of levels from -127 to 127, as large as it fits into cells."""
    height, width = fit(len(levels), len(levels[0]), columns, rows, way)
    return exact(resized(levels, height, width, strongest), way)


def exact(levels: Sequence[Sequence[int]], way: Way) -> list[PlotRow]:
    """A picture of levels as large as it is."""
    if way == "colours":
        return rows_of([[colour(level) for level in row] for row in levels], way)
    return [[("".join(2 * sign(level, way) for level in row), "")] for row in levels]


def colour(level: int) -> Colour:
    """The colour of a level."""
    middle, end = _ABOVE if level >= 0 else _BELOW
    share = min(abs(level) / TOP, 1.0)
    start, end, share = (_ZERO, middle, 2 * share) if share < 0.5 else (middle, end, 2 * share - 1)
    return mixed(start, end, share)


def sign(level: int, way: Way) -> str:
    """The sign of a level, where there are no colours."""
    above, below = _SIGNS[way]
    signs = above if level >= 0 else below
    return signs[min(round(abs(level) / TOP * (len(signs) - 1)), len(signs) - 1)]


def legend(way: Way) -> str:
    """What colours or signs mean."""
    return _LEGEND[way]
