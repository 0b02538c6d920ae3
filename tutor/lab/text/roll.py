"""A piano roll: pitch against time, what was given and what was written by a network.

Given notes are blocks, drawn ones a dot with a line, those of the original melody small points, so
that shape tells them apart without colour; the note at the cursor begins with the sign that marks
it among the guesses. Styles: `axis`, `quiet`, `train` (given), `validation` (drawn), `mark` (the
note at the cursor, and where the network begins).
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.lab.text.likely import MOST_NATS, strip
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.views.music import Music

GUTTER = 8
"""Columns left of the roll: names of pitches."""
_SCALES = (16, 8, 4, 2)
"""Columns of a quarter note, tried one after the other."""
_FIT = 2
"""The scale that is scrolled where no scale fits, unless shorter notes need the next larger one."""
FULL = 3
"""Nats from which on a cell under the roll is full; a trained network is seldom more undecided."""
_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
GIVEN, DRAWN, ORIGINAL, _CURSOR = "▌██▌", "●●━━", "····", "▸▸━━"
"""How a note of one cell is drawn, then the first cell of a longer one, those within, and the last:
two in a row are seen to be two."""
_WHITE = (0, 2, 4, 5, 7, 9, 11)


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a roll that is seen.

    Attributes:
        scale: columns of a quarter note.
        left: the first column that is seen, from 0 at the melody's beginning.
        width: columns that are seen.
    """

    scale: int
    left: int
    width: int


Cells = list[tuple[str, str]]
"""One row's cells, each a sign with its style."""


def window(music: Music, at: int, width: int) -> Window:
    """What is seen of a roll of `width` columns, names included, with the cursor's note in it."""
    room = max(width - GUTTER, 1)
    whole = _end(music)
    short = any(note.quarters % 0.5 or note.start % 0.5 for note in music.notes)
    least = 2 * _FIT if short else _FIT
    scale = next((one for one in _SCALES if one >= least and whole * one <= room), least)
    start = music.notes[at].start if at < len(music.notes) else whole
    middle = round(start * scale) - room // 2
    return Window(scale, max(0, min(middle, round(whole * scale) - room)), room)


def pitches(music: Music, *, original: bool = False) -> list[int]:
    """The pitches that have rows, from the top: white keys, and black ones that sound."""
    heard = {note.pitch for note in music.notes if note.pitch is not None}
    if original:
        heard |= {pitch for pitch, _, _ in music.original}
    if not heard:
        return []
    rows = range(max(heard), min(heard) - 1, -1)
    return [pitch for pitch in rows if pitch in heard or pitch % 12 in _WHITE]


def roll(music: Music, at: int, seen: Window, *, original: bool = False) -> list[PlotRow]:
    """The roll's rows: the numbers of bars, then one row for each pitch.

    Args:
        music: what is shown.
        at: the place of the cursor's note in `music.notes`.
        seen: from `window`.
        original: whether the melody itself is shown too.
    """
    rows: list[PlotRow] = [_numbers(music, seen)]
    for pitch in pitches(music, original=original):
        cells = _bar_lines(music, seen)
        if original:
            for found, start, quarters in music.original:
                if found == pitch:
                    _put(cells, seen, (start, quarters), ORIGINAL, "quiet")
        for place, note in enumerate(music.notes):
            if note.pitch == pitch:
                signs, style = (GIVEN, "train") if note.hand == "given" else (DRAWN, "validation")
                if place == at:
                    signs, style = _CURSOR, "mark"
                _put(cells, seen, (note.start, note.quarters), signs, style)
        rows.append([(f"{name(pitch):>{GUTTER - 1}} ", "axis"), *_joined(cells)])
    return rows


def strips(music: Music, at: int, seen: Window, way: Way) -> list[PlotRow]:
    """Two strips under a roll: how undecided the network was of each pitch, and of each length.

    Both are of one scale, 0 to `FULL` nats, whatever the melody: draws can be compared by eye.
    """
    rows: list[PlotRow] = []
    for label, guesses in (
        ("pitch", [note.of_pitch for note in music.notes]),
        ("length", [note.of_length for note in music.notes]),
    ):
        cells: Cells = [(" ", "")] * seen.width
        for place, (note, guess) in enumerate(zip(music.notes, guesses, strict=True)):
            if guess is not None:
                sign = strip([guess.entropy / FULL * MOST_NATS], way)
                style = "mark" if place == at else "axis"
                _put(cells, seen, (note.start, note.quarters), 4 * sign, style)
        rows.append([(f"{label:>{GUTTER - 1}} ", "axis"), *_joined(cells)])
    return rows


def name(pitch: int) -> str:
    """What a pitch is called: C4 for middle C, MIDI number 60."""
    return f"{_NAMES[pitch % 12]}{pitch // 12 - 1}"


def _put(cells: Cells, seen: Window, span: tuple[float, float], signs: str, style: str) -> None:
    """Draw a note.

    Args:
        cells: of its row.
        seen: which part of it they are.
        span: start and length in quarter notes.
        signs: of a single cell, of the first, of those within, of the last.
        style: of all of them.
    """
    start, quarters = span
    first = round(start * seen.scale)
    last = max(first, round((start + quarters) * seen.scale) - 1)
    for column in range(first, last + 1):
        place = 0 if first == last else 1 if column == first else 3 if column == last else 2
        if 0 <= column - seen.left < seen.width:
            cells[column - seen.left] = (signs[place], style)


def _bar_lines(music: Music, seen: Window) -> Cells:
    cells: Cells = [(" ", "")] * seen.width
    for line in music.lines:
        column = round(line * seen.scale) - seen.left
        if 0 <= column < seen.width:
            cells[column] = ("┊", "quiet")
    begins = _begins(music)
    column = round(begins * seen.scale) - seen.left
    if 0 <= column < seen.width:
        cells[column] = ("┃", "mark")
    return cells


def _numbers(music: Music, seen: Window) -> PlotRow:
    """The numbers of the bars over where they begin; an arrow where the network begins."""
    upbeat = int(len(music.lines) > 1 and music.lines[1] - music.lines[0] < music.metre)
    begins = _begins(music)
    cells: Cells = [(" ", "axis")] * seen.width
    for number, line in enumerate(music.lines[upbeat:], start=1):
        text, style = (f"▼{number}", "mark") if line == begins else (str(number), "axis")
        for place, sign in enumerate(text):
            column = round(line * seen.scale) - seen.left + place
            if 0 <= column < seen.width:
                cells[column] = (sign, style)
    return [(f"{'bar':>{GUTTER - 1}} ", "axis"), *_joined(cells)]


def _begins(music: Music) -> float:
    """When the network begins; the end where it wrote nothing."""
    return next((note.start for note in music.notes if note.hand == "drawn"), _end(music))


def _end(music: Music) -> float:
    return max((note.start + note.quarters for note in music.notes), default=0.0)


def _joined(cells: Cells) -> PlotRow:
    """Cells of one style as one run."""
    row: PlotRow = []
    for sign, style in cells:
        if row and row[-1][1] == style:
            row[-1] = (row[-1][0] + sign, style)
        else:
            row.append((sign, style))
    return row
