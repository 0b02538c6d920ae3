"""The layout of the main screens, kept as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.loopback import course
from tests.support import CURVES, OVERFITTING
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import status_of
from tutor.lab import events
from tutor.ui.screens.lesson import LessonScreen

Compare = Callable[..., bool]
SIZES = [(80, 24), (120, 40)]


async def to_bench(bed: Bed, pilot: Pilot[int]) -> None:
    await pilot.pause()
    screen = bed.app.screen
    assert isinstance(screen, LessonScreen)
    screen.step = 4
    await screen.action_step(1)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
def test_home(beds: Beds, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(beds(None).app, terminal_size=size)


@pytest.mark.parametrize("size", SIZES)
def test_a_question_answered_wrong(
    beds: Beds, snap_compare: Compare, size: tuple[int, int]
) -> None:
    bed = beds()

    async def answer(pilot: Pilot[int]) -> None:
        await pilot.pause()
        await pilot.press("enter", "down", "enter", "h")
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=size, run_before=answer)


@pytest.mark.parametrize("size", SIZES)
def test_the_builder(beds: Beds, snap_compare: Compare, size: tuple[int, int]) -> None:
    bed = beds()

    async def build(pilot: Pilot[int]) -> None:
        await to_bench(bed, pilot)
        await pilot.press("2", "a", "plus")
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=size, run_before=build)


async def to_training(bed: Bed, pilot: Pilot[int]) -> None:
    await to_bench(bed, pilot)
    bed.worker.get_ready()
    await pilot.press("t", "t")
    while not bed.worker.orders:
        await pilot.pause(0.02)
    bed.worker.begin()


async def to_end(bed: Bed, pilot: Pilot[int], accuracy: float = 0.79) -> None:
    bed.worker.epochs(CURVES)
    bed.worker.end(metrics={"val_accuracy": accuracy, "val_loss": 0.9})
    while f"{100 * accuracy:.1f}" not in status_of(bed):
        await pilot.pause(0.02)
    await pilot.pause(0.1)


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("size", [*SIZES, (40, 20), (200, 50)])
def test_results(
    beds: Beds, snap_compare: Compare, size: tuple[int, int], *, ascii_only: bool
) -> None:
    bed = beds()
    bed.app.ascii_only = ascii_only

    async def train(pilot: Pilot[int]) -> None:
        await to_training(bed, pilot)
        await to_end(bed, pilot)

    assert snap_compare(bed.app, terminal_size=size, run_before=train)


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
def test_a_warning_while_it_trains(
    beds: Beds, snap_compare: Compare, size: tuple[int, int]
) -> None:
    bed = beds()

    async def train(pilot: Pilot[int]) -> None:
        await to_training(bed, pilot)
        bed.worker.epochs(CURVES)
        bed.worker.tell_of_run(events.EarlyFinding(epoch=8, finding=OVERFITTING.primary))
        while not bed.app.screen.query_one("#run-early").display:
            await pilot.pause(0.02)
        await pilot.pause(0.1)

    assert snap_compare(bed.app, terminal_size=size, run_before=train)


def test_two_runs_compared(beds: Beds, snap_compare: Compare) -> None:
    bed = beds()

    async def train(pilot: Pilot[int]) -> None:
        await to_training(bed, pilot)
        await to_end(bed, pilot)
        await pilot.press("r")
        while len(bed.worker.orders) < 2:
            await pilot.pause(0.02)
        bed.worker.begin()
        await to_end(bed, pilot, 0.82)

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=train)


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
def test_own_data(beds: Beds, snap_compare: Compare, size: tuple[int, int]) -> None:
    bed = beds()

    async def choose(pilot: Pilot[int]) -> None:
        await to_bench(bed, pilot)
        await pilot.press("o")
        await pilot.pause()
        bed.app.screen.query_one(Input).cursor_blink = False
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=size, run_before=choose)


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
def test_data_to_fetch(
    beds: Beds, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
) -> None:
    bed = beds("good", course(tmp_path / "course"))

    async def train(pilot: Pilot[int]) -> None:
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        screen.step = 0
        await screen.action_step(1)
        await pilot.press("t")
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=size, run_before=train)
