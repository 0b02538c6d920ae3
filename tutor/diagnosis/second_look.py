"""The second look: what two further trainings show that the curves of a run cannot.

Whether a loss would have gone on falling, and whether a larger network would do better, no curve
tells for sure. Both can be tried: the run goes on for half as many epochs again, unseen; and a
network several times as wide is trained on the same data. The same groups of validation examples
judge both, so that differences are paired.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutor.diagnosis.statistics import Paired, paired

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SecondLook:
    """What the further trainings left; either may be missing.

    Losses are without penalties. The groups are those of `Examples`.

    Attributes:
        later: losses of the groups when the run had ended and after each further epoch,
            (1 + further epochs, groups).
        wider: losses of the groups under the wider network at its own best epoch, (groups,).
        train: the run's own training loss at its end.
        wider_train: the wider network's at its best epoch.
        times: how many times as wide.
    """

    later: Floats | None = None
    wider: Floats | None = None
    train: float = 0.0
    wider_train: float = 0.0
    times: int = 4


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
