"""Curves as cells: what lands where, and what it costs."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.canvas import Canvas, Curve
from tutor.lab.text.plot import Plot, bounds


def shown(canvas: Canvas) -> list[str]:
    return ["".join(text for text, _ in canvas.row(y)) for y in range(canvas.height)]


def test_a_falling_line_goes_from_the_top_left_to_the_bottom_right() -> None:
    canvas = Canvas(10, 4)
    canvas.draw(Curve("validation", [1.0, 0.5, 0.0]), 3, 0.0, 1.0)
    rows = shown(canvas)
    assert rows[0][0] != " "
    assert rows[0][9] == " "
    assert rows[3][9] != " "
    assert rows[3][0] == " "


def test_shape_tells_curves_apart_without_colour() -> None:
    solid, dashed = Canvas(20, 2), Canvas(20, 2)
    solid.draw(Curve("validation", [0.0, 1.0]), 2, 0.0, 1.0)
    dashed.draw(Curve("train", [0.0, 1.0], solid=False), 2, 0.0, 1.0)
    assert shown(solid) != shown(dashed)
    ascii_solid, ascii_dashed = Canvas(20, 4, braille=False), Canvas(20, 4, braille=False)
    ascii_solid.draw(Curve("validation", [0.0, 1.0]), 2, 0.0, 1.0)
    ascii_dashed.draw(Curve("train", [0.0, 1.0], solid=False), 2, 0.0, 1.0)
    assert set("".join(shown(ascii_solid))) == {" ", "o"}
    assert set("".join(shown(ascii_dashed))) == {" ", "+"}


def test_a_level_has_dots_farther_apart_than_a_dotted_curve() -> None:
    level, dotted = Canvas(30, 4), Canvas(30, 4)
    level.draw(Curve("level", [0.5, 0.5], solid=False, sparse=True), 2, 0.0, 1.0)
    dotted.draw(Curve("dotted", [0.5, 0.5], solid=False, dotted=True), 2, 0.0, 1.0)
    few, many = (sum(cell != " " for row in shown(one) for cell in row) for one in (level, dotted))
    assert few == many / 3 == 10


def test_nan_is_a_gap() -> None:
    canvas = Canvas(6, 2)
    canvas.draw(Curve("validation", [0.5, math.nan, math.inf]), 3, 0.0, 1.0)
    assert sum(cell != " " for row in shown(canvas) for cell in row) == 1


def test_the_mark_stands_where_nothing_else_does() -> None:
    canvas = Canvas(10, 3)
    canvas.draw(Curve("validation", [0.0, 0.0]), 2, 0.0, 1.0)
    column = canvas.mark(1, 2, "mark")
    rows = shown(canvas)
    assert column == 0
    assert [row[0] for row in rows[:2]] == ["╎", "╎"]
    assert rows[2][0] != "╎"


@given(
    st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=200),
    st.integers(1, 40),
    st.integers(1, 12),
    st.booleans(),
)
def test_any_values_fill_exactly_the_canvas(
    values: list[float], width: int, height: int, braille: bool
) -> None:
    canvas = Canvas(width, height, braille=braille)
    low, high = bounds(Plot("loss", values, values, max(len(values), 1)))
    assert math.isfinite(low)
    assert math.isfinite(high)
    assert low <= high
    canvas.draw(Curve("validation", values), max(len(values), 1), low, high)
    assert [len(row) for row in shown(canvas)] == [width] * height


@pytest.mark.parametrize("braille", [True, False])
def test_a_cell_belongs_to_one_curve_and_neither_disappears(braille: bool) -> None:
    both, alone = Canvas(40, 4, braille=braille), Canvas(40, 4, braille=braille)
    level = [0.5] * 80
    both.draw(Curve("train", level, solid=False), 80, 0.0, 1.0)
    both.draw(Curve("validation", level), 80, 0.0, 1.0)
    alone.draw(Curve("validation", level), 80, 0.0, 1.0)
    cells = [(glyph, name) for y in range(4) for text, name in both.row(y) for glyph in text]
    names = [name for _, name in cells if name]
    assert 0 < names.count("train") < names.count("validation") / 2
    if braille:
        assert shown(both) == shown(alone)  # the solid line has no gaps


def test_accuracies_go_from_0_unless_all_are_high_and_losses_begin_at_zero() -> None:
    assert bounds(Plot("accuracy", [0.2, 0.9], [], 2, unit_range=True)) == (0.0, 1.0)
    assert bounds(Plot("accuracy", [0.83, 0.9], [0.6], 2, unit_range=True)) == (0.0, 1.0)
    assert bounds(Plot("accuracy", [0.83, 0.9], [0.85], 2, unit_range=True)) == (0.8, 1.0)
    assert bounds(Plot("loss", [2.0, 0.5], [], 2))[0] == 0.0


def test_a_shaded_region_shows_where_no_curve_runs() -> None:
    canvas = Canvas(10, 4)
    canvas.shade([0.3, 0.3], [0.7, 0.7], 2, (0.0, 1.0))
    runs = [run for y in range(4) for run in canvas.row(y)]
    assert {name for text, name in runs if text.strip()} == {"band"}
    assert shown(canvas)[0].strip() == shown(canvas)[3].strip() == ""
    assert all(cell != " " for row in shown(canvas)[1:3] for cell in row)
    canvas.draw(Curve("validation", [0.6, 0.6]), 2, 0.0, 1.0)
    assert {name for _, name in canvas.row(1)} == {"validation"}
    assert {name for _, name in canvas.row(2)} == {"band"}


def test_a_smooth_curve_is_the_median_of_what_shares_a_column() -> None:
    values = [0.5, 0.0, 0.5, 1.0] * 100
    wild, smooth = Canvas(4, 8, braille=False), Canvas(4, 8, braille=False)
    wild.draw(Curve("validation", values), 400, 0.0, 1.0)
    smooth.draw(Curve("validation", values, smooth=True), 400, 0.0, 1.0)
    assert sum(row.count("o") for row in shown(wild)) == 32
    assert sum(row.count("o") for row in shown(smooth)) == 4
