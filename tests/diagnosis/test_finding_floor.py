from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose

FALLING = np.exp(-np.arange(40) / 3)


def names(
    val: float, *, parameters: int | None = 200, units: int = 16, baseline: float | None = 0.8,
    falling: NDArray[np.float64] = FALLING,
) -> set[str]:  # fmt: skip
    """The findings on a run of 5,000 examples whose losses settle at `val` and a little below."""
    made = history(
        train_loss=0.99 * val + falling, val_loss=val + falling,
        train_accuracy=np.full(40, 0.81), val_accuracy=np.full(40, 0.8),
    )  # fmt: skip
    facts = Facts(
        train_examples=5000, validation_examples=2000, classes=2, majority_share=0.5,
        baseline_accuracy=baseline, parameters=parameters,
        settings={"hidden_layers": 1, "units": units},
    )  # fmt: skip
    return {finding.name for finding in diagnose(made, facts).findings}


def test_few_parameters_for_many_examples_leave_only_what_the_labels_keep() -> None:
    assert "noise_floor" in names(0.5)  # 200 / 10,000 nats are 4 % of 0.5
    assert "noise_floor" in names(0.5, baseline=None)


@pytest.mark.parametrize(
    ("val", "parameters", "units", "baseline"),
    [
        (0.5, 400, 16, 0.8),  # more examples would help
        (0.5, None, 16, 0.8),  # nobody knows
        (0.01, 2, 16, 0.8),  # nothing is left to be explained
        (0.5, 200, 2, 0.8),  # two units may be what keeps the loss up
        (0.5, 200, 16, 0.9),  # a simple model does better
    ],
)
def test_otherwise_they_are_not_at_the_floor(
    val: float, parameters: int | None, units: int, baseline: float
) -> None:
    found = names(val, parameters=parameters, units=units, baseline=baseline)
    assert "noise_floor" not in found


def test_a_loss_that_falls_has_not_reached_it() -> None:
    assert "noise_floor" not in names(0.5, falling=np.linspace(1.0, 0.0, 40))
