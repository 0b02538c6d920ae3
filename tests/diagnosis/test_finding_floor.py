from __future__ import annotations

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose

FALLING = np.exp(-np.arange(40) / 3)


def names(
    train: float,
    val: float,
    *,
    accuracy: float = 0.8,
    baseline: float | None = 0.8,
    falling: np.ndarray = FALLING,
) -> set[str]:
    made = history(
        train_loss=train + falling, val_loss=val + falling,
        train_accuracy=np.full(40, accuracy + 0.01), val_accuracy=np.full(40, accuracy),
    )  # fmt: skip
    facts = Facts(
        train_examples=5000, validation_examples=2000, classes=2, majority_share=0.5,
        baseline_accuracy=baseline,
    )  # fmt: skip
    return {finding.name for finding in diagnose(made, facts).findings}


def test_losses_that_settle_together_above_zero_are_at_the_floor() -> None:
    assert "noise_floor" in names(0.5, 0.51)


@pytest.mark.parametrize(
    ("train", "val", "accuracy", "baseline"),
    [
        (0.4, 0.51, 0.8, 0.8),  # a gap: more examples would help
        (0.001, 0.001, 0.999, 0.9),  # nothing is left to be explained
        (0.5, 0.51, 0.8, 0.9),  # a simple model does better
        (0.5, 0.51, 0.8, None),  # nothing to compare with
    ],
)
def test_otherwise_they_are_not(
    train: float, val: float, accuracy: float, baseline: float | None
) -> None:
    assert "noise_floor" not in names(train, val, accuracy=accuracy, baseline=baseline)


def test_a_loss_that_falls_has_not_reached_it() -> None:
    assert "noise_floor" not in names(0.5, 0.51, falling=np.linspace(1.0, 0.0, 40))
