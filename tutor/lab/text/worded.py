"""Text in ASCII, spelled before it is laid out, so that it may become wider than it was.

What `glyphs.plain` does cell by cell would read as something else there: `e² = 7.4` as `e2 = 7.4`,
the key `↓` as `v`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_ARROWS = {"←→↑↓": "arrows", "↑↓←→": "arrows", "↑↓": "Up/Down", "←→": "Left/Right"}
"""Keys that are named together."""
_SPELLED = {
    "…": "...", "·": "*", "→": "->", "≥": ">=", "≤": "<=", "≠": "!=", "±": "+-", "∞": "infinity",
    "π": "pi", "λ": "lambda", "↵": "Enter",
}  # fmt: skip
_KEYS = {"←": "Left", "→": "Right", "↑": "Up", "↓": "Down"}
_POWER = "[⁺⁻⁰¹²³⁴-⁹]+"
_DEGREES = r"(?<=\d) ?°(?: ?[CFK]\b)?"
_SAID = re.compile(rf"{'|'.join(_ARROWS)}|[←→↑↓↵≥≤≠±∞πλ]|{_POWER}|{_DEGREES}|(?<!\S)…")
"""What is spelled on a screen. There `·` parts, and `…` at a word stands for what was cut off."""
_PROSE = re.compile(rf"{_SAID.pattern}|[…·]")
_BEFORE_KEY = re.compile(r"(?:^|[\s`/])$")
_AFTER_KEY = re.compile(r"$|[\s`/,.;)]")
_BEGINS = re.compile(r"(?:^|[.,;:]|\b(?:and|or|with|arrows))\s*$", re.IGNORECASE)
"""Ends what an arrow to the right does not lead away from."""


class Edit(NamedTuple):
    """What stands in for a part of a text, `start` to `end`, in characters."""

    start: int
    end: int
    text: str


def worded(text: str) -> str:
    """`text` with its powers, degrees, dots, signs and arrow keys as ASCII spells them.

    What has one character that stands in for it, such as `×`, is left as it is. An arrow to the
    right is a key where it is all, stands in backquotes, or other arrows are keys beside it.
    """
    return _edited(text, _edits(text, _PROSE))


def edits(text: str) -> list[Edit]:
    """What is to be spelled in a text of the screen: see `_SAID`.

    An arrow to the right is a key where it is all or begins a part of a sentence; other keys may
    stand beside a change from one thing to another. Prose comes in pieces that begin anywhere.
    """
    return _edits(text, _SAID)


@lru_cache(maxsize=1024)
def said(text: str) -> str:
    """`text` of the screen with its `edits`; such as the names of keys."""
    return _edited(text, edits(text))


def _edited(text: str, found: list[Edit]) -> str:
    for start, end, words in reversed(found):
        text = text[:start] + words + text[end:]
    return text


def _edits(text: str, signs: re.Pattern[str]) -> list[Edit]:
    if text.isascii():
        return []
    named = any(arrow in text for arrow in "←↑↓")
    told = [
        Edit(*found.span(), _told(found, named=named, whole=signs is _SAID))
        for found in signs.finditer(text)
    ]
    return [edit for edit in told if edit.text != text[edit.start : edit.end]]


def _told(found: re.Match[str], *, named: bool, whole: bool) -> str:
    sign = found[0]
    if sign in _ARROWS:
        return _ARROWS[sign]
    if sign in _KEYS:
        return _arrow(found, named=named, whole=whole)
    if "°" in sign:
        return f" degrees {sign.strip(' °')}".rstrip()
    return _SPELLED.get(sign) or f"^{unicodedata.normalize('NFKC', sign)}"


def _arrow(found: re.Match[str], *, named: bool, whole: bool) -> str:
    arrow, before, after = found[0], found.string[: found.start()], found.string[found.end() :]
    if _BEFORE_KEY.search(before) and _AFTER_KEY.match(after):
        alone = found.string.strip("`") == arrow or before.endswith("`")
        begins = arrow != "→" or bool(_BEGINS.search(before) and after.strip())
        if alone or (begins if whole else named):
            return _KEYS[arrow]
    return _SPELLED.get(arrow, arrow)
