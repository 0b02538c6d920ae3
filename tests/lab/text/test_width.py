"""Text is as wide as a terminal shows it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.typed import cleaned
from tutor.lab.text.width import cells, cut, right_aligned, told_apart, wrapped


@given(st.text(), st.integers(0, 30))
def test_cut_text_fits(text: str, width: int) -> None:
    assert cells(cut(cleaned(text)[0], width)) <= width


def test_cut_text_ends_in_a_word_not_in_a_space() -> None:
    assert cut("one two", 5) == "one…"
    assert cut("one two", 7) == "one two"


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


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    said = "It took 3.2 s, and (90.0 %) of 12 points."
    for width in range(11, 45):
        lines = wrapped(said, width)
        assert " ".join(lines) == said
        assert not [line for line in lines if line.startswith(("s,", "%)", "points"))]
