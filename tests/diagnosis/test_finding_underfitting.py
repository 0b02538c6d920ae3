from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.meaning import explained
from tutor.diagnosis.verdict import Diagnosis
from tutor.lab.settings import Settings

EPOCHS = np.arange(20)
KNOWN = Facts(train_examples=1000, validation_examples=400, classes=10, majority_share=0.12)


def settled(end: float, accuracy: float, facts: Facts, gap: float = 0.0) -> Diagnosis:
    course = end * (1 + 0.6 * 0.4**EPOCHS)
    right = accuracy * (1 - 0.5 * 0.4**EPOCHS)
    return diagnose(
        history(train_loss=course, val_loss=course * 1.02, train_accuracy=right,
                val_accuracy=right - gap),
        facts,
    )  # fmt: skip


def test_worse_than_a_linear_model_in_training_too_is_underfitting() -> None:
    facts = replace(KNOWN, baseline_accuracy=0.9)
    assert settled(1.2, 0.6, facts).primary.name == "underfitting"
    assert "linear model reaches 90 %" in settled(1.2, 0.6, facts).primary.evidence
    assert not settled(0.4, 0.895, facts).has("underfitting")


@pytest.mark.parametrize(
    ("rate", "own", "wanted"), [(3.0, 0.01, 0.01), (0.0005, 0.01, 0.01), (2e-5, 0.5, 0.001)]
)
def test_with_steps_far_from_usual_the_learning_rate_is_mended_and_size_not_blamed(
    rate: float, own: float, wanted: float
) -> None:
    facts = replace(
        KNOWN, baseline_accuracy=0.9, settings={"learning_rate": rate, "units": 8},
        choices={"learning_rate": (1e-6, 10.0), "units": (1, 64)},
        defaults={"learning_rate": own},
    )  # fmt: skip
    told = settled(1.2, 0.6, facts)
    assert told.primary.name == "underfitting"
    assert told.primary.change == {"learning_rate": wanted}
    assert "mend the learning rate first" in explained(told, told.primary)
    usual = settled(1.2, 0.6, replace(facts, settings={"learning_rate": 0.004, "units": 8}))
    assert usual.primary.change == {"units": 32}
    assert "its size, kind or inputs" in explained(usual, usual.primary)


@pytest.mark.parametrize(("rate", "wanted"), [(0.001, {"learning_rate": 0.003}), (0.01, {})])
def test_what_a_schedule_has_brought_to_rest_is_not_laid_to_the_size(
    rate: float, wanted: dict[str, float]
) -> None:
    settings: Settings = {"learning_rate": rate, "units": 8, "schedule": "cosine"}
    facts = replace(
        KNOWN, baseline_accuracy=0.9, settings=settings,
        choices={"learning_rate": (1e-6, 10.0), "units": (1, 64)},
    )  # fmt: skip
    told = settled(1.2, 0.6, facts)
    assert (told.primary.name, told.primary.kind) == ("underfitting", "schedule")
    assert told.primary.change == (wanted or {"units": 32})
    assert "shrunk the steps" in explained(told, told.primary)
    constant = settled(1.2, 0.6, replace(facts, settings={**settings, "schedule": "constant"}))
    assert (constant.primary.kind, constant.primary.change) == ("", {"units": 32})


def test_after_a_handful_of_large_batches_smaller_ones_are_advised_and_size_not_blamed() -> None:
    facts = replace(
        KNOWN, baseline_accuracy=0.9, settings={"batch_size": 512, "units": 8, "epochs": 20},
        choices={"batch_size": [32, 512], "units": (1, 64)},
    )  # fmt: skip
    told = settled(1.2, 0.6, facts)
    assert (told.primary.name, told.primary.kind) == ("underfitting", "few")
    assert told.primary.change == {"batch_size": 32}
    assert "tells nothing of its size" in explained(told, told.primary)
    long = settled(1.2, 0.6, replace(facts, settings={**facts.settings, "epochs": 400}))
    assert long.primary.kind == ""


def test_without_a_measure_from_outside_it_cannot_be_told() -> None:
    found = settled(1.2, 0.6, replace(KNOWN, validation_examples=2000)).primary
    assert found.name == "not_enough_evidence"
    assert "too small or the labels allow no more" in found.evidence


def test_what_came_late_is_not_said_to_have_settled() -> None:
    late = np.where(EPOCHS < 12, 0.07, 0.2)
    loss = np.where(EPOCHS < 9, 0.17, 0.03)
    made = history(train_loss=loss, val_loss=loss, train_accuracy=late, val_accuracy=late)
    found = diagnose(made, replace(KNOWN, classes=None, majority_share=None)).primary
    assert found.name == "not_enough_evidence"
    assert "20 %, came in the last half of the run: it may only have begun" in found.evidence
    assert "settled" not in found.evidence


def test_what_still_falls_or_has_a_gap_is_not_underfitting() -> None:
    facts = replace(KNOWN, baseline_accuracy=0.9)
    falling = 2.0 - 0.04 * EPOCHS
    right = np.full(20, 0.5) + 0.001 * EPOCHS
    made = history(train_loss=falling, val_loss=falling, train_accuracy=right, val_accuracy=right)
    assert not diagnose(made, facts).has("underfitting")
    assert settled(1.2, 0.6, facts, gap=0.15).primary.name == "large_gap"


def test_what_has_just_come_down_by_a_leap_has_not_settled() -> None:
    # Two convolutions with tanh at a learning rate of 0.1, as an engine run told it.
    train = np.array([3.417, 3.069, 3.282, 2.172, 3.301, 3.026, 2.124, 2.693, 1.349, 0.997])
    val = np.array([3.617, 3.281, 3.483, 2.288, 3.276, 2.974, 2.298, 2.879, 1.404, 0.958])
    right = np.array([0.084, 0.106, 0.203, 0.334, 0.27, 0.298, 0.348, 0.409, 0.596, 0.66])
    facts = replace(KNOWN, baseline_accuracy=0.97, settings={"learning_rate": 0.1},
                    choices={"learning_rate": (1e-5, 1.0)})  # fmt: skip
    made = history(train_loss=train, val_loss=val, train_accuracy=right, val_accuracy=right)
    found = diagnose(made, facts)
    assert not found.has("underfitting")
    assert found.advised.change == {"learning_rate": 0.001}


EQUAL = replace(KNOWN, class_counts=[100] * 10, parameters=700)
"""Ten equal classes: guessing costs ln 10 = 2.3."""


@pytest.mark.parametrize(("units", "there"), [(1, True), (2, True), (3, False), (64, False)])
def test_a_layer_of_one_or_two_units_is_a_bottleneck(units: int, there: bool) -> None:
    facts = replace(EQUAL, parameters=60, settings={"hidden_layers": 1, "units": units})
    found = settled(1.2, 0.6, facts)
    assert found.has("underfitting") is there
    if there:
        assert f"narrowest layer has {units} unit" in found.primary.evidence


def test_a_bottleneck_that_lets_nearly_everything_through_is_none() -> None:
    facts = replace(EQUAL, settings={"hidden_layers": 1, "units": 2})
    assert not settled(0.1, 0.99, facts).has("underfitting")


def test_little_learned_is_no_proof_that_more_could_be() -> None:
    facts = replace(EQUAL, parameters=700, settings={"hidden_layers": 1, "units": 32})
    assert not settled(2.1, 0.3, facts).has("underfitting")
