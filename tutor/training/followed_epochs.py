"""The epochs of a training that is not ours, as a history and as what was judged beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import History
from tutor.lab.logs.names import KNOWN
from tutor.training.labelled import Measured


@dataclass(frozen=True, slots=True)
class Epoch:
    """What was learned of one.

    Attributes:
        number: from 1.
        metrics: under the names that a diagnosis knows.
        layers: what was looked at inside of the network.
        groups: means of groups of validation examples; None where none were judged.
    """

    number: int
    metrics: dict[str, float]
    layers: dict[str, float]
    groups: Measured | None


class Epochs:
    """The epochs so far; those without validation count for nothing once there are some with it."""

    def __init__(self) -> None:
        """None yet."""
        self._all: list[Epoch] = []

    def __len__(self) -> int:
        return len(self._all)

    def add(self, epoch: Epoch) -> None:
        """Take the next one."""
        self._all.append(epoch)

    @property
    def last(self) -> int:
        """The number of the last epoch; 0 before the first."""
        return self._all[-1].number if self._all else 0

    def history(self, initial: dict[str, float]) -> History:
        """The curves.

        Args:
            initial: metrics before the first step.
        """
        told = self._told()
        metrics, layers = (
            {name: [values[name] for values in rows] for name in rows[0]
             if all(name in values for values in rows)} if rows else {}
            for rows in ([one.metrics for one in told], [one.layers for one in told])
        )  # fmt: skip
        numbers = [one.number for one in told]
        plain = numbers == list(range(1, len(numbers) + 1))
        return History(
            {name: metrics[name] for name in KNOWN if name in metrics},
            layers=layers, numbers=[] if plain else numbers, initial=dict(initial),
        )  # fmt: skip

    def examples(self) -> Examples | None:
        """Groups of validation examples at the epochs of the history; None where one lacks them."""
        groups = [one.groups for one in self._told() if one.groups is not None]
        if not groups or len(groups) < len(self._told()):
            return None
        losses, correct = (np.stack(rows) for rows in zip(*groups, strict=True))
        return Examples(losses=losses, correct=correct)

    def _told(self) -> list[Epoch]:
        validated = [one for one in self._all if "val_loss" in one.metrics]
        return validated or self._all
