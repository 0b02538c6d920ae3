"""The key phrases that a network marks in a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from tutor.datasets.arrays import Data, Floats
from tutor.datasets.key_phrases import encode, pack
from tutor.datasets.key_phrases.sets import LENGTH
from tutor.datasets.key_phrases.tokens import SHAPES, places, sentences, tokenize
from tutor.datasets.spans import CONTINUES, Span, spans
from tutor.lab.views.files import ViewError
from tutor.lab.views.phrases import Phrase, Phrases, PhrasesQuery
from tutor.training.views.subject import Subject

_TIGHT = frozenset(".,;:!?)'s")
"""Marks that stand right behind a word."""


def phrases(subject: Subject, query: PhrasesQuery) -> Phrases:
    """The key phrases of a text or of a validation example.

    Raises:
        ViewError, DataError: the network or the data cannot be had, or are not of key phrases.
    """
    text, true = query.text, None
    if query.example is not None:
        text, true = _example(subject.data, query.example)
    words = tokenize(text)
    return Phrases(
        text=text,
        found=phrases_of(subject, text),
        true=true,
        words=sum(word[0].isalnum() for word in words),
        unknown=shapes_only(words),
    )


def phrases_of(subject: Subject, text: str) -> list[Phrase]:
    """The phrases that the network marks in any text.

    Raises:
        ViewError: it did not learn to tag words.
    """
    inputs = subject.order.network.inputs
    if inputs.target != "tags" or inputs.shape != (LENGTH,):
        raise ViewError("The network of this run did not learn to mark phrases.")
    words = tokenize(text)
    if not words:
        return []
    packed = pack(words)
    shares = subject.predict(packed)
    where = places(text)
    found: list[Phrase] = []
    first = 0
    for row, sentence in zip(shares, sentences(words, LENGTH), strict=True):
        count = len(sentence)
        tags = row[:count].argmax(axis=1)
        found += [
            Phrase(
                first=where[first + begin][0],
                after=where[first + after - 1][1],
                share=phrase_share(row[:count], (begin, after), int(tags[begin])),
            )
            for begin, after in spans(tags)
        ]
        first += count
    return found


def phrase_share(row: Floats, span: Span, begins: int) -> float:
    """The probability of exactly this phrase, by the network's own for each word.

    Args:
        row: of one sentence, (words, tags).
        span: of the phrase.
        begins: the tag of its first word; a network may begin one with 'continues'.
    """
    begin, after = span
    share = float(row[begin, begins]) * float(np.prod(row[begin + 1 : after, CONTINUES]))
    return share * (1.0 - float(row[after, CONTINUES]) if after < len(row) else 1.0)


def shapes_only(words: Sequence[str]) -> list[str]:
    """The words that have no token of their own, each once; names and numbers never have."""
    ids = encode(words) if words else np.empty(0, np.int32)
    return list(
        dict.fromkeys(
            word
            for word, token in zip(words, ids, strict=True)
            if token <= len(SHAPES) and word[0].isalpha()
        )
    )


def _example(data: Data, number: int) -> tuple[str, list[Phrase]]:
    """A validation sentence as a text, and its true phrases as places in it."""
    kept = cast("tuple[tuple[str, ...], ...]", data.extra["validation_sentences"])
    words = kept[number % len(kept)]
    text, where = _written(words)
    tags = data.validation.y[number % len(kept)][: len(words)]
    return text, [
        Phrase(first=where[begin][0], after=where[after - 1][1]) for begin, after in spans(tags)
    ]


def _written(words: Sequence[str]) -> tuple[str, list[Span]]:
    """Words and marks as a line of text, and where each stands in it."""
    text, where = "", []
    for word in words:
        if text and word not in _TIGHT and word != "'s" and not text.endswith("("):
            text += " "
        where.append((len(text), len(text) + len(word)))
        text += word
    return text, where
