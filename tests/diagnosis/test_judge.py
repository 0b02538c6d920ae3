from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diagnosis.simulated_runs import healthy, history
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts, History, UnevenHistoryError
from tutor.diagnosis.judge import diagnose, early
from tutor.diagnosis.verdict import NAMES, Diagnosis, Finding

COLUMNS = ("loss", "val_loss", "accuracy", "val_accuracy", "train_loss", "train_accuracy", "lr")
VALUES = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True, width=64),
    st.floats(0, 3),
    st.floats(0, 1),
    st.sampled_from([0.0, 1.0, -1.0, 1e-300, 1e300, 1e-5, 100.0]),
)


@st.composite
def histories(draw: st.DrawFn) -> History:
    names = draw(st.lists(st.sampled_from(COLUMNS), unique=True))
    epochs = draw(st.integers(0, 40))
    pool = draw(st.sampled_from([VALUES, st.floats(-5, 5), st.floats(0, 1), st.just(0.5)]))
    column = st.lists(pool, min_size=epochs, max_size=epochs)
    return History({name: draw(column) for name in names})


@st.composite
def known_facts(draw: st.DrawFn) -> Facts:
    counts = st.none() | st.integers(0, 10**6)
    return Facts(
        train_examples=draw(counts),
        validation_examples=draw(counts),
        classes=draw(st.none() | st.integers(0, 1000)),
        majority_share=draw(st.none() | st.floats(0, 1)),
        baseline_accuracy=draw(st.none() | st.floats(0, 1)),
        parameters=draw(counts),
    )


def sound(finding: Finding, epochs: int) -> bool:
    return (
        finding.name in NAMES
        and 0.0 <= finding.confidence < 1.0
        and finding.evidence.strip().endswith(".")
        and finding.remedy.strip().endswith(".")
        and finding.doubt.strip().endswith(".")
        and "nan" not in finding.evidence
        and (finding.evidence + finding.remedy + finding.doubt).isascii()
        and (finding.epoch is None or 1 <= finding.epoch <= epochs)
    )


@given(histories(), known_facts())
@settings(max_examples=200, deadline=None)
def test_any_history_gets_a_sound_diagnosis(made: History, facts: Facts) -> None:
    found = diagnose(made, facts)
    assert found.findings
    assert all(sound(finding, made.epochs) for finding in found.findings)
    places = [NAMES.index(finding.name) for finding in found.findings]
    assert places == sorted(set(places))
    first = early(made, facts)
    assert first is None or sound(first, made.epochs)


@given(histories(), st.integers(0, 60), st.integers(0, 2**32 - 1), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_examples_are_borne(made: History, count: int, seed: int, lost: bool) -> None:
    random = np.random.default_rng(seed)
    losses = random.exponential(1.0, (made.epochs, count)).astype(np.float32)
    if lost and losses.size:
        losses.flat[0] = np.nan
    examples = Examples(losses, losses < 0.7)
    assert diagnose(made, Facts(), examples).findings
    early(made, Facts(), examples)


@pytest.mark.parametrize("epochs", [1, 2, 3, 4, 5, 6, 7, 1000, 1001, 100_000])
def test_any_length_is_judged(epochs: int) -> None:
    made, facts = healthy(np.random.default_rng(epochs), epochs)
    found = diagnose(made, facts)
    assert sound(found.primary, epochs)
    if epochs < 4:
        assert found.primary.name == "not_enough_evidence"


def test_uneven_columns_are_refused() -> None:
    uneven = History({"loss": [1.0, 2.0, 3.0], "val_loss": [1.0]})
    for judge in (diagnose, early):
        with pytest.raises(UnevenHistoryError, match="val_loss has 1"):
            judge(uneven)


def name(**columns: list[float]) -> str:
    return diagnose(History(dict(columns))).primary.name


def test_a_long_rise_of_validation_loss_while_training_falls_is_overfitting() -> None:
    late = [max(epoch - 12, 0) for epoch in range(50)]
    found = diagnose(
        History(
            {
                "loss": [1.2 * 0.9**i + 0.01 for i in range(50)],
                "val_loss": [0.6 + 0.7 * 0.8**i + 0.03 * late[i] for i in range(50)],
                "accuracy": [1 - 0.6 * 0.9**i for i in range(50)],
                "val_accuracy": [0.8 - 0.3 * 0.8**i - 0.004 * late[i] for i in range(50)],
            }
        )
    ).primary
    assert found.name == "overfitting"
    assert found.epoch is not None
    assert 10 <= found.epoch <= 16
    assert "in epochs 46 to 50" in found.evidence
    assert found.confidence > 0.9


def test_two_curves_that_settle_together_are_a_good_fit() -> None:
    assert (
        name(
            loss=[0.1 + 1.1 * 0.8**i for i in range(60)],
            val_loss=[0.12 + 1.1 * 0.8**i + 0.002 * math.sin(7 * i) for i in range(60)],
            accuracy=[0.97 - 0.7 * 0.8**i for i in range(60)],
            val_accuracy=[0.965 - 0.7 * 0.8**i for i in range(60)],
        )
        == "good_fit"
    )


def test_a_steady_fall_is_still_improving() -> None:
    falling = [2.3 - 0.05 * i for i in range(30)]
    assert name(loss=falling, val_loss=[value + 0.01 for value in falling]) == "still_improving"
    assert name(loss=falling) == "still_improving"


def test_loss_at_ln_10_and_accuracy_at_a_tenth_is_no_learning() -> None:
    assert (
        name(
            loss=[2.3026 + 0.001 * math.sin(i) for i in range(30)],
            val_loss=[2.3027 + 0.001 * math.cos(i) for i in range(30)],
            accuracy=[0.1] * 30,
            val_accuracy=[0.1] * 30,
        )
        == "not_learning"
    )


def test_two_epochs_are_not_enough() -> None:
    assert name(loss=[1.0, 0.9], val_loss=[1.1, 1.0]) == "not_enough_evidence"


def test_the_units_of_losses_and_accuracies_do_not_matter() -> None:
    made, facts = healthy(np.random.default_rng(3), 40)
    scaled = History(
        {
            column: [value * (100 if "accuracy" in column else 1000) for value in values]
            for column, values in made.metrics.items()
        }
    )
    assert diagnose(scaled, facts).primary.name == diagnose(made, facts).primary.name


def test_losses_below_zero_are_judged_by_their_range() -> None:
    fall = [3.0 * 0.7**i - 5.0 for i in range(40)]
    rise = [value + 0.08 * max(i - 10, 0) for i, value in enumerate(fall)]
    assert name(loss=fall, val_loss=[value + 0.1 for value in fall]) == "good_fit"
    lower = [value - 0.02 * i for i, value in enumerate(fall)]
    assert name(loss=lower, val_loss=rise) == "overfitting"


def test_all_findings_that_hold_are_listed_in_order() -> None:
    epochs = np.arange(30)
    course = 1.5 - 0.03 * epochs
    found = diagnose(
        history(
            loss=course - 0.5, val_loss=course, accuracy=0.5 + 0.015 * epochs,
            val_accuracy=0.4 + 0.012 * epochs,
        )
    )  # fmt: skip
    assert [finding.name for finding in found.findings] == ["still_improving", "large_gap"]
    assert found.has("large_gap")


def test_it_is_the_same_every_time() -> None:
    made, facts = healthy(np.random.default_rng(5), 25)
    assert diagnose(made, facts) == diagnose(made, facts)
    assert isinstance(diagnose(made, facts), Diagnosis)


@pytest.mark.parametrize(
    ("first", "numbers", "last"),
    [(1, [], 20), (0, [], 19), (1, list(range(5, 101, 5)), 100), (0, list(range(4, 100, 5)), 99)],
)
def test_epochs_carry_the_numbers_of_the_log(first: int, numbers: list[int], last: int) -> None:
    val = [0.5 + 0.5 * 0.5**i + 0.05 * max(i - 6, 0) for i in range(20)]
    columns = {"loss": [0.9**i for i in range(20)], "val_loss": val}
    made = History(columns, numbers=numbers, first=first)
    found = diagnose(made).primary
    assert found.name == "overfitting"
    assert f" to {last}, while" in found.evidence
    assert found.epoch == made.counted[6]
    assert f"Stop at epoch {found.epoch} " in found.remedy
    gone = diagnose(History({"loss": [1.0, 0.5, math.nan]}, first=first)).primary
    assert gone.epoch == first + 2


def test_epochs_to_train_for_include_those_that_the_log_leaves_out() -> None:
    falling = [2.3 - 0.05 * i for i in range(20)]
    numbers = [5 * (i + 1) for i in range(20)]
    found = diagnose(History({"loss": falling, "val_loss": falling}, numbers=numbers)).primary
    assert found.remedy == "Train for 150 epochs."
    few = diagnose(History({"loss": [2.0, 1.0], "val_loss": [2.0, 1.0]}, numbers=[5, 10])).primary
    assert few.remedy == "Train for 50 epochs."
    assert "2 epochs with a value in every column" in few.evidence
