"""The adding problem: two marks, one in each half, and the sum of their numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.datasets import registry
from tutor.datasets.arrays import Part
from tutor.datasets.registry import CARDS

lengths = st.integers(*map(int, CARDS["adding"].ranges["sequence_length"]))


def check(part: Part, length: int) -> None:
    """Numbers from 0 to 1, one mark in each half, the target the sum of the marked numbers."""
    numbers, marks = part.x[..., 0], part.x[..., 1]
    assert part.x.shape[1:] == (length, 2)
    assert numbers.min() >= 0.0
    assert numbers.max() < 1.0
    assert set(np.unique(marks)) == {0.0, 1.0}
    assert (marks[:, : length // 2].sum(1) == 1).all()
    assert (marks[:, length // 2 :].sum(1) == 1).all()
    for row, target in zip(part.x[:50], part.y[:50], strict=True):
        marked = [float(number) for number, mark in row if mark]
        assert target == pytest.approx(sum(marked), abs=1e-6)


@settings(max_examples=10, deadline=None)
@given(lengths)
def test_two_numbers_are_marked_and_their_sum_is_wanted(length: int) -> None:
    data = registry.load("adding", {"sequence_length": length})
    for part in (data.train, data.validation, data.test):
        check(part, length)
    card = CARDS["adding"]
    assert (len(data.train), len(data.validation), len(data.test)) == (
        card.train, card.validation, card.test,
    )  # fmt: skip


@settings(max_examples=10, deadline=None)
@given(lengths, st.integers(0, 2**32))
def test_fresh_sequences_are_of_the_same_kind(length: int, seed: int) -> None:
    made = registry.fresh("adding", 60, seed, {"sequence_length": length})
    assert made is not None
    check(made, length)


def test_every_place_of_a_half_is_marked_equally_often() -> None:
    marks = registry.load("adding", {"sequence_length": 11}).train.x[..., 1].mean(0)
    assert marks[:5] == pytest.approx(1 / 5, abs=0.03)
    assert marks[5:] == pytest.approx(1 / 6, abs=0.03)


def test_always_answering_one_reaches_what_the_card_says() -> None:
    validation = registry.load("adding").validation
    error = float(((validation.y - 1.0) ** 2).mean())
    assert error == pytest.approx(
        CARDS["adding"].baselines["mean squared error of always answering 1"], abs=0.015
    )
