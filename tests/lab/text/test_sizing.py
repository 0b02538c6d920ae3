"""Pictures fit into cells, and keep what matters where they become smaller."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.picture import size_of
from tutor.lab.text.sizing import fit, mean, resized, strongest


@given(st.integers(1, 70), st.integers(1, 70), st.integers(2, 90), st.integers(1, 40))
def test_a_picture_never_takes_more_cells_than_there_are(
    height: int, width: int, columns: int, rows: int
) -> None:
    for way in ("colours", "shades", "letters"):
        high, wide = fit(height, width, columns, rows, way)
        across, down = size_of(high, wide, way)
        assert across <= columns
        assert down <= rows
        grid = [[y * width + x for x in range(width)] for y in range(height)]
        found = resized(grid, high, wide, max)
        assert (len(found), len(found[0])) == (high, wide)


@given(st.integers(1, 70), st.integers(1, 70), st.integers(2, 90), st.integers(1, 40))
def test_a_picture_made_smaller_fills_the_room_one_way(
    height: int, width: int, columns: int, rows: int
) -> None:
    high, wide = fit(height, width, columns, rows, "colours")
    assert wide == columns or high == 2 * rows or high >= height


def test_enlarging_keeps_all_pixels_alike() -> None:
    assert resized([[1, 2]], 2, 4, max) == [[1, 1, 2, 2], [1, 1, 2, 2]]


def test_several_pixels_become_their_mean_and_levels_the_strongest() -> None:
    assert mean([(0, 10, 20), (10, 20, 40)]) == (5, 15, 30)
    assert resized([[0, -90, 3, 50]], 1, 2, strongest) == [[-90, 50]]
