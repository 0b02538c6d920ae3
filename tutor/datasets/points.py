"""Points in a plane, of two classes that lie in one of four patterns: what a line can't part."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Data, Integers, Part
from tutor.datasets.options import number
from tutor.datasets.registry import DataError, Scalar

VERSION = "points-1"
SIZES = {"train": 250, "validation": 250, "test": 500}
TURNS = 1.4
"""How often each arm of the spiral goes round."""
REACH = 2.0
"""How far from the middle the patterns reach, so that coordinates vary by about 1."""

Coordinates = npt.NDArray[np.float64]


def load(form: Scalar = "spiral", noise: Scalar = 0.06) -> Data:
    """Points of shape (n, 2) within about -2 to 2, and their class, 0 or 1, half of each.

    `noise` is the standard deviation of what is added to both coordinates. `extra` holds `range`,
    the least and the greatest coordinate that a picture of all the points must show (the same for
    both axes), and `form`.

    Raises:
        DataError: an unknown form, or a noise that is no number in the range on the card.
    """
    sets = {
        name: _part(size, np.random.default_rng([0, stream]), form, noise)
        for stream, (name, size) in enumerate(SIZES.items())
    }
    reach = max(float(np.abs(part.x).max()) for part in sets.values())
    limit = np.ceil(reach * 10) / 10
    extra: dict[str, object] = {"range": (-float(limit), float(limit)), "form": form}
    return Data(**sets, version=VERSION, extra=extra)


def fresh(n: int, seed: int, form: Scalar = "spiral", noise: Scalar = 0.06) -> Part:
    """`n` further points of the same pattern, chosen by `seed`.

    Raises:
        DataError: as `load`.
    """
    return _part(n, np.random.default_rng([1, seed]), form, noise)


def _part(n: int, generator: np.random.Generator, form: Scalar, noise: Scalar) -> Part:
    if form not in _FORMS:
        raise DataError(f"Points have no form {form!r}; there are {', '.join(map(str, _FORMS))}.")
    spread = number("points", "noise", noise)
    y = generator.permutation(np.arange(n, dtype=np.int32) % 2)
    exact = REACH * _FORMS[form](y, generator)
    x = exact + spread * generator.standard_normal((n, 2))
    return Part(x.astype(np.float32), y)


def _circles(y: Integers, generator: np.random.Generator) -> Coordinates:
    """A disc of radius 0.45, and around it a ring from 0.65 to 1."""
    low, high = np.where(y == 0, 0.0, 0.65), np.where(y == 0, 0.45, 1.0)
    radius = np.sqrt(generator.uniform(low**2, high**2))
    return _polar(radius, generator.uniform(0, 2 * np.pi, len(y)))


def _xor(y: Integers, generator: np.random.Generator) -> Coordinates:
    """Four squares with a gap of 0.1 between them; opposite ones are of one class."""
    size = generator.uniform(0.05, 1.0, (len(y), 2))
    side = generator.choice([-1.0, 1.0], len(y))
    return np.asarray(size * np.stack([side, np.where(y == 0, side, -side)], axis=-1))


def _blobs(y: Integers, generator: np.random.Generator) -> Coordinates:
    """Two round clouds, each with a standard deviation of 0.18, around (±0.45, ±0.45)."""
    centre = np.where(y == 0, -0.45, 0.45)[:, np.newaxis]
    return centre + 0.18 * generator.standard_normal((len(y), 2))


def _spiral(y: Integers, generator: np.random.Generator) -> Coordinates:
    """Two arms that wind around each other, as dense outside as inside."""
    along = np.sqrt(generator.uniform(0.01, 1.0, len(y)))
    return _polar(along, 2 * np.pi * TURNS * along + np.pi * y)


def _polar(radius: Coordinates, angle: Coordinates) -> Coordinates:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1)


_FORMS: dict[Scalar, Callable[[Integers, np.random.Generator], Coordinates]] = {
    "circles": _circles,
    "xor": _xor,
    "blobs": _blobs,
    "spiral": _spiral,
}
