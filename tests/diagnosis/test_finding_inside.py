from __future__ import annotations

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis.history import Facts, History, layer_column
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.verdict import Finding

EPOCHS = 20
STALLED = np.full(EPOCHS, 0.69)
LEARNING = np.linspace(0.69, 0.2, EPOCHS)
TWO_EQUAL = Facts(class_counts=[50, 50], classes=2)
LAYERS = ("dense_1", "dense_2", "dense_3")


def run(losses: np.ndarray, **kinds: list[float]) -> History:
    """A run whose layers have one value of each kind, all along."""
    made = history(train_loss=losses, val_loss=losses)
    for kind, values in kinds.items():
        for layer, value in zip(LAYERS, values, strict=True):
            made.layers[layer_column(kind, layer)] = [value] * EPOCHS
    return made


def told(made: History, name: str, facts: Facts = TWO_EQUAL) -> Finding | None:
    return next((one for one in diagnose(made, facts).findings if one.name == name), None)


def test_a_first_layer_that_stands_still_while_the_last_moves_has_lost_its_gradient() -> None:
    finding = told(run(STALLED, update_ratio=[1e-7, 1e-5, 1e-3]), "vanishing_gradients")
    assert finding is not None
    assert "dense_3" in finding.evidence
    assert "dense_1" in finding.evidence


@pytest.mark.parametrize(
    ("losses", "ratios"),
    [
        (LEARNING, [1e-7, 1e-5, 1e-3]),  # it learns all the same
        (STALLED, [1e-4, 1e-4, 1e-3]),  # the first layer moves
        (STALLED, [1e-7, 1e-7, 1e-6]),  # none does: the steps are too small
    ],
)
def test_small_updates_alone_are_no_fault(losses: np.ndarray, ratios: list[float]) -> None:
    assert told(run(losses, update_ratio=ratios), "vanishing_gradients") is None


@pytest.mark.parametrize(
    ("losses", "norms", "there"),
    [
        (STALLED, [1e-5, 1e-3, 0.3], True),
        (LEARNING, [1e-5, 1e-3, 0.3], False),  # it learns all the same
        (STALLED, [1e-2, 0.1, 0.3], False),  # enough comes through
        (STALLED, [0.0, 0.0, 0.3], False),  # silent units, or saturated ones
    ],
)
def test_a_gradient_that_fades_is_lost_though_equal_steps_are_made_of_it(
    losses: np.ndarray, norms: list[float], there: bool
) -> None:
    made = run(losses, gradient_norm=norms, gradient_peak=norms, update_ratio=[1e-3] * 3)
    finding = told(made, "vanishing_gradients")
    assert (finding is not None) is there
    if finding is not None:
        assert "that of dense_1 one of 0.000010" in finding.evidence


def test_one_that_has_come_back_is_not_lost() -> None:
    norms = [1e-5, 1e-3, 0.3]
    made = run(STALLED, gradient_norm=norms, gradient_peak=norms)
    made.layers[layer_column("gradient_norm", LAYERS[0])][1:] = [0.2] * (EPOCHS - 1)
    assert told(made, "vanishing_gradients") is None


@pytest.mark.parametrize(
    ("first", "peak", "settings", "there"),
    [
        (400.0, 5000.0, {"cell": "SimpleRNN"}, True),
        (0.7, 5000.0, {"cell": "SimpleRNN"}, False),  # the loss was where guessing puts it
        (400.0, 5.0, {"cell": "SimpleRNN"}, False),
        (400.0, 5000.0, {}, False),  # large inputs do the same
    ],
)
def test_a_gradient_that_explodes_in_the_first_epoch_of_a_recurrent_network(
    first: float, peak: float, settings: dict[str, str], there: bool
) -> None:
    made = run(STALLED, gradient_norm=[0.1] * 3, gradient_peak=[0.2] * 3)
    made.layers[layer_column("gradient_peak", LAYERS[1])][0] = peak
    made.initial = {"train_loss": first}
    facts = Facts(class_counts=[50, 50], classes=2, settings=settings)
    finding = told(made, "exploding_gradients", facts)
    assert (finding is not None) is there
    if finding is not None:
        assert "dense_2 reached 5,000" in finding.evidence


def test_a_state_that_grows_is_bounded_by_its_activation() -> None:
    made = run(STALLED, gradient_norm=[0.1] * 3, gradient_peak=[0.2] * 3)
    made.layers[layer_column("gradient_peak", LAYERS[1])][0] = 5000.0
    made.initial = {"train_loss": 400.0}
    settings = {
        "cell": "SimpleRNN", "recurrent_layers": 1, "activation": "relu", "learning_rate": 0.03,
    }  # fmt: skip
    choices = {"activation": ["relu", "tanh"], "learning_rate": (0.0001, 1.0)}
    facts = Facts(class_counts=[50, 50], classes=2, settings=settings, choices=choices)
    finding = told(made, "exploding_gradients", facts)
    assert finding is not None
    assert finding.change == {"activation": "tanh"}


def test_silent_units_are_a_fault_where_nothing_is_learned() -> None:
    finding = told(run(STALLED, zero_units=[0.1, 0.95, 0.2]), "dead_relu")
    assert finding is not None
    assert "95 % of the units of dense_2" in finding.evidence
    assert told(run(LEARNING, zero_units=[0.1, 0.95, 0.2]), "dead_relu") is None
    assert told(run(STALLED, zero_units=[0.1, 0.3, 0.2]), "dead_relu") is None


@pytest.mark.parametrize(("penalty", "named"), [(0.1, True), (0.001, False)])
def test_a_penalty_that_can_silence_units_is_named_beside_them(penalty: float, named: bool) -> None:
    facts = Facts(class_counts=[50, 50], classes=2, settings={"l2": penalty})
    finding = told(run(STALLED, zero_units=[0.1, 0.95, 0.2]), "dead_relu", facts)
    assert finding is not None
    assert (f"An L2 penalty of {penalty:g} pulls" in finding.evidence) is named


def test_remedies_are_in_the_lessons_own_settings() -> None:
    facts = Facts(
        class_counts=[50, 50], classes=2,
        settings={"activation": "sigmoid", "hidden_layers": 3, "learning_rate": 0.01},
        choices={"activation": ["relu", "sigmoid", "leaky_relu"], "learning_rate": (1e-4, 1.0)},
    )  # fmt: skip
    finding = told(run(STALLED, update_ratio=[1e-7, 1e-5, 1e-3]), "vanishing_gradients", facts)
    assert finding is not None
    assert finding.change == {"activation": "relu"}
    finding = told(run(STALLED, zero_units=[1.0, 1.0, 1.0]), "dead_relu", facts)
    assert finding is not None
    assert finding.change == {"activation": "leaky_relu"}


def spiky(spikes: list[int], *, jumping: bool) -> History:
    losses = LEARNING.copy()
    peaks = np.full(EPOCHS, 2.0)
    for place in spikes:
        peaks[place] = 400.0
        if jumping:
            losses[place] += 0.5
    made = run(losses)
    made.layers[layer_column("gradient_norm", "dense_1")] = [1.0] * EPOCHS
    made.layers[layer_column("gradient_peak", "dense_1")] = peaks.tolist()
    return made


def test_gradients_that_leap_together_with_the_loss_explode() -> None:
    finding = told(spiky([5, 9, 14], jumping=True), "exploding_gradients")
    assert finding is not None
    assert "In 3 epochs" in finding.evidence
    assert "reached 400" in finding.evidence
    assert told(spiky([5, 9, 14], jumping=False), "exploding_gradients") is None
    assert told(spiky([5], jumping=True), "exploding_gradients") is None
