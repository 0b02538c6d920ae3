"""Family `own`: the tutor's own generators, whose posterior nobody knows."""

from __future__ import annotations

from typing import cast

import numpy as np
import numpy.typing as npt

from tutor.datasets import registry
from tutor.datasets.arrays import Array, Integers
from tutor.lab.network import Inputs, inputs_of

Floats = npt.NDArray[np.float64]


class Own:
    """A data set that makes fresh examples, all classes about equally frequent."""

    def __init__(self, dataset: str, **options: registry.Scalar) -> None:
        """Take a data set with these options."""
        self._dataset, self._options = dataset, options
        self.inputs: Inputs = inputs_of(registry.CARDS[dataset], options)

    def draw(self, n: int, shares: Floats, seed: tuple[int, ...]) -> tuple[Array, Integers]:
        """`n` fresh examples and their classes; `shares` must be equal.

        Raises:
            ValueError: other shares, or nothing makes fresh examples of this data set.
        """
        if len(set(shares.tolist())) > 1:
            raise ValueError("the tutor's own data sets have classes of equal size")
        number = int(np.random.SeedSequence(seed).generate_state(1)[0])
        part = registry.fresh(self._dataset, n, number, self._options)
        if part is None:
            raise ValueError(f"nothing makes fresh examples of {self._dataset}")
        return part.x, cast("Integers", part.y)

    def log_likelihood(self, x: Array) -> None:
        """Nobody knows it."""
