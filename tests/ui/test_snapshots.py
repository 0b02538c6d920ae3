"""The layout of the main screens, kept as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.loopback import course
from tests.support import CURVES
from tests.ui.conftest import Bed, Beds
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
        await pilot.press("enter", "enter", "h")
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


@pytest.mark.parametrize("size", [*SIZES, (40, 20)])
def test_results(beds: Beds, snap_compare: Compare, size: tuple[int, int]) -> None:
    bed = beds()

    async def train(pilot: Pilot[int]) -> None:
        await to_bench(bed, pilot)
        bed.worker.get_ready()
        await pilot.press("t", "t")
        while not bed.worker.orders:
            await pilot.pause(0.02)
        bed.worker.begin()
        bed.worker.epochs(CURVES)
        bed.worker.end(metrics={"val_accuracy": 0.79, "val_loss": 0.9})
        screen = bed.app.screen
        while not screen.query_one("DiagnosisCard").display:
            await pilot.pause(0.02)
        await pilot.pause(0.1)

    assert snap_compare(bed.app, terminal_size=size, run_before=train)


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
