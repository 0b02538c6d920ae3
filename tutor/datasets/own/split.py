"""Sets for a learner's own examples: every class in its share, copies on one side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Integers
from tutor.datasets.own_files import fault, quoted

LEAST_OF_CLASS = 10
LEAST_IN_ALL = 30
_SEED = 60
_DIGEST = 16

Indices = npt.NDArray[np.intp]
Sets = tuple[Indices, Indices, Indices]


def digests(rows: Iterable[bytes]) -> list[bytes]:
    """A digest of each example's content; the same content has the same digest."""
    return [hashlib.blake2b(row, digest_size=_DIGEST).digest() for row in rows]


def split(path: Path, y: Integers, labels: tuple[str, ...], content: list[bytes]) -> Sets:
    """Which examples to train, validate and test on: 60, 20 and 20 % of the different ones.

    Every class has these shares. Examples with the same content are in the same set, whatever their
    labels. The split depends on labels and order alone.

    Args:
        path: of the data, for errors.
        y: (n,) numbers of classes.
        labels: the classes' names by their numbers.
        content: each example's digest.

    Raises:
        DataError: fewer than two classes, or too few different examples.
    """
    numbers: dict[bytes, int] = {}
    group = np.array([numbers.setdefault(digest, len(numbers)) for digest in content])
    first = np.unique(group, return_index=True)[1]
    _check(path, np.bincount(y[first], minlength=len(labels)), labels)
    generator = np.random.default_rng(_SEED)
    order = generator.permutation(len(first))
    by_class = order[np.argsort(y[first][order], kind="stable")]
    side = np.empty(len(first), dtype=np.intp)
    side[by_class] = np.array([0, 0, 0, 1, 2])[np.arange(len(first)) % 5]
    train, validation, test = (
        generator.permutation(np.flatnonzero(side[group] == number)) for number in range(3)
    )
    return train, validation, test


def _check(path: Path, counts: npt.NDArray[np.intp], labels: tuple[str, ...]) -> None:
    """Refuse what is too little to learn from; `counts` are of different examples."""
    if len(labels) < 2:
        only = f"only one class, {quoted(labels[0])}" if labels else "no example"
        raise fault(path, f"found {only}; allowed are two classes or more.")
    few = np.flatnonzero(counts < LEAST_OF_CLASS)
    if len(few):
        more = f" and too few of {len(few) - 1:,} more classes" if len(few) > 1 else ""
        raise fault(
            path,
            f"found {counts[few[0]]} different examples of the class {quoted(labels[few[0]])}"
            f"{more}; allowed are {LEAST_OF_CLASS} or more of each class.",
        )
    if counts.sum() < LEAST_IN_ALL:
        raise fault(
            path,
            f"found {counts.sum()} different examples; allowed are {LEAST_IN_ALL} or more.",
        )
