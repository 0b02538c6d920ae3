"""What the shares of the answers alone reach."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tutor.training.guessing import of_classes, of_labels, of_ways

Labels = npt.NDArray[np.int8]


def test_the_shares_of_training_are_held_against_validation() -> None:
    train, validation = np.array([0, 0, 0, 1]), np.array([1, 1, 0])
    wanted = -(2 * math.log(0.25) + math.log(0.75)) / 3
    assert of_classes(train, validation, 2) == pytest.approx(wanted)


def test_a_class_that_was_never_trained_on_counts_once() -> None:
    guess = of_classes(np.array([0, 0, 0]), np.array([1]), 2)
    assert guess == pytest.approx(math.log(4))


@pytest.mark.parametrize(("train", "validation"), [([], [0]), ([0], [])])
def test_of_nothing_nothing_is_guessed(train: list[int], validation: list[int]) -> None:
    assert of_classes(np.array(train, "i4"), np.array(validation, "i4"), 2) is None


def test_each_label_is_guessed_by_itself() -> None:
    train = np.array([[1, 0], [1, 0], [1, 1], [0, 0]])
    guess = of_labels(train, np.array([[1, 1], [0, 0]]))
    assert guess is not None
    loss = -(math.log(0.75) + math.log(0.25) + math.log(0.25) + math.log(0.75)) / 4
    assert guess[0] == pytest.approx(loss)
    assert guess[1] == 0.5
    assert of_labels(train[:0], train) is None


@given(arrays(np.int8, (7, 3), elements=st.integers(0, 1)))
def test_no_constant_answer_is_better_where_both_sets_are_alike(
    labels: np.ndarray[tuple[int, int], np.dtype[np.int8]],
) -> None:
    guess = of_labels(labels, labels)
    assert guess is not None
    other = np.clip(labels.mean(axis=0) + 0.05, 0.01, 0.99)
    worse = -(labels * np.log(other) + (1 - labels) * np.log(1 - other)).mean()
    assert 0.0 <= guess[0] <= worse + 1e-5
    assert guess[1] >= 0.5


def test_turning_one_way_wins_the_games_of_that_way() -> None:
    assert of_ways(np.array([1, 2, 2, 1, 2])) == 0.6
    assert of_ways(np.array([], np.int32)) == 0.0
