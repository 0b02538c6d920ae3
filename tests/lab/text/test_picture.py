"""Pictures in cells: half blocks in colours, shades, letters; larger and smaller."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.lab.text.picture import Colour, Way, behind, grey, rows_of, size_of
from tutor.lab.text.rows import cells

BLACK, WHITE, RED = grey(0), grey(255), (255, 0, 0)
COLOURS = st.tuples(*[st.integers(0, 255)] * 3)
PICTURES = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(COLOURS, min_size=width, max_size=width), min_size=1)
)
WAYS: list[Way] = ["colours", "shades", "letters"]


def test_two_pixels_share_a_cell_in_colours_and_alike_cells_one_run() -> None:
    assert rows_of([[RED, RED, BLACK], [WHITE, WHITE, WHITE], [RED, BLACK, BLACK]], "colours") == [
        [("▀▀", "#ff0000/#ffffff"), ("▀", "#000000/#ffffff")],
        [("▀", "#ff0000"), ("▀▀", "#000000")],
    ]


def test_without_colour_a_pixel_is_two_cells_of_growing_ink() -> None:
    row = [grey(shade) for shade in (0, 60, 120, 180, 255)]
    assert rows_of([row], "shades") == [[("  ░░▒▒▓▓██", "")]]
    assert rows_of([row], "letters") == [[("  ::==##@@", "")]]
    assert rows_of([row], "letters")[0][0][0].isascii()


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=30)
@given(pixels=PICTURES)
def test_every_picture_takes_the_cells_that_were_told(way: Way, pixels: list[list[Colour]]) -> None:
    columns, lines = size_of(len(pixels), len(pixels[0]), way)
    drawn = rows_of(pixels, way)
    assert len(drawn) == lines
    assert {cells(row) for row in drawn} == {columns}


def test_signs_on_light_are_black_and_on_dark_white() -> None:
    assert behind(WHITE) == "#000000/#ffffff"
    assert behind((46, 92, 184)) == "#ffffff/#2e5cb8"
