"""What is shown where only ASCII can be."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.glyphs import legible, plain, shows_unicode, unicode_works
from tutor.lab.text.width import cells


@pytest.mark.parametrize(
    ("environment", "works"),
    [
        ({"LANG": "en_US.UTF-8", "TERM": "xterm"}, True),
        ({"LANG": "de_DE.utf8", "TERM": "screen"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "en_US.ISO-8859-1"}, False),
        ({"LANG": "C.UTF-8", "TERM": "linux"}, False),
        ({}, True),
    ],
)
def test_locale_and_terminal_decide(environment: dict[str, str], works: bool) -> None:
    assert unicode_works(environment) is works


@given(st.text())
def test_any_text_becomes_ascii_of_the_same_width(text: str) -> None:
    assert plain(text).isascii()
    assert len(plain(text)) == cells(text)


def test_accents_lose_their_marks_and_lines_become_dashes() -> None:
    assert plain("café ─┤ ⠿ ✓") == "cafe -+ * v"
    assert plain("◐ 2 of 3") == "~ 2 of 3"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("filters 8 → 64", "filters 8->64 "),
        ("loss 0.9 → 0.8, seed 1 → 2.", "loss 0.9->0.8,  seed 1->2. "),
        ("5 × cat → dog  30 %", "5 x cat->dog   30 %"),
        ("70 % → 80 %\nrelu → tanh", "70 %->80 % \nrelu->tanh "),
        ("→ dog", "> dog"),
        (" → ", " > "),
        ("x₁→", "x1>"),
    ],
)
def test_an_arrow_between_two_things_touches_both_and_the_width_stays(
    text: str, shown: str
) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("漢字", "? ? "), ("e\u0301", "e"), ("½ €", "? E"), ("🔎|", "> |"), ("Straße", "Strase")],
)
def test_wide_and_combining_characters_keep_their_columns(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_what_is_cut_off_is_marked_and_a_pause_is_a_dot() -> None:
    assert plain("everythin…  wait …") == "everythin~  wait ."


@pytest.mark.parametrize(
    ("encoding", "locale", "shown"),
    [("utf-8", "C.UTF-8", True), ("ascii", "C.UTF-8", False), ("latin-1", "C.UTF-8", False),
     ("utf-8", "C", False)],
)  # fmt: skip
def test_encoding_and_locale_decide(
    encoding: str, locale: str, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    assert shows_unicode(stream) is shown
    assert legible("▲ 3 ±", stream) == ("▲ 3 ±" if shown else "^ 3 ~")


def test_a_stream_without_an_encoding_takes_any_text() -> None:
    assert legible("╎", io.StringIO()) == "╎"
