"""Below and above 0 can be told apart in every way of drawing."""

from __future__ import annotations

import pytest

from tutor.lab.text.picture import Way
from tutor.lab.text.signed import colour, exact, legend, sign, signed


def test_colours_are_warm_above_and_cold_below_and_dark_at_zero() -> None:
    red, _, blue = colour(127)
    assert red > blue
    red, _, blue = colour(-127)
    assert blue > red
    assert max(colour(0)) < 40


@pytest.mark.parametrize("way", ["shades", "letters"])
def test_signs_differ_below_and_above(way: Way) -> None:
    above = {sign(level, way) for level in range(40, 128)}
    below = {sign(-level, way) for level in range(40, 128)}
    assert not above & below
    assert sign(0, way) == " "
    assert sign(127, way) in legend(way)


def test_letters_are_ascii() -> None:
    rows = exact([[-127, -64, 0, 64, 127]], "letters")
    assert rows == [[("~~==  ##@@", "")]] or rows[0][0][0].isascii()
    assert legend("letters").isascii()


def test_a_map_is_as_large_as_it_fits() -> None:
    rows = signed([[127, -127], [0, 64]], 9, 4, "colours")
    assert len(rows) == 4
    assert sum(len(text) for text, _ in rows[0]) == 8
