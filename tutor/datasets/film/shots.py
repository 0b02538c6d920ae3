"""Filming: people walk through a scene, stop, turn round and leave, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Floats
from tutor.datasets.film.people import CAST, NAMES, Facing, Look, Shades, Sprite, sprite, stranger
from tutor.datasets.film.scenes import HEIGHT, WIDTH, Scene, draw_scene

Places = npt.NDArray[np.float64]

PRESENT = 1 / 3
"""Somebody is in a frame when at least this share of their figure is seen."""

Side = Literal["left", "right"]

Way = Literal["left", "right", "cut"]
"""Where somebody comes from or leaves to: a side of the picture, or there when the shot begins, or
still there when it ends."""

_WAYS: tuple[Way, ...] = ("left", "right", "cut")
_WAY_SHARES = (0.35, 0.35, 0.3)

_SIZES = (28, 54)
_FACINGS: tuple[Facing, ...] = ("front", "back", "left", "right")
_TURN_SHARES = (0.5, 0.2, 0.15, 0.15)
_TURN = 8
"""Frames after which somebody who stands may turn to another side."""
_STRIDES = (0, 1, 0, -1)
_STANDS = 0.3
"""Pixels a frame that are no walking."""
_NOISE = 7.0
"""Standard deviation of a pixel's noise, of 255 shades."""
_DAMAGED = 0.06
"""Share of the frames that are too bright or too dark, torn or blurred."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody is in a shot.

    Attributes:
        look: who; somebody of the cast, or a passer-by.
        first, last: frames of the shot between which at least `PRESENT` of the figure is seen,
            if nothing hides it.
        enter, leave: how.
        front: stands before everybody else.
    """

    look: Look
    first: int
    last: int
    enter: Way
    leave: Way
    front: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """Frames in a row.

    Attributes:
        frames: shape (n, HEIGHT / 2, WIDTH / 2, 3), shades 0 to 1 in 256 steps.
        visible: the share of each of the cast's figures that is seen, shape (n, 5).
        scene: where it was filmed.
    """

    frames: Floats
    visible: Floats
    scene: str


def film(
    random: np.random.Generator, scene: str, length: int, visits: Sequence[Visit], every: int = 1
) -> Shot:
    """Film `length` frames of `visits` in a new scene of this kind; keep one in `every`."""
    place = draw_scene(random, scene)
    frames = range(0, length, every)
    pictures = np.repeat(place.behind[np.newaxis], len(frames), axis=0)
    visible = np.zeros((len(frames), len(NAMES)), dtype=np.float32)
    sizes = random.integers(*_SIZES, len(visits))
    far_first = sorted(range(len(visits)), key=lambda i: (visits[i].front, sizes[i]))
    acts = [_act(random, visits[i], int(sizes[i]), length, every) for i in far_first]
    cast = [_number(visits[i].look) for i in far_first]
    for frame, picture in enumerate(pictures):
        seen = _compose(picture, place, [act[frame] for act in acts])
        for number, share in zip(cast, seen, strict=True):
            if number is not None:
                visible[frame, number] = max(share, visible[frame, number])
    return Shot(_expose(random, pictures), visible, scene)


def plan(
    random: np.random.Generator, length: int, people: int, strangers: int, but: str = ""
) -> list[Visit]:
    """Visits by some of the cast, each once, and by some passers-by; never by `but`."""
    names = [name for name in NAMES if name != but]
    chosen = random.permutation(len(names))[:people]
    looks = [CAST[names[i]] for i in chosen] + [stranger(random) for _ in range(strangers)]
    return [_visit(random, look, length) for look in looks]


def _visit(random: np.random.Generator, look: Look, length: int) -> Visit:
    """Somebody comes at some time, stays for some time, and leaves in some way."""
    enter, leave = (_WAYS[way] for way in random.choice(3, 2, p=_WAY_SHARES))
    stay = int(random.integers(length // 3, length))
    first = 0 if enter == "cut" else int(random.integers(0, length - stay + 1))
    last = length - 1 if leave == "cut" else first + stay - 1
    return Visit(look, first, last, enter, leave)


def _number(look: Look) -> int | None:
    """Which of the cast it is, or None for a passer-by."""
    return next((n for n, name in enumerate(NAMES) if CAST[name] == look), None)


Figure = tuple[Sprite, int, int]
"""A picture of somebody, and the row and column of its upper left corner."""


def _act(
    random: np.random.Generator, visit: Visit, size: int, length: int, every: int
) -> list[Figure]:
    """What somebody does, in each frame that is kept."""
    middles = _walk(random, visit, size, length)
    steps = np.diff(middles, prepend=middles[0])
    turns = random.choice(4, length // _TURN + 1, p=_TURN_SHARES)
    figures = []
    for frame in range(0, length, every):
        step, facing, stride = steps[frame], _FACINGS[turns[frame // _TURN]], 0
        if abs(step) > _STANDS:
            facing, stride = "right" if step > 0 else "left", _STRIDES[frame // 2 % 4]
        figure = sprite(visit.look, size, facing, stride)
        rows, columns = figure.mask.shape
        figures.append((figure, _foot(size) - rows, round(float(middles[frame]) - columns / 2)))
    return figures


def _walk(random: np.random.Generator, visit: Visit, size: int, length: int) -> Places:
    """Where somebody's middle is, shape (length,).

    They come in at a steady pace, stop somewhere, and leave at that pace. At an edge they cross
    the line at which `PRESENT` of the figure is seen halfway between two frames.
    """
    pace = size * random.uniform(0.045, 0.075)
    stay = visit.last - visit.first + 1
    stop = random.uniform(0.2, 0.8) * WIDTH
    left, right = _edge(visit.look, size, "left"), _edge(visit.look, size, "right")
    ways = {visit.enter, visit.leave}
    if ways == {"left", "right"}:
        pace = max(pace, (right - left) / stay)
    elif ways == {"left", "cut"}:
        stop = min(stop, left + pace * stay)
    elif ways == {"right", "cut"}:
        stop = max(stop, right - pace * stay)
    frames = np.arange(length)
    middles = np.full(length, stop)
    for way, inward in (
        (visit.enter, pace * (frames - visit.first + 0.5)),
        (visit.leave, pace * (visit.last + 0.5 - frames)),
    ):
        if way == "left":
            middles = np.minimum(middles, left + inward)
        elif way == "right":
            middles = np.maximum(middles, right - inward)
    return middles


@lru_cache(4_096)
def _edge(look: Look, size: int, side: Side) -> float:
    """The middle of a figure at an edge of the picture of which `PRESENT` is just seen."""
    mask = sprite(look, size, side, 0).mask
    rows, columns = mask.shape
    counts = mask[: rows - max(_foot(size) - HEIGHT, 0)].sum(axis=0)
    inner = counts[::-1] if side == "left" else counts
    seen = int(np.searchsorted(np.cumsum(inner), PRESENT * mask.sum()))
    beyond = float(columns) / 2 - seen - 0.5
    return -beyond if side == "left" else WIDTH + beyond


def _foot(size: int) -> int:
    """The row on which somebody stands: large people are near, so they stand lower."""
    return 40 + round((size - _SIZES[0]) * 0.65)


def _compose(picture: Shades, place: Scene, figures: Sequence[Figure]) -> list[float]:
    """Draw figures from far to near and what stands before them; the share seen of each."""
    owner = np.full((HEIGHT, WIDTH), -1, dtype=np.int8)
    for number, (figure, top, left) in enumerate(figures):
        rows, columns = figure.mask.shape
        inside = slice(max(top, 0), max(top + rows, 0)), slice(max(left, 0), max(left + columns, 0))
        cut = (
            slice(max(-top, 0), max(HEIGHT - top, 0)), slice(max(-left, 0), max(WIDTH - left, 0))
        )  # fmt: skip
        mask = figure.mask[cut]
        np.copyto(picture[inside], figure.shades[cut], where=mask[..., np.newaxis])
        np.copyto(owner[inside], np.int8(number), where=mask)
    np.copyto(picture, place.before, where=place.hides[..., np.newaxis])
    owner[place.hides] = -1
    seen = np.bincount(owner.ravel() + 1, minlength=len(figures) + 1)[1:]
    return [float(count / figure.area) for count, (figure, _, _) in zip(seen, figures, strict=True)]


def _expose(random: np.random.Generator, pictures: Shades) -> Floats:
    """What the camera makes of it: pixels joined two by two, light that flickers, noise, damage."""
    wide = pictures.astype(np.uint16)
    wide = wide[:, ::2] + wide[:, 1::2]
    sharp = (wide[:, :, ::2] + wide[:, :, 1::2]).astype(np.float32) / np.float32(4.0)
    light = random.uniform(0.8, 1.1) * random.uniform(0.93, 1.07, 3).astype(np.float32)
    flicker = 1.0 + 0.05 * random.standard_normal((len(pictures), 1, 1, 1), dtype=np.float32)
    exposed = sharp * (light.astype(np.float32) * flicker)
    for frame in np.flatnonzero(random.random(len(pictures)) < _DAMAGED):
        _damage(random, exposed[frame])
    noise = random.standard_normal(exposed.shape, dtype=np.float32)
    noise *= np.float32(_NOISE)
    exposed += noise
    np.clip(np.rint(exposed, out=exposed), 0.0, 255.0, out=exposed)
    exposed /= np.float32(255.0)
    return exposed


def _damage(random: np.random.Generator, frame: Floats) -> None:
    """Make a frame too bright or too dark, roll it up, or blur it, in place."""
    kind = random.integers(4)
    if kind == 0:
        frame *= np.float32(random.uniform(1.6, 2.2))
    elif kind == 1:
        frame *= np.float32(random.uniform(0.25, 0.45))
    elif kind == 2:
        frame[:] = np.roll(frame, int(random.integers(6, 18)), axis=0)
    else:
        smeared = sum(np.roll(frame, shift, axis=1) for shift in range(-3, 4))
        frame[:] = smeared / np.float32(7.0)
