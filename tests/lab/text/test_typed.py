"""Typed text reaches a terminal clean, short and measured."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.typed import MOST, cells, cleaned, cut, right_aligned, told_apart


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


@given(st.text(), st.integers(0, 30))
def test_cut_text_fits(text: str, width: int) -> None:
    assert cells(cut(cleaned(text)[0], width)) <= width


def test_wide_and_combining_characters_are_measured() -> None:
    assert [cells(text) for text in ("abc", "火山", "e\u0301")] == [3, 4, 1]


def test_names_that_begin_alike_keep_their_ends() -> None:
    names = ["class number 20", "class number 21", "zebra", "日本語クロス一", "日本語クロス二"]
    found = told_apart(names, 10)
    assert found == ["class…r 20", "class…r 21", "zebra", "日本…ス一", "日本…ス二"]
    assert told_apart(names, 20) == names


@given(st.lists(st.text(max_size=30), max_size=6), st.integers(0, 30))
def test_told_apart_fits(names: list[str], width: int) -> None:
    assert all(cells(name) <= width for name in told_apart(names, width))


def test_wide_signs_are_aligned_by_their_cells() -> None:
    assert right_aligned("日本", 6) == "  日本"
    assert right_aligned("too long", 3) == "too long"
