"""Curves of several runs over each other, and the table of several runs."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.beside import Line, Table
from tutor.lab.text.overlay import LETTERS, Course, Overlay, overlaid
from tutor.lab.text.plot import PlotRow

DOWN = [2.0, 1.0, 0.6, 0.4, 0.3, 0.25]
SLOW = [2.0, 1.8, 1.6, 1.5, 1.4, 1.35, 1.3, 1.28]


def text(rows: list[PlotRow]) -> str:
    return "\n".join("".join(part for part, _ in row) for row in rows)


def styles(rows: list[PlotRow]) -> set[str]:
    return {style for row in rows for _, style in row}


def test_each_run_has_its_letter_and_its_style() -> None:
    rows = overlaid(Overlay("loss", [Course("A", DOWN), Course("B", SLOW)]), 60, 12, braille=True)
    assert {"run-a", "run-b"} <= styles(rows)
    shown = text(rows)
    assert shown.startswith("loss  A 0.250 B 1.280")
    assert shown.count("A") >= 2
    assert shown.splitlines()[-1].endswith("epoch 8")
    assert all(len(line) <= 60 for line in shown.splitlines())


def test_the_title_has_the_values_of_the_weights_that_were_kept() -> None:
    rows = overlaid(Overlay("loss", [Course("A", DOWN, kept=3)]), 60, 12, braille=True)
    assert text(rows).startswith("loss  A 0.600")


def test_without_braille_the_letters_are_the_points() -> None:
    courses = [Course("A", DOWN, DOWN), Course("B", [], SLOW)]
    shown = text(overlaid(Overlay("loss", courses), 60, 12, braille=False))
    assert {"A", "b"} <= set(shown)
    assert "B" not in shown.splitlines()[3]


def test_what_lies_above_the_axis_is_told_at_the_top() -> None:
    losses = [61.5, *[1.0] * 60]
    beside = Overlay("loss", [Course("A", losses), Course("B", [1.1] * 61)])
    for braille, sign in ((True, "↑"), (False, "^")):
        rows = overlaid(beside, 60, 10, braille=braille)
        assert f"{sign}61.50" in "".join(text for text, _ in rows[1])
    late = Overlay("loss", [Course("A", losses[::-1])])
    assert "↑61.50" in "".join(text for text, _ in overlaid(late, 60, 10, braille=True)[1])
    whole = Overlay("loss", [Course("A", losses[1:])])
    assert "↑" not in str(overlaid(whole, 60, 10, braille=True))


def test_training_has_small_letters() -> None:
    rows = overlaid(Overlay("loss", [Course("A", DOWN, SLOW)]), 60, 12, braille=True)
    assert "a" in text(rows[1:-1])


@given(
    st.lists(st.lists(st.floats(allow_nan=True), max_size=9), min_size=1, max_size=6),
    st.integers(12, 90), st.booleans(),
)  # fmt: skip
def test_any_curves_fit_the_width(curves: list[list[float]], width: int, dots: bool) -> None:
    courses = [Course(letter, curve) for letter, curve in zip(LETTERS, curves, strict=False)]
    rows = overlaid(Overlay("loss", courses), width, 8, braille=dots)
    assert len(rows) == 8
    assert all(sum(len(part) for part, _ in row) <= width for row in rows[1:])


def test_a_curve_that_is_no_number_leaves_an_empty_chart() -> None:
    rows = overlaid(Overlay("loss", [Course("A", [math.nan, math.inf])]), 40, 8, braille=True)
    assert "A" in text(rows[:1])


LINES = [Line("units", ("16", "32, 32, 64")), Line("diagnosis", ("good fit", "overfitting"))]


def test_a_table_has_a_column_for_each_run() -> None:
    laid = Table(LINES, "AB", 60)
    heading, first, second = text([*laid.heading(), *laid.rows(LINES)]).splitlines()
    assert first.split() == ["units", "16", "32,", "32,", "64"]
    assert heading.index("B") == first.index("32,") == second.index("overfitting")


def test_without_room_the_runs_stand_below_each_other() -> None:
    laid = Table(LINES, "AB", 24)
    assert laid.heading() == []
    shown = text(laid.rows(LINES))
    assert "diagnosis\n  A good fit\n  B overfitting" in shown
    assert text(Table(LINES, "AB", 24).rows([Line("units", ("16", "3"))])) == "units  A 16  B 3"
