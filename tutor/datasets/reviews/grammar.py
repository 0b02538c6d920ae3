"""The grammar of the reviews: sentence patterns with slots, and the words that fill the slots.

The patterns stand in `templates.toml`, turns of phrase for the training set alone in
`idioms.toml`, the words in `words.toml`; the files explain their notation. Every
pattern belongs to one set alone (train, validation or test), so no sentence pattern of one set
occurs in another.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NEGATIVE, NEUTRAL, POSITIVE = range(3)
LABELS = ("negative", "neutral", "positive")
"""The classes, in the order of their numbers."""

KINDS = ("statements", "negations", "facts", "sentences")
"""The sections of each set's patterns; all but sentences may stand inside a sentence."""

_PATTERN_FILES = ("templates.toml", "idioms.toml")

LABEL_OF = {"-": NEGATIVE, "0": NEUTRAL, "+": POSITIVE}
_SIGNS = (("+", "-"), ("-", "+"))
_TOKEN = re.compile(r"\{([a-zA-Z]+[+-]?)\}|([\[\]()|])")


class Slot(str):
    """The name of a slot inside a pattern, such as `adj+`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several texts; for an optional text the other one is empty."""

    among: tuple[Text, ...]
    optional: bool = False


Text = tuple[str | Slot | Choice, ...]
"""A pattern taken apart: words, slots and choices in their order."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence, or a clause of one, with slots.

    Attributes:
        text: taken apart, with every slot's polarity settled.
        label: 0, 1 or 2.
        topics: the topics it fits; all where empty.
        line: the line of the templates that it comes from.
    """

    text: Text
    label: int
    topics: frozenset[str]
    line: str

    def fits(self, topic: str) -> bool:
        """Whether the pattern makes sense for `topic`."""
        return not self.topics or topic in self.topics


Words = dict[str, dict[str, list[str]]]
"""For each topic, the entries of every slot."""

PatternSet = dict[str, tuple[Pattern, ...]]
"""The patterns of one set, by their kind."""


def patterns(line: str) -> list[Pattern]:
    """The patterns that one line of the templates stands for: two where a polarity is open.

    `* it was {adj*}` is both a good review with a good word and a bad one with a bad word.
    """
    mark, _, text = line.partition(" ")
    named, topics = "", frozenset[str]()
    if text.startswith("@"):
        named, _, text = text.partition(" ")
        topics = frozenset(named[1:].split(","))
    if mark in LABEL_OF and "*}" not in text and "~}" not in text:
        return [Pattern(parse(text), LABEL_OF[mark], topics, line)]
    found = []
    for sign, other in _SIGNS:
        settled = text.replace("*}", sign + "}").replace("~}", other + "}")
        label = LABEL_OF[{"*": sign, "~": other}.get(mark, mark)]
        found.append(Pattern(parse(settled), label, topics, line))
    return found


@cache
def parse(text: str) -> Text:
    """Take apart `a {slot}`, `[what may be left out]` and `(one|of these)`, also nested."""
    pieces: list[str] = []
    place = 0
    for found in _TOKEN.finditer(text):
        pieces += [text[place : found.start()], found[0]]
        place = found.end()
    return _sequence(iter([*pieces, text[place:]]), "")[0]


def _sequence(pieces: Iterator[str], end: str) -> tuple[Text, str]:
    """Parts up to the piece that ends this level, and that piece."""
    parts: list[str | Slot | Choice] = []
    for piece in pieces:
        if piece and piece in end:
            return tuple(parts), piece
        if piece == "[":
            parts.append(Choice((_sequence(pieces, "]")[0],), optional=True))
        elif piece == "(":
            among, stopped = [], "|"
            while stopped == "|":
                one, stopped = _sequence(pieces, "|)")
                among.append(one)
            parts.append(Choice(tuple(among)))
        elif piece.startswith("{"):
            parts.append(Slot(piece[1:-1]))
        elif piece:
            parts.append(piece)
    return tuple(parts), ""


def pattern_sets() -> dict[str, PatternSet]:
    """The patterns of each set by its name: `train`, `validation`, `test`."""
    lines: dict[str, dict[str, list[str]]] = {}
    for file in _PATTERN_FILES:
        for name, section in _read(file).items():
            kinds = lines.setdefault(name, {kind: [] for kind in KINDS})
            for kind, written in section.items():
                kinds[kind] += written.strip().splitlines()
    return {
        name: {
            kind: tuple(
                pattern
                for line in kinds[kind]
                for pattern in patterns(f"0 {line}" if kind == "facts" else line)
            )
            for kind in KINDS
        }
        for name, kinds in lines.items()
    }


def words() -> Words:
    """For each topic, and `general`, the entries of every slot.

    Forms of one verb are parted by `/`: base, third person, past.
    """
    return {
        topic: {slot: entries.split(", ") for slot, entries in slots.items()}
        for topic, slots in _read("words.toml").items()
    }


def _read(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((files("tutor.datasets.reviews") / name).read_text(encoding="utf-8"))
