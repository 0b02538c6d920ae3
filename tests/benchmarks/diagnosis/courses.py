"""True courses of long trainings: what the risk, the training loss and the accuracies would be.

Time is u, the epoch as a share of the run's length T: 0 < u <= 1 in the history, up to 1.5 in
the truth, which knows how the training would have gone on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.diagnosis.measured import Array

LONGER = 1.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """A training without any noise; arrays have an element for every epoch 1 … T', (T',).

    Attributes:
        epochs: T.
        risk: R, as in `TRUTH.md`.
        train: L.
        rate: the learning rate as a share of the first; the jitter follows it.
        right, right_train: true accuracies on new and on training examples; None for regression.
        jitter: relative size of the optimiser's jitter at the first learning rate.
        slow: factor on that part of the sampling noise that changes slowly.
        shift: what recorded losses are lower by than `risk` and `train` are, as where a
            log-likelihood is the loss.
        planted: names that are true by construction.
        alone: whether only validation is recorded.
    """

    epochs: int
    risk: Array
    train: Array
    rate: Array
    right: Array | None = None
    right_train: Array | None = None
    jitter: float = 0.01
    slow: float = 1.0
    shift: float = 0.0
    planted: tuple[str, ...] = ()
    alone: bool = False


class Draw:
    """Random parameters of one history, and the shapes that courses are made of."""

    def __init__(self, random: np.random.Generator, epochs: int) -> None:
        """Draw from `random` for a run of `epochs`."""
        self.random = random
        self.epochs = epochs
        self.u: Array = np.arange(1, math.ceil(LONGER * epochs) + 1) / epochs

    def uniform(self, low: float, high: float) -> float:
        """A number between two others."""
        return float(self.random.uniform(low, high))

    def log(self, low: float, high: float) -> float:
        """A number whose logarithm is uniform."""
        return math.exp(self.uniform(math.log(low), math.log(high)))

    def maybe(self, share: float) -> bool:
        """True in this share of cases."""
        return bool(self.random.random() < share)

    def fall(self, time: float) -> Array:
        """From nearly 1 towards 0: an exponential or a power law that begins as steeply."""
        if self.maybe(0.5):
            return np.asarray(np.exp(-self.u / time))
        bend = self.uniform(1.0, 3.0)
        return np.asarray((1 + self.u / time / bend) ** -bend)

    def step(self, at: float, width: float) -> Array:
        """0 before `at`, then towards 1 within a few `width`."""
        return np.asarray(1 - np.exp(-np.clip(self.u - at, 0, None) / width))

    def ramp(self, at: float) -> Array:
        """0 before `at`, then steadily up to 1 at the end of the run; straight or bent."""
        x = np.clip(self.u - at, 0, None) / (1 - at)
        bend = self.uniform(-3.0, 1.5)
        return x if abs(bend) < 0.2 else np.asarray(np.expm1(bend * x) / math.expm1(bend))

    def learned_by_heart(self, depth: float, time: float) -> Array:
        """The training loss over the risk that has no rise: from 1 down to 1 - `depth`."""
        return np.asarray(1 - depth * (1 - np.exp(-self.u / time)))

    def constant(self) -> Array:
        """A learning rate that never changes."""
        return np.ones_like(self.u)


@dataclass(frozen=True, slots=True)
class Classes:
    """A classification: how many classes, and how wrong answers go with the loss."""

    count: int
    bend: float

    @classmethod
    def drawn(cls, draw: Draw) -> Classes:
        """Two to a hundred classes."""
        return cls(int(draw.random.choice([2, 4, 10, 10, 100])), draw.uniform(1.0, 1.5))

    @property
    def entropy(self) -> float:
        """H: the loss of a guess."""
        return math.log(self.count)

    def right(self, loss: Array) -> Array:
        """The accuracy that goes with a loss, from 1 / K at H up to 1 at 0."""
        wrong = (1 - 1 / self.count) * np.clip(loss / self.entropy, 0.0, 1.0) ** self.bend
        return np.asarray(1 - wrong)
