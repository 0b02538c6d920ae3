"""The cast of the film, drawn: five people, and passers-by who wear the same colours.

A figure is drawn from ellipses and boxes in units of its own height, u to the right from its
middle, v down from the top of a person of ordinary height, at any size and in any pose.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

Shades = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Colour = tuple[int, int, int]

Facing = Literal["front", "back", "left", "right"]
Hair = Literal["long", "short", "bald", "buns"]
Hat = Literal["none", "straw", "tall"]
Clothes = Literal["dress", "shirt", "coat", "dungarees"]
Pattern = Literal["plain", "stripes", "checks"]

BLACK, WHITE, GREY = (24, 22, 28), (240, 240, 236), (120, 120, 126)
RED, YELLOW, GREEN = (200, 36, 44), (240, 200, 60), (36, 130, 70)
BLUE, NAVY, ORANGE = (50, 100, 210), (30, 40, 90), (222, 112, 30)
BROWN, VIOLET = (92, 56, 34), (130, 70, 160)
PALE, TAN, DARK = (240, 204, 178), (206, 154, 112), (112, 72, 48)

_ASPECT = 0.8
"""Width of a figure's picture by its height."""
_HEAD = 0.19
"""Where the middle of the head is."""


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody looks like.

    Attributes:
        height, width: of the body, 1 for ordinary ones.
        skin, hair_colour, top, second, bottom: colours; `second` is that of the pattern.
        hair, beard, hat, hat_colour, clothes, pattern: what there is to see.
    """

    height: float = 1.0
    width: float = 1.0
    skin: Colour = PALE
    hair: Hair = "short"
    hair_colour: Colour = BROWN
    beard: bool = False
    hat: Hat = "none"
    hat_colour: Colour = BLACK
    clothes: Clothes = "shirt"
    pattern: Pattern = "plain"
    top: Colour = GREY
    second: Colour = WHITE
    bottom: Colour = NAVY


CAST: dict[str, Look] = {
    "Ada": Look(
        width=0.85, hair="long", hair_colour=BLACK, clothes="dress", top=RED, bottom=RED
    ),
    "Bruno": Look(
        width=1.4, skin=TAN, hair="bald", beard=True, pattern="stripes", top=BLUE, second=WHITE
    ),
    "Clara": Look(
        hat="straw", hat_colour=YELLOW, hair="long", hair_colour=ORANGE, clothes="coat", top=GREEN
    ),
    "Diego": Look(
        height=1.12, width=0.8, skin=DARK, hat="tall", hair_colour=BLACK, pattern="checks",
        top=WHITE, second=BLACK, bottom=RED,
    ),
    "Emi": Look(
        height=0.78, width=1.05, hair="buns", hair_colour=BLACK, clothes="dungarees", top=BLUE,
        bottom=YELLOW,
    ),
}  # fmt: skip
"""The five, by name. No colour is one person's alone."""

NAMES = tuple(CAST)


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """A figure's picture.

    Attributes:
        shades: shape (height, width, 3).
        mask: where the figure is, shape (height, width).
        area: how many pixels that are.
    """

    shades: Shades
    mask: Mask
    area: int


def stranger(random: np.random.Generator) -> Look:
    """A passer-by in colours of the cast, who is none of them."""
    colours = (RED, YELLOW, GREEN, BLUE, WHITE, BLACK, ORANGE, VIOLET)
    top, bottom = (colours[i] for i in random.choice(len(colours), 2, replace=False))
    return Look(
        height=float(random.uniform(0.85, 1.05)),
        width=float(random.uniform(0.9, 1.15)),
        skin=(PALE, TAN, DARK)[random.integers(3)],
        hair_colour=(BROWN, GREY, ORANGE)[random.integers(3)],
        top=top,
        bottom=bottom,
    )


@lru_cache(4_096)
def sprite(look: Look, size: int, facing: Facing, stride: int) -> Sprite:
    """The figure as tall as `size` pixels would be for an ordinary height.

    Args:
        look: whose figure.
        size: in pixels; the picture is as tall, and higher for somebody with a tall hat.
        facing: which side is seen.
        stride: how far the legs are apart, from -1 to 1; 0 for somebody who stands.
    """
    if facing == "left":
        other = sprite(look, size, "right", stride)
        return Sprite(other.shades[:, ::-1], other.mask[:, ::-1], other.area)
    pen = _Pen(size, look)
    _draw_hair_behind(pen, look, facing)
    _draw_legs(pen, look, stride)
    _draw_body(pen, look, stride)
    _draw_head(pen, look, facing)
    _draw_hat(pen, look)
    return pen.sprite()


class _Pen:
    """Draws shapes one over another, in units of an ordinary person's height."""

    def __init__(self, size: int, look: Look) -> None:
        """Take an empty sheet, with room above the head for a hat and for long legs."""
        self._above = 0.3
        rows, columns = round(size * (1.0 + self._above)), round(size * _ASPECT)
        self.u = ((np.arange(columns) + 0.5) / size - _ASPECT / 2)[np.newaxis, :]
        v = (np.arange(rows) + 0.5) / size - self._above
        self.v = (1.0 - (1.0 - v) / look.height)[:, np.newaxis]
        self._numbers = np.zeros((rows, columns), dtype=np.uint8)
        self._colours: list[Colour] = [BLACK]

    def fill(self, mask: Mask, colour: Colour) -> None:
        """Colour the places of `mask`."""
        self._numbers[mask] = len(self._colours)
        self._colours.append(colour)

    def ellipse(self, middle: tuple[float, float], radii: tuple[float, float]) -> Mask:
        """The places in an ellipse."""
        inside = ((self.u - middle[0]) / radii[0]) ** 2 + ((self.v - middle[1]) / radii[1]) ** 2
        return np.asarray(inside <= 1.0)

    def box(self, left: float, top: float, right: float, bottom: float) -> Mask:
        """The places in a box."""
        across, down = (self.u >= left) & (self.u < right), (self.v >= top) & (self.v < bottom)
        return np.asarray(across & down)

    def skirt(self, top: float, bottom: float, narrow: float, wide: float) -> Mask:
        """The places between two heights where a skirt widens from one half-width to another."""
        half = narrow + (wide - narrow) * (self.v - top) / (bottom - top)
        return np.asarray((abs(self.u) <= half) & (self.v >= top) & (self.v < bottom))

    def sprite(self) -> Sprite:
        """What was drawn, without empty rows and columns around it."""
        rows, columns = (np.flatnonzero(self._numbers.any(axis=axis)) for axis in (1, 0))
        numbers = self._numbers[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        shades = np.array(self._colours, dtype=np.uint8)[numbers]
        return Sprite(shades, numbers > 0, int(np.count_nonzero(numbers)))


def _draw_hair_behind(pen: _Pen, look: Look, facing: Facing) -> None:
    """Long hair hangs over the shoulders; buns stand out on both sides, seen from any side."""
    if look.hair == "long":
        shift = -0.04 if facing == "right" else 0.0
        pen.fill(pen.ellipse((shift, 0.25), (0.15, 0.19)), look.hair_colour)
    if look.hair == "buns":
        for side in (-0.16, 0.16):
            pen.fill(pen.ellipse((side, 0.08), (0.085, 0.075)), look.hair_colour)


def _draw_legs(pen: _Pen, look: Look, stride: int) -> None:
    """Two legs, apart when somebody walks; bare below a dress."""
    colour = look.skin if look.clothes == "dress" else look.bottom
    shoes = BLACK if look.clothes != "coat" else BROWN
    for side in (-1.0, 1.0):
        middle = side * (0.07 * look.width + 0.04 * stride)
        half = 0.055 * look.width
        pen.fill(pen.box(middle - half, 0.62, middle + half, 0.94), colour)
        pen.fill(pen.box(middle - half, 0.94, middle + half + 0.01, 1.0), shoes)


def _draw_body(pen: _Pen, look: Look, stride: int) -> None:
    """The trunk with its clothes, and the arms, which swing against the legs."""
    half = 0.14 * look.width
    sleeve = look.second if look.clothes == "dungarees" else look.top
    for side in (-1.0, 1.0):
        middle = side * (half + 0.035) - 0.02 * stride
        pen.fill(pen.box(middle - 0.04, 0.36, middle + 0.04, 0.58), sleeve)
        pen.fill(pen.box(middle - 0.04, 0.58, middle + 0.04, 0.64), look.skin)
    match look.clothes:
        case "dress":
            pen.fill(pen.skirt(0.33, 0.80, 0.10 * look.width, 0.25), look.top)
        case "coat":
            pen.fill(pen.skirt(0.33, 0.86, half, half + 0.05), look.top)
        case "shirt":
            _draw_shirt(pen, look, pen.box(-half, 0.33, half, 0.66))
        case "dungarees":
            pen.fill(pen.box(-half, 0.33, half, 0.48), look.top)
            pen.fill(pen.box(-half * 1.1, 0.43, half * 1.1, 0.72), look.bottom)


def _draw_shirt(pen: _Pen, look: Look, shirt: Mask) -> None:
    """A shirt, plain or with a pattern."""
    pen.fill(shirt, look.top)
    patterns: dict[Pattern, Callable[[], Mask]] = {
        "stripes": lambda: (pen.v - 0.33) % 0.132 >= 0.066,
        "checks": lambda: ((pen.v - 0.33) % 0.22 >= 0.11) ^ (pen.u >= 0.0),
    }
    if look.pattern in patterns:
        pen.fill(shirt & patterns[look.pattern](), look.second)


def _draw_head(pen: _Pen, look: Look, facing: Facing) -> None:
    """The head: hair all over from behind, a face in front or at the side, perhaps a beard."""
    head = pen.ellipse((0.0, _HEAD), (0.135, 0.155))
    covered = look.skin if look.hair == "bald" else look.hair_colour
    pen.fill(head, covered)
    if facing == "back":
        return
    shift = 0.06 if facing == "right" else 0.0
    face = pen.ellipse((shift, _HEAD + 0.035), (0.115, 0.125)) & head
    pen.fill(face, look.skin)
    if look.beard:
        pen.fill(pen.ellipse((shift, 0.30), (0.13, 0.105)), look.hair_colour)
        pen.fill(pen.ellipse((shift, 0.245), (0.05, 0.02)), look.skin)
    for eye in (-0.05, 0.05):
        pen.fill(pen.ellipse((1.4 * shift + eye, _HEAD), (0.017, 0.024)) & head, BLACK)


def _draw_hat(pen: _Pen, look: Look) -> None:
    """A straw hat with a wide brim, or a tall one."""
    match look.hat:
        case "straw":
            pen.fill(pen.ellipse((0.0, 0.06), (0.13, 0.10)), look.hat_colour)
            pen.fill(pen.ellipse((0.0, 0.11), (0.27, 0.045)), look.hat_colour)
        case "tall":
            pen.fill(pen.box(-0.11, -0.14, 0.11, 0.10), look.hat_colour)
            pen.fill(pen.box(-0.17, 0.08, 0.17, 0.125), look.hat_colour)
        case "none":
            pass
