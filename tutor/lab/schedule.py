"""How the learning rate changes over the epochs of a run."""

from __future__ import annotations

import math
from collections.abc import Mapping

SCHEDULES = ("constant", "cosine", "step", "exponential")
"""The names of all schedules."""

_LAST_SHARE = 0.01


def steady(settings: Mapping[str, object]) -> bool:
    """Whether the rate is the same in every epoch."""
    return settings.get("schedule", "constant") == "constant"


def rate_at(schedule: str, rate: float, epoch: int, epochs: int) -> float:
    """The learning rate of an epoch.

    `cosine` falls to nothing along half a cosine (I. Loshchilov and F. Hutter, SGDR, ICLR 2017,
    without restarts); `step` divides by ten after half and after three quarters of the epochs;
    `exponential` falls by the same factor each epoch, to a hundredth after the last.

    Args:
        schedule: one of `SCHEDULES`.
        rate: of the first epoch.
        epoch: its number, from 1.
        epochs: how many are asked for.

    Raises:
        ValueError: an unknown schedule.
    """
    done = (epoch - 1) / max(epochs, 1)
    match schedule:
        case "constant":
            return rate
        case "cosine":
            return rate * 0.5 * (1.0 + math.cos(math.pi * done))
        case "step":
            return rate * 0.1 ** ((done >= 0.5) + (done >= 0.75))
        case "exponential":
            return float(rate * _LAST_SHARE**done)
    raise ValueError(f"there is no schedule {schedule!r}; there are {', '.join(SCHEDULES)}")
