"""Real tables with the faults of real tables planted in them, each of which can be left out.

The features are never scaled: that is as they come. In the training set one class can be thinned
out, and copies of validation examples can take the place of genuine ones, so that the validation
set praises what was learned by heart. The test set is never touched: nothing of it is copied.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Data, Floats, Integers, Part

Rows = npt.NDArray[np.intp]
COPIED = 0.5
"""Share of the validation examples, of each class, that are copied into the training set."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table and where its faults go.

    Attributes:
        x: (n, features), in the units they were measured in; no two rows are alike.
        y: (n,) classes from 0.
        features: the columns' names.
        rare: the class to thin out.
        kept: how many genuine training examples of `rare` an imbalanced set has.
        seed: of the split and of what is copied.
    """

    x: Floats
    y: Integers
    features: tuple[str, ...]
    rare: int
    kept: int
    seed: int


def make(table: Table, version: str, *, imbalanced: bool, duplicates: bool) -> Data:
    """The table, split, with the faults that are asked for.

    Every choice of faults gives sets of the same sizes, the same validation and the same test set.

    `extra` holds `feature_names`; `rare_class`; `planted_train`, the training rows that are
    copies, and `planted_validation`, the validation row that each was copied from (both empty
    without duplicates); and `class_counts`, for each set's name the examples of each class.
    """
    generator = np.random.default_rng(table.seed)
    pool, validation, test = _quarters(table.y, generator)
    size = int((table.y[pool] != table.rare).sum()) + table.kept
    copied = _some_of_each_class(table.y[validation], generator) if duplicates else _none()
    genuine = size - len(copied)
    rare = table.kept if imbalanced else round(genuine * float((table.y == table.rare).mean()))
    of_rare = table.y[pool] == table.rare
    rows = np.concatenate(
        [pool[of_rare][:rare], pool[~of_rare][: genuine - rare], validation[copied]]
    )
    order = generator.permutation(size)
    sets = {"train": rows[order], "validation": validation, "test": test}
    parts = {name: Part(table.x[chosen], table.y[chosen]) for name, chosen in sets.items()}
    extra: dict[str, object] = {
        "feature_names": table.features,
        "rare_class": table.rare,
        "planted_train": np.argsort(order)[genuine:],
        "planted_validation": copied,
        "class_counts": {name: tuple(np.bincount(part.y).tolist()) for name, part in parts.items()},
    }
    return Data(**parts, version=version, extra=extra)


def _none() -> Rows:
    return np.zeros(0, dtype=np.intp)


def _quarters(y: Integers, generator: np.random.Generator) -> tuple[Rows, Rows, Rows]:
    """The rows of a pool to train on (half), validation and test (a quarter each), by class.

    Small tables need large sets to judge by: `arrays.split` would leave 36 wines for each.
    """
    order = generator.permutation(len(y))
    by_class = order[np.argsort(y[order], kind="stable")]
    quarter = np.arange(len(y)) % 4
    pool, validation, test = (
        generator.permutation(by_class[which])
        for which in (quarter < 2, quarter == 2, quarter == 3)
    )
    return pool, validation, test


def _some_of_each_class(y: Integers, generator: np.random.Generator) -> Rows:
    """The numbers of `COPIED` of the examples of every class, chosen by chance."""
    chosen = [np.flatnonzero(y == label) for label in np.unique(y)]
    return np.concatenate(
        [generator.permutation(rows)[: round(COPIED * len(rows))] for rows in chosen]
    )
