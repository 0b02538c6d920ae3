"""Statements on the world among the neutral reviews: whole, distinct, and far from what tests."""

from __future__ import annotations

import re
from itertools import chain
from typing import cast

import pytest

from tests.benchmarks.texts import statements
from tutor.datasets import registry, reviews
from tutor.datasets.reviews import world
from tutor.datasets.reviews.grammar import NEUTRAL, Choice, Slot, Text
from tutor.datasets.reviews.tokens import LENGTH, tokenize
from tutor.datasets.reviews.writer import Written

SETS = ("train", "validation", "test")


@pytest.fixture(scope="module")
def written() -> list[Written]:
    return world.from_tables(2000, seed=1, avoid=set())


def slots(text: Text) -> set[str]:
    """The names of all slots of a pattern."""
    found = {str(part) for part in text if isinstance(part, Slot)}
    inner = chain.from_iterable(part.among for part in text if isinstance(part, Choice))
    return found.union(*map(slots, inner))


def test_every_slot_of_a_pattern_is_filled_for_every_subject() -> None:
    patterns, words = world.world()
    general = set(words["general"])
    for pattern in patterns["facts"]:
        assert pattern.topics
        for subject in pattern.topics:
            assert slots(pattern.text) <= set(words[subject]) | general, pattern.line


def test_no_two_tables_share_a_subject() -> None:
    topics = {pattern.topics for pattern in world.world()[0]["facts"]}
    assert sum(map(len, topics)) == len(frozenset().union(*topics))


def test_statements_are_distinct_neutral_and_whole(written: list[Written]) -> None:
    assert len({one.tokens for one in written}) == len(written)
    for one in written:
        assert one.label == NEUTRAL
        assert len(one.tokens) <= LENGTH
        assert re.fullmatch(r"[A-ZÄÖÜ][^{}|()\[\]]+\.", one.text), one.text
        assert "  " not in one.text


def test_a_seed_gives_the_same_again(written: list[Written]) -> None:
    assert world.from_tables(50, seed=1, avoid=set()) == written[:50]
    assert world.from_tables(50, seed=2, avoid=set()) != written[:50]


def test_what_is_to_be_avoided_is_not_written(written: list[Written]) -> None:
    avoid = {one.tokens for one in written[:50]}
    assert not {one.tokens for one in world.from_tables(50, seed=1, avoid=set(avoid))} & avoid


def test_nothing_comes_close_to_what_networks_are_tested_on(written: list[Written]) -> None:
    tested = [text for text, _ in (*statements(), *reviews.handwritten())]
    for texts, most in ((written, 4), (world.from_key_phrases("train"), 6)):
        runs = {run for text in tested for run in in_a_row(tokenize(text), most + 1)}
        assert not {run for one in texts for run in in_a_row(list(one.tokens), most + 1)} & runs


def in_a_row(tokens: list[str], n: int) -> set[tuple[str, ...]]:
    """All runs of `n` words."""
    return {tuple(tokens[place : place + n]) for place in range(len(tokens) - n + 1)}


def test_sentences_of_the_key_phrases_read_as_they_were_written() -> None:
    texts = {one.text for one in world.from_key_phrases("train")}
    whole = "The keeper's family grew vegetables on a tiny piece of ground behind the tower."
    assert whole in texts
    assert not [text for text in texts if re.search(r" [.,;:?!]", text)]


def test_a_fifth_of_the_neutral_texts_are_statements_each_set_with_subjects_of_its_own() -> None:
    data = registry.load("reviews")
    sentences = {name: {one.text for one in world.from_key_phrases(name)} for name in SETS}
    for name, part in (("train", data.train), ("validation", data.validation)):
        texts = cast("tuple[str, ...]", data.extra[f"{name}_texts"])
        found = {text for text, label in zip(texts, part.y, strict=True) if label == NEUTRAL}
        assert not {text for text in texts if text not in found} & sentences[name]
        for other in SETS:
            assert bool(found & sentences[other]) == (other == name)
    assert len(sentences["train"] & set(cast("tuple[str, ...]", data.extra["train_texts"]))) == 480
    assert len(sentences["validation"] & found) == 48
