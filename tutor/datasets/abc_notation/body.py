"""The notes of a tune in ABC notation, read line by line.

After the ABC music standard 2.1. Read are notes with accidentals, octaves and lengths, rests, ties,
tuplets, broken rhythm, bar lines, repeats and their endings, and fields between the notes. Of a
chord, the highest note counts. Chord symbols, ornaments, grace notes and slurs are passed over.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from tutor.datasets.abc_notation import fields
from tutor.datasets.abc_notation.tune import AbcError, Bar, Note

_NAMED = r"[_^=]{0,2}[A-Ga-g][,']*"
_LENGTH = r"(?:[0-9]{1,3})?(?:/{1,3}[0-9]{0,3})?"
_ENDINGS = r"[0-9][0-9,-]{0,20}"
_SCANNER = re.compile(
    rf"""
    (?P<space>[ \t`]+|"[^"]*"|![^!\s]*!|\{{[^}}]*\}}|[.~HLMOPSTuvy]|\\$)
    | (?P<field>\[(?P<letter>[A-Za-z]):(?P<text>[^\]]*)\])
    | (?P<bar>:+\|*:+|:*\|[|\]]*:*|\[\|)(?P<after>{_ENDINGS})?
    | \[(?P<ending>{_ENDINGS})
    | (?P<chord>\[(?:{_NAMED}{_LENGTH})+\])(?P<chord_length>{_LENGTH})
    | (?P<note>{_NAMED}|[zx])(?P<length>{_LENGTH})
    | \((?P<tuplet>[2-9])(?::(?P<into>[0-9]?))?(?::(?P<count>[0-9]?))?
    | (?P<broken><{{1,3}}|>{{1,3}})
    | (?P<tie>-)
    | (?P<slur>[()])
    """,
    re.VERBOSE,
)
_PIECE = re.compile(rf"(?P<note>{_NAMED})(?P<length>{_LENGTH})")
_NUMBERS = re.compile(r"([0-9]*)(/*)([0-9]*)")
_ENDING = re.compile(r"[1-9](?:-[1-9])?")
_SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTALS = {"^": 1, "^^": 2, "_": -1, "__": -2, "=": 0}
_INTO = {2: 3, 3: 2, 4: 3, 6: 2, 8: 3}
"""How many notes of its length a tuplet takes the time of; 5, 7 and 9 depend on the metre."""
_LOWEST, _HIGHEST = 0, 127
_ALLOWED = "a note is a letter A to G, a rest is z, a bar line is |"


class Body:
    """Collects the bars of one tune.

    Attributes:
        key, metre, unit: what holds for the notes to come.
        bars: the bars read so far.
    """

    def __init__(self, file: str) -> None:
        self.key = fields.Key()
        self.metre: Fraction | None = None
        self.unit = fields.unit_for(None)
        self.bars: list[Bar] = []
        self._file, self._line, self._column = file, 0, 0
        self._notes: list[Note] = []
        self._begin: tuple[int, int] | None = None
        self._accidentals: dict[str, int] = {}
        self._opens = False
        self._endings: tuple[int, ...] = ()
        self._tuplet, self._left = Fraction(1), 0
        self._broken: Fraction | None = None

    def read(self, text: str, line: int) -> None:
        """Read one line of notes.

        Raises:
            AbcError: something in it is no ABC, or none that is understood here.
        """
        self._line, place = line, 0
        while place < len(text):
            self._column = place + 1
            found = _SCANNER.match(text, place)
            if not found:
                raise self._error(f"found {text[place]!r}; {_ALLOWED}.")
            self._take(found)
            place = found.end()

    def field(self, letter: str, text: str, place: tuple[int, int]) -> None:
        """Apply a field; those that don't change how notes are read are left.

        Args:
            letter: before the colon.
            text: after it.
            place: its line and column.

        Raises:
            AbcError: an unknown key, metre or length, or a second voice.
        """
        self._line, self._column = place
        try:
            if letter == "K":
                self.key = fields.key(text)
            elif letter == "M":
                self.metre = fields.metre(text)
            elif letter == "L":
                self.unit = fields.unit(text)
        except ValueError as error:
            raise self._error(str(error)) from None
        if letter == "V":
            raise self._error("found a field V:, but only tunes of one voice can be read.")

    def finish(self) -> tuple[Bar, ...]:
        """Close the last bar; all bars.

        Raises:
            AbcError: the tune ends within a tuplet or a broken rhythm.
        """
        if self._left or self._broken is not None:
            raise self._error("the tune ends where another note must follow.")
        self._close(repeat=False, double=True)
        return tuple(self.bars)

    def _take(self, found: re.Match[str]) -> None:
        """Do what one piece of a line says."""
        if found["bar"]:
            self._bar_line(found["bar"])
            self._ending(found["after"])
        elif found["ending"]:
            self._ending(found["ending"])
        elif found["field"]:
            self.field(found["letter"], found["text"], (self._line, self._column))
        elif found["chord"]:
            self._chord(found["chord"], found["chord_length"])
        elif found["note"]:
            self._add(self._note(found["note"], found["length"]))
        elif found["tuplet"]:
            self._begin_tuplet(found)
        elif found["broken"]:
            self._break(found["broken"])
        elif found["tie"]:
            self._tie()

    def _note(self, name: str, length: str) -> Note:
        return Note(None if name in "zx" else self._pitch(name), self._length(length))

    def _chord(self, chord: str, length: str) -> None:
        """The highest note, as long as the chord's first one, which ABC counts as its length."""
        notes = [self._note(one["note"], one["length"]) for one in _PIECE.finditer(chord)]
        highest = max(note.pitch or 0 for note in notes)
        times = self._length(length) / self.unit
        self._add(Note(highest, notes[0].length * times))

    def _pitch(self, name: str) -> int:
        """An accidental holds for its letter, in every octave, to the end of the bar."""
        marks, rest = name[: len(name) - len(name.lstrip("_^="))], name.lstrip("_^=")
        letter = rest[0].upper()
        if marks:
            if marks not in _ACCIDENTALS:
                raise self._error(f"found the accidental {marks!r}; known are ^ ^^ _ __ =.")
            self._accidentals[letter] = _ACCIDENTALS[marks]
        shift = self._accidentals.get(letter, self.key.shift(letter))
        octave = 12 * (rest[0].islower() + rest.count("'") - rest.count(","))
        pitch = 60 + _SEMITONES[letter] + shift + octave
        if not _LOWEST <= pitch <= _HIGHEST:
            raise self._error(f"the note {name} is out of range: MIDI has 0 to 127.")
        return pitch

    def _length(self, text: str) -> Fraction:
        """`2`, `3/2`, `/`, `//` or nothing, times the unit length."""
        above, slashes, below = _NUMBERS.findall(text)[0]
        under = int(below) if below else 2 ** len(slashes)
        over = int(above) if above else 1
        if not over or not under or (below and len(slashes) != 1):
            raise self._error(f"found the length {text!r}; lengths are written as 2, 3/2 or /2.")
        return self.unit * over / under

    def _add(self, note: Note) -> None:
        if self._broken is not None:
            note = replace(note, length=note.length * self._broken)
            self._broken = None
        if self._left:
            note = replace(note, length=note.length * self._tuplet)
            self._left -= 1
        self._begin = self._begin or (self._line, self._column)
        self._notes.append(note)

    def _begin_tuplet(self, found: re.Match[str]) -> None:
        notes = int(found["tuplet"])
        compound = self.metre is not None and self.metre.denominator == 8
        into = int(found["into"] or _INTO.get(notes, 3 if compound else 2))
        self._left = int(found["count"] or notes)
        if not into or not self._left or self._broken is not None:
            raise self._error(f"found {found[0]!r}; a triplet is written as (3abc.")
        self._tuplet = Fraction(into, notes)

    def _break(self, signs: str) -> None:
        """`a>b` makes the first note half as long again and halves the second, `<` the reverse."""
        if not self._notes or self._broken is not None:
            raise self._error(f"found {signs!r}, which must stand between two notes of a bar.")
        short = Fraction(1, 2 ** len(signs))
        before, self._broken = (2 - short, short) if signs[0] == ">" else (short, 2 - short)
        last = self._notes[-1]
        self._notes[-1] = replace(last, length=last.length * before)

    def _tie(self) -> None:
        if not self._notes or self._notes[-1].pitch is None:
            raise self._error("found '-', which must stand after a note.")
        self._notes[-1] = replace(self._notes[-1], tied=True)

    def _bar_line(self, signs: str) -> None:
        if self._broken is not None:
            raise self._error("a bar ends where another note must follow.")
        repeat = signs.startswith(":")
        opens = signs.endswith(":") and signs != ":"
        double = repeat or opens or len(signs) > 1
        self._close(repeat=repeat, double=double)
        self._opens = self._opens or opens

    def _close(self, *, repeat: bool, double: bool) -> None:
        """End the bar; an empty one only passes its line's signs on to the bar before."""
        self._accidentals = {}
        if self._notes:
            line, column = self._begin or (self._line, self._column)
            self.bars.append(
                Bar(
                    tuple(self._notes), line, column, self.metre, self._opens, repeat, double,
                    self._endings,
                )
            )  # fmt: skip
            self._notes, self._begin, self._opens = [], None, False
        elif self.bars and double:
            last = self.bars[-1]
            self.bars[-1] = replace(last, closes=last.closes or repeat, ends=True)
        if double:
            self._endings = ()

    def _ending(self, text: str | None) -> None:
        """`1`, `2`, `1,3` or `1-3` after a bar line."""
        if not text:
            return
        parts = text.split(",")
        if self._notes or not all(_ENDING.fullmatch(part) for part in parts):
            raise self._error(f"found the ending {text!r}; endings are written as |1 and :|2.")
        spans = [(int(part[0]), int(part[-1])) for part in parts]
        self._endings = tuple(turn for first, last in spans for turn in range(first, last + 1))

    def _error(self, sentence: str) -> AbcError:
        return AbcError(self._file, self._line, self._column, sentence)
