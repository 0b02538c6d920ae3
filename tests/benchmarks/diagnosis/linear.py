"""A linear model beside each run: its accuracy, and whether both sets are alike to it."""

from __future__ import annotations

from tests.benchmarks.diagnosis.worlds.world import World
from tutor.datasets.arrays import Part
from tutor.training.likeness import baseline, likeness


def linear(train: Part, validation: Part, world: World) -> dict[str, float]:
    """What logistic regressions tell of both sets.

    Returns:
        `baseline_accuracy`, on the validation set; `linear_train` and `linear_validation`, the
        losses of `likeness`, each with its standard error as `…_error`.
    """
    inputs = world.law.inputs
    found = {"baseline_accuracy": baseline(train, validation, inputs)}
    alike = likeness(train, validation, inputs)
    if alike is not None:
        for name, mean in zip(("linear_train", "linear_validation"), alike, strict=True):
            found |= {name: _short(mean.value), f"{name}_error": _short(mean.error)}
    return found


def _short(value: float) -> float:
    return float(f"{value:.6g}")
