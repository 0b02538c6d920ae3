"""ABC notation: what is read, in which order bars sound, and that errors say where they are."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tutor.datasets.abc_notation import (
    AbcError,
    Bar,
    Note,
    Tune,
    faults,
    melody,
    once,
    parse,
    played,
)

HEADER = "X:1\nT:A tune\nM:4/4\nL:1/4\nK:C\n"


def tune(body: str, header: str = HEADER) -> Tune:
    (only,) = parse(header + body)
    return only


def pitches(body: str, header: str = HEADER) -> list[int | None]:
    return [note.pitch for bar in tune(body, header).bars for note in bar.notes]


def lengths(body: str, header: str = HEADER) -> list[Fraction]:
    """In quarter notes."""
    return [4 * note.length for bar in tune(body, header).bars for note in bar.notes]


def with_key(key: str) -> str:
    return f"X:1\nK:{key}\n"


def test_octaves_accidentals_and_rests() -> None:
    assert pitches("C,, C, C c c' c''") == [36, 48, 60, 72, 84, 96]
    assert pitches("^F _B =F ^^C __D z x") == [66, 70, 65, 62, 60, None, None]


def test_an_accidental_holds_to_the_end_of_its_bar() -> None:
    assert pitches("^F F f | F") == [66, 66, 78, 65]
    assert pitches("F =F F | F", with_key("G")) == [66, 65, 65, 66]


@pytest.mark.parametrize(
    ("key", "scale"),
    [
        ("C", [60, 62, 64, 65, 67, 69, 71]),
        ("D", [61, 62, 64, 66, 67, 69, 71]),
        ("Eb", [60, 62, 63, 65, 67, 68, 70]),
        ("F#m", [61, 62, 64, 66, 68, 69, 71]),
        ("E dorian", [61, 62, 64, 66, 67, 69, 71]),
        ("GMix", [60, 62, 64, 65, 67, 69, 71]),
        ("Cb", [59, 61, 63, 64, 66, 68, 70]),
        ("C#", [61, 63, 65, 66, 68, 70, 72]),
        ("none", [60, 62, 64, 65, 67, 69, 71]),
    ],
)
def test_keys(key: str, scale: list[int]) -> None:
    assert pitches("CDEFGAB", with_key(key)) == scale


def test_lengths() -> None:
    assert lengths("C C2 C/ C/2 C3/2 C// C/4 C3") == [
        1, 2, Fraction(1, 2), Fraction(1, 2), Fraction(3, 2), Fraction(1, 4), Fraction(1, 4), 3,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "quarters"),
    [
        ("M:4/4", Fraction(1, 2)),
        ("M:2/4", Fraction(1, 4)),
        ("M:2/4\nL:1/2", Fraction(2)),
        ("L:1/2\nM:2/4", Fraction(2)),
        ("M:C|", Fraction(1, 2)),
        ("", Fraction(1, 2)),
    ],
)
def test_the_unit_length_goes_with_the_metre_unless_it_is_given(
    header: str, quarters: Fraction
) -> None:
    assert lengths("C", f"X:1\n{header}\nK:C\n".replace("\n\n", "\n")) == [quarters]


def test_broken_rhythm_and_tuplets() -> None:
    half, third = Fraction(1, 2), Fraction(2, 3)
    assert lengths("C>D E<F") == [3 * half, half, half, 3 * half]
    assert lengths("C>>D") == [Fraction(7, 4), Fraction(1, 4)]
    assert lengths("(3CDE F") == [third, third, third, 1]
    assert lengths("(3:2:2 C2D E") == [2 * third, third, 1]
    assert lengths("(2CD", "X:1\nM:6/8\nL:1/4\nK:C\n") == [3 * half, 3 * half]


def test_ties_join_notes_of_one_pitch_across_bars() -> None:
    joined = melody(tune("C2 D2-|D2 E-F|").bars)
    assert [note.pitch for note in joined] == [60, 62, 64, 65]
    assert [4 * note.length for note in joined] == [2, 4, 1, 1]


def test_what_makes_no_sound_is_passed_over_and_of_a_chord_the_highest_note_stays() -> None:
    assert pitches('"Am"C {cd}D !trill!E ~F (GA) `B y [CEG]2 \\') == [
        60,
        62,
        64,
        65,
        67,
        69,
        71,
        67,
    ]
    assert lengths("[C2E2G2] [CE]/") == [2, Fraction(1, 2)]


def test_fields_in_the_tune_change_what_follows() -> None:
    assert pitches("F [K:G] F\nK:C\nF") == [65, 66, 65]
    assert lengths("C [L:1/8] C") == [1, Fraction(1, 2)]
    assert [bar.metre for bar in tune("CDEF|[M:3/4]CDE|").bars] == [1, Fraction(3, 4)]
    assert pitches("C\nw: some [words], 50 a bar\nD % not G\n%% nor A\nE") == [60, 62, 64]


def test_a_text_of_tunes() -> None:
    text = "\ufeffAbout these.\n\nX:1\nT:One\nT:Or two\nK:D\nF\r\n\r\nNot a note\nX:2\rK:Am\rA\r"
    one, two = parse(text)
    assert (one.title, one.sharps, one.minor, one.line) == ("One", 2, False, 3)
    assert (two.title, two.sharps, two.minor, two.line) == ("tune 2", 0, True, 10)
    assert one.fields["T"] == "One\nOr two"


def names(bars: list[Bar]) -> str:
    """The first note of each bar, by name."""
    return "".join("C.D.EF.G.A.B"[(bar.notes[0].pitch or 0) % 12] for bar in bars)


@pytest.mark.parametrize(
    ("body", "sounds", "one_time"),
    [
        ("C4|D4|", "CD", "CD"),
        ("C4|D4:|E4|", "CDCDE", "CDE"),
        ("|:C4|D4:|:E4:|F4|]", "CDCDEEF", "CDEF"),
        ("C4|:D4:|E4", "CDDE", "CDE"),
        ("C4|1D4:|2E4|]F4|", "CDCEF", "CEF"),
        ("|:C4|[1,3 D4:|[2 E4:|[4 F4|]", "CDCECDCF", "CF"),
        ("C4|1-2D4:|3E4||", "CDCDCE", "CE"),
        ("C4::D4:|", "CCDD", "CD"),
        ("|:C4|1D4|E4:|2F4|G4|]|:A4:|", "CDECFGAA", "CFGA"),
    ],
)
def test_repeats_and_endings(body: str, sounds: str, one_time: str) -> None:
    bars = tune(body).bars
    assert names(played(bars)) == sounds
    assert names(once(bars)) == one_time


@pytest.mark.parametrize(
    "body", ["CDEF|G4|]", "G|CDEF|G3|]", "|:G|CDEF|G3:|", "|:G|CDEF|G3:|G|C3:|", "CDEF|CD||EF|G4|"]
)
def test_bars_that_add_up(body: str) -> None:
    assert list(faults(tune(body))) == []


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("CDEF|CDEFG|C4|", "line 6, column 6: 5/4 of 1"),
        ("CDEF|CDE|C4|", "line 6, column 6: 3/4 of 1"),
        ("G|CDEF|G2|]", "line 6: last bar 1/2 and upbeat 1/4 don't add up"),
    ],
)
def test_bars_that_do_not_add_up_are_named(body: str, where: str) -> None:
    assert list(faults(tune(body))) == [where]


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
    (bar,) = tune(" ".join(written)).bars
    assert bar.notes == tuple(Note(pitch, length / 4) for pitch, length in notes)
