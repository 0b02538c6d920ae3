"""The maze on the look screen: played by steps or flowing, with memory and without."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from textual.pilot import Pilot

from tests.lab.text.test_maze_text import game
from tests.training.orders import made
from tests.ui.conftest import Beds
from tests.ui.steps import until
from tests.ui.views.looked import drawn, looked, recorded, said, turned_to
from tutor.lab.run import Order
from tutor.lab.views import queries
from tutor.lab.views.maze import Games, MazeQuery
from tutor.ui.views.maze import MazePane


def ordered(second: int, **layers: int) -> Order:
    order = made("tmaze", {"units": 32, **layers}, options={"corridor_length": 5})
    return msgspec.structs.replace(order, run=f"20260131-1200{second:02d}-1a2b3c")


ORDER = ordered(1, recurrent_layers=1)


def answer(query: queries.Any) -> msgspec.Struct:
    assert isinstance(query, MazeQuery)
    games = [game(), game("down", remembers=False)] if query.others else [game()]
    return Games(number=query.number, games=games)


def without_memory() -> None:
    """A run of the same experiment without memory, its network kept."""
    (recorded(ordered(0, dense_layers=1)).folder / "model.keras").touch()


async def test_steps_lead_to_the_end_and_back_and_another_maze_begins_anew(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await looked(bed, pilot, ORDER, answer, monkeypatch)
        pane = await turned_to(bed, pilot, "maze", MazePane)
        assert said(pane).startswith("Maze 1.")
        assert "Train it without memory too" in said(pane)
        await pilot.press("right", "enter")
        await pilot.pause()
        assert said(pane).startswith("Step 2: it sees the corridor")
        await pilot.press("left", *["right"] * 9)
        await pilot.pause()
        assert "✓ It turned up: right." in said(pane)
        await pilot.press("n")
        await pilot.pause()
        assert said(pane).startswith("Maze 2.")


async def test_it_flows_to_the_end_by_itself(beds: Beds, monkeypatch: pytest.MonkeyPatch) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await looked(bed, pilot, ORDER, answer, monkeypatch)
        pane = await turned_to(bed, pilot, "maze", MazePane)
        await pilot.press("plus", "plus", "space")
        await until(pilot, lambda: "The clue was up" in said(pane))
        await pilot.press("space", "space")
        await pilot.pause()
        assert said(pane).startswith("Maze 1.")


async def test_both_are_seen_and_where_it_is_narrow_one_after_the_other(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        without_memory()
        await looked(bed, pilot, ORDER, answer, monkeypatch)
        pane = await turned_to(bed, pilot, "maze", MazePane)
        assert "with memory · LSTM" in drawn(pane)
        assert "without memory · Dense" in drawn(pane)
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert "without memory" not in drawn(pane)
        await pilot.press("m")
        await pilot.pause()
        assert "without memory · Dense" in drawn(pane)


Compare = Callable[..., bool]


def test_layout(beds: Beds, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    bed = beds(None)

    async def look(pilot: Pilot[int]) -> None:
        await pilot.pause()
        without_memory()
        await looked(bed, pilot, ORDER, answer, monkeypatch)
        await turned_to(bed, pilot, "maze", MazePane)
        await pilot.press("right", "right", "right")
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=look)
