"""Recall: the first symbol is the answer, nothing else tells it, lengths have their limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.datasets import recall, registry
from tutor.datasets.arrays import Data
from tutor.datasets.registry import CARDS, DataError

lengths = st.integers(recall.SHORTEST, recall.LONGEST)


@pytest.fixture(scope="module")
def data() -> Data:
    return registry.load("recall")


def test_the_answer_is_the_first_symbol_and_stands_nowhere_else(data: Data) -> None:
    for part in (data.train, data.validation, data.test):
        assert (part.y == part.x[:, 0]).all()
        assert part.x[:, 0].max() < recall.CLUES
        assert part.x[:, 1:].min() >= recall.CLUES
        assert part.x.max() < recall.CLUES + recall.DISTRACTORS


def test_what_follows_tells_nothing_of_the_answer(data: Data) -> None:
    """The share of each distractor is the same after every clue, but for chance."""
    counts = np.zeros((recall.CLUES, recall.DISTRACTORS))
    for clue in range(recall.CLUES):
        rows = data.train.x[data.train.y == clue, 1:]
        counts[clue] = np.bincount(rows.ravel() - recall.CLUES, minlength=recall.DISTRACTORS)
    expected = counts.sum(1, keepdims=True) * counts.sum(0) / counts.sum()
    freedom = (recall.CLUES - 1) * (recall.DISTRACTORS - 1)
    chi_squared = ((counts - expected) ** 2 / expected).sum()
    assert chi_squared < freedom + 4 * (2 * freedom) ** 0.5


def test_every_answer_is_equally_frequent_so_guessing_reaches_what_the_card_says(
    data: Data,
) -> None:
    for part in (data.train, data.validation, data.test):
        assert set(np.bincount(part.y)) == {len(part) // recall.CLUES}
    share = np.bincount(data.validation.y).max() / len(data.validation)
    assert share == CARDS["recall"].baselines["guessing"]


@settings(max_examples=12, deadline=None)
@given(lengths)
def test_every_length_gives_the_same_sizes_and_no_row_twice(length: int) -> None:
    data, card = registry.load("recall", {"sequence_length": length}), CARDS["recall"]
    parts = (data.train, data.validation, data.test)
    assert [part.x.shape for part in parts] == [
        (n, length) for n in (card.train, card.validation, card.test)
    ]
    rows = {row.tobytes() for part in parts for row in part.x}
    assert len(rows) == card.train + card.validation + card.test


@settings(max_examples=12, deadline=None)
@given(lengths, st.integers(0, 2**32))
def test_fresh_rows_are_new_at_every_length(length: int, seed: int) -> None:
    options: dict[str, registry.Scalar] = {"sequence_length": length}
    data, made = registry.load("recall", options), registry.fresh("recall", 40, seed, options)
    assert made is not None
    assert made.x.shape == (40, length)
    assert (made.y == made.x[:, 0]).all()
    known = {row.tobytes() for p in (data.train, data.validation, data.test) for row in p.x}
    assert not known & {row.tobytes() for row in made.x}


@pytest.mark.parametrize("name", ["recall", "adding"])
@pytest.mark.parametrize("length", [2, 201, 0, -5, 20.0, "20", True])
def test_other_lengths_are_refused_in_a_sentence(name: str, length: registry.Scalar) -> None:
    with pytest.raises(DataError) as refused:
        registry.load(name, {"sequence_length": length})
    assert str(refused.value) == (
        f"sequence_length of the data set {name!r} is {length!r}; "
        "it must be a whole number from 3 to 200."
    )
    with pytest.raises(DataError, match="from 3 to 200"):
        registry.fresh(name, 1, 0, {"sequence_length": length})
