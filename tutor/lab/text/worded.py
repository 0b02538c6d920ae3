"""Prose in ASCII, spelled before it is laid out, so that it may become wider than it was.

What `glyphs.plain` does cell by cell would read as something else there: `e² = 7.4` as `e2 = 7.4`.
"""

from __future__ import annotations

import re
import unicodedata

from tutor.lab.text.glyphs import spelled

_SPELLED = {
    "…": "...", "·": "*", "→": "->", "≥": ">=", "≤": "<=", "≠": "!=", "±": "+-", "∞": "infinity",
    "π": "pi", "λ": "lambda",
}  # fmt: skip
_KEYS = {"←": "Left", "→": "Right", "↑": "Up", "↓": "Down"}
_KEY = re.compile(r"(?<![^\s`])[←→↑↓](?![^\s`,.;)])")
"""An arrow that stands alone, as a key does."""
_POWER = re.compile(r"[⁺⁻⁰¹²³⁴-⁹]+")
_DEGREES = re.compile(r"(?<=\d) ?°( ?[CFK]\b)?")
_TABLE = str.maketrans(_SPELLED)


def worded(text: str) -> str:
    """`text` with its powers, degrees, dots, signs and arrow keys as ASCII spells them.

    What has one character that stands in for it, such as `×`, is left as it is. An arrow to the
    right is a key where it is all, stands in backquotes, or other arrows are keys beside it.
    """
    if text.isascii():
        return text
    keys = any(arrow in text for arrow in "←↑↓")
    text = _KEY.sub(lambda found: _key(found, named=keys), spelled(text))
    text = _POWER.sub(lambda found: f"^{unicodedata.normalize('NFKC', found[0])}", text)
    text = _DEGREES.sub(lambda found: f" degrees {(found[1] or '').strip()}".rstrip(), text)
    return text.translate(_TABLE)


def _key(found: re.Match[str], *, named: bool) -> str:
    arrow = found[0]
    alone = found.string.strip("`") == arrow or found.string[: found.start()].endswith("`")
    return _KEYS[arrow] if named or alone else arrow
