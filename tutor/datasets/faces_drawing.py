"""Draws faces: from the numbers that describe each one to its picture, and to where its parts are.

Everything is drawn from signed distances (below zero inside a shape, above outside), so edges are
smooth. Lengths are in half-heights of the head; x grows to the right, y downwards, and the middle
of the head is (0, 0).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Floats

SIDE = 32
PARTS = ("eye", "mouth", "nose", "outline")
HAIR = ("bald", "short", "fringe", "long", "curls", "bun")
Masks = npt.NDArray[np.uint8]
Reals = npt.NDArray[np.floating]
Given = Reals | npt.NDArray[np.bool] | float

_CHUNK = 50
"""Faces drawn at once: few enough for a processor's cache."""
_EYE_Y, _NOSE_Y, _MOUTH_Y = -0.12, 0.16, 0.52
_EYE_WIDTH, _BROW_WIDTH, _RIM = 0.2, 0.22, 0.3
_LINE = 0.045
"""Half the breadth of a line."""
_HAIRLINE = np.array([-9.0, -0.74, -0.68, -0.7, -0.72, -0.76], dtype=np.float32)
"""How high up the hair begins in the middle, for each of `HAIR`."""
_TEMPLES = np.array([0.0, 0.5, 0.0, 0.7, 0.35, 0.6], dtype=np.float32)
"""How much lower it begins at the sides."""
_VOLUME = np.array([0.0, 0.07, 0.08, 0.12, 0.16, 0.05], dtype=np.float32)
"""How far it stands off the head."""


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """What each of n faces looks like; every attribute has the shape (n,) and is float32.

    Attributes:
        x, y, size, tilt: of the head: its middle in pixels from the picture's, half its height in
            pixels, and its turn in radians.
        width: of the head against its height.
        line: the breadth of lines, 1 for the usual one.
        skin, hair, background: shades, 0 black to 1 white.
        light_x, light_y: how much brighter it gets from one side of the picture to the other.
        style: the number of its hair in `HAIR`.
        glasses: 1 with, 0 without.
        eye_gap, nose, look: from the middle to an eye, half the breadth of the nose, and how far
            the pupils look aside.
        eye_open, eye_bend, lid: half the height of an eye, how far its middle hangs below its
            corners, and the share of it that the upper lid covers.
        brow_tilt, brow_lift: how steeply the brows fall inwards, and how high they are.
        mouth_width, mouth_bend, mouth_open: half its breadth, how far its middle hangs below its
            corners, and half the height of its opening.
        teeth: the share of the opening, from above, in which they show.
    """

    x: Reals
    y: Reals
    size: Reals
    tilt: Reals
    width: Reals
    line: Reals
    skin: Reals
    hair: Reals
    background: Reals
    light_x: Reals
    light_y: Reals
    style: Reals
    glasses: Reals
    eye_gap: Reals
    nose: Reals
    look: Reals
    eye_open: Reals
    eye_bend: Reals
    lid: Reals
    brow_tilt: Reals
    brow_lift: Reals
    mouth_width: Reals
    mouth_bend: Reals
    mouth_open: Reals
    teeth: Reals

    def chunks(self) -> Iterator[Faces]:
        """The faces in groups, with attributes of shape (some, 1, 1), to be met by pixels."""
        for start in range(0, len(self.x), _CHUNK):
            some = slice(start, start + _CHUNK)
            yield Faces(
                *(getattr(self, field.name)[some, np.newaxis, np.newaxis] for field in fields(self))
            )


def draw(faces: Faces) -> tuple[Floats, Masks]:
    """Pictures of shape (n, 32, 32), shades about 0 to 1, and masks of `PARTS`, (n, 32, 32, 4).

    A mask is 1 where its part covers at least half of a pixel, else 0. Hair hides the outline;
    glasses hide nothing.
    """
    drawn = [_Canvas(some).finished() for some in faces.chunks()]
    shades = np.concatenate([pictures for pictures, _ in drawn]).astype(np.float32)
    return shades, np.concatenate([masks for _, masks in drawn])


class _Canvas:
    """Some faces while they are drawn, one part after the other, from back to front.

    Attributes:
        faces: what they look like.
        x, y: of every pixel in the head's own units, (faces, 32, 32).
        light: what falls on every pixel, 1 in the middle.
        shades, masks: the pictures so far.
        dark: the shade of lines.
        line: half the breadth of lines.
    """

    def __init__(self, faces: Faces) -> None:
        self.faces = f = faces
        place = np.arange(SIDE, dtype=np.float32) - (SIDE - 1) / 2
        across, down = place[np.newaxis, np.newaxis, :], place[np.newaxis, :, np.newaxis]
        cos, sin = np.cos(f.tilt) / f.size, np.sin(f.tilt) / f.size
        self.x = (across - f.x) * cos + (down - f.y) * sin
        self.y = (down - f.y) * cos - (across - f.x) * sin
        self.light = 1 + (f.light_x * across + f.light_y * down) / SIDE
        self.shades = f.background * self.light
        self.masks = np.zeros((*self.x.shape, len(PARTS)), dtype=np.uint8)
        self.dark = f.skin * 0.2
        self.line = f.line * _LINE

    def finished(self) -> tuple[Reals, Masks]:
        """The pictures and the masks with everything drawn."""
        self.hair_behind()
        self.head()
        self.nose()
        self.eyes()
        self.mouth()
        self.glasses()
        return self.shades, self.masks

    def paint(self, distance: Reals, shade: Given, where: Given = 1.0) -> Reals:
        """Paint what lies inside (and `where`, 0 to 1, allows it) and return the share covered."""
        cover: Reals = np.clip(0.5 - distance * self.faces.size, 0, 1) * where
        self.shades += cover * (shade - self.shades)
        return cover

    def mark(self, part: str, cover: Reals) -> None:
        """Let the mask of a part have what is covered by half or more."""
        self.masks[..., PARTS.index(part)] |= cover >= 0.5

    def hair_behind(self) -> None:
        """Long hair down both sides, and a bun on top."""
        f, shade = self.faces, self.faces.hair * self.light
        sides = np.maximum(np.abs(self.x) - f.width - 0.14, np.abs(self.y - 0.3) - 0.55)
        self.paint(sides, shade, _is(f.style, "long"))
        self.paint(np.hypot(self.x, self.y + 1.05) - 0.27, shade, _is(f.style, "bun"))

    def head(self) -> None:
        """Ears, head and outline, and the hair on top of them."""
        f, skin = self.faces, self.faces.skin * self.light
        ears = np.hypot(np.abs(self.x) - f.width, self.y - 0.08) - 0.14
        self.paint(ears - self.line, self.dark, 1 - _is(f.style, "long"))
        self.paint(ears + self.line, skin * 0.9, 1 - _is(f.style, "long"))
        edge = _ellipse(self.x, self.y, f.width, 1.0)
        self.paint(edge, skin)
        outline = self.paint(np.abs(edge) - self.line, self.dark)
        style = f.style.astype(np.intp)
        curls = 0.05 * np.cos(9 * np.arctan2(self.x, -self.y)) * _is(f.style, "curls")
        above = self.y - _HAIRLINE[style] - _TEMPLES[style] * np.square(self.x)
        hair = np.maximum(edge - _VOLUME[style] - curls.astype(np.float32), above)
        covered = self.paint(hair, f.hair * self.light)
        self.mark("outline", outline * (1 - covered))

    def nose(self) -> None:
        """A curve that is open above."""
        f = self.faces
        tip = _lens(self.x, self.y - _NOSE_Y, f.nose, (f.nose * 0.7, 0))
        self.mark("nose", self.paint(tip - self.line, f.skin * 0.45))

    def eyes(self) -> None:
        """White, pupil, lid and brow of both, mirrored."""
        f = self.faces
        out, y = np.abs(self.x) - f.eye_gap, self.y - _EYE_Y
        eye = _lens(out, y, _EYE_WIDTH, (f.eye_bend, f.eye_open))
        self.mark("eye", self.paint(eye - self.line, self.dark))
        inside = np.clip(0.5 - (eye + self.line) * f.size, 0, 1)
        self.shades += inside * (0.97 * self.light - self.shades)
        pupil = np.hypot(self.x - np.sign(self.x) * f.eye_gap - f.look, y) - 0.1
        self.paint(pupil, 0.1 * f.skin, inside)
        edge_of_lid = y + f.eye_open * (1 - 2 * f.lid)
        self.paint(edge_of_lid, f.skin * 0.8 * self.light, inside * (f.lid > 0))
        lash = np.abs(edge_of_lid) - self.line
        self.paint(lash, self.dark, (np.abs(out) < _EYE_WIDTH) * (f.lid > 0))
        brow = _lens(
            out, y + f.brow_lift + f.brow_tilt * out, _BROW_WIDTH,
            (-0.04, 0),
        )  # fmt: skip
        self.paint(brow - 1.3 * self.line, self.dark)

    def mouth(self) -> None:
        """A curve, or an opening with or without teeth."""
        f, y = self.faces, self.y - _MOUTH_Y + self.faces.mouth_bend / 2
        mouth = _lens(self.x, y, f.mouth_width, (f.mouth_bend, f.mouth_open))
        self.mark("mouth", self.paint(mouth - self.line, self.dark))
        middle = f.mouth_bend * (1 - np.square(self.x / f.mouth_width))
        below = y - middle + f.mouth_open * (1 - 2 * f.teeth)
        self.paint(np.maximum(mouth + self.line, below), 0.95 * self.light, f.teeth > 0)

    def glasses(self) -> None:
        """Two round rims and a bridge."""
        f = self.faces
        out, y = np.abs(self.x) - f.eye_gap, self.y - _EYE_Y
        rims = np.abs(np.hypot(out, y) - _RIM)
        bridge = np.hypot(np.maximum(out + _RIM, 0), y)
        self.paint(np.minimum(rims, bridge) - 0.8 * self.line, self.dark, f.glasses)


def _is(style: Reals, name: str) -> Reals:
    return np.asarray(style == HAIR.index(name), dtype=np.float32)


def _ellipse(x: Reals, y: Reals, a: Given, b: Given) -> Reals:
    """About the distance from an ellipse with the half-axes `a` and `b`: its value by its slope."""
    near: Reals = np.hypot(x / a, y / b)
    slope: Reals = np.hypot(x / (a * a), y / (b * b))
    return np.asarray(near * (near - 1) / np.maximum(slope, 1e-6))


def _lens(x: Reals, y: Reals, width: Given, shape: tuple[Given, ...]) -> Reals:
    """About the distance from a bent lens whose corners are (±`width`, 0).

    `shape` is how far its middle line hangs down, and half its greatest height: 0 for a curve.
    """
    bend, height = shape
    along = np.clip(x / width, -1, 1)
    bow = 1 - np.square(along)
    off = np.abs(y - bend * bow) - height * np.sqrt(bow)
    off /= np.sqrt(1 + np.square(2 * bend * along / width))
    return np.asarray(np.hypot(x - along * width, np.maximum(off, 0)) + np.minimum(off, 0))
