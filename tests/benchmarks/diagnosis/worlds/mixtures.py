"""Family `dense`: clouds of points, several of each class, and dimensions that mean nothing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Array, Integers
from tutor.lab.network import Inputs

Floats = npt.NDArray[np.float64]


class Mixtures:
    """Normal clouds of equal weight and unit spread; the whole is scaled to about unit spread."""

    def __init__(
        self, classes: int, seed: int, size: int = 8, clouds: int = 2, apart: float = 3.0,
        idle: int = 0,
    ) -> None:  # fmt: skip
        """Place the clouds.

        Args:
            classes: how many.
            seed: of the places.
            size: dimensions in which the clouds differ.
            clouds: of each class.
            apart: how far their centres lie from the middle on average, in spreads.
            idle: further dimensions in which all clouds are alike.
        """
        generator = np.random.default_rng([seed, 101])
        centres = generator.standard_normal((classes * clouds, size))
        centres *= apart / np.sqrt(size)
        self._centres = np.concatenate([centres, np.zeros((len(centres), idle))], axis=1)
        self._scale = np.concatenate([np.full(size, np.hypot(1, apart / np.sqrt(size))),
                                      np.ones(idle)])  # fmt: skip
        self._clouds = clouds
        self.inputs = Inputs(kind="vector", shape=(size + idle,), classes=classes, padded=False)

    def draw(self, n: int, shares: Floats, seed: tuple[int, ...]) -> tuple[Array, Integers]:
        """Points (n, size + idle) and their classes."""
        generator = np.random.default_rng([*seed, 0])
        y = generator.choice(len(shares), n, p=shares).astype(np.int32)
        centre = self._centres[y * self._clouds + generator.integers(0, self._clouds, n)]
        x = (centre + generator.standard_normal(centre.shape)) / self._scale
        return x.astype(np.float32), y

    def log_likelihood(self, x: Array) -> Floats:
        """log of the mean of the clouds' densities, (n, classes), up to a constant."""
        points = x.astype(np.float64) * self._scale
        distance = (
            (points**2).sum(axis=1)[:, np.newaxis]
            - 2 * points @ self._centres.T
            + (self._centres**2).sum(axis=1)
        )
        by_class = -0.5 * distance.reshape(len(x), -1, self._clouds)
        return np.asarray(np.logaddexp.reduce(by_class, axis=2))
