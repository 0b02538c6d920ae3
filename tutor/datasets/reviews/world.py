"""Statements on the world, which neither praise nor blame, for the neutral class.

Those of `world.toml` are written from tables: a pattern is filled with the entries of one subject.
Others are the sentences of the key phrases, whose subjects are kept apart for each set.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from tutor.datasets import key_phrases
from tutor.datasets.reviews.grammar import KINDS, NEUTRAL, Pattern, PatternSet, Words, parse
from tutor.datasets.reviews.tokens import LENGTH, tokenize
from tutor.datasets.reviews.writer import Written, write

_FILE = "world.toml"
_BEFORE_MARK = re.compile(r" (?=[.,;:?!]|'s\b)")


def world() -> tuple[PatternSet, Words]:
    """The patterns of the tables, each for the subjects of its table, and every subject's entries.

    A subject is what a topic is to the reviews.
    """
    tables = tomllib.loads((files(__package__) / _FILE).read_text(encoding="utf-8"))
    words: Words = {"general": {slot: e.split(" | ") for slot, e in tables.pop("general").items()}}
    facts: list[Pattern] = []
    for table in tables.values():
        slots = table["slots"].split(" | ")
        subjects = [line.split(" | ") for line in table["subjects"].strip().splitlines()]
        for entries in subjects:
            words[entries[0]] = {slot: [entry] for slot, entry in zip(slots, entries, strict=True)}
        topics = frozenset(entries[0] for entries in subjects)
        lines = table["patterns"].strip().splitlines()
        facts += [Pattern(parse(line), NEUTRAL, topics, line) for line in lines]
    patterns: PatternSet = dict.fromkeys(KINDS, ())
    return patterns | {"facts": tuple(facts), "sentences": tuple(facts)}, words


def from_tables(size: int, *, seed: int, avoid: set[tuple[str, ...]]) -> list[Written]:
    """`size` statements from the tables; the arguments are those of `write`."""
    patterns, words = world()
    return write(patterns, words, size, seed=seed, avoid=avoid, labels=(NEUTRAL,))


def from_key_phrases(name: str) -> list[Written]:
    """The sentences of a set of the key phrases that are short enough."""
    found = []
    for sentence in key_phrases.written()[name]:
        text = _BEFORE_MARK.sub("", " ".join(sentence.words))
        tokens = tuple(tokenize(text))
        if len(tokens) <= LENGTH:
            found.append(Written(text, NEUTRAL, tokens))
    return found
