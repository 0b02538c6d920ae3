"""Two texts that were written at the same time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.store.merging import TOGETHER, merged

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "", "漢 😀"]), max_size=6).map("\n".join)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("a", "a", "b", "b"),
        ("a", "b", "a", "b"),
        ("a", "b", "b", "b"),
        ("", "one", "two", f"two\n\n{TOGETHER}\none"),
        ("x", "x one", "x two", f"x two\n\n{TOGETHER}\nx one"),
        ("top\nend", "my top\nend", "top\ntheir end", "my top\ntheir end"),
        ("a\nb", "a\nb\nc", "0\na\nb", "0\na\nb\nc"),
        ("a", "", "a\nb", "b"),
        ("a", "", "other", "other"),
        ("a", "mine", "", "mine"),
        ("", "one two", "one", "one two"),
        ("", "banana", "a", f"a\n\n{TOGETHER}\nbanana"),
    ],
)
def test_what_one_changed_stays_and_what_both_changed_is_there_twice(
    base: str, mine: str, theirs: str, expected: str
) -> None:
    assert merged(base, mine, theirs) == expected


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_that_was_written_is_lost(base: str, mine: str, theirs: str) -> None:
    lines = merged(base, mine, theirs)
    for written in (mine, theirs):
        for line in set(written.split("\n")) - set(base.split("\n")):
            assert line in lines


@given(TEXTS, TEXTS, TEXTS)
def test_merging_again_changes_nothing(base: str, mine: str, theirs: str) -> None:
    once = merged(base, mine, theirs)
    assert merged(theirs, once, theirs) == once
    assert merged(once, once, once) == once


def test_both_go_on_writing_and_neither_text_grows_by_itself() -> None:
    kept = merged("", "mine", "theirs")  # my terminal shows both from now on
    kept = merged("theirs", "theirs, more", kept)  # the other knows nothing of it
    assert kept == f"theirs, more\n\n{TOGETHER}\nmine"
    assert merged("", "mine", kept) == kept
