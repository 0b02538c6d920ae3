"""Judged: what a network made of a set of examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What a network made of a set of examples, in inference mode.

    Attributes:
        losses: of each example, (n,); where each step has an answer, the mean over its steps.
        right: the share of right answers in each example, 0 to 1, (n,).
        counts: how many answers each example asks for, (n,); padding asks for none.
        penalty: what regularizers add to the mean loss.
        active: for each layer with ReLU, whether a unit was above zero on any example, (units,).
    """

    losses: npt.NDArray[np.float32]
    right: npt.NDArray[np.float32]
    counts: npt.NDArray[np.float32]
    penalty: float
    active: tuple[npt.NDArray[np.bool_], ...] = ()

    @classmethod
    def together(cls, pieces: Sequence[Judged]) -> Judged:
        """Several sets as one, judged by the same network."""
        return cls(
            losses=np.concatenate([piece.losses for piece in pieces]),
            right=np.concatenate([piece.right for piece in pieces]),
            counts=np.concatenate([piece.counts for piece in pieces]),
            penalty=pieces[-1].penalty,
            active=tuple(
                np.logical_or.reduce(layer)
                for layer in zip(*(piece.active for piece in pieces), strict=True)
            ),
        )

    def without(self, first: int) -> Judged:
        """The set without its first so many examples, which have been seen before."""
        return replace(
            self, losses=self.losses[first:], right=self.right[first:], counts=self.counts[first:]
        )

    def only(self, chosen: npt.NDArray[np.bool_]) -> Judged:
        """The set's chosen examples, by a mask of shape (n,)."""
        return replace(
            self, losses=self.losses[chosen], right=self.right[chosen], counts=self.counts[chosen]
        )

    @property
    def loss(self) -> float:
        """The mean loss of an answer, with the penalty, as Keras's `evaluate` gives it."""
        return self._mean(self.losses) + self.penalty

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return self._mean(self.right)

    @property
    def answers(self) -> int:
        """How many answers the examples ask for."""
        return int(self.counts.sum())

    def independent(self, clusters: npt.NDArray[np.int64] | None = None) -> int:
        """How many independent answers tell the accuracy as well as these do.

        Answers within an example go together, and so do those of examples drawn together. Of
        accuracy p with the standard error s over whole clusters that is p (1 − p) / s²: the number
        of answers divided by the design effect of clusters. Source: L. Kish, Survey Sampling
        (1965), sections 5.4 and 6.1. At least as many as there are clusters, at most as many as
        there are answers.

        Args:
            clusters: of each example, its number from 0, (n,); each is one of its own where None.
        """
        answers, many = float(self.counts.sum(dtype=np.float64)), len(self.counts)
        p = self.accuracy
        off: npt.NDArray[np.float64] = self.counts * (self.right.astype(np.float64) - p)
        if clusters is not None:
            off = np.bincount(clusters, off).astype(np.float64)
            many = len(off)
        if many < 2 or not answers or p <= 0.0 or p >= 1.0:
            return many
        error = many / (many - 1) * float((off * off).sum()) / answers**2
        return round(min(max(p * (1 - p) / error, many), answers)) if error else round(answers)

    def _mean(self, values: npt.NDArray[np.float32]) -> float:
        total = float(self.counts.sum(dtype=np.float64))
        if total == 0.0:
            return 0.0
        return float(np.dot(values.astype(np.float64), self.counts.astype(np.float64)) / total)
