"""The piano roll: every note where it belongs, given and drawn ones told apart by shape."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.answers.melody import made
from tutor.lab.text.glyphs import plain
from tutor.lab.text.melody import figures, guesses, heading, titles
from tutor.lab.text.roll import GUTTER, name, pitches, roll, strips, window

MUSIC = made()


def texts(rows: list[list[tuple[str, str]]]) -> list[str]:
    return ["".join(text for text, _ in row).rstrip() for row in rows]


def test_notes_stand_at_their_pitch_and_time() -> None:
    seen = window(MUSIC, 4, 40)
    assert (seen.scale, seen.left) == (4, 0)
    rows = texts(roll(MUSIC, 4, seen))
    assert rows == [
        "    bar 1       2       ▼3      4",
        "     G5 ┊       ┊       ┃       ●━━━━━━━",
        "    F#5 ┊       ┊       ┃   ●━━━┊",
        "     F5 ┊       ┊       ┃       ┊",
        "     E5 ┊       ███████▌┃       ┊",
        "     D5 ┊     █▌┊       ┃       ┊",
        "     C5 ███▌█▌  ┊       ▸━      ┊",
    ]
    assert all(plain(row).isascii() for row in rows)


def test_black_keys_have_a_row_only_where_they_sound() -> None:
    assert [name(pitch) for pitch in pitches(MUSIC)] == ["G5", "F#5", "F5", "E5", "D5", "C5"]


def test_the_original_is_shown_when_asked_for_and_covered_by_what_sounds() -> None:
    rows = texts(roll(MUSIC, 4, window(MUSIC, 4, 40), original=True))
    assert rows[4] == "     E5 ┊       ███████▌····    ┊"


@given(st.integers(0, 8), st.integers(1, 120))
def test_any_window_holds_the_cursor_and_fits(at: int, width: int) -> None:
    seen = window(MUSIC, at, width)
    rows = [*roll(MUSIC, at, seen, original=True), *strips(MUSIC, at, seen, "letters")]
    assert all(sum(len(text) for text, _ in row) == GUTTER + seen.width for row in rows)
    if at < len(MUSIC.notes) and MUSIC.notes[at].pitch is not None:
        assert any(style == "mark" for row in rows for _, style in row)


def test_strips_tell_entropy_over_each_note() -> None:
    rows = texts(strips(MUSIC, 0, window(MUSIC, 0, 40), "letters"))
    assert rows == ["  pitch " + ":" * 32, " length " + ":" * 32]


def test_strips_are_of_one_scale_whatever_else_was_drawn() -> None:
    notes = list(MUSIC.notes)
    pitch = notes[-1].of_pitch
    assert pitch is not None
    unsure = msgspec.structs.replace(pitch, entropy=3.2)
    notes[-1] = msgspec.structs.replace(notes[-1], of_pitch=unsure)
    other = msgspec.structs.replace(MUSIC, notes=notes)
    rows, others = (
        texts(strips(music, 0, window(music, 0, 40), "letters")) for music in (MUSIC, other)
    )
    last = others[0].rstrip(others[0][-1])
    assert rows[0].startswith(last)
    assert rows[0] != others[0]
    assert rows[1] == others[1]


def test_guesses_mark_what_came_and_tell_what_may_come_at_the_end() -> None:
    assert texts(guesses(MUSIC, 0, 60, 0.8)) == [
        "  pitch entropy 0.90 nats at 1; at 0.8 ▸C5 80 %   E5 15 %",
        " length entropy 0.90 nats at 1; at 0.8  C5 80 %  ▸1 5 %",
    ]
    assert texts(guesses(MUSIC, 0, 60, 1.0))[0] == (
        "  pitch entropy 0.90 nats ▸C5 80 %   E5 15 %   1 5 %"
    )
    assert texts(guesses(MUSIC, 0, 40, 0.8))[1] == " length 0.90 nats  C5 80 %  ▸1 5 %"
    assert texts(guesses(MUSIC, 8, 60, 0.8))[0].startswith("   next at 0.8  C5 80 %")


def test_at_temperature_0_the_networks_own_probabilities_are_told_and_what_is_taken() -> None:
    assert "▸C5 70 %   E5 20 %" in texts(guesses(MUSIC, 4, 60, 0.0))[0]
    assert texts(guesses(MUSIC, 8, 60, 0.0))[0].startswith("   next ▸C5 70 %")
    assert heading(MUSIC, 0.0, 3).endswith(
        " · draw 3; the likeliest is taken, shown are probabilities at 1"
    )


def test_sentences_tell_the_melody_and_only_the_runs_own_figures() -> None:
    assert heading(MUSIC, 0.8, 1) == (
        "Frère Jacques (trad. France; held out) · 2 bars given · temperature 0.8 · draw 1"
    )
    told = figures(MUSIC, {"bigram, nats a token": 1.896})
    assert told.startswith("Nats a token, at temperature 1: given ")
    hands = "given ██▌ 0.36 (8 tokens), drawn ●━━ 0.36 (8 tokens)"
    assert f"{hands}, validation 1.90, bigram 1.90; the tallest mark is 3 or more." in told
    assert told.endswith("It ended the melody itself.")
    assert "ended" not in figures(made(ended=False), {})
    assert figures(MUSIC, {}, original=True).endswith("··· how it really goes on.")
    assert titles(MUSIC)[1] == "Ode to Joy, Ludwig van Beethoven, died 1827"
