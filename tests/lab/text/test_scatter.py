"""What runs cost against what came of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.plot import PlotRow
from tutor.lab.text.scatter import FRONT, Point, pareto, scattered

POINTS = [Point(1.0, 0.7), Point(2.0, 0.9, "A"), Point(3.0, 0.8), Point(40.0, 0.95, here=True)]
WORDS = ("validation accuracy", "seconds")


def text(rows: list[PlotRow]) -> str:
    return "\n".join("".join(part for part, _ in row) for row in rows)


def test_the_front_is_what_no_other_run_beats_in_both() -> None:
    assert [point.x for point in pareto(POINTS)] == [1.0, 2.0, 40.0]
    assert pareto([Point(1.0, 0.5), Point(1.0, 0.6)]) == [Point(1.0, 0.6)]
    flattered = Point(0.5, 0.99, sound=False)
    assert pareto([flattered, *POINTS]) == pareto(POINTS)
    for points, told in ((POINTS, False), ([flattered, *POINTS], True)):
        assert ("leakage aside" in text(scattered(points, 70, 10, WORDS, braille=True))) is told


def test_marked_runs_carry_their_letter_and_the_front_is_drawn() -> None:
    rows = scattered(POINTS, 70, 10, WORDS, braille=True)
    shown = text(rows)
    assert "A" in shown
    assert "◆" in text(rows[1:])
    assert any(style == FRONT for row in rows[1:] for _, style in row)
    assert shown.splitlines()[-1].endswith("seconds 40")


def test_an_axis_by_powers_of_ten_tells_what_stands_halfway() -> None:
    def axis(last: float) -> list[str]:
        points = [Point(1.0, 0.5), Point(last, 0.6)]
        return text(scattered(points, 70, 10, WORDS, braille=True)).splitlines()[-1].split()

    assert axis(100.0) == ["└1", "10", "seconds", "100.0"]
    assert axis(9.0) == ["└1", "seconds", "9"]


def test_in_ascii_cursor_and_runs_differ() -> None:
    shown = text(scattered(POINTS, 70, 10, WORDS, braille=False)[1:])
    assert {"A", "@", "o", "-"} <= set(shown)


@given(
    st.lists(st.tuples(st.floats(), st.floats(0, 1)), max_size=9), st.integers(9, 80),
    st.integers(3, 12), st.booleans(), st.booleans(),
)  # fmt: skip
def test_any_points_fit(
    found: list[tuple[float, float]], width: int, height: int, dots: bool, shares: bool
) -> None:
    points = [Point(x, y if shares else -y) for x, y in found]
    rows = scattered(points, width, height, WORDS, braille=dots, shares=shares)
    assert len(rows) in {1, height}
    assert all(sum(len(part) for part, _ in row) == width for row in rows[1:])


def test_the_run_under_the_cursor_is_seen_at_the_right_end_beside_a_long_label() -> None:
    found = [Point(0.4, -0.067), Point(0.6, -0.0515), Point(0.79, -0.0593, here=True)]
    rows = scattered(found, 70, 8, WORDS, braille=True, shares=False)
    assert "◆" in text(rows[1:])
    assert "\n.0492 │" in text(rows)


@pytest.mark.parametrize("braille", [True, False])
@pytest.mark.parametrize("height", [4, 8, 9, 20])
def test_runs_lie_on_the_lines_that_their_labels_name(height: int, braille: bool) -> None:
    found = [Point(1.0, 0.097), Point(2.0, 0.097, here=True), Point(9.0, 1.0, "A")]
    rows = text(scattered(found, 70, height, WORDS, braille=braille)).splitlines()
    assert "A" in next(row for row in rows if row.startswith("100 % │"))
    here = next(row for row in rows[1:] if "◆" in row or "@" in row)
    assert here.startswith(" 10 % │")


@given(st.floats(0.0, 1.0), st.integers(8, 24), st.booleans())
def test_a_run_lies_on_the_nearest_line(y: float, height: int, braille: bool) -> None:
    found = [Point(1.0, 0.0), Point(9.0, 1.0), Point(5.0, y, "A")]
    rows = text(scattered(found, 70, height, WORDS, braille=braille)).splitlines()[1:-1]
    [line] = [line for line, row in enumerate(rows) if "A" in row]
    assert abs(line - (1.0 - y) * (len(rows) - 1)) <= 0.5 + 0.13 * braille


def test_all_right_has_room_beside_the_axis() -> None:
    rows = scattered([Point(1.0, 1.0)], 15, 4, WORDS, braille=False)
    assert "".join(text for text, _ in rows[1]).startswith("100 % │")


def test_of_losses_the_least_stands_highest() -> None:
    points = [Point(1.0, -2.5), Point(2.0, -1.25)]
    rows = scattered(points, 40, 10, ("validation loss", "seconds"), braille=True, shares=False)
    lines = ["".join(text for text, _ in row) for row in rows]
    assert lines[1].split()[0] == "1.25"
    assert lines[8].split()[0] == "2.5"
    assert "%" not in "".join(lines)
    level = scattered(points[:1], 40, 10, ("loss", "seconds"), braille=True, shares=False)
    assert "".join(text for text, _ in level[1]).split()[0] == "2.49"
