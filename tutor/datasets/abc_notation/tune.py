"""What a tune in ABC notation is once it is read: notes in bars, with its fields."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tutor.datasets.registry import DataError


class AbcError(DataError):
    """A tune that cannot be read; the message names file, line and column.

    Attributes:
        file: as `parse` was told to name it.
        line, column: where, counted from 1.
    """

    def __init__(self, file: str, line: int, column: int, sentence: str) -> None:
        super().__init__(f"{file}, line {line}, column {column}: {sentence}")
        self.file, self.line, self.column = file, line, column


@dataclass(frozen=True, slots=True)
class Note:
    """A note or a rest.

    Attributes:
        pitch: the MIDI number, 60 for middle C; None for a rest.
        length: in whole notes.
        tied: whether it sounds on into the next note.
    """

    pitch: int | None
    length: Fraction
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands between two bar lines.

    Attributes:
        notes: in order.
        line, column: where it begins in the file, counted from 1.
        metre: the length that a full bar has, in whole notes; None where there is no metre.
        opens: whether a repeat begins with it.
        closes: whether a repeat ends with it.
        ends: whether a part ends with it: a repeat sign or a double line follows.
        endings: in which passes of a repeat it is played; empty for all.
    """

    notes: tuple[Note, ...]
    line: int
    column: int
    metre: Fraction | None
    opens: bool = False
    closes: bool = False
    ends: bool = False
    endings: tuple[int, ...] = ()

    @property
    def length(self) -> Fraction:
        """The notes together, in whole notes."""
        return sum((note.length for note in self.notes), Fraction(0))


@dataclass(frozen=True, slots=True)
class Tune:
    """A tune.

    Attributes:
        fields: the header's fields by their letter; several of one letter as lines.
        sharps: in the key signature at the beginning; flats are negative.
        minor: whether its scale has a minor third: minor, Dorian, Phrygian, Locrian.
        bars: in the order they are written; see `repeats` for the order they are played.
        line: where it begins in the file.
    """

    fields: dict[str, str]
    sharps: int
    minor: bool
    bars: tuple[Bar, ...]
    line: int

    @property
    def title(self) -> str:
        """Its first title, or its number where it has none."""
        first = self.fields.get("T", "").split("\n")[0]
        return first or f"tune {self.fields['X']}"
