"""Epoch: what one epoch brought, whoever learned in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.training.judged import Judged

Metrics = dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Epoch:
    """What an epoch brought.

    Attributes:
        metrics: by their names in the history.
        judged: the validation set, example by example; None where there are no examples.
        layers: what went on in the layers, by the names that `History.layers` has.
    """

    metrics: Metrics
    judged: Judged | None = None
    layers: Metrics = field(default_factory=dict)
