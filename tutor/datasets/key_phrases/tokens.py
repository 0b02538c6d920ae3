"""From text to tokens that also fit words never seen: for the key phrases and a learner's text.

A word that several subjects use is a token of its own. Every other word is shown by its *shape*:
that it is on one of three word lists, that it is a name or a number, or how it ends. So a network
can judge the words of a new subject by their form and their neighbours.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

WordList = Literal["function", "plain", "general"]
"""Words that name nothing, adjectives that say nothing of the kind, nouns that say too little."""

UNKNOWN, NUMBER, NAME = "?", "?-number", "?-Name"

_ENDINGS = ("tion", "ing", "est", "ed", "er", "ly", "s", "y")
"""Endings that tell something of a word's class; the first that fits counts."""

_LEAST_STEM = 2
"""Letters that must stand before an ending."""

SHAPES = (
    UNKNOWN, NUMBER, NAME, "?-function", "?-plain", "?-general", *(f"?-{e}" for e in _ENDINGS),
)  # fmt: skip
"""All shapes, in the order of their numbers."""

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*\w*"  # a number, 19th
    r"|[^\W\d_]+(?:(?:-|'(?!s\b))[^\W\d_]+)*"  # a word, with its hyphens; n't stays with its verb
    r"|'s\b"
    r'|[.,;:!?()"–—]'
)
_STOPS, _BREAKS = frozenset(".!?"), frozenset(',;:()"–—')
_CONTRACTIONS = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'d": "had"}


@cache
def words_on(name: WordList) -> frozenset[str]:
    """The words, in lower case, on one of the three lists."""
    text = files("tutor.datasets.key_phrases").joinpath("words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name].split())


def places(text: str) -> list[tuple[int, int]]:
    """Where each token of `text` begins and ends, in characters; other characters are left out."""
    return [match.span() for match in _TOKEN.finditer(text.replace("’", "'"))]


def tokenize(text: str) -> list[str]:
    """The words and punctuation marks of `text` as they are written; `'s` stands alone."""
    return _TOKEN.findall(text.replace("’", "'"))


def sentences(words: Sequence[str], longest: int) -> list[list[str]]:
    """`words` cut after every full stop, question and exclamation mark, and after `longest`."""
    cut: list[list[str]] = [[]]
    for word in words:
        cut[-1].append(word)
        if word in _STOPS or len(cut[-1]) == longest:
            cut.append([])
    return [sentence for sentence in cut if sentence]


def known_as(words: Sequence[str]) -> list[str]:
    """What each word would be called in a vocabulary; a name or a number is its shape already.

    Lower case; a contraction is its ending written out; marks are `.` or `,`. A capital marks a
    name unless a sentence begins there.
    """
    opened = True
    called = []
    for word in words:
        called.append(_known_as(word, opened))
        opened = word in _STOPS or (opened and word in _BREAKS)
    return called


def _known_as(word: str, opens: bool) -> str:
    if word in _STOPS:
        return "."
    if word in _BREAKS:
        return ","
    if word[0].isdigit():
        return NUMBER
    if word[0].isupper() and not opens and word != "I" and not word.startswith("I'"):
        return NAME
    word = word.lower()
    for ending, meaning in _CONTRACTIONS.items():
        if word.endswith(ending):
            return meaning
    return word


def shape(called: str) -> str:
    """One of `SHAPES` for what a word is called by `known_as`."""
    if called in (NUMBER, NAME):
        return called
    for name in ("function", "plain", "general"):
        if called in words_on(name):
            return f"?-{name}"
    for ending in _ENDINGS:
        if called.endswith(ending) and len(called) >= len(ending) + _LEAST_STEM:
            return f"?-{ending}"
    return UNKNOWN


def ids(words: Sequence[str], numbers: Mapping[str, int]) -> list[int]:
    """The token id of each word: its own if `numbers` has it, else that of its shape.

    Args:
        words: as `tokenize` gives them, any number of sentences.
        numbers: the id of every known word, and of every shape.
    """
    return [numbers.get(c) or numbers[shape(c)] for c in known_as(words)]
