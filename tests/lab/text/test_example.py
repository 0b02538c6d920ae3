"""An example of any kind in rows that fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answers.outcomes import ROW, WORDS, picture
from tutor.lab.text.example import rows, size_at
from tutor.lab.text.picture import Way
from tutor.lab.text.rows import cells, cut
from tutor.lab.views.shown import Columns, Numbers, Pixels, Shown, Words

NUMBERS = Numbers(rows=[[0.5, 1.25, 2.0, 3.0, 4.0, 5.0, 6.0], [1.0]])
EMPTY = Pixels(height=0, width=0, channels=1, shades=b"")
ALL: list[Shown] = [
    picture(), picture(28, 28), picture(32, 32, 3), picture(24, 32), WORDS, ROW, NUMBERS, EMPTY,
    Words(tokens=[]), Columns(names=[], values=[], away=[]), Words(tokens=["x" * 300]),
]  # fmt: skip
WAYS: list[Way] = ["colours", "shades", "letters"]


def text(example: Shown, width: int, height: int, way: Way = "letters") -> list[str]:
    return ["".join(part for part, _ in row) for row in rows(example, width, height, way)]


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=40, deadline=None)
@given(width=st.integers(-1, 210), height=st.integers(-1, 60), which=st.integers(0, len(ALL) - 1))
def test_everything_fits_into_any_room(way: Way, width: int, height: int, which: int) -> None:
    drawn = rows(ALL[which], width, height, way)
    assert len(drawn) <= max(height, 1)
    assert all(cells(row) <= max(width, 1) for row in drawn)


@pytest.mark.parametrize(
    ("height", "width", "channels", "room", "taken"),
    [
        (8, 8, 1, (75, 16), (32, 16)),
        (28, 28, 1, (75, 16), (28, 14)),
        (32, 32, 3, (75, 16), (32, 16)),
        (32, 32, 3, (75, 15), (30, 15)),
        (24, 32, 1, (37, 10), (26, 10)),
        (28, 28, 1, (200, 45), (84, 42)),
    ],
)
def test_pictures_are_as_large_as_fits(
    height: int, width: int, channels: int, room: tuple[int, int], taken: tuple[int, int]
) -> None:
    drawn = rows(picture(height, width, channels), *room, "colours")
    assert (cells(drawn[0]), len(drawn)) == taken


def test_the_size_at_a_scale_is_that_of_the_picture_drawn() -> None:
    for scale in (2.0, 1.0, 1 / 2, 1 / 3):
        wide, tall = size_at(picture(28, 28), scale, "shades")
        drawn = rows(picture(28, 28), wide, tall, "shades")
        assert (cells(drawn[0]), len(drawn)) == (wide, tall)


def test_text_is_wrapped_and_told_where_it_goes_on() -> None:
    assert text(WORDS, 20, 9) == ["a long walk and not", "a dull step in three", "hours"]
    assert text(WORDS, 20, 2) == ["a long walk and not", "a dull step in thre…"]
    assert text(Words(tokens=[]), 20, 2) == ["(no words)"]


def test_a_row_of_a_table_begins_with_what_stands_out() -> None:
    assert text(ROW, 60, 9) == [
        "             value  standard deviations from the mean",
        "proline      1,680  +2.9",
        "hue           0.57  −1.7",
        "ash           2.38  −0.1",
    ]
    styles = [row[-1][1] for row in rows(ROW, 60, 9, "letters")]
    assert styles == ["axis", "mark", "", "quiet"]
    assert text(ROW, 60, 3)[-1] == "… and 2 more columns, nearer to the mean"
    assert text(ROW, 60, 1) == ["Standard deviations from the mean: proline +2.9, hue −1.7,…"]
    mean = Columns(names=["hue"], values=[0.5], away=[-0.01])
    assert text(mean, 60, 1) == ["Standard deviations from the mean: hue 0.0"]


def test_numbers_without_names_stand_in_their_rows() -> None:
    assert text(NUMBERS, 60, 9) == ["0.5  1.25  2  3  4  5  …", "1"]


def test_rows_are_cut_between_and_inside_their_parts() -> None:
    assert cut([("abc", "x"), ("def", "y"), ("g", "")], 4) == [("abc", "x"), ("d", "y")]
