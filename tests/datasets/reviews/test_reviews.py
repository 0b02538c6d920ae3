"""The reviews: no pattern shared, nothing leaked, labels balanced, and the card is true."""

from __future__ import annotations

import itertools
import re
import time
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.datasets import registry, reviews
from tutor.datasets.arrays import Data, Part
from tutor.datasets.bag_of_words import accuracies, counts
from tutor.datasets.reviews import grammar as grammar
from tutor.datasets.reviews.tokens import LENGTH, UNKNOWN, encode, tokenize


@pytest.fixture(scope="module")
def data() -> Data:
    return registry.load("reviews")


def texts(data: Data, name: str) -> tuple[str, ...]:
    return cast("tuple[str, ...]", data.extra[f"{name}_texts"])


def test_the_card_tells_the_truth(data: Data) -> None:
    card = registry.CARDS["reviews"]
    assert (len(data.train), len(data.validation), len(data.test)) == (
        card.train, card.validation, card.test,
    )  # fmt: skip
    assert len(cast("tuple[str, ...]", data.extra["words"])) == card.vocabulary
    assert data.train.x.shape == (card.train, LENGTH)
    assert data.train.x.max() == card.vocabulary - 1


def test_no_sentence_pattern_is_shared_between_the_sets() -> None:
    sets = {
        name: {pattern.line for kind in patterns.values() for pattern in kind}
        for name, patterns in grammar.pattern_sets().items()
    }
    assert set(sets) == {"train", "validation", "test"}
    assert not sets["train"] & sets["validation"]
    assert not sets["train"] & sets["test"]
    assert not sets["validation"] & sets["test"]
    assert min(len(lines) for lines in sets.values()) >= 30


def spelt_out(text: grammar.Text) -> set[str]:
    """Every form of a pattern, with its slots by name and all its choices made."""
    forms = {""}
    for part in text:
        if isinstance(part, grammar.Choice):
            ends = set().union(*(spelt_out(one) for one in part.among))
            ends |= {""} if part.optional else set()
        else:
            ends = {f"{{{part}}}" if isinstance(part, grammar.Slot) else part}
        forms = {form + end for form in forms for end in ends}
    return forms


def test_nor_is_one_shared_once_all_choices_are_spelt_out() -> None:
    sets = [
        {
            " ".join(re.findall(r"[\w{}+'-]+", form.lower()))
            for kind in patterns.values()
            for pattern in kind
            for form in spelt_out(pattern.text)
        }
        for patterns in grammar.pattern_sets().values()
    ]
    for one, other in itertools.combinations(sets, 2):
        assert not one & other


def test_all_reviews_are_distinct_within_and_across_the_sets(data: Data) -> None:
    generated = cast("Part", data.extra["generated_test"])
    rows = np.concatenate([data.train.x, data.validation.x, generated.x])
    words = [tuple(tokenize(text)) for text in texts(data, "train")]
    assert len(set(words)) == len(words) >= 3_000
    seen = set(words)
    for name in ("validation", "test"):
        assert not seen & {tuple(tokenize(text)) for text in texts(data, name)}
    assert rows.shape == (40_000 + 720 + 600, LENGTH)


def test_labels_are_balanced_and_the_hand_written_ones_nearly() -> None:
    by_hand = reviews.handwritten()
    assert len(by_hand) == 100
    assert len({text for text, _ in by_hand}) == 100
    found = np.bincount([label for _, label in by_hand])
    assert found.min() >= 30


def test_each_class_has_a_third_of_what_is_trained_on(data: Data) -> None:
    for part in (data.train, data.validation):
        found = np.bincount(part.y)
        assert found.max() - found.min() <= 1


def test_the_words_of_the_hand_written_reviews_are_mostly_known(data: Data) -> None:
    tokens = data.test.x[data.test.x > 0]
    assert np.mean(tokens == UNKNOWN) < 0.10


def test_they_are_made_quickly_and_always_the_same(data: Data) -> None:
    began = time.process_time()
    again = reviews.load()
    assert time.process_time() - began < 5.0
    assert (again.train.x == data.train.x).all()
    assert (again.validation.y == data.validation.y).all()


def test_a_bag_of_words_reaches_what_the_card_says_and_not_more(data: Data) -> None:
    validation, by_hand = accuracies(data)
    assert abs(validation - registry.CARDS["reviews"].baselines["bag of words"]) < 0.01
    assert by_hand < 0.80


def test_counts_leave_padding_out() -> None:
    part = Part(np.array([[2, 3, 2, 0, 0]], dtype=np.int32), np.array([0], dtype=np.int32))
    assert counts(part, 4).toarray().tolist() == [[0.0, 0.0, 2.0, 1.0]]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("It isn't bad.", ["it", "is", "n't", "bad"]),
        ("I can't complain!", ["i", "can", "n't", "complain"]),
        ("It's the waiter's fault", ["it", "is", "the", "waiter", "'s", "fault"]),
        ("Costs 12.50", ["costs", "0", "0"]),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@given(st.text(max_size=300))
def test_any_text_can_be_encoded(text: str) -> None:
    row = encode([text], ("", "?", "good"))[0]
    assert row.shape == (LENGTH,)
    assert set(row.tolist()) <= {0, 1, 2}
    assert not np.any(np.diff((row > 0).astype(int)) > 0)
