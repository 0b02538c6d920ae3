"""Text measured in cells of a terminal, and cut to them."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

UNIT = r"(?<=\d) (?=(?:%|ms|min|s|h|points?)(?!\w))"
"""The space between a number and its unit, at which no line is broken."""
_UNIT = re.compile(UNIT)
_BOUND = "\0"
"""Stands for such a space while a text is broken into lines."""


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells; a number and its unit stay together."""
    return [line.replace(_BOUND, " ") for line in textwrap.wrap(bound(text), width)]


def bound(text: str) -> str:
    """`text` with a zero character in place of each space that no line is broken at."""
    return _UNIT.sub(_BOUND, text)


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
    used = end = 0
    for end, character in enumerate(text):  # noqa: B007 - where it stops is what is wanted
        used += _cells(character)
        if used > width - 1:
            break
    return text[:end].rstrip() + "…" if width > 0 else ""


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
