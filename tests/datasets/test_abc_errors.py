"""ABC notation: whatever the text, it gives tunes or an error that says where and what."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tutor.datasets.abc_notation import (
    AbcError,
    Note,
    Tune,
    faults,
    melody,
    once,
    parse,
    played,
)

HEADER = "X:1\nT:A tune\nM:4/4\nL:1/4\nK:C\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("", 1, 1, "found no tune; a tune begins with a line X: and a number"),
        ("CDEF", 1, 1, "found no tune"),
        ("X:1\nT:No key", 1, 1, "no field K:"),
        ("X:1\nCDEF\nK:C", 2, 1, "the notes begin before the field K:"),
        ("X:1\nK:C\n\nX:2\nK:C\nC", 1, 1, "has no notes"),
        ("X:1\nT:x\nK:H", 3, 1, "the key 'H' is unknown"),
        ("X:1\nK:Fb", 2, 1, "more than seven sharps or flats"),
        ("X:1\nM:waltz\nK:C", 2, 1, "the metre 'waltz' is unknown"),
        ("X:1\nM:0/4\nK:C", 2, 1, "the metre '0/4' is unknown"),
        ("X:1\nL:1/0\nK:C", 2, 1, "the unit length '1/0' is unknown"),
        (HEADER + "CD?", 6, 3, "found '?'; a note is a letter A to G"),
        (HEADER + "C\nV:2", 7, 1, "only tunes of one voice"),
        (HEADER + "CD0", 6, 2, "found the length '0'"),
        (HEADER + "C2//3", 6, 1, "found the length '2//3'"),
        (HEADER + "C^=D", 6, 2, "found the accidental '^='"),
        (HEADER + "C D,,,,,,", 6, 3, "the note D,,,,,, is out of range"),
        (HEADER + "(3CD", 6, 4, "the tune ends where another note must follow"),
        (HEADER + "C>", 6, 2, "the tune ends where another note must follow"),
        (HEADER + "C>|D", 6, 3, "a bar ends where another note must follow"),
        (HEADER + ">C", 6, 1, "must stand between two notes"),
        (HEADER + "z-C", 6, 2, "must stand after a note"),
        (HEADER + "(3:0CDE", 6, 1, "a triplet is written as (3abc"),
        (HEADER + "C|1-99999999D", 6, 2, "found the ending '1-99999999'"),
        (HEADER + "C|0D", 6, 2, "found the ending '0'"),
        (HEADER + '"Am C', 6, 1, "found '\"'"),
    ],
)
def test_errors_say_where_and_what(text: str, line: int, column: int, says: str) -> None:
    with pytest.raises(AbcError) as error:
        parse(text, "mine.abc")
    assert (error.value.file, error.value.line, error.value.column) == ("mine.abc", line, column)
    message = str(error.value)
    assert message.startswith(f"mine.abc, line {line}, column {column}: ")
    assert says in message


def attempt(text: str) -> tuple[Tune, ...] | AbcError:
    try:
        return parse(text)
    except AbcError as error:
        return error


def check(text: str) -> None:
    """A text gives tunes that can be played, or an error that names a place in the text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    result = attempt(text)
    if isinstance(result, AbcError):
        assert str(result).startswith(f"ABC, line {result.line}, column {result.column}: ")
        assert 1 <= result.line <= len(lines)
        assert 1 <= result.column <= max(len(lines[result.line - 1]), 1)
        return
    for one in result:
        assert lines[one.line - 1].removeprefix("\ufeff").startswith("X:")
        assert one.bars
        assert all(note.length > 0 for bar in one.bars for note in bar.notes)
        assert len(one.bars) <= len(played(one.bars)) + sum(bool(b.endings) for b in one.bars)
        assert set(once(one.bars)) <= set(one.bars)
        sound = [note.length for bar in played(one.bars) for note in bar.notes]
        assert sum(note.length for note in melody(played(one.bars))) == sum(sound)
        assert one.title
        list(faults(one))


@given(st.text())
def test_any_text_gives_tunes_or_an_error(text: str) -> None:
    check(text)


SNIPPETS = """
C D, e' ^F __B =c z x C2 D/ E3/2 c//3 [CEG] [CE]2 - > >> <
| || |: :| :: |1 :|2 [1 [2,3 [1-9 |] [| ( ) (3 (2 (9 (3:2:2 (3:0
"Am" "open {cd} {open !trill! ! ~ \\ [K:G] [M:3/4] [L:1/16] [V:2] [x:y] ] : % 0 9999 / ^ _
"""
LINES = ["\n", "\n\n", "\nK:D\n", "\nM:6/8\n", "\nw:a]b\n", "\nX:2\n", "\nK:"]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(SNIPPETS.split() + LINES), max_size=30).map("".join))
@example("|1C|2D:|")
@example("[A11" * 40)
@example("[" + "A111" * 40)
@example("C|" + "9" * 5000)
@example("C" + "9" * 5000)
@example("|:C|1D:|1E:|1F:|")
def test_any_mixture_of_abc_gives_a_tune_or_an_error(body: str) -> None:
    check(HEADER + body)


@given(st.text(st.characters(codec="utf-8"), max_size=20), st.sampled_from("XTMLKVNC"))
def test_any_header_gives_a_tune_or_an_error(text: str, letter: str) -> None:
    check(f"X:1\n{letter}:{text}\nK:C\nCDEF|")


STEPS = ("C", "^C", "D", "^D", "E", "F", "^F", "G", "^G", "A", "^A", "B")
NOTES = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(36, 95)),
        st.fractions(Fraction(1, 9), 9, max_denominator=9),
    ),
    min_size=1,
    max_size=20,
)


@given(NOTES)
def test_notes_that_are_written_are_read(notes: list[tuple[int | None, Fraction]]) -> None:
    written = []
    for pitch, length in notes:
        name = "z"
        if pitch is not None:
            step = STEPS[pitch % 12]
            octave = pitch // 12 - 5
            name = ("=" + step if len(step) == 1 else step) + (
                "'" * octave if octave > 0 else "," * -octave
            )
        written.append(f"{name}{length.numerator}/{length.denominator}")
    (tune,) = parse(HEADER + " ".join(written))
    (bar,) = tune.bars
    assert bar.notes == tuple(Note(pitch, length / 4) for pitch, length in notes)
