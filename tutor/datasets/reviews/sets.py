"""Short reviews in which order and negation decide: generated to train on, hand-written to test on.

A grammar writes the training and the validation reviews from sentence patterns that they don't
share; the hundred test reviews were written by hand. A bag of words sees the same words in good
and in bad reviews, so it cannot do well. Some of the neutral texts are statements on the world, so
that a network takes no plain sentence on a new subject for praise or blame.
"""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from random import Random

import numpy as np

from tutor.datasets.arrays import Array, Data, Part
from tutor.datasets.cache import Arrays, cached, lines, texts
from tutor.datasets.key_phrases.tokens import words_on
from tutor.datasets.reviews import grammar as grammar
from tutor.datasets.reviews import world
from tutor.datasets.reviews.tokens import UNKNOWN, encode_tokens, tokenize
from tutor.datasets.reviews.writer import Written, write

VERSION = "reviews-5"
"""To be raised as well when the sentences of the key phrases change, some of which stand here."""
TRAIN, VALIDATION, GENERATED_TEST = 40_000, 720, 600
SETS = ("train", "validation", "test")
_SEEDS = {"train": 1, "validation": 2, "test": 3}
_LEAST_SEEN = 3
_HIDDEN = 0.12
"""Share of the training set's nouns that are shown as unknown, so that it learns to read on.

In statements on the world, of all words but the function words.
"""
_ON_THE_WORLD = 5
"""Every so many of the neutral texts are a statement on the world."""
_NOUNS = ("whole", "part", "parts", "person")
_SIGNS = {"-": 0, "0": 1, "+": 2}

Review = tuple[str, int]


def load() -> Data:
    """Token ids of shape (n, 24), padded with 0 at the end, and labels 0 to 2.

    `extra` holds `words` (each token at the place of its id), the texts of each set, and
    `generated_test`, reviews from patterns of which neither other set has any.
    """
    arrays = cached(VERSION, _arrays)
    parts = {name: Part(arrays[f"{name}_x"], arrays[f"{name}_y"]) for name in (*SETS, "written")}
    extra: dict[str, object] = {f"{name}_texts": texts(arrays[f"{name}_texts"]) for name in SETS}
    extra |= {"words": texts(arrays["words"]), "generated_test": parts["written"]}
    return Data(parts["train"], parts["validation"], parts["test"], VERSION, extra)


def _arrays() -> Arrays:
    """Tokens, labels and texts of all sets, each array named by its set, and the vocabulary.

    The set `written` holds the test reviews that the grammar writes. Statements on the world add no
    words to the vocabulary: what they name is as unknown as on any subject that is new.
    """
    patterns, words = grammar.pattern_sets(), grammar.words()
    by_hand = [Written(text, label, tuple(tokenize(text))) for text, label in handwritten()]
    seen = {review.tokens for review in by_hand}
    sets = {
        name: write(patterns[name], words, size, seed=_SEEDS[name], avoid=seen)
        for name, size in zip(SETS, (TRAIN, VALIDATION, GENERATED_TEST), strict=True)
    }
    vocabulary = _vocabulary(sets["train"])
    plain = {name: _with_statements(name, sets[name], seen) for name in SETS}
    sets["test"], sets["written"] = by_hand, sets["test"]
    arrays: Arrays = {"words": lines(vocabulary)}
    for name, reviews in sets.items():
        arrays[f"{name}_x"] = encode_tokens([review.tokens for review in reviews], vocabulary)
        arrays[f"{name}_y"] = np.array([review.label for review in reviews], dtype=np.int32)
        arrays[f"{name}_texts"] = lines(review.text for review in reviews)
    arrays["train_x"] = _some_hidden(arrays["train_x"], vocabulary, words, plain["train"])
    return arrays


def _with_statements(name: str, reviews: list[Written], seen: set[tuple[str, ...]]) -> list[int]:
    """Put statements in the place of some neutral reviews, evenly spread.

    Args:
        name: of the set, which takes the sentences of the key phrases' set of that name; what is
            lacking for training is written from tables.
        reviews: of the set; some are replaced.
        seen: the token sequences that may not occur again.

    Returns:
        the places of the statements.
    """
    neutral = [place for place, review in enumerate(reviews) if review.label == grammar.NEUTRAL]
    places = neutral[::_ON_THE_WORLD]
    random = Random(_SEEDS[name])
    found = sorted(world.from_key_phrases(name), key=lambda _: random.random())[: len(places)]
    if name == "train":
        found += world.from_tables(len(places) - len(found), seed=_SEEDS[name], avoid=seen)
    found.sort(key=lambda _: random.random())
    for place, statement in zip(places, found, strict=True):
        reviews[place] = statement
    return places


def handwritten() -> list[Review]:
    """The hundred reviews written by hand, with their labels."""
    text = files("tutor.datasets.reviews").joinpath("handwritten.txt").read_text(encoding="utf-8")
    return [(line[2:], _SIGNS[line[0]]) for line in text.splitlines() if line]


def _vocabulary(reviews: list[Written]) -> tuple[str, ...]:
    """Padding, unknown, and every token that is frequent enough to be learned."""
    counts = Counter(token for review in reviews for token in review.tokens)
    frequent = sorted(token for token, count in counts.items() if count >= _LEAST_SEEN)
    return ("", "?", *frequent)


def _some_hidden(
    x: Array, vocabulary: tuple[str, ...], words: grammar.Words, plain: list[int]
) -> Array:
    """`x` with some words, none of which praises or blames, replaced by the unknown token.

    Args:
        x: token ids.
        vocabulary: each token at the place of its id.
        words: of the reviews.
        plain: the places of statements on the world.
    """
    nouns = {
        token
        for slots in words.values()
        for slot in _NOUNS
        for entry in slots.get(slot, [])
        for token in tokenize(entry)
    } - {"the", "at", "of", "work"}
    function = words_on("function")
    names_something = np.array([bool(token) and token not in function for token in vocabulary])
    may_hide = np.isin(x, [number for number, token in enumerate(vocabulary) if token in nouns])
    may_hide[plain] = names_something[x[plain]]
    chosen = np.random.default_rng(_SEEDS["train"]).random(x.shape) < _HIDDEN
    return np.where(chosen & may_hide, UNKNOWN, x).astype(np.int32)
