"""A drawing in rows of text."""

from __future__ import annotations

import pytest

from tutor.lab.drawing import Drawing
from tutor.lab.text.drawing import sheet, verdict
from tutor.lab.text.picture import Way
from tutor.lab.text.rows import cells

LABELS = [str(n) for n in range(10)]
SHARES = [0.01] * 9 + [0.91]


def drawn(side: int) -> Drawing:
    drawing = Drawing(side, side)
    drawing.toggle_pen()
    for _ in range(6):
        drawing.move(1, 1)
    return drawing


@pytest.mark.parametrize("way", ["colours", "shades", "letters"])
@pytest.mark.parametrize("side", [8, 28, 32])
@pytest.mark.parametrize("room", [(74, 17), (36, 15), (190, 44)])
def test_it_fits_its_room(way: Way, side: int, room: tuple[int, int]) -> None:
    found = sheet(drawn(side), LABELS, SHARES, room, way)
    assert max(map(cells, found.rows)) <= room[0]
    assert len(found.rows) <= room[1]
    text = "".join(part for row in found.rows for part, _ in row)
    assert "91 %" in text
    assert way != "letters" or text.replace("–", "-").isascii()


def test_a_cell_of_the_canvas_is_a_fine_point_and_others_are_none() -> None:
    found = sheet(drawn(8), LABELS, SHARES, (74, 17), "colours")
    assert found.point(0, found.top) is not None
    assert found.point(found.columns - 1, found.top + found.lines - 1) is not None
    assert found.point(0, 0) is None
    assert found.point(found.columns, found.top) is None


def test_the_pen_is_seen_on_the_canvas_even_without_colour() -> None:
    drawing = Drawing(8, 8)
    rows = sheet(drawing, LABELS, [], (74, 17), "shades").rows
    assert any("○" in part for row in rows for part, _ in row)


def test_the_verdict_names_the_likeliest_and_a_rival_that_counts() -> None:
    assert verdict(["a", "b"], [0.2, 0.8]) == "It says b, 80 % sure; then a, 20 %."
    assert verdict(["a", "b"], [0.999, 0.001]) == "It says a, over 99 % sure."


def test_in_ascii_each_pixel_of_an_example_is_one_sign() -> None:
    drawing = Drawing(8, 8)
    drawing.begin_with(bytes(range(0, 256, 4)))
    rows = sheet(drawing, LABELS, [], (78, 18), "letters").rows
    canvas = ["".join(part for part, _ in row)[:32] for row in rows[1:17]]
    assert canvas[0].startswith("    ")
    assert canvas[-1] == "%%%%%%%%@@@@@@@@@@@@@@@@@@@@@@@@"
