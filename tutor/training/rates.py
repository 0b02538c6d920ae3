"""The learning rate of each epoch of a run."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.lab.schedule import rate_at
from tutor.lab.settings import Value, number


def rate_of(settings: Mapping[str, Value], epoch: int) -> float:
    """The learning rate of an epoch, counted from 1, of a run with these settings."""
    schedule = str(settings.get("schedule", "constant"))
    epochs = int(number(settings, "epochs", 1))
    return rate_at(schedule, number(settings, "learning_rate", 0.001), epoch, epochs)
