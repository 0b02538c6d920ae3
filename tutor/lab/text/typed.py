"""Text of people, what they typed and how they named things: cleaned, cut, measured in cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MOST = 2_000
"""Characters of a text that are read; what is longer loses its end."""

_READ = 4 * MOST
"""Characters that are looked at, since what is taken out doesn't count."""
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -~]?)")
"""Terminal escapes, whole: CSI sequences, strings such as OSC, and those of two characters.

Source: ECMA-48, 5th edition (1991), sections 5.3, 5.4 and 5.6.
"""
_SPACES = re.compile(r"\s+")


def cleaned(text: str, most: int = MOST) -> tuple[str, bool]:
    """`text` on one line as a terminal may show it, and whether it lost its end.

    Escapes and all characters that cannot be seen are taken out: they would move the cursor,
    reverse the direction of text or break the line. Any white space becomes one space.
    """
    short = text[:_READ]
    plain = _ESCAPES.sub("", short)
    seen = "".join(sign for sign in plain if sign.isprintable() or sign.isspace())
    kept = unicodedata.normalize("NFC", _SPACES.sub(" ", seen))
    return kept[:most], len(kept) > most or len(text) > len(short)


def cells(text: str) -> int:
    """Columns that `text` takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> str:
    """As much of `text` as fits in `width` cells, with `…` where something is missing."""
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 1:
        text = text[:-1]
    return text + "…" if width > 0 else ""


def right_aligned(text: str, width: int) -> str:
    """`text` at the right end of `width` cells."""
    return " " * (width - cells(text)) + text


def told_apart(names: Sequence[str], width: int) -> list[str]:
    """Names in at most `width` cells each; those that begin alike keep their ends.

    So `class number 20` and `class number 21` become `class…er 20` and `class…er 21`, where the
    ends are what tells them apart.
    """
    short = [cut(name, width) for name in names]
    return [
        name if short.count(name) == 1 else _ends(names[number], width)
        for number, name in enumerate(short)
    ]


def _ends(text: str, width: int) -> str:
    """The beginning and the end of `text`, with `…` between where something is missing."""
    if cells(text) <= width or width < 3:
        return cut(text, width)
    first = cut(text, width // 2 + 1).removesuffix("…")
    last = text
    while cells(first) + 1 + cells(last) > width:
        last = last[1:]
    return f"{first}…{last}"
