"""What a reader of own data hands over: examples, before they are split."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Array, Integers
from tutor.datasets.registry import Kind

Skipped = tuple[tuple[str, str], ...]
"""Files that were left out, each with the reason."""


@dataclass(frozen=True, slots=True, eq=False)
class Arranged:
    """All examples as a network takes them.

    Attributes:
        x: (n, …), as in `Part`.
        kind, vocabulary, padded: as on a card.
        notes: sentences on what was done to them.
        extra: for `Data.extra`.
    """

    x: Array
    kind: Kind
    vocabulary: int = 0
    padded: bool = False
    notes: tuple[str, ...] = ()
    extra: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Examples with a class each.

    Attributes:
        what: they are, in the plural: `pictures`.
        y: (n,) numbers of classes.
        labels: the classes' names by their numbers.
        content: a digest of each example.
        arrange: makes the arrays, given the rows to train on: what is learned from data, such as a
            vocabulary or a scale, is learned from these alone.
        notes: sentences on what was found.
        skipped: what was left out.
    """

    what: str
    y: Integers
    labels: tuple[str, ...]
    content: list[bytes]
    arrange: Callable[[npt.NDArray[np.intp]], Arranged]
    notes: tuple[str, ...] = ()
    skipped: Skipped = ()
