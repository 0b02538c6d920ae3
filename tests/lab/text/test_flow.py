"""Styled text in lines: nothing is lost, nothing is too wide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.flow import flow
from tutor.lab.text.typed import cleaned
from tutor.lab.text.width import cells

RUNS = st.lists(st.tuples(st.text(st.sampled_from("ab 火.")), st.sampled_from(["", "x"])))


@given(RUNS, st.integers(2, 20))
def test_lines_fit_and_hold_every_word(runs: list[tuple[str, str]], width: int) -> None:
    rows = flow(runs, width)
    assert all(sum(cells(text) for text, _ in row) <= width for row in rows)
    everything = "".join(text for row in rows for text, _ in row)
    assert everything.replace(" ", "") == "".join(text for text, _ in runs).replace(" ", "")


def test_words_stay_whole_and_a_style_runs_on_over_the_break() -> None:
    rows = flow([("a ", ""), ("molten rock", "hit"), (".", "")], 9)
    assert rows == [[("a", ""), (" ", ""), ("molten", "hit")], [("rock", "hit"), (".", "")]]


@given(st.text())
def test_any_text_flows(text: str) -> None:
    told = cleaned(text)[0]
    rows = flow([(told, "")], 1)
    shown = "".join(part for row in rows for part, _ in row)
    assert "".join(shown.split()) == "".join(told.split())
