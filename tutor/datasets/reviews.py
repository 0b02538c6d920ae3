"""Short reviews in which order and negation decide: generated to train on, hand-written to test on.

A grammar writes the training and the validation reviews from sentence patterns that they don't
share; the hundred test reviews were written by hand. A bag of words sees the same words in good
and in bad reviews, so it cannot do well.
"""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import numpy as np

from tutor.datasets import reviews_grammar as grammar
from tutor.datasets.arrays import Array, Data, Part
from tutor.datasets.reviews_tokens import UNKNOWN, encode, tokenize
from tutor.datasets.reviews_writer import write

VERSION = "reviews-3"
TRAIN, VALIDATION, GENERATED_TEST = 40_000, 720, 600
_SEEDS = {"train": 1, "validation": 2, "test": 3}
_LEAST_SEEN = 3
_HIDDEN = 0.12
"""Share of the training set's nouns that are shown as unknown, so that it learns to read on."""
_NOUNS = ("whole", "part", "parts", "person")
_SIGNS = {"-": 0, "0": 1, "+": 2}

Review = tuple[str, int]


def load() -> Data:
    """Token ids of shape (n, 24), padded with 0 at the end, and labels 0 to 2.

    `extra` holds `words` (each token at the place of its id), the texts of each set, and
    `generated_test`, reviews from patterns of which neither other set has any.
    """
    sets, words = grammar.pattern_sets(), grammar.words()
    by_hand = handwritten()
    seen = {tuple(tokenize(text)) for text, _ in by_hand}
    written = {
        name: write(sets[name], words, size, seed=_SEEDS[name], avoid=seen)
        for name, size in (
            ("train", TRAIN), ("validation", VALIDATION), ("test", GENERATED_TEST),
        )
    }  # fmt: skip
    vocabulary = _vocabulary(written["train"])
    extra: dict[str, object] = {
        "words": vocabulary,
        "train_texts": tuple(text for text, _ in written["train"]),
        "validation_texts": tuple(text for text, _ in written["validation"]),
        "test_texts": tuple(text for text, _ in by_hand),
        "generated_test": _part(written["test"], vocabulary),
    }
    train, validation = (_part(written[name], vocabulary) for name in ("train", "validation"))
    train = Part(_some_hidden(train.x, vocabulary, words), train.y)
    return Data(train, validation, _part(by_hand, vocabulary), VERSION, extra)


def handwritten() -> list[Review]:
    """The hundred reviews written by hand, with their labels."""
    text = files("tutor.datasets").joinpath("reviews_handwritten.txt").read_text(encoding="utf-8")
    return [(line[2:], _SIGNS[line[0]]) for line in text.splitlines() if line]


def _vocabulary(reviews: list[Review]) -> tuple[str, ...]:
    """Padding, unknown, and every token that is frequent enough to be learned."""
    counts = Counter(token for text, _ in reviews for token in tokenize(text))
    frequent = sorted(token for token, count in counts.items() if count >= _LEAST_SEEN)
    return ("", "?", *frequent)


def _some_hidden(x: Array, vocabulary: tuple[str, ...], words: grammar.Words) -> Array:
    """`x` with some nouns, none of which praises or blames, replaced by the unknown token."""
    nouns = {
        token
        for slots in words.values()
        for slot in _NOUNS
        for entry in slots.get(slot, [])
        for token in tokenize(entry)
    } - {"the", "at", "of", "work"}
    ids = [number for number, token in enumerate(vocabulary) if token in nouns]
    chosen = np.random.default_rng(_SEEDS["train"]).random(x.shape) < _HIDDEN
    return np.where(chosen & np.isin(x, ids), UNKNOWN, x).astype(np.int32)


def _part(reviews: list[Review], vocabulary: tuple[str, ...]) -> Part:
    labels = np.array([label for _, label in reviews], dtype=np.int32)
    return Part(encode([text for text, _ in reviews], vocabulary), labels)
