"""Sentences with marked key phrases; whole subjects are kept for validation and for testing.

What a key phrase is stands at the head of `sentences.txt`. The words of a subject that was kept
are mostly unknown, so the training set comes in several copies in which some known words are
hidden behind their shape: it is to learn to judge words by form and neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Data, Integers, Part
from tutor.datasets.key_phrases.text import Sentence, read
from tutor.datasets.key_phrases.tokens import (
    NAME,
    NUMBER,
    SHAPES,
    ids,
    known_as,
    places,
    sentences,
    shape,
    tokenize,
    words_on,
)

__all__ = ["LENGTH", "encode", "load", "pack", "places", "tokenize", "vocabulary", "written"]

VERSION = "key-phrases-1"
LENGTH = 24
"""Tokens in each example, punctuation marks among them."""

COPIES = 2
"""How often each training sentence stands in the training set; the first copy hides nothing."""

_SETS = ("train", "train", "train", "validation", "test")
"""Which set the subjects are for, five by five."""

_LEAST_SUBJECTS = 3
"""Training subjects in which a word must occur to be a token of its own."""

_HIDDEN = 0.3
_HIDDEN_LISTED = 0.1
"""Share of the known words that a copy shows by their shape; the second, of those on a list."""

_FILE = "sentences.txt"


@cache
def written() -> dict[str, tuple[Sentence, ...]]:
    """The sentences of the sets `train`, `validation` and `test`, as they stand in the file."""
    everything = read(
        files("tutor.datasets.key_phrases").joinpath(_FILE).read_text(encoding="utf-8"), _FILE
    )
    subjects = list(dict.fromkeys(sentence.subject for sentence in everything))
    set_of = {subject: _SETS[place % len(_SETS)] for place, subject in enumerate(subjects)}
    return {
        name: tuple(sentence for sentence in everything if set_of[sentence.subject] == name)
        for name in ("train", "validation", "test")
    }


@cache
def vocabulary() -> tuple[str, ...]:
    """Every token at the place of its id: padding, the shapes, then the known words."""
    subjects = defaultdict(set)
    for sentence in written()["train"]:
        for called in known_as(sentence.words):
            subjects[called].add(sentence.subject)
    known = {word for word, used_in in subjects.items() if len(used_in) >= _LEAST_SUBJECTS}
    return ("", *SHAPES, *sorted(known - {NUMBER, NAME}))


@cache
def _numbers() -> dict[str, int]:
    return {token: number for number, token in enumerate(vocabulary()) if number}


def encode(words: Sequence[str]) -> Integers:
    """The token ids of any words, (number of words,), not padded.

    Args:
        words: as `tokenize` gives them for a text of one or more sentences.
    """
    return np.array(ids(words, _numbers()), dtype=np.int32)


def pack(words: Sequence[str]) -> Integers:
    """The words of a text as examples of shape (n, `LENGTH`): a row for each sentence.

    The tokens other than 0, row by row, are those of `encode`; longer sentences take several rows.
    """
    rows = sentences(words, LENGTH)
    packed = np.zeros((len(rows), LENGTH), dtype=np.int32)
    flat = encode(words)
    packed[np.arange(LENGTH) < np.array([[len(row)] for row in rows]).reshape(-1, 1)] = flat
    return packed


def load() -> Data:
    """Token ids of shape (n, `LENGTH`), padded with 0 at the end, and a tag for each token.

    Tags: 0 outside a phrase and at padding, 1 begins, 2 continues a phrase.

    `extra` holds `words` (each token at the place of its id) and, for each set, `…_sentences` (the
    words of each sentence) and `…_subjects` (what each is about); example `i` of the training set
    is a copy of its sentence `i` modulo their number.
    """
    parts = {name: _part(sentences) for name, sentences in written().items()}
    extra: dict[str, object] = {"words": vocabulary()}
    for name, all_of_it in written().items():
        extra[f"{name}_sentences"] = tuple(sentence.words for sentence in all_of_it)
        extra[f"{name}_subjects"] = tuple(sentence.subject for sentence in all_of_it)
    train = _in_copies(parts["train"])
    return Data(train, parts["validation"], parts["test"], VERSION, extra)


def _part(of: Sequence[Sentence]) -> Part:
    x, y = (np.zeros((len(of), LENGTH), dtype=np.int32) for _ in range(2))
    for row, sentence in enumerate(of):
        x[row, : len(sentence.words)] = encode(sentence.words)
        y[row, : len(sentence.tags)] = sentence.tags
    return Part(x, y)


def _in_copies(part: Part) -> Part:
    """`COPIES` copies of the examples, one after the other; all but the first hide some words."""
    x = np.tile(part.x, (COPIES, 1))
    chance, shapes = _hiding()
    chances = chance[x]
    chances[: len(part)] = 0
    hidden = np.random.default_rng(1).random(x.shape) < chances
    y = np.tile(part.y, (COPIES, 1)).astype(np.int32)
    return Part(np.where(hidden, shapes[x], x).astype(np.int32), y)


def _hiding() -> tuple[npt.NDArray[np.float64], Integers]:
    """For each token id, how likely a copy hides it, and the id of its shape."""
    words = vocabulary()
    listed = words_on("function") | words_on("plain") | words_on("general")
    chance, shapes = np.zeros(len(words)), np.arange(len(words), dtype=np.int32)
    for number, word in enumerate(words[len(SHAPES) + 1 :], start=len(SHAPES) + 1):
        if word not in ",.":
            chance[number] = _HIDDEN_LISTED if word in listed else _HIDDEN
            shapes[number] = _numbers()[shape(word)]
    return chance, shapes
