"""The definitions of `TRUTH.md` on runs whose true curves are made by formula."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.diagnosis.margins import smoothed
from tests.benchmarks.diagnosis.measured import Array, Measured
from tests.benchmarks.diagnosis.truth import truth_of
from tutor.diagnosis.verdict import NAMES

EPOCHS = 20


def falling(start: float, end: float, epochs: int = EPOCHS, longer: float = 0.0) -> Array:
    """From `start` quickly down to `end`, then on to `longer` below it in half as many epochs."""
    settled = end + (start - end) * np.exp(-np.arange(epochs + 1) * 12 / epochs)
    return np.concatenate([settled, np.full(-(-epochs // 2), settled[-1] - longer)])


def run(risk: Array | None = None, epochs: int = EPOCHS, **changed: Any) -> Measured:
    """A settled run of which nothing bad is true, with many validation examples."""
    risk = falling(0.7, 0.3, epochs) if risk is None else risk
    small = np.full(len(risk), 0.0005)
    settled = Measured(
        epochs=epochs, risk=risk, accuracy=np.full(len(risk), 0.88), to_end=small,
        right_to_end=small, wobble=np.full(len(risk), 0.01), train=falling(0.7, 0.28, epochs),
        finite=True, fresh=20_000, train_size=4000, validation_size=5000, entropy=0.69,
        majority=0.5, end_spread=0.6, train_accuracy=0.89, train_loss=0.28, validation_risk=0.301,
        bayes=0.25, larger_risk=0.299, larger_error=0.0005, larger_train=0.27,
    )  # fmt: skip
    return dataclasses.replace(settled, **changed)


def rising(share: float) -> Array:
    """Down to 0.3 at epoch 10, then up by `share` of it."""
    up = np.concatenate([np.zeros(11), np.linspace(0, share, 10), np.full(10, share)])
    return falling(0.7, 0.3) + 0.3 * up


def test_a_settled_run_is_a_good_fit_and_healthy() -> None:
    found = truth_of(run())
    assert found.names == ("good_fit",)
    assert found.healthy
    assert not found.borderline


def jagged(risk: Array, size: float) -> Array:
    """With every other epoch higher."""
    return risk * (1 + size * (np.arange(len(risk)) % 2))


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("diverged", run(finite=False)),
        ("diverged", run(train=np.concatenate([[0.7], np.full(30, 8.0)]))),
        ("not_learning", run(np.full(31, 0.69), accuracy=np.full(31, 0.5))),
        ("not_learning", run(
            np.full(31, 0.69), accuracy=np.full(31, 0.6), train=np.full(31, 0.69)
        )),
        ("underfitting", run(linear=0.96)),
        ("underfitting", run(train_loss=0.3, bayes=0.05, entropy=0.5)),
        ("unstable", run(jagged(falling(0.7, 0.3), 0.2), train=jagged(falling(0.7, 0.28), 0.2))),
        ("unstable", run(rising(0.2), train=rising(0.2))),
        ("leakage", run(copies=0.8, train_loss=0.2)),
        ("noisy_validation", run(validation_size=20, wobble=np.full(31, 0.2))),
        ("noisy_validation", run(biased=True, validation_risk=0.4)),
        ("still_improving", run(falling(0.7, 0.3, longer=0.03))),
        ("overfitting", run(rising(0.2))),
        ("large_gap", run(train_accuracy=0.97)),
        ("underfitting", run(larger_risk=0.2, larger_train=0.2)),
        ("noise_floor", run(bayes=0.29)),
        ("class_imbalance", run(
            shares=np.array([0.9, 0.1]), recall=np.array([0.95, 0.5]),
            asked=np.array([18e3, 2e3])
        )),
        ("not_enough_evidence", run(validation_size=100)),
        ("not_enough_evidence", run(falling(0.7, 0.3, 4), 4, train=falling(0.7, 0.28, 4))),
        ("wrong_output", run(planted="wrong_output", twin_risk=0.2, twin_error=0.001)),
        ("dead_relu", run(
            np.full(31, 0.69), accuracy=np.full(31, 0.5), train=np.full(31, 0.69), dead=0.9
        )),
    ],
)  # fmt: skip
def test_each_name_is_true_where_its_condition_holds(expected: str, found: Measured) -> None:
    assert truth_of(found).primary == expected


@pytest.mark.parametrize(
    "changed",
    [
        {"risk": rising(0.04)},
        {"risk": falling(0.7, 0.3, longer=0.01)},
        {"train_accuracy": 0.92},
        {"train_accuracy": 0.95, "train_size": 80},
        {"larger_risk": 0.2, "larger_train": 0.279},
        {"planted": "wrong_output", "twin_risk": 0.3, "twin_error": 0.001},
        {"copies": 0.8, "train_loss": 0.3},
        {"biased": True, "validation_risk": 0.31},
        {"dead": 0.9},
        {
            "risk": np.full(31, 0.688),
            "accuracy": np.full(31, 0.6),
            "train_accuracy": 0.61,
            "bayes": 0.68,
            "larger_risk": 0.687,
            "train": np.full(31, 0.688),
        },
    ],
)
def test_less_than_the_condition_asks_for_leaves_a_run_healthy(changed: dict[str, Any]) -> None:
    assert truth_of(run(**changed)).healthy


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("good_fit", run(larger_risk=0.2, larger_train=0.2, train_accuracy=0.992,
                         accuracy=np.full(31, 0.96))),
        ("good_fit", run(larger_risk=0.2, larger_train=0.2, train_loss=0.03)),
        ("still_improving", run(falling(0.7, 0.1, longer=0.05))),
        ("good_fit", run(falling(0.7, 0.1, longer=0.05), accuracy=np.full(31, 0.999),
                         bayes=math.nan)),
        ("good_fit", run(falling(0.7, 0.1), to_end=np.full(31, 0.003), bayes=math.nan)),
        ("not_enough_evidence", run(to_end=np.full(31, 0.006))),
        ("large_gap", run(falling(1.2, 0.9), train_loss=0.0, accuracy=np.full(31, 0.96),
                          train_accuracy=1.0, end_spread=3.0)),
    ],
)  # fmt: skip
def test_what_is_learned_leaves_nothing_to_learn_but_may_be_believed_too_much(
    expected: str, found: Measured
) -> None:
    assert truth_of(found).primary == expected


def test_overconfidence_stands_beside_overfitting_while_accuracy_holds() -> None:
    assert truth_of(run(rising(0.2))).names == ("overfitting", "overconfident")
    lower = np.where(np.arange(31) < 15, 0.88, 0.8)
    assert truth_of(run(rising(0.2), accuracy=lower)).names == ("overfitting",)


def test_an_unknown_bayes_risk_makes_no_floor() -> None:
    assert truth_of(run(bayes=math.nan)).primary == "good_fit"


def test_near_its_threshold_a_run_is_borderline() -> None:
    assert truth_of(run(rising(0.055))).borderline
    assert truth_of(run(rising(0.049))).borderline
    assert not truth_of(run(rising(0.2))).borderline


@given(st.integers(1, 60), st.floats(0.05, 3.0), st.floats(-0.5, 2.0), st.floats(0.0, 1.0))
def test_every_run_has_names_in_the_order_of_precedence(
    epochs: int, start: float, rise: float, accuracy: float
) -> None:
    risk = start * (1 + np.linspace(0, rise, epochs + 1 + -(-epochs // 2)))
    flat = np.full(len(risk), accuracy)
    made = run(risk, epochs, accuracy=flat, train=risk, train_accuracy=accuracy)
    found = truth_of(made)
    places = [NAMES.index(name) for name in found.names]
    assert places == sorted(places)
    assert found.names
    assert set(found.margins) == set(NAMES)


def test_long_runs_are_smoothed_and_short_ones_are_not() -> None:
    spiked = np.ones(40)
    spiked[20] = 9.0
    assert smoothed(spiked, 40).max() == 1.0
    assert smoothed(spiked, 19).max() == 9.0
