"""The adding problem: the sum of two marked numbers, however many others stand between them.

After S. Hochreiter and J. Schmidhuber, Long short-term memory, Neural Computation 9 (1997)
1735–1780, experiment 4, with one mark in each half of the sequence. To answer 1 always gives a
mean squared error of 1/6, the variance of the sum of two numbers uniform between 0 and 1.
"""

from __future__ import annotations

import numpy as np

from tutor.datasets.arrays import Data, Part
from tutor.datasets.options import whole_number
from tutor.datasets.registry import Scalar

VERSION = "adding-1"
TRAIN, VALIDATION, TEST = 6000, 1000, 1000
_SEED = 41


def load(sequence_length: Scalar = 20) -> Data:
    """Sequences of shape (n, sequence_length, 2): a number and a mark, 0 or 1, for each step.

    The target, (n, 1), is the sum of the two marked numbers.

    Raises:
        DataError: a length outside the range on the card.
    """
    length = whole_number("adding", "sequence_length", sequence_length)
    train, validation, test = (
        _draw(n, length, np.random.default_rng([_SEED, length, 0, part]))
        for part, n in enumerate((TRAIN, VALIDATION, TEST))
    )
    return Data(train, validation, test, VERSION)


def fresh(n: int, seed: int, sequence_length: Scalar = 20) -> Part:
    """`n` further sequences; numbers from a stream of their own, so that none comes twice.

    Raises:
        DataError: a length outside the range on the card.
    """
    length = whole_number("adding", "sequence_length", sequence_length)
    return _draw(n, length, np.random.default_rng([_SEED, length, 1, seed]))


def _draw(n: int, length: int, generator: np.random.Generator) -> Part:
    half, rows = length // 2, np.arange(n)
    x = np.zeros((n, length, 2), np.float32)
    x[..., 0] = generator.random((n, length), dtype=np.float32)
    x[rows, generator.integers(0, half, n), 1] = 1.0
    x[rows, generator.integers(half, length, n), 1] = 1.0
    return Part(x, (x[..., 0] * x[..., 1]).sum(axis=1, keepdims=True))
