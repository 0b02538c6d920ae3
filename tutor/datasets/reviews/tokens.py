"""From a sentence to token ids, for the reviews and for what a learner types."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

LENGTH = 24
"""Tokens in each example; what is longer loses its end."""

PADDING, UNKNOWN = 0, 1

_CONTRACTIONS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\bcannot\b", "can not"),
        (r"\bcan't\b", "can n't"),
        (r"\bwon't\b", "will n't"),
        (r"\bshan't\b", "shall n't"),
        (r"n't\b", " n't"),
        (r"'m\b", " am"),
        (r"'re\b", " are"),
        (r"'ve\b", " have"),
        (r"'ll\b", " will"),
        (r"'d\b", " would"),
        (r"\b(it|that|this|he|she|what|there|here|who|where)'s\b", r"\1 is"),
    )
)
_TOKEN = re.compile(r"n't\b|'s\b|\d+|[^\W\d_]+")


def tokenize(text: str) -> list[str]:
    """The tokens of `text`, in lower case: words, `n't` and `'s` of their own, `0` for any number.

    Punctuation is left out and other contractions are written out (`I'm` becomes `i am`).
    """
    text = text.lower().replace("’", "'")
    if "'" in text or "cannot" in text:
        for pattern, replacement in _CONTRACTIONS:
            text = pattern.sub(replacement, text)
    return ["0" if token.isdecimal() else token for token in _TOKEN.findall(text)]


def encode(texts: Sequence[str], words: Sequence[str]) -> npt.NDArray[np.int32]:
    """Token ids of shape (number of texts, `LENGTH`), padded with 0 after each sentence.

    Args:
        texts: sentences as people write them.
        words: the vocabulary, each token at the place of its id; 0 is padding, 1 is unknown.
    """
    return encode_tokens([tokenize(text) for text in texts], words)


def encode_tokens(
    sentences: Sequence[Sequence[str]], words: Sequence[str]
) -> npt.NDArray[np.int32]:
    """As `encode`, of sentences whose tokens are known."""
    ids = {word: number for number, word in enumerate(words) if number > UNKNOWN}
    encoded = np.full((len(sentences), LENGTH), PADDING, dtype=np.int32)
    for row, sentence in enumerate(sentences):
        tokens = sentence[:LENGTH]
        encoded[row, : len(tokens)] = [ids.get(token, UNKNOWN) for token in tokens]
    return encoded
