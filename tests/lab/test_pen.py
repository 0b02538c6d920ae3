"""Drawing with a pen: what is seen of it, and what can be taken back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.drawing import TIMES, Drawing

SIDE = 8


def bar(drawing: Drawing) -> None:
    """Draw a short upright line in the middle."""
    drawing.toggle_pen()
    for _ in range(4):
        drawing.move(0, 1)
    drawing.toggle_pen()


def test_nothing_is_seen_of_a_pen_that_is_up() -> None:
    drawing = Drawing(SIDE, SIDE)
    drawing.move(1, 1)
    assert drawing.empty
    assert drawing.seen() == bytes(SIDE * SIDE)


def test_a_shade_is_the_share_of_fine_points_with_ink() -> None:
    drawing = Drawing(SIDE, SIDE)
    bar(drawing)
    marks, across = drawing.marks(), SIDE * TIMES
    block = [marks[y * across + x] for y in range(16, 20) for x in range(16, 20)]
    assert drawing.seen()[4 * SIDE + 4] == round(255 * sum(block) / 16)
    assert len(set(drawing.seen())) > 2  # soft edges


def test_an_example_that_nobody_altered_is_seen_as_it_is() -> None:
    drawing = Drawing(SIDE, SIDE, 1.0)
    shades = bytes(range(SIDE * SIDE))
    drawing.begin_with(shades)
    assert drawing.seen() == shades


def test_what_is_rubbed_out_of_an_example_is_black_and_the_rest_stays() -> None:
    drawing = Drawing(SIDE, SIDE)
    drawing.begin_with(bytes([200]) * SIDE * SIDE)
    drawing.toggle_ink()
    bar(drawing)
    seen = drawing.seen()
    assert seen[4 * SIDE + 4] < 100
    assert seen[0] == 200


def test_undo_takes_back_strokes_clearing_and_examples_one_by_one() -> None:
    drawing = Drawing(SIDE, SIDE)
    bar(drawing)
    drawn = drawing.seen()
    drawing.clear()
    assert drawing.empty
    drawing.begin_with(bytes([9]) * SIDE * SIDE)
    drawing.undo()
    assert drawing.empty
    drawing.undo()
    assert drawing.seen() == drawn
    drawing.undo()
    drawing.undo()
    assert drawing.empty


def test_a_small_figure_is_brought_to_the_size_of_the_data() -> None:
    drawing = Drawing(SIDE, SIDE, 1.0)
    bar(drawing)
    rows = [any(drawing.seen()[y * SIDE : (y + 1) * SIDE]) for y in range(SIDE)]
    assert all(rows)
    drawing.fitted = False
    rows = [any(drawing.seen()[y * SIDE : (y + 1) * SIDE]) for y in range(SIDE)]
    assert not all(rows)


MOVES = st.lists(
    st.sampled_from(["pen", "ink", "up", "left", "far", "clear", "undo", "example"]), max_size=30
)


@given(MOVES)
def test_whatever_is_done_a_whole_picture_is_seen_and_the_pen_stays_in_it(moves: list[str]) -> None:
    drawing = Drawing(4, 6, 1.0)
    for move in moves:
        match move:
            case "pen":
                drawing.toggle_pen()
            case "ink":
                drawing.toggle_ink()
            case "up":
                drawing.move(0, -1)
            case "left":
                drawing.move(-1, 0)
            case "far":
                drawing.go(10_000, -10_000)
            case "clear":
                drawing.clear()
            case "undo":
                drawing.undo()
            case "example":
                drawing.begin_with(bytes(24))
    assert len(drawing.seen()) == 24
    x, y = drawing.pen
    assert 0 <= x < 6 * TIMES
    assert 0 <= y < 4 * TIMES
