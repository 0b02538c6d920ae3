"""The plane in which examples of two numbers lie: its limits, its grid, the examples in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from tutor.datasets.arrays import Data, Floats, Part
from tutor.lab.views.boundary import Points

_SHOWN = 400
"""Examples of a set that are told; in a picture of cells more would only lie upon each other."""
_MARGIN = 0.05
_ALIKE = 1.5
"""Axes that differ by less than this factor share one scale."""
_WIDTH = 1.0
"""Of an axis along which all examples are one."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A rectangle that holds all examples that are trained or judged on.

    Attributes:
        low, high: coordinates of its lower left and its upper right corner.
        points: some of the examples.
    """

    low: tuple[float, float]
    high: tuple[float, float]
    points: tuple[Points, ...]

    def grid(self, size: int) -> Floats:
        """Points in `size` rows from the top, of `size` points from the left, (size², 2)."""
        return _grid(self.low, self.high, size)


def plane_of(data: Data) -> Plane:
    """The plane of data whose examples are two numbers each."""
    x = np.concatenate([data.train.x, data.validation.x]).astype(np.float64)
    least, most = x.min(axis=0), x.max(axis=0)
    spans = np.where(most > least, most - least, _WIDTH)
    if spans.max() < _ALIKE * spans.min():
        spans[:] = spans.max()
    reach = (0.5 + _MARGIN) * spans
    middle = (least + most) / 2
    low, high = middle - reach, middle + reach
    points = (_points("train", data.train, low, high),
              _points("validation", data.validation, low, high))  # fmt: skip
    return Plane((float(low[0]), float(low[1])), (float(high[0]), float(high[1])), points)


@lru_cache(maxsize=4)
def _grid(low: tuple[float, float], high: tuple[float, float], size: int) -> Floats:
    along = (np.arange(size) + 0.5) / size
    across = low[0] + along * (high[0] - low[0])
    down = high[1] - along * (high[1] - low[1])
    x, y = np.meshgrid(across, down)
    return np.stack([x.ravel(), y.ravel()], axis=-1).astype(np.float32)


def _points(name: Literal["train", "validation"], part: Part, low: Floats, high: Floats) -> Points:
    shares = (part.x[:_SHOWN] - low) / (high - low)
    shares[:, 1] = 1.0 - shares[:, 1]
    places = np.rint(255.0 * np.clip(shares, 0.0, 1.0))
    told = np.concatenate([places, part.y[:_SHOWN, np.newaxis]], axis=1).astype(np.uint8)
    return Points(part=name, total=len(part), places=told.tobytes())
