"""A text shaded by surprise, in lines, with its entropies below."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.likely import bars, line, strip
from tutor.lab.text.writing import Mark, figures, legend, paper, surprise, wrapped
from tutor.lab.views.writing import Likely, Step

LIKELY = [Likely("e", 0.6, 0.9), Likely(" ", 0.3, 0.1), Likely("\n", 0.004, 0.0)]


def mark(symbol: str, share: float = 0.6, *, mine: bool = False) -> Mark:
    return Mark(symbol, mine, Step(symbol, share, 1.0, LIKELY))


def text_of(row: list[tuple[str, str]]) -> str:
    return "".join(text for text, _ in row)


@given(st.text(alphabet="ab \n", max_size=200), st.integers(1, 30))
def test_lines_hold_the_whole_text_and_fit(text: str, width: int) -> None:
    lines = wrapped(list(text), width)
    assert "".join(text[first:last] for first, last in lines) == text
    assert all(last - first <= width + text[first:last].endswith("\n") for first, last in lines)


@given(st.text(alphabet="ab \n", max_size=80), st.integers(2, 30), st.data())
def test_the_cursor_is_seen_once_in_the_row_that_is_told(
    text: str, width: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text)))
    rows, cursor = paper([mark(symbol) for symbol in text], at, width, "shades")
    found = [y for y, row in enumerate(rows) if any(style == "cursor" for _, style in row)]
    assert found == [cursor]
    assert sum(len(part) for row in rows for part, style in row if style == "cursor") == 1
    assert len(rows) % 2 == 0


def test_surprise_is_told_by_style_and_the_learners_own_by_another() -> None:
    assert [surprise(p) for p in (0.9, 0.5, 0.3, 0.05, 0.001, 0.0)] == [
        "sure", "sure", "fair", "rare", "odd", "odd"]  # fmt: skip
    rows, _ = paper([mark("a", 0.9, mine=True), mark("b", 0.05)], 2, 20, "letters")
    assert rows[0] == [("a", "own-sure"), ("b", "rare"), (" ", "cursor")]
    assert text_of(rows[1]) == "::"


def test_a_character_that_was_not_read_has_no_entropy() -> None:
    rows, _ = paper([Mark("a", mine=True)], 1, 20, "colours")
    assert rows[0][0] == ("a", "own-fair")
    assert text_of(rows[1]) == " "


def test_bars_tell_the_probability_at_the_temperature() -> None:
    rows = [text_of(row) for row in bars(LIKELY, (26, 3), "shades", came=" ")]
    assert all(len(row) == 26 for row in rows)
    assert rows[0].endswith("90 %")
    assert "▸   space" in rows[1]
    assert "line end" in rows[2]
    assert "#" in text_of(bars(LIKELY, (26, 3), "letters")[0])
    assert text_of(line(LIKELY, 12)) == " e 90 %  "


def test_what_came_is_told_where_there_is_no_room_for_all() -> None:
    few = [text_of(row) for row in bars(LIKELY, (26, 2), "shades", came="\n")]
    assert len(few) == 2
    assert few[1].startswith("▸line end")
    assert bars(LIKELY, (26, 0), "shades", came="\n") == []
    assert text_of(line(LIKELY, 24, came="\n")) == " e 90 %  ▸line end 0 %  "
    assert text_of(line(LIKELY, 24)) == " e 90 %   space 10 %  "


def test_a_networks_own_probabilities_are_those_at_temperature_1() -> None:
    assert text_of(line(LIKELY, 12, came="e", own=True)) == "▸e 60 %  "
    assert text_of(bars(LIKELY, (26, 1), "shades", own=True)[0]).endswith("60 %")


def test_strips_rise_with_entropy_and_end_at_the_top() -> None:
    assert strip([0.0, 2.0, 99.0], "colours") == "▁▅█"
    assert strip([0.0, 2.0, 99.0], "letters") == " =#"


def test_figures_tell_means_in_nats_and_what_to_hold_them_to() -> None:
    marks = [mark("a", math.exp(-2), mine=True), mark("b", math.exp(-1)), Mark("c", mine=True)]
    assert figures(marks, 1.5, 2.4) == (
        "Nats a character, at temperature 1: given 2.00 (over 1), its own text 1.00 (over 1), "
        "validation 1.50, bigram 2.40."
    )
    assert figures([], None, None) == ""


def test_the_legend_is_as_wide_as_there_is_room() -> None:
    assert len(text_of(legend(40, "colours"))) <= 40
    whole = text_of(legend(76, "colours"))
    assert whole.startswith("probability 50 %+  10 %+  1 %+  less  given: bold  ")
    assert "entropy to 4 nats" in whole
