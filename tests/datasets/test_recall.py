"""Recall: the symbol after the mark is the answer, nothing else tells it, wherever it stands."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.datasets import recall, registry
from tutor.datasets.arrays import Data, Integers, Part
from tutor.datasets.registry import CARDS

lengths = st.integers(*map(int, CARDS["recall"].ranges["sequence_length"]))


@pytest.fixture(scope="module")
def data() -> Data:
    return registry.load("recall")


def parts(data: Data) -> dict[str, Part]:
    return {"train": data.train, "validation": data.validation, "test": data.test}


def check(part: Part) -> None:
    """One mark in each row, never at the end; the symbol after it is the answer."""
    rows, places = np.nonzero(part.x == recall.MARK)
    assert (rows == np.arange(len(part))).all()
    assert places.max() < part.x.shape[1] - 1
    assert (part.y == part.x[rows, places + 1]).all()
    assert set(np.unique(part.x)) <= set(range(recall.MARK + 1))


def test_the_answer_stands_after_the_mark_at_any_place_but_the_last(data: Data) -> None:
    for part in parts(data).values():
        check(part)
    places = np.bincount((data.train.x == recall.MARK).argmax(1), minlength=data.train.x.shape[1])
    expected = len(data.train) / (data.train.x.shape[1] - 1)
    assert places[-1] == 0
    assert np.abs(places[:-1] - expected).max() < 5 * expected**0.5


def test_delays_count_what_follows_the_answer(data: Data) -> None:
    delays = cast("dict[str, Integers]", data.extra["delays"])
    assert set(delays) == set(parts(data))
    for name, part in parts(data).items():
        assert delays[name].shape == (len(part),)
        for row, answer, delay in zip(part.x[:50], part.y[:50], delays[name][:50], strict=True):
            assert row[-1 - delay] == answer
            assert row[-2 - delay] == recall.MARK


def test_other_symbols_tell_nothing_of_the_answer(data: Data) -> None:
    """Each symbol is equally frequent among all the others of a row, whatever the answer is."""
    part = data.train
    counts = np.zeros((recall.SYMBOLS, recall.SYMBOLS))
    for answer in range(recall.SYMBOLS):
        seen = np.bincount(part.x[part.y == answer].ravel(), minlength=recall.SYMBOLS + 1)
        counts[answer] = seen[: recall.SYMBOLS]
        counts[answer, answer] -= (part.y == answer).sum()
    expected = counts.sum(1, keepdims=True) * counts.sum(0) / counts.sum()
    freedom = (recall.SYMBOLS - 1) ** 2
    chi_squared = ((counts - expected) ** 2 / expected).sum()
    assert chi_squared < freedom + 4 * (2 * freedom) ** 0.5


def test_every_answer_is_equally_frequent(data: Data) -> None:
    for part in parts(data).values():
        assert set(np.bincount(part.y)) == {len(part) // recall.SYMBOLS}


def test_the_baselines_are_what_the_card_says(data: Data) -> None:
    part, told = data.validation, CARDS["recall"].baselines
    counts = np.stack([(part.x == symbol).sum(1) for symbol in range(recall.SYMBOLS)], axis=1)
    assert np.bincount(part.y).max() / len(part) == told["guessing"]
    assert (counts.argmax(1) == part.y).mean() == pytest.approx(told["commonest symbol"], abs=0.001)


@settings(max_examples=12, deadline=None)
@given(lengths)
def test_every_length_gives_the_same_sizes_and_no_row_twice(length: int) -> None:
    data, card = registry.load("recall", {"sequence_length": length}), CARDS["recall"]
    assert [part.x.shape for part in parts(data).values()] == [
        (n, length) for n in (card.train, card.validation, card.test)
    ]
    rows = {row.tobytes() for part in parts(data).values() for row in part.x}
    assert len(rows) == card.train + card.validation + card.test


@settings(max_examples=12, deadline=None)
@given(lengths, st.integers(0, 2**32))
def test_fresh_rows_are_new_at_every_length(length: int, seed: int) -> None:
    options: dict[str, registry.Scalar] = {"sequence_length": length}
    data, made = registry.load("recall", options), registry.fresh("recall", 40, seed, options)
    assert made is not None
    assert made.x.shape == (40, length)
    check(made)
    known = {row.tobytes() for part in parts(data).values() for row in part.x}
    assert not known & {row.tobytes() for row in made.x}
