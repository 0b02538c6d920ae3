"""Text that people typed or pasted, cleaned."""

from __future__ import annotations

import re
import unicodedata

MOST = 2_000
"""Characters of a text that are read; what is longer loses its end."""

_READ = 4 * MOST
"""Characters that are looked at, since what is taken out doesn't count."""
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -~]?)")
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
    plain = ESCAPES.sub("", short)
    seen = "".join(sign for sign in plain if sign.isprintable() or sign.isspace())
    kept = unicodedata.normalize("NFC", _SPACES.sub(" ", seen))
    return kept[:most], len(kept) > most or len(text) > len(short)
