"""The second look: what two further trainings show that the curves of a run cannot.

Whether a loss would have gone on falling, and whether a larger network would do better, no curve
tells for sure. Both can be tried: the run goes on for half as many epochs again, unseen; and a
network several times as wide is trained on the same data. The same groups of validation examples
judge both, so that differences are paired. A simple model, at last, tells whether the validation
examples are as hard as the training examples.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tutor.diagnosis.limits import Limit
from tutor.diagnosis.statistics import Paired, paired
from tutor.diagnosis.verdict import Value

Floats = NDArray[np.float32]


class Mean(NamedTuple):
    """A mean and its standard error."""

    value: float
    error: float


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SecondLook:
    """What the further trainings left; any may be missing.

    Losses are without penalties. The groups are those of `Examples`.

    Attributes:
        later: losses of the groups when the run had ended and after each further epoch,
            (1 + further epochs, groups).
        wider: losses of the groups under the wider network at its own best epoch, (groups,).
        train: the run's own training loss at its end.
        learned: share of right answers on the whole training set at its end.
        wider_train: the wider network's at its best epoch.
        wider_at: that epoch, from 1, where the wider network was clearly worse when it had trained
            as long as the run; else 0.
        times: how many times as wide; 0 where some of its layers are wider than that.
        past: the limit that the wider network has not; it is then that, and no wider.
        change: the settings in which the wider network differs; None where they are unknown.
        later_end, wider_end: the validation figures that a learner's run would end with: of the
            further epochs, and of the wider network where `change` is made; by their names in
            histories, those that there are.
        simple: losses of a simple model on training examples that it has not seen, by
            cross-validation, and on the validation examples.
    """

    later: Floats | None = None
    wider: Floats | None = None
    train: float = 0.0
    learned: float | None = None
    wider_train: float = 0.0
    wider_at: int = 0
    times: float = 4
    past: Limit = ""
    change: Mapping[str, Value] | None = None
    later_end: Mapping[str, float] = field(default_factory=dict)
    wider_end: Mapping[str, float] = field(default_factory=dict)
    simple: tuple[Mean, Mean] | None = None

    @property
    def unlike(self) -> float | None:
        """By how many standard errors the validation examples are harder for the simple model.

        Source: the comparison of two means by B. L. Welch, Biometrika 34 (1947), 28–35.
        """
        if self.simple is None:
            return None
        train, validation = self.simple
        error = math.hypot(train.error, validation.error)
        return (validation.value - train.value) / max(error, 1e-12)


def gain(before: Floats, after: Floats) -> Paired:
    """By which share of its mean the loss is lower afterwards, paired by group.

    Args:
        before: losses of the groups, (groups,).
        after: the same groups' later or elsewhere, (groups,).

    Returns:
        Mean, standard error and test value of (before − after) / mean of before; no gain where the
        loss was zero.
    """
    level = float(before.mean(dtype=np.float64))
    less = before.astype(np.float64) - after
    return paired(less / level if level > 0.0 else np.zeros_like(less))
