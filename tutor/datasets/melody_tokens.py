"""Melodies as tokens: two for each note, its pitch, then its length.

So the vocabulary stays small, and what was learned of a pitch holds for all its lengths; one token
for each pair of both would need some 150, most of them seldom heard. A melody begins and ends with
the token `END`.

To learn from few tunes, all are brought to the same place first:

* transposed to the signature without sharps and flats: C major, A minor, D Dorian …
* moved by octaves until the mean pitch is as near as possible to A4, MIDI 69;
* doubled or halved in their note values until the mean length is as near as possible to a quarter.

Copies of the training tunes in other keys would undo this: a GRU learns less with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from tutor.datasets.abc_notation import Tune, melody, once

LOWEST, HIGHEST = 55, 84
"""G3 and C6; pitches outside are moved into this range by octaves."""
LENGTHS = tuple(
    Fraction(quarters)
    for quarters in ("1/4", "1/2", "3/4", "1", "3/2", "2", "5/2", "3", "7/2", "4", "5", "6", "9")
)
"""In quarter notes; other lengths become the nearest of these."""
_MIDDLE = 69
_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


@dataclass(frozen=True, slots=True)
class Token:
    """What one number stands for: a pitch, a length, a rest (neither) or the end.

    Attributes:
        name: for people: `C4`, `rest`, `3/2`, `end`.
        pitch: MIDI number, 60 for middle C; None where the token is none.
        quarters: length in quarter notes; None where the token is none.
    """

    name: str
    pitch: int | None = None
    quarters: Fraction | None = None


END, REST = 0, 1
_FIRST_PITCH = 2
_FIRST_LENGTH = _FIRST_PITCH + HIGHEST - LOWEST + 1
TOKENS = (
    Token("end"),
    Token("rest"),
    *(Token(f"{_NAMES[p % 12]}{p // 12 - 1}", pitch=p) for p in range(LOWEST, HIGHEST + 1)),
    *(Token(str(quarters), quarters=quarters) for quarters in LENGTHS),
)
"""Every token at the place of its number."""

Sound = tuple[int | None, Fraction]
"""A note: its MIDI pitch, None for a rest, and its length in quarter notes."""


def is_length(token: int) -> bool:
    """Whether a token is the second one of a note."""
    return token >= _FIRST_LENGTH


def normalised(tune: Tune) -> list[Sound]:
    """The notes of a tune, each part once, transposed and scaled as the module tells."""
    notes = melody(once(tune.bars))
    pitches = [note.pitch for note in notes if note.pitch is not None]
    shift = -7 * tune.sharps % 12
    if pitches:
        shift += 12 * round((_MIDDLE - shift - sum(pitches) / len(pitches)) / 12)
    mean = sum((4 * note.length for note in notes), Fraction(0)) / len(notes)
    scale = Fraction(4)
    while mean * mean >= 2:
        mean, scale = mean / 2, scale / 2
    while mean * mean * 2 < 1:
        mean, scale = mean * 2, scale * 2
    return [
        (None if note.pitch is None else note.pitch + shift, note.length * scale) for note in notes
    ]


def encode(notes: Iterable[Sound]) -> list[int]:
    """Tokens of notes, two for each, without `END`."""
    tokens: list[int] = []
    for pitch, quarters in notes:
        tokens += [REST if pitch is None else _FIRST_PITCH + _into_range(pitch) - LOWEST]
        tokens += [_length_token(quarters)]
    return tokens


def decode(tokens: Sequence[int]) -> list[Sound]:
    """The notes of tokens, such as a network wrote.

    `END` is passed over, and so is a length without a pitch before it; a pitch without a length
    after it lasts a quarter.
    """
    notes: list[Sound] = []
    for place, number in enumerate(tokens):
        if number == END or is_length(number):
            continue
        after = TOKENS[tokens[place + 1]].quarters if place + 1 < len(tokens) else None
        notes.append((TOKENS[number].pitch, after or Fraction(1)))
    return notes


@cache
def _length_token(quarters: Fraction) -> int:
    nearest = min(LENGTHS, key=lambda length: abs(length - quarters))
    return _FIRST_LENGTH + LENGTHS.index(nearest)


def _into_range(pitch: int) -> int:
    while pitch < LOWEST:
        pitch += 12
    while pitch > HIGHEST:
        pitch -= 12
    return pitch
