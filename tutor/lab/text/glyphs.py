"""What a terminal can show, Unicode or ASCII only, and what stands in where it is ASCII."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import lru_cache
from typing import TextIO

from tutor.lab.text.width import cells

_STAND_INS = {
    "─": "-", "━": "=", "│": "|", "┃": "|", "╎": ":", "┊": ":", "┄": "-", "╌": ".",
    "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+",
    "╭": "+", "╮": "+", "╰": "+", "╯": "+", "┏": "+", "┓": "+", "┗": "+", "┛": "+",
    "▸": ">", "›": ">", "‹": "<", "▶": ">", "▾": "v", "▼": "v", "◂": "<", "◀": "<",
    "▲": "^", "→": ">", "←": "<",
    "↑": "^", "↓": "v", "↵": "<", "↔": "-",
    "•": "*", "●": "*", "■": "#", "○": "o", "◉": "@", "◐": "~", "◆": "*", "◇": "o", "▪": "*",
    "‣": "*",
    "·": ".", "…": ".", "×": "x", "÷": "/", "≥": ">", "≤": "<", "≠": "!", "≈": "~", "±": "~",
    "−": "-", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "✓": "v", "✗": "x",
    "█": "#", "▇": "#", "▆": "#", "▅": "=", "▄": "_", "▃": "_", "▂": "_", "▁": "_", "▀": "^",
    "▌": "|", "▐": "|", "▊": "|", "▎": "|", "▏": "|", "▕": "|", "▔": "-", "░": ".", "▒": "%",
    "▓": "#", "╸": "=", "╺": "=", "⭘": "o", "★": "*", "λ": "l", "∞": "?", "°": "o",
    "π": "p", "ɑ": "a", "✎": "=", "🔎": "> ", "√": "v", "↕": "|", "«": '"', "»": '"', "„": '"',
    "‚": ",", "‐": "-", "‑": "-", "∕": "/", "⁄": "/", "´": "'", "æ": "a", "Æ": "A", "œ": "o",
    "Œ": "O", "ø": "o", "Ø": "O", "ß": "s", "ł": "l", "Ł": "L", "đ": "d", "ı": "i", "€": "E",
}  # fmt: skip

_BETWEEN = re.compile(r" → ((?=\S)(?:(?! → ).)+?(?:[,;.)](?=\s|$)|(?=  | → )|$))", re.MULTILINE)
"""An arrow between two things, and the second of them up to where it ends.

`8 > 64` would be read as a relation. `8->64` has a cell less than `8 → 64`: a blank behind it keeps
the width, where a punctuation mark, two blanks or the end make it hardly seen.
"""
_CUT = re.compile(r"(?<=\S)…")


def unicode_works(environment: dict[str, str] | None = None) -> bool:
    """Whether the terminal shows more than ASCII.

    The locale says what the terminal expects; the Linux console has a font of few glyphs.
    """
    environment = dict(os.environ) if environment is None else environment
    if environment.get("TERM") in {"linux", "dumb", "vt100", "vt220"}:
        return False
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next((name for name in names if name), "")
    return not locale or "utf" in locale.lower() or locale.startswith("C.UTF")


def shows_unicode(stream: TextIO) -> bool:
    """Whether `stream` may show more than ASCII, by its encoding and the locale.

    A stream without an encoding, such as a `StringIO`, takes any text.
    """
    try:
        "▲⠿".encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return unicode_works()


def legible(text: str, stream: TextIO) -> str:
    """`text` as `stream` can show it."""
    return text if shows_unicode(stream) else plain(text)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """`text` in ASCII, as many cells wide: a stand-in for what has one, else its bare letter.

    What is cut off at a word, by `…`, ends with `~`, as a full stop would seem to be its end.
    """
    if text.isascii():
        return text
    return "".join(map(_plain, _CUT.sub("~", _BETWEEN.sub(r"->\1 ", text))))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in _STAND_INS:
        return _STAND_INS[character]
    if "\u2800" <= character <= "\u28ff":
        return " " if character == "\u2800" else "*"
    bare = [
        one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one)
    ]
    letter = bare[0] if len(bare) == 1 and bare[0].isascii() else "?"
    width = cells(character)
    return f"{letter:<{width}}"[:width]
