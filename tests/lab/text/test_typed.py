"""Typed text reaches a terminal clean, short and measured."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.typed import MOST, cleaned


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07name", "name"),
        ("\x1b]8;;http://x\x1b\\link", "link"),
        ("a\x1bcb", "ab"),
        ("one\r\ntwo\tthree", "one two three"),
        ("\u202eevil\x9b2J", "evil2J"),
        ("\ud800half", "half"),
        (" \x1a\r", " "),
        ("", ""),
    ],
)
def test_what_a_terminal_must_not_get_is_taken_out(typed: str, seen: str) -> None:
    assert cleaned(typed) == (seen, False)


@given(st.text())
def test_whatever_is_typed_can_be_shown_and_kept(typed: str) -> None:
    text, _ = cleaned(typed)
    assert text.isprintable()
    text.encode()
    assert cleaned(text)[0] == text


def test_a_megabyte_loses_its_end_and_that_is_told() -> None:
    text, was_cut = cleaned("word " * 200_000)
    assert len(text) == MOST
    assert was_cut
