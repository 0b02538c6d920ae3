from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.diagnosis.case import Case, columns, prepare
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts, History, UnevenHistoryError
from tutor.diagnosis.shares import examples_behind


def case(
    metrics: dict[str, list[float]],
    *,
    numbers: list[int] | None = None,
    train_examples: int | None = None,
    validation_examples: int | None = None,
) -> Case:
    history = History(metrics, numbers=numbers or [])
    facts = Facts(train_examples=train_examples, validation_examples=validation_examples)
    return prepare(history, columns(history), facts, None)


def test_inference_mode_is_preferred_to_kerass_running_values() -> None:
    both = case({"loss": [9.0, 8.0], "train_loss": [2.0, 1.0], "accuracy": [0.1, 0.2]})
    assert both.train is not None
    assert both.train.tolist() == [2.0, 1.0]
    assert both.loss_measured
    assert not both.accuracy_measured
    assert both.first_loss == 2.0


def test_percent_become_shares() -> None:
    found = case({"loss": [1.0, 1.0], "accuracy": [0.9, 97.0], "val_accuracy": [0.8, 1.2]})
    assert found.train_accuracy is not None
    assert found.train_accuracy.tolist() == pytest.approx([0.009, 0.97])
    assert found.val_accuracy is not None
    assert found.val_accuracy.tolist() == pytest.approx([0.008, 0.012])


@pytest.mark.parametrize("values", [[-0.5, 0.5], [50.0, 140.0], [0.5, float("nan")]])
def test_what_is_no_accuracy_is_left_out(values: list[float]) -> None:
    assert case({"loss": [1.0, 1.0], "accuracy": values}).train_accuracy is None


def test_columns_of_different_length_are_refused_by_name() -> None:
    with pytest.raises(UnevenHistoryError, match="loss has 3, val_loss has 1"):
        columns(History({"loss": [1.0, 2.0, 3.0], "val_loss": [1.0]}))


def test_an_empty_column_counts_as_not_recorded() -> None:
    assert set(columns(History({"loss": [1.0], "val_loss": []}))) == {"loss"}


@pytest.mark.parametrize("epochs", [1, 2, 7, 999, 1000, 1001, 2500, 100_000])
def test_the_last_point_is_the_last_epoch(epochs: int) -> None:
    found = case({"loss": [1.0] * epochs})
    assert found.points <= 1000
    assert found.epoch(-1) == epochs
    assert 1 <= found.epoch(0) <= 2 * found.block
    middles = [found.epoch(point) for point in range(found.points)]
    assert middles == sorted(middles)


def test_epochs_keep_the_numbers_of_their_log() -> None:
    found = case({"loss": [3.0, 2.0, 1.0]}, numbers=[5, 10, 15])
    assert [found.epoch(point) for point in range(3)] == [5, 10, 15]


@given(st.integers(2, 1500), st.integers(0, 2**32 - 1))
def test_the_examples_behind_accuracies_divide_the_true_number(examples: int, seed: int) -> None:
    counts = np.random.default_rng(seed).integers(0, examples + 1, 12)
    shares = (counts / np.float32(examples)).astype(np.float32).astype(np.float64)
    found = examples_behind(shares)
    assert found is None or examples % found == 0


def test_many_accuracies_tell_the_number_itself() -> None:
    shares = (np.array([301, 310, 322, 331, 340, 347]) / np.float32(359)).astype(np.float64)
    assert examples_behind(shares) == 359


def test_rounded_and_real_numbers_tell_nothing() -> None:
    assert examples_behind(np.array([0.97, 0.9712, 0.9688, 0.975, 0.98])) is None
    assert examples_behind(np.random.default_rng(0).random(30)) is None
    assert examples_behind(np.array([0.5, 0.25, 0.75])) is None


def test_given_sizes_go_before_guessed_ones() -> None:
    values = [value / 359 for value in (301, 310, 322, 331, 340, 347)]
    assert case({"loss": [1.0] * 6, "val_accuracy": values}).validation_examples == 359
    known = case({"loss": [1.0] * 6, "val_accuracy": values}, validation_examples=718)
    assert known.validation_examples == 718


def test_measured_training_accuracy_is_of_no_more_examples_than_validation() -> None:
    def examples(name: str, train: int | None) -> int | None:
        metrics = {"loss": [1.0], name: [0.5]}
        return case(metrics, train_examples=train, validation_examples=300).training_examples

    assert examples("accuracy", 1000) == 1000
    assert examples("train_accuracy", 1000) == 300
    assert examples("accuracy", None) is None


def test_examples_without_a_row_for_each_epoch_are_not_used() -> None:
    history = History({"loss": [1.0, 2.0]})
    right = np.ones((2, 30), dtype=np.bool_)
    good = Examples(np.ones((2, 30), dtype=np.float32), right)
    long = Examples(np.ones((3, 30), dtype=np.float32), np.ones((3, 30), dtype=np.bool_))
    lost = Examples(np.full((2, 30), np.nan, dtype=np.float32), right)
    found = [prepare(history, columns(history), Facts(), e).examples for e in (good, long, lost)]
    assert found == [good, None, None]
