"""Arrays of examples, and splits that don't depend on the machine."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32] | npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Part:
    """One set of examples: `x` of shape (n, …) and integer labels `y` of shape (n,)."""

    x: Array
    y: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.y)

    def take(self, indices: npt.NDArray[np.intp]) -> Part:
        """The examples at `indices`."""
        return Part(self.x[indices], self.y[indices])


@dataclass(frozen=True, slots=True)
class Data:
    """A data set, split.

    Attributes:
        train, validation, test: the three sets; nothing of one stands in another.
        version: changes whenever the arrays would.
        extra: what belongs to one data set alone, such as a vocabulary.
    """

    train: Part
    validation: Part
    test: Part
    version: str
    extra: dict[str, object] = field(default_factory=dict)


def split(x: Array, y: npt.NDArray[np.int32], *, seed: int) -> tuple[Part, Part, Part]:
    """60 % training, 20 % validation, 20 % test, each class in these shares.

    Every class is shuffled by its own stream of `seed`; the sets are shuffled again afterwards, so
    that classes don't stand in blocks. Shares are rounded so that the totals don't drift.
    """
    generator = np.random.default_rng(seed)
    order = generator.permutation(len(y))
    by_class = order[np.argsort(y[order], kind="stable")]
    fifth = np.arange(len(y)) % 5
    whole = Part(x, y)
    parts = [by_class[fifth < 3], by_class[fifth == 3], by_class[fifth == 4]]
    first, second, third = (whole.take(generator.permutation(part)) for part in parts)
    return first, second, third
