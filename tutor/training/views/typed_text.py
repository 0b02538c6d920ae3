"""Reading: how a typed text becomes the tokens of the data set that a network learned from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from tutor.datasets.arrays import Data, Integers
from tutor.datasets.reviews.tokens import tokenize
from tutor.lab.views.files import ViewError
from tutor.training.views.subject import Subject

_PADDING = 0
_IMDB = "imdb"
_IMDB_BEGINS, _IMDB_UNKNOWN, _IMDB_FIRST = 1, 2, 4
"""Tokens of Keras's loader: the beginning of a review, any rarer word, the commonest word."""
_USUAL_UNKNOWN, _USUAL_FIRST = 1, 2
_NO_LETTERS = re.compile(r"[!\"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~\s]+")
"""What parts the words of IMDB's vocabulary: the filter of Keras's tokenizer; apostrophes stay."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text as a network takes it.

    Attributes:
        words: those that are read, in their order.
        ids: their tokens.
        left_out: words that did not fit in.
    """

    words: list[str]
    ids: list[int]
    left_out: int


class TextReader:
    """Reads texts as those of one data set were read.

    Attributes:
        from_end: whether a text that is too long loses its beginning, not its end.
        unknown: the token of words that have none of their own.
    """

    def __init__(self, dataset: str, words: Sequence[str], length: int) -> None:
        """Get ready.

        Args:
            dataset: its name.
            words: each at the place of its token.
            length: tokens in an example.
        """
        self.from_end = dataset == _IMDB
        self.unknown = _IMDB_UNKNOWN if self.from_end else _USUAL_UNKNOWN
        self._split: Callable[[str], list[str]] = _imdb_words if self.from_end else tokenize
        self._length = length
        first = _IMDB_FIRST if self.from_end else _USUAL_FIRST
        self._ids = {word: number for number, word in enumerate(words) if number >= first}

    def read(self, text: str) -> Words:
        """The words of a text and their tokens."""
        words = self._split(text)
        read = words[-self._length :] if self.from_end else words[: self._length]
        ids = [self._ids.get(word, self.unknown) for word in read]
        return Words(read, ids, len(words) - len(read))

    def rows(self, texts: Sequence[Sequence[int]]) -> Integers:
        """Texts as examples of shape (n, length), padded with 0 at the end."""
        x = np.full((len(texts), self._length), _PADDING, dtype=np.int32)
        for row, ids in enumerate(texts):
            tokens = [*([_IMDB_BEGINS] if self.from_end else []), *ids]
            kept = tokens[-self._length :]
            x[row, : len(kept)] = kept
        return x


def reader_of(subject: Subject) -> TextReader:
    """How texts are read for the network of `subject`.

    Raises:
        ViewError: it did not learn from texts.
    """
    inputs = subject.order.network.inputs
    words = subject.data.extra.get("words")
    if inputs.kind != "tokens" or inputs.target != "class" or words is None:
        raise ViewError("The network of this run did not learn from texts: it reads no sentence.")
    known = cast("tuple[str, ...]", words)
    dataset = subject.order.dataset
    return subject.once("reader", lambda: TextReader(dataset, known, inputs.shape[0]))


def example_text(data: Data, number: int) -> str:
    """A validation example as a text: as it was written, or its words where nobody kept that."""
    texts = cast("tuple[str, ...]", data.extra.get("validation_texts", ()))
    if texts:
        return texts[number]
    words = cast("tuple[str, ...]", data.extra["words"])
    tokens = [int(token) for token in data.validation.x[number] if token]
    return " ".join(words[token] for token in tokens if not words[token].startswith("<"))


def _imdb_words(text: str) -> list[str]:
    return [word for word in _NO_LETTERS.split(text.lower().replace("’", "'")) if word]
