"""Melodies as tokens: nothing is lost where it needn't be, and any tokens give a melody."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.datasets.abc_notation import parse
from tutor.datasets.melody_tokens import (
    END,
    HIGHEST,
    LENGTHS,
    LOWEST,
    REST,
    TOKENS,
    decode,
    encode,
    is_length,
    normalised,
)

NOTES = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(LOWEST, HIGHEST)), st.sampled_from(LENGTHS))
)


@given(NOTES)
def test_notes_become_two_tokens_each_and_come_back(
    notes: list[tuple[int | None, Fraction]],
) -> None:
    tokens = encode(notes)
    assert [is_length(token) for token in tokens] == [False, True] * len(notes)
    assert decode(tokens) == notes


@given(st.lists(st.integers(0, len(TOKENS) - 1)))
def test_any_tokens_give_a_melody(tokens: list[int]) -> None:
    notes = decode(tokens)
    begun = [token for token in tokens if token != END and not is_length(token)]
    assert [pitch for pitch, _ in notes] == [TOKENS[token].pitch for token in begun]
    assert all(length in LENGTHS for _, length in notes)


@given(st.integers(0, 127), st.fractions(Fraction(1, 64), 99))
def test_other_pitches_move_by_octaves_and_other_lengths_to_the_nearest(
    pitch: int, length: Fraction
) -> None:
    ((moved, nearest),) = decode(encode([(pitch, length)]))
    assert moved is not None
    assert (moved - pitch) % 12 == 0
    assert abs(nearest - length) == min(abs(known - length) for known in LENGTHS)


def test_what_is_incomplete_is_mended() -> None:
    quarter, half = Fraction(1), Fraction(2)
    pitch, length = encode([(60, half)])
    assert decode([length, pitch]) == [(60, quarter)]
    assert decode([pitch, pitch, length]) == [(60, quarter), (60, half)]
    assert decode([pitch, END, REST, length, length]) == [(60, quarter), (None, half)]


def test_names_are_for_people() -> None:
    assert (TOKENS[END].name, TOKENS[REST].name) == ("end", "rest")
    assert {token.pitch: token.name for token in TOKENS}[61] == "C#4"
    assert TOKENS[-4].name == "4"
    assert len({token.name for token in TOKENS}) == len(TOKENS)


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("C", "CDE2 z2 G2"), ("D", "DEF2 z2 A2"), ("Bb", "B,CD2 z2 F2"), ("F#", "fga2 z2 c'2"),
        ("G", "L:1/4\nGAB2 z2 d2"), ("G", "L:1/64\nGAB2 z2 d2"),
    ],
)  # fmt: skip
def test_the_same_melody_is_the_same_in_every_key_and_note_value(key: str, body: str) -> None:
    (tune,) = parse(f"X:1\nL:1/8\nK:{key}\n{body}")
    notes = normalised(tune)
    lowest = notes[0][0] or 0
    assert lowest in {60, 72}
    assert [pitch and pitch - lowest for pitch, _ in notes] == [0, 2, 4, None, 7]
    assert [length for _, length in notes] == [Fraction(1, 2)] * 2 + [Fraction(1)] * 3


def test_rests_alone_have_no_pitch_to_move() -> None:
    (tune,) = parse("X:1\nL:1/4\nK:G\nz z")
    assert normalised(tune) == [(None, Fraction(1))] * 2
