"""The characters that networks read and write: printable ASCII, the line's end, one for the rest.

The alphabet is fixed, so that a network that learned one text can read another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

OTHER = "\N{REPLACEMENT CHARACTER}"
"""What a character that the alphabet lacks is shown as."""

CHARACTERS = "\n" + "".join(map(chr, range(ord(" "), ord("~") + 1))) + OTHER
"""Each character at the place of its number."""

SIZE = len(CHARACTERS)

_PLAIN = str.maketrans(
    {
        "\t": " ", "\r": "\n", "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"',
        "«": '"', "»": '"', "–": "-", "—": "-", "−": "-", "×": "x", "·": "*", "•": "*", "→": "->",
        "←": "<-", "≤": "<=", "≥": ">=", "≠": "!=", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe",
        "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ı": "i",
    }
)  # fmt: skip
_NUMBERS = bytes(
    CHARACTERS.index(chr(code)) if chr(code) in CHARACTERS else SIZE - 1 for code in range(256)
)
_DELETE = "\x7f"
"""An ASCII character that the alphabet lacks."""
_UNKNOWN = re.compile(r"[^\n -~]")


def fold(text: str) -> str:
    """`text` in the alphabet's characters.

    Accents are dropped, typographic quotes, dashes and signs become their plain forms, tabs and
    other spaces a space; what is still unknown becomes `OTHER`.
    """
    text = text.replace("\r\n", "\n").translate(_PLAIN)
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(part for part in parts if not unicodedata.combining(part))
    return _UNKNOWN.sub(OTHER, text)


def encode(text: str) -> bytes:
    """The numbers of the characters of `fold(text)`, 0 to `SIZE` - 1, each in one byte."""
    return fold(text).replace(OTHER, _DELETE).encode("ascii").translate(_NUMBERS)


def decode(numbers: Iterable[int]) -> str:
    """The text that these numbers stand for.

    Raises:
        IndexError: a number that no character has.
    """
    return "".join(CHARACTERS[number] for number in numbers)
