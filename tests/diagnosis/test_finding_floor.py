from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.second_look import SecondLook

FALLING = np.exp(-np.arange(40) / 3)


def names(
    val: float, *, parameters: int | None = 200, units: int = 16, baseline: float | None = 0.8,
    falling: NDArray[np.float64] = FALLING, layers: str = "hidden_layers",
    wider: float | None = None,
) -> set[str]:  # fmt: skip
    """The findings on a run of 5,000 examples whose losses settle at `val` and a little below.

    Where `wider` is given, a wider network was tried, and its loss is lower by that share.
    """
    made = history(
        train_loss=0.99 * val + falling, val_loss=val + falling,
        train_accuracy=np.full(40, 0.81), val_accuracy=np.full(40, 0.8),
    )  # fmt: skip
    facts = Facts(
        train_examples=5000, validation_examples=2000, classes=2, majority_share=0.5,
        baseline_accuracy=baseline, parameters=parameters,
        settings={layers: 1, "units": units},
    )  # fmt: skip
    examples = None if wider is None else groups(val + falling)
    return {f.name for f in diagnose(made, facts, examples, tried(val, wider)).findings}


def groups(losses: NDArray[np.float64]) -> Examples:
    """Forty groups that all meet these losses, up to a little."""
    apart = np.linspace(-0.01, 0.01, 40)
    return Examples(
        losses=(losses[:, None] + apart).astype(np.float32),
        correct=np.full((len(losses), 40), 0.8, np.float32),
    )


def tried(val: float, wider: float | None) -> SecondLook | None:
    """A second look at a run that ended at `val`."""
    if wider is None:
        return None
    ended = val + np.linspace(-0.01, 0.01, 40)
    return SecondLook(
        later=np.tile(ended, (6, 1)).astype(np.float32),
        wider=((1 - wider) * ended).astype(np.float32), train=0.99 * val,
        wider_train=0.99 * val, learned=0.81,
    )  # fmt: skip


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


def test_convolutions_and_recurrent_layers_may_be_limited_by_more_than_their_width() -> None:
    assert "noise_floor" not in names(0.5, layers="recurrent_layers")


@pytest.mark.parametrize(("wider", "there"), [(0.0, True), (0.02, True), (0.04, False)])
def test_where_a_wider_network_gains_nothing_more_parameters_are_no_doubt(
    wider: float, there: bool
) -> None:
    assert ("noise_floor" in names(0.5, parameters=600, wider=wider)) is there
    assert "noise_floor" not in names(0.5, parameters=3000, wider=wider)


def test_a_loss_that_falls_has_not_reached_it() -> None:
    assert "noise_floor" not in names(0.5, falling=np.linspace(1.0, 0.0, 40))
