"""Text is as wide as a terminal shows it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.typed import cleaned
from tutor.lab.text.width import cells, cut


@given(st.text(), st.integers(0, 30))
def test_cut_text_fits(text: str, width: int) -> None:
    assert cells(cut(cleaned(text)[0], width)) <= width


def test_cut_text_ends_in_a_word_not_in_a_space() -> None:
    assert cut("one two", 5) == "one…"
    assert cut("one two", 7) == "one two"


def test_wide_and_combining_characters_are_measured() -> None:
    assert [cells(text) for text in ("abc", "火山", "e\u0301")] == [3, 4, 1]
