"""Simple models beside each run: a linear one, and one to which both sets should be alike."""

from __future__ import annotations

from tests.benchmarks.diagnosis.worlds.world import World
from tutor.datasets.arrays import Part
from tutor.training.likeness import baseline, likeness


def linear(train: Part, validation: Part, world: World) -> dict[str, float]:
    """What simple models tell of both sets.

    Returns:
        `baseline_accuracy`, of a logistic regression on the validation set; `simple_train` and
        `simple_validation`, the losses of `likeness`, each with its standard error as `…_error`.
    """
    inputs = world.law.inputs
    found = {"baseline_accuracy": baseline(train, validation, inputs)}
    alike = likeness(train, validation, inputs)
    if alike is not None:
        for name, mean in zip(("simple_train", "simple_validation"), alike, strict=True):
            found |= {name: _short(mean.value), f"{name}_error": _short(mean.error)}
    return found


def _short(value: float) -> float:
    return float(f"{value:.6g}")
