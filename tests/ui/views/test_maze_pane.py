"""The maze on the look screen: played by steps or flowing, with memory and without."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from textual.pilot import Pilot

from tests.answers.kept import kept
from tests.answers.mazes import game
from tests.training.orders import made
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tests.ui.views.looking import answering, drawn, line, open_view, opened
from tutor.lab.run import Run
from tutor.lab.settings import Value
from tutor.lab.views.maze import Games, MazeQuery


def run(second: int, *, network: bool = False, corridor: int = 5, **settings: Value) -> Run:
    order = made("tmaze", {"units": 32, **settings}, options={"corridor_length": corridor})
    return kept(order=order, run=f"20260131-1200{second:02d}-1a2b3c", network=network)


def answer(query: MazeQuery) -> Games:
    games = [game(), game("down", remembers=False)] if query.others else [game()]
    return Games(number=query.number, games=games)


def without_memory() -> None:
    """A run of the same experiment without memory, its network kept."""
    run(0, network=True, dense_layers=1)


async def open_maze(bed: Bed, pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> None:
    answering(bed, monkeypatch, {MazeQuery: answer})
    await open_view(bed, pilot, run(1, recurrent_layers=1, cell="LSTM"), "maze")


def playing(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> AbstractAsyncContextManager[tuple[Bed, Pilot[int]]]:
    return opened(beds, lambda bed, pilot: open_maze(bed, pilot, monkeypatch))


async def test_steps_lead_to_the_end_and_back_and_another_maze_begins_anew(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(beds, monkeypatch) as (bed, pilot):
        assert line(bed).startswith("Maze 1.")
        assert "Train it without memory too" in line(bed)
        await pilot.press("right", "enter")
        await pilot.pause()
        assert line(bed).startswith("Step 2: it sees the corridor")
        await pilot.press("left", *["right"] * 9)
        await pilot.pause()
        assert "✓ It turned up: right." in line(bed)
        await pilot.press("n")
        await pilot.pause()
        assert line(bed).startswith("Maze 2.")


async def test_one_that_was_trained_in_another_corridor_is_said_to_need_the_same(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(0, network=True, dense_layers=1, corridor=15)
    async with playing(beds, monkeypatch) as (bed, _):
        wanted = "Train it without memory with the same corridor too, and both play"
        assert wanted in " ".join(line(bed).split())


async def test_it_flows_to_the_end_by_itself(beds: Beds, monkeypatch: pytest.MonkeyPatch) -> None:
    async with playing(beds, monkeypatch) as (bed, pilot):
        await pilot.press("plus", "plus", "space")
        await until(pilot, lambda: "The clue was up" in line(bed))
        await pilot.press("minus", "minus", "minus", "minus")  # no step between two keys
        await pilot.press("space", "space")
        await pilot.pause()
        assert line(bed).startswith("Maze 1.")


async def test_both_are_seen_and_where_it_is_narrow_one_after_the_other(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_memory()
    async with playing(beds, monkeypatch) as (bed, pilot):
        assert "with memory · LSTM" in drawn(bed)
        assert "without memory · Dense" in drawn(bed)
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert "without memory" not in drawn(bed)
        await pilot.press("m")
        await pilot.pause()
        assert "without memory · Dense" in drawn(bed)


Compare = Callable[..., bool]


def test_layout(beds: Beds, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    bed = beds(None)
    without_memory()

    async def look(pilot: Pilot[int]) -> None:
        await open_maze(bed, pilot, monkeypatch)
        await pilot.press("right", "right", "right")

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=look)
