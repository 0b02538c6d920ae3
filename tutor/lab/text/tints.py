"""The colours and signs of classes: on dark and on light ground, and where there is no colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tutor.lab.text.picture import Colour, Way, mixed

STEPS = 20
"""Shades from undecided to sure: more would cost bytes, and nobody sees them."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours.

    Attributes:
        ground: where nothing is decided.
        areas: for each class where it is sure.
        points: for each class its examples upon any area.
        line: of a boundary.
    """

    ground: Colour
    areas: tuple[Colour, ...]
    points: tuple[Colour, ...]
    line: Colour


DARK = Palette(
    ground=(28, 31, 41),
    areas=((178, 112, 34), (44, 98, 184), (62, 132, 78), (140, 82, 168), (176, 62, 84),
           (32, 132, 140), (136, 128, 48), (120, 120, 128)),
    points=((255, 214, 140), (170, 208, 255), (178, 236, 180), (226, 184, 250), (255, 178, 190),
            (160, 236, 240), (240, 234, 150), (230, 230, 236)),
    line=(250, 250, 255),
)  # fmt: skip
LIGHT = Palette(
    ground=(246, 246, 241),
    areas=((245, 186, 106), (132, 174, 242), (150, 208, 150), (212, 168, 232), (240, 160, 170),
           (136, 212, 216), (222, 212, 120), (190, 190, 196)),
    points=((122, 62, 0), (10, 52, 130), (10, 84, 30), (92, 26, 122), (132, 10, 40),
            (0, 84, 92), (92, 84, 0), (60, 60, 66)),
    line=(20, 24, 38),
)  # fmt: skip


@lru_cache(maxsize=8)
def shades(palette: Palette) -> tuple[tuple[Colour, ...], ...]:
    """For each class its colours from undecided to sure, `STEPS` + 1 of them."""
    return tuple(
        tuple(mixed(palette.ground, area, step / STEPS) for step in range(STEPS + 1))
        for area in palette.areas
    )


@dataclass(frozen=True, slots=True)
class Look:
    """How things are drawn on a terminal.

    Attributes:
        way: in which signs.
        palette: in which colours, where there are any.
    """

    way: Way
    palette: Palette = DARK

    def point(self, told: int, *, trained: bool) -> str:
        """The sign of an example: its class by the shape, its set by the size."""
        if self.way == "letters":
            signs = "XOABCDEF" if trained else "xoabcdef"
        else:
            signs = "○●◇◆□■△▲" if trained else "◦•⬦⬥▫▪▵▴"
        return signs[told % len(signs)]

    def area(self, told: int, sure: float, place: int, classes: int) -> str:
        """The sign of an area without colour: of two classes the second has the more ink.

        Of more classes their numbers stand here and there.

        Args:
            told: the class.
            sure: how sure, from 0 to 1.
            place: which cell it is, so that numbers stand apart.
            classes: how many there are.
        """
        if classes > 2:
            return str(told + 1) if place % 3 == 0 else " "
        signs = " .:%" if self.way == "letters" else " ·░▒"
        return signs[1 + told + (1 if told else -1) * (sure > 0.5)]

    def response(self, told: int, sure: float) -> str:
        """The sign of a unit's response without colour: above 0 it has blocks, below strokes."""
        above, below = (" +*#", " -=~") if self.way == "letters" else (" ░▒▓", " ·-=")
        return (above if told else below)[min(int(sure * 3 + 0.8), 3)]
