"""The fields of ABC notation that change how notes are read: key, metre and unit length.

Each function takes the field's text and raises ValueError, with a sentence for people that the
parser completes with file and line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_KEY = re.compile(r"([A-G])([#b]?)\s*([A-Za-z]*)")
_FRACTION = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
_LETTERS = "FCGDAEB"
"""The letters in the order in which sharps are added; flats come in the opposite one."""
_MODES = {
    "": 0, "maj": 0, "ion": 0, "mix": -1, "dor": -2, "m": -3, "min": -3, "aeo": -3, "phr": -4,
    "loc": -5, "lyd": 1,
}  # fmt: skip
"""Sharps in a mode's signature more than in the major key of the same tonic."""
_MINOR_THIRD = {"m", "min", "aeo", "dor", "phr", "loc"}
_SHORT = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Key:
    """A key signature.

    Attributes:
        sharps: how many; flats are negative.
        minor: whether the mode has a minor third.
    """

    sharps: int = 0
    minor: bool = False

    def shift(self, letter: str) -> int:
        """Semitones by which the signature moves a letter, A to G: −1, 0 or 1."""
        place = _LETTERS.index(letter)
        if self.sharps > 0:
            return int(place < self.sharps)
        return -int(6 - place < -self.sharps)


def key(text: str) -> Key:
    """The signature of a key such as `G`, `Bb`, `F#m`, `D Mix` or `A dorian`."""
    plain = text.split("clef=")[0].strip()
    if plain in {"", "none"}:
        return Key()
    found = _KEY.fullmatch(plain)
    mode = found[3].lower() if found else ""
    mode = mode if mode == "m" else mode[:3]
    if not found or mode not in _MODES:
        raise ValueError(
            f"the key {text!r} is unknown; keys are written as G, Bb, F#m, Dmix or Ador."
        )
    sharps = _LETTERS.index(found[1]) - 1 + 7 * (found[2] == "#") - 7 * (found[2] == "b")
    sharps += _MODES[mode]
    if abs(sharps) > 7:
        raise ValueError(f"the key {text!r} has more than seven sharps or flats.")
    return Key(sharps, mode in _MINOR_THIRD)


def metre(text: str) -> Fraction | None:
    """The length of a bar, in whole notes, of a metre such as `3/4`, `C` or `C|`."""
    plain = text.strip()
    if plain in {"", "none"}:
        return None
    if plain in {"C", "C|"}:
        return Fraction(1)
    return _fraction(plain, f"the metre {text!r} is unknown; metres are written as 3/4, 6/8 or C.")


def unit(text: str) -> Fraction:
    """The length of a note without a number, in whole notes, such as `1/8`."""
    return _fraction(
        text.strip(), f"the unit length {text!r} is unknown; it is written as 1/4 or 1/8."
    )


def unit_for(metre: Fraction | None) -> Fraction:
    """The unit length where none is given: 1/16 in metres shorter than 3/4, else 1/8."""
    return Fraction(1, 16) if metre is not None and metre < _SHORT else Fraction(1, 8)


def _fraction(text: str, otherwise: str) -> Fraction:
    found = _FRACTION.fullmatch(text)
    if not found or not int(found[1]) or not int(found[2]):
        raise ValueError(otherwise)
    return Fraction(int(found[1]), int(found[2]))
