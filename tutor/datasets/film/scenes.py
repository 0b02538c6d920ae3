"""The places where the film plays, drawn: what stands behind people, and what before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tutor.datasets.film import people as people
from tutor.datasets.film.people import Colour, Mask, Shades

HEIGHT, WIDTH = 48, 64
"""Of a picture before its pixels are joined two by two."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A place.

    Attributes:
        behind: the picture without anybody, shape (HEIGHT, WIDTH, 3).
        before: what hides people, the same shape, where `hides`, shape (HEIGHT, WIDTH), is true.
    """

    behind: Shades
    before: Shades
    hides: Mask


@dataclass(frozen=True, slots=True)
class _Place:
    """How one kind of scene is made: a wall or sky over a ground, and things."""

    wall: Colour
    ground: Colour
    horizon: int
    behind: tuple[str, ...]
    before: tuple[str, ...] = ()


_PLACES = {
    "street": _Place((150, 180, 210), (110, 108, 108), 30, ("house", "house", "tree"), ("post",)),
    "park": _Place((160, 200, 225), (112, 160, 84), 28, ("tree", "tree", "bush"), ("bush",)),
    "room": _Place((214, 196, 168), (142, 104, 72), 34, ("window", "picture", "shelf"), ("table",)),
    "station": _Place((178, 178, 172), (96, 96, 104), 32, ("sign", "window", "sign"), ("pillar",)),
    "beach": _Place((140, 190, 230), (226, 204, 150), 26, ("sea", "umbrella"), ()),
    "shop": _Place((196, 206, 190), (168, 160, 150), 32, ("shelf", "shelf", "sign"), ("table",)),
    "harbour": _Place((176, 190, 198), (126, 112, 98), 29, ("sea", "house", "sign"), ("post",)),
}

SCENES = tuple(_PLACES)
_BRIGHT = (
    people.RED, people.BLUE, people.GREEN, people.YELLOW, people.ORANGE, people.VIOLET,
    people.NAVY, people.WHITE,
)  # fmt: skip


def draw_scene(random: np.random.Generator, name: str) -> Scene:
    """A scene of this kind, with its things at other places and in other colours each time."""
    place = _PLACES[name]
    horizon = place.horizon + int(random.integers(-2, 3))
    behind = np.empty((HEIGHT, WIDTH, 3), dtype=np.uint8)
    behind[:horizon] = _near(random, place.wall)
    behind[horizon:] = _near(random, place.ground)
    for thing in place.behind:
        _THINGS[thing](random, behind, horizon)
    before = np.zeros_like(behind)
    for thing in place.before:
        if random.random() < 0.7:
            _THINGS[thing](random, before, HEIGHT)
    return Scene(behind, before, np.asarray(before.any(axis=2), dtype=np.bool_))


def _near(random: np.random.Generator, colour: Colour, spread: int = 18) -> Colour:
    """A colour like `colour`, never quite black."""
    shifts = random.integers(-spread, spread, 3).tolist()
    red, green, blue = (min(max(c + d, 4), 255) for c, d in zip(colour, shifts, strict=True))
    return red, green, blue


def _bright(random: np.random.Generator) -> Colour:
    """Any of the colours that people wear, too."""
    return _near(random, _BRIGHT[random.integers(len(_BRIGHT))])


def _house(random: np.random.Generator, picture: Shades, ground: int) -> None:
    left, wide = int(random.integers(-8, WIDTH - 10)), int(random.integers(16, 28))
    top = int(random.integers(0, 10))
    picture[top:ground, max(left, 0) : left + wide] = _near(random, (170, 140, 120), 40)
    pane = _near(random, (90, 110, 130))
    for column in range(left + 3, left + wide - 4, 7):
        for row in range(top + 3, ground - 6, 9):
            picture[row : row + 5, max(column, 0) : max(column + 4, 0)] = pane


def _tree(random: np.random.Generator, picture: Shades, ground: int) -> None:
    middle, top = int(random.integers(4, WIDTH - 4)), int(random.integers(2, 10))
    picture[top:ground, middle - 1 : middle + 2] = _near(random, people.BROWN)
    _blob(picture, middle, top + 6, int(random.integers(6, 11)), _near(random, (60, 124, 60)))


def _bush(random: np.random.Generator, picture: Shades, ground: int) -> None:
    colour = _near(random, (50, 112, 56))
    middle = int(random.integers(16, WIDTH - 16))
    for shift in (-5, 0, 5):
        _blob(picture, middle + shift, ground - 2, int(random.integers(4, 8)), colour)


def _window(random: np.random.Generator, picture: Shades, ground: int) -> None:
    left, top = int(random.integers(0, WIDTH - 16)), int(random.integers(2, 7))
    bottom = min(top + int(random.integers(10, 16)), ground - 4)
    picture[top:bottom, left : left + 15] = _near(random, (224, 224, 220))
    picture[top + 1 : bottom - 1, left + 1 : left + 7] = _near(random, (150, 190, 220))
    picture[top + 1 : bottom - 1, left + 8 : left + 14] = _near(random, (150, 190, 220))


def _poster(random: np.random.Generator, picture: Shades, ground: int) -> None:
    left, top = int(random.integers(0, WIDTH - 12)), int(random.integers(2, 8))
    picture[top : top + 11, left : left + 11] = _bright(random)
    picture[top + 3 : top + 8, left + 3 : left + 8] = _bright(random)


def _sign(random: np.random.Generator, picture: Shades, ground: int) -> None:
    left, top = int(random.integers(0, WIDTH - 18)), int(random.integers(1, 8))
    picture[top : top + 6, left : left + 18] = _bright(random)
    picture[top + 2 : top + 4, left + 2 : left + 16 : 2] = people.WHITE


def _shelf(random: np.random.Generator, picture: Shades, ground: int) -> None:
    left = int(random.integers(0, WIDTH - 20))
    picture[6:ground, left : left + 20] = _near(random, people.BROWN)
    for row in range(8, ground - 5, 8):
        for column in range(left + 1, left + 18, 3):
            picture[row : row + 5, column : column + 2] = _bright(random)


def _sea(random: np.random.Generator, picture: Shades, ground: int) -> None:
    picture[ground - 8 : ground] = _near(random, (50, 110, 170))
    picture[ground - 5 : ground - 4, int(random.integers(8)) :: 9] = people.WHITE


def _umbrella(random: np.random.Generator, picture: Shades, ground: int) -> None:
    middle = int(random.integers(8, WIDTH - 8))
    picture[10 : ground + 4, middle] = people.GREY
    _blob(picture, middle, 14, 9, _bright(random), lower=False)


def _post(random: np.random.Generator, picture: Shades, ground: int) -> None:
    middle = int(random.integers(18, WIDTH - 18))
    picture[4:ground, middle : middle + 3] = _near(random, (60, 64, 70))
    _blob(picture, middle + 1, 4, 3, _near(random, (236, 226, 180)))


def _pillar(random: np.random.Generator, picture: Shades, ground: int) -> None:
    left = int(random.integers(16, WIDTH - 22))
    picture[:ground, left : left + 6] = _near(random, (150, 146, 138))
    picture[:ground, left + 5] = _near(random, (112, 110, 106))


def _table(random: np.random.Generator, picture: Shades, ground: int) -> None:
    left, wide = int(random.integers(10, 24)), int(random.integers(18, 30))
    top = ground - int(random.integers(6, 11))
    picture[top:ground, left : left + wide] = _near(random, people.TAN)
    picture[top - 4 : top, left + 4 : left + 7] = _bright(random)
    picture[top + 3 : ground, left + 3 : left + wide - 3] = _near(random, people.BLACK)


def _blob(
    picture: Shades, column: int, row: int, radius: int, colour: Colour, *, lower: bool = True
) -> None:
    """Fill a circle, or its upper half."""
    top, left = max(row - radius, 0), max(column - radius, 0)
    around = picture[top : row + radius + 1 if lower else row + 1, left : column + radius + 1]
    down, across = np.ogrid[: around.shape[0], : around.shape[1]]
    around[(across - column + left) ** 2 + (down - row + top) ** 2 <= radius**2] = colour


_THINGS: dict[str, Callable[[np.random.Generator, Shades, int], None]] = {
    "house": _house, "tree": _tree, "bush": _bush, "window": _window, "picture": _poster,
    "sign": _sign, "shelf": _shelf, "sea": _sea, "umbrella": _umbrella, "post": _post,
    "pillar": _pillar, "table": _table,
}  # fmt: skip
