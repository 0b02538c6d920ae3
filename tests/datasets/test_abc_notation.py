"""ABC notation: what is read, in which order bars sound, and which bars don't add up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tutor.datasets.abc_notation import (
    Bar,
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
