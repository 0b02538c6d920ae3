"""Phrases in a row of tags, and how well predicted phrases agree with the true ones.

A tag is 0 outside a phrase, 1 where one begins and 2 where one continues (the scheme is called
IOB2 or BIO). A 2 that follows no phrase begins one: a network may write such a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

OUTSIDE, BEGINS, CONTINUES = 0, 1, 2

Span = tuple[int, int]
"""The places of a phrase's first token and of the one after its last."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many phrases there are, how many were predicted, and how many of these agree exactly.

    Counts are summed over all rows, so that every phrase weighs the same (micro average).
    """

    true: int
    predicted: int
    exact: int

    @property
    def precision(self) -> float:
        """The share of the predicted phrases that are right; 0 where none was predicted."""
        return self.exact / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the true phrases that were found; 0 where there are none."""
        return self.exact / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where no phrase agrees."""
        both = self.true + self.predicted
        return 2 * self.exact / both if both else 0.0


def spans(tags: Sequence[int] | npt.NDArray[np.integer]) -> list[Span]:
    """The phrases in one row of tags, from left to right."""
    first, after = _borders(np.asarray(tags)[np.newaxis])
    return list(zip(first.tolist(), after.tolist(), strict=True))


def tags(phrases: Iterable[Span], length: int) -> list[int]:
    """The row of `length` tags with these phrases.

    Raises:
        ValueError: a phrase is empty, leaves the row or overlaps another.
    """
    row = [OUTSIDE] * length
    for first, after in phrases:
        if not 0 <= first < after <= length or any(row[first:after]):
            raise ValueError(f"No row of {length} tags can hold the phrase ({first}, {after}).")
        row[first:after] = [BEGINS] + [CONTINUES] * (after - first - 1)
    return row


def agreement(
    true: npt.NDArray[np.integer],
    predicted: npt.NDArray[np.integer],
    mask: npt.NDArray[np.bool_] | None = None,
) -> Agreement:
    """How the phrases in `predicted` agree with those in `true`.

    Args:
        true, predicted: tags of shape (n, length).
        mask: (n, length), False at padding, which counts as outside whatever its tag.

    Raises:
        ValueError: the shapes differ.
    """
    if true.shape != predicted.shape or (mask is not None and mask.shape != true.shape):
        raise ValueError(f"Tags of shape {true.shape} can't be compared with {predicted.shape}.")
    if mask is not None:
        true, predicted = np.where(mask, true, OUTSIDE), np.where(mask, predicted, OUTSIDE)
    ours, theirs = np.stack(_borders(true), 1), np.stack(_borders(predicted), 1)
    size = true.size + len(true) + 1
    exact = np.intersect1d(ours @ [size, 1], theirs @ [size, 1], assume_unique=True)
    return Agreement(len(ours), len(theirs), len(exact))


def _borders(rows: npt.NDArray[np.integer]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """First places, and places after the last, of all phrases in `rows` laid end to end.

    A column of 0 is put after each row, so that no phrase runs on into the next row.
    """
    flat = np.pad(rows, ((0, 0), (0, 1))).ravel()
    before, following = np.roll(flat, 1), np.roll(flat, -1)
    first = (flat == BEGINS) | ((flat == CONTINUES) & (before == OUTSIDE))
    last = (flat != OUTSIDE) & (following != CONTINUES)
    return np.flatnonzero(first), np.flatnonzero(last) + 1
