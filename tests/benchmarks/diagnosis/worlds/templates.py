"""Family `pictures`: a shape for each class, at a random place, under normal noise."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Array, Integers
from tutor.lab.network import Inputs

Floats = npt.NDArray[np.float64]


class Templates:
    """p(x | class) is the mean over places and styles of N(x; shape at the place, spread²)."""

    def __init__(
        self, classes: int, seed: int, size: int = 10, shape: int = 6, styles: int = 1,
        spread: float = 0.5,
    ) -> None:  # fmt: skip
        """Draw the shapes.

        Args:
            classes: how many.
            seed: of the shapes.
            size: of a picture, in pixels each way.
            shape: of a shape, in pixels each way.
            styles: shapes of each class.
            spread: of the noise; a shape's pixels have a spread of about 1. A picture as a whole
                is scaled to about unit spread.
        """
        generator = np.random.default_rng([seed, 102])
        raw = generator.standard_normal((classes * styles, shape + 2, shape + 2))
        smooth = sum(raw[:, i : i + shape, j : j + shape] for i in range(3) for j in range(3)) / 3
        places = size - shape + 1
        shown = np.zeros((classes * styles, places, places, size, size))
        for row in range(places):
            for column in range(places):
                shown[:, row, column, row : row + shape, column : column + shape] = smooth
        self._shown = shown.reshape(classes, -1, size * size)
        self._spread = spread
        self._scale = float(np.hypot(self._shown.std(), spread))
        self._size = size
        self.inputs = Inputs(kind="image", shape=(size, size, 1), classes=classes, padded=False)

    def draw(self, n: int, shares: Floats, seed: tuple[int, ...]) -> tuple[Array, Integers]:
        """Pictures (n, size, size, 1) and their classes."""
        generator = np.random.default_rng([*seed, 0])
        y = generator.choice(len(shares), n, p=shares).astype(np.int32)
        exact = self._shown[y, generator.integers(0, self._shown.shape[1], n)]
        x = exact + self._spread * generator.standard_normal(exact.shape)
        x = (x / self._scale).reshape(n, self._size, self._size, 1)
        return x.astype(np.float32), y

    def log_likelihood(self, x: Array) -> Floats:
        """log of the mean over places and styles, (n, classes), up to a constant of each row."""
        flat = self._scale * x.reshape(len(x), -1).astype(np.float64)
        every = self._shown.reshape(-1, flat.shape[1])
        power = (every**2).sum(axis=1)
        fit = (flat @ every.T - power / 2) / self._spread**2
        by_class = fit.reshape(len(x), *self._shown.shape[:2])
        return np.asarray(np.logaddexp.reduce(by_class, axis=2))
