"""What is repainted of rows of text: all that differs, and little else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.plot import PlotRow
from tutor.ui.widgets.changed import changed

WIDTH = 8
ROWS = st.lists(
    st.lists(st.tuples(st.text("ab ", max_size=3), st.sampled_from(["", "train"])), max_size=2),
    max_size=4,
)


def cells(rows: list[PlotRow], y: int) -> list[tuple[str, str]]:
    row = rows[y] if y < len(rows) else []
    found = [(character, style) for text, style in row for character in text]
    return found + [(" ", "")] * (WIDTH - len(found))


@given(old=ROWS, new=ROWS)
def test_painting_the_regions_over_the_old_rows_gives_the_new_ones(
    old: list[PlotRow], new: list[PlotRow]
) -> None:
    height = max(len(old), len(new))
    screen = [cells(old, y) for y in range(height)]
    for region in changed(old, new, WIDTH):
        span = slice(region.x, region.right)
        assert screen[region.y][span] != cells(new, region.y)[span]
        screen[region.y][span] = cells(new, region.y)[span]
    assert screen == [cells(new, y) for y in range(height)]


def test_only_the_cells_between_the_first_and_the_last_that_differ_are_painted() -> None:
    (region,) = changed([[("loss 0.42 ", "")]], [[("loss 0.37 ", "")]], 20)
    assert (region.x, region.width) == (7, 2)
    assert changed([[("a", ""), ("b", "")]], [[("ab", "")]], 4) == []
