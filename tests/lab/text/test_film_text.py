"""A film's sentences, figures and timeline, in every room."""

from __future__ import annotations

import pytest

from tests.answers.film import film, frames
from tutor.datasets.appearances import Score, Stretch
from tutor.lab.film_index import Person, Reel, Rule
from tutor.lab.text.film import Seen, _of_all, everybody, headline, listed, panel, whereabouts
from tutor.lab.text.film_layout import drawn, layout
from tutor.lab.text.fitted import fitted, room
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.timeline import covered, frame_at, timeline
from tutor.lab.views.film import FramesQuery

REEL = Reel(film())


def seen(person: str = "Clara", frame: int = 0, window: int = 5) -> Seen:
    return Seen(REEL, REEL.index(Rule(window=window)), REEL.film.names.index(person), frame)


def text(rows: list[PlotRow]) -> list[str]:
    return ["".join(part for part, _ in row) for row in rows]


def test_how_often_and_how_long_found_and_true() -> None:
    told = headline(seen(), 80)
    assert told.startswith("Found: Clara appears 9 times, ")
    assert told.endswith("% of the film. True: 7 times, 14.10 %.")
    assert headline(seen(), 38).endswith("true: 7 times, 14.10 %")
    assert len(headline(seen(), 38)) < 2 * 38


def test_a_headline_that_would_take_two_lines_says_less(monkeypatch: pytest.MonkeyPatch) -> None:
    told = headline(seen(), 80)
    monkeypatch.setattr("tutor.lab.text.film.ONE_LINE", len(told) - 1)
    assert headline(seen(), len(told)) == told
    assert "true: 7 times" in headline(seen(), len(told) - 1)


def test_where_the_frame_is() -> None:
    one = seen().one
    found = one.appearances[next(iter(one.right))]
    assert "right, " in whereabouts(seen(frame=found.first))
    wrong = next(n for n in range(len(one.appearances)) if n not in one.right)
    assert "% overlap at most" in whereabouts(seen(frame=one.appearances[wrong].first))
    ada = seen("Ada")
    missed = ada.one.truths[ada.one.missed[0]]
    told = [whereabouts(seen("Ada", frame)) for frame in range(missed.first, missed.last + 1)]
    assert any("Missed: Ada" in one or "wrong" in one for one in told)
    nobody = next(n for n in range(1000) if not (one.found[n] or one.true[n]))
    assert "not found in this frame, and is not there" in whereabouts(seen(frame=nobody))


def test_the_panel_has_the_figures_with_intervals() -> None:
    rows = text(panel(seen(), 60, 10))
    assert rows[0].startswith("frame 1 of 1,000 · shot 1, park")
    assert rows[0].endswith("▶ 10/s")
    score = seen().one.score
    share = 100 * score.right / score.true
    assert any(
        row.startswith(f"recall    {score.right} of {score.true}, {share:.0f} % (") for row in rows
    )
    assert any("precision 66.7 %, recall 68.1 %, F1 67.4 %" in row for row in rows)
    assert max(map(len, text(panel(seen(), 33, 0)))) <= 33
    assert len(everybody(seen(), 60)) == 6


@pytest.mark.parametrize(
    ("width", "heading", "told"),
    [
        (60, "  f=found t=true", "precision 66.7 %, recall 68.1 %, F1 67.4 %"),
        (46, "  f=found t=true", "P 66.7 %, R 68.1 %, F1 67.4 %"),
        (33, "  f=found t=true", "F1 67.4, P 66.7, R 68.1"),
        (19, " ", "F1 67.4"),
    ],
)
def test_f1_of_all_is_told_in_every_width(width: int, heading: str, told: str) -> None:
    rows = text(panel(seen(), width, 0))
    assert rows[1].startswith(heading)
    assert f"all 5     {told}" in rows
    assert max(map(len, rows)) <= width


def test_where_nothing_was_found_f1_is_0() -> None:
    assert Score(0, 4, 0).f1 == 0.0
    assert Score(0, 0, 0).f1 is None
    assert _of_all(Score(0, 4, 0), 60) == "precision none, recall 0.0 %, F1 0.0 %"


@pytest.mark.parametrize("height", [3, 8, 40])
def test_the_list_keeps_to_its_room_and_marks_where_one_is(height: int) -> None:
    one = seen().one
    here = one.appearances[5]
    rows = text(listed(seen(frame=here.first), 34, height))
    assert len(rows) <= height
    assert sum(row.startswith("▸") for row in rows) == 1
    assert max(map(len, rows)) <= 34


def test_a_timeline_shows_found_above_true() -> None:
    person = Person(
        [], [], [Stretch(0, 9), Stretch(50, 59)], [Stretch(5, 9), Stretch(80, 99)], {0: 0}
    )
    rows = text(timeline(person, 100, 20, 28, [(0, 49), (50, 99)]))
    assert {len(row) for row in rows} == {28}
    over, found, true, under, axis = rows
    assert over[8:].index("✓") < over[8:].index("✗")
    assert found[8:10] == "██"
    assert true[8:11] == " ━ "
    assert under.strip() == "○"
    assert found[8 + 4] == true[8 + 4] == "│"
    assert "▲ 21" in axis
    assert "┴" in axis


def test_a_short_stretch_of_a_long_film_is_still_seen() -> None:
    assert covered([Stretch(500, 500)], 1000, 10, ("█", "▌", "▐")).strip() == "▌"


def test_a_column_of_the_timeline_is_a_frame() -> None:
    assert frame_at(8, 1000, 108) == 0
    assert frame_at(58, 1000, 108) == 500
    assert frame_at(3, 1000, 108) is None
    assert frame_at(200, 1000, 108) is None


@pytest.mark.parametrize("way", ["colours", "shades", "letters"])
def test_a_picture_fills_its_room(way: Way) -> None:
    picture = frames(FramesQuery(first=0, count=1)).picture(0)
    for columns, lines in ((32, 12), (19, 9), (80, 40), (1, 1)):
        width, height = room(24, 32, columns, lines)
        rows = text(fitted(picture, width, height, way))
        assert {len(row) for row in rows} == {width}
        assert len(rows) == height <= max(lines, 1)
        assert width <= columns
        assert way != "letters" or "".join(rows).isascii()


@pytest.mark.parametrize(
    ("width", "height"), [(76, 20), (38, 16), (196, 46), (120, 36), (10, 5), (1, 1)]
)
def test_any_room_is_shared_out(width: int, height: int) -> None:
    picture = frames(FramesQuery(first=0, count=1)).picture(0)
    shared = layout(width, height, REEL.film)
    parts = drawn(seen(frame=412), picture, shared, "colours", 0)
    used = [columns + 1 for columns in shared.columns.values() if columns]
    assert width < 30 or sum(used) <= width + 1
    for name, rows in parts.items():
        limit = shared.columns.get(name, width)
        assert all(len(row) <= max(limit, 9) for row in text(rows)), name
    assert len(parts["timeline"]) <= max(shared.timeline, 0)
