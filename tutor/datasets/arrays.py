"""Arrays of examples, and splits that don't depend on the machine."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
Array = Floats | Integers


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One set of examples.

    Attributes:
        x: shape (n, …): float32 pictures, numbers or sequences of numbers; int32 tokens.
        y: what belongs to them, by the card's target: `class` (n,) int32; `labels` (n, labels)
            float32, 0 or 1; `tags` and `next` (n, length) int32; `number` (n, 1) float32.
        weight: how much each example counts in training, (n,) float32; None where all are alike.
    """

    x: Array
    y: Array
    weight: Floats | None = None

    def __len__(self) -> int:
        return len(self.y)

    def take(self, indices: npt.NDArray[np.intp]) -> Part:
        """The examples at `indices`."""
        weight = None if self.weight is None else self.weight[indices]
        return Part(self.x[indices], self.y[indices], weight)


@dataclass(frozen=True, slots=True, eq=False)
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

    def with_train(self, train: Part) -> Data:
        """The same data with another training set."""
        return replace(self, train=train)


def split(x: Array, y: Integers, *, seed: int) -> tuple[Part, Part, Part]:
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
