"""What tests of the screens do again and again."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot
from textual.widgets import Static

from tests.ui.conftest import Bed
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.bench import Bench

EXPERIMENT_STEP = 5


async def until(pilot: Pilot[int], condition: Callable[[], bool], what: str = "") -> None:
    """Let the application run until something holds; fail where it never does."""
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.02)
    raise AssertionError(what or "this never came to hold")


async def go_to_experiment(bed: Bed, pilot: Pilot[int]) -> Bench:
    await pilot.pause()
    screen = bed.app.screen
    assert isinstance(screen, LessonScreen)
    screen.step = EXPERIMENT_STEP - 1
    await screen.action_step(1)
    await pilot.pause()
    return screen.query_one(Bench)


def status_of(bed: Bed) -> str:
    return str(bed.app.screen.query_one("#run-status", Static).render())


async def train(bed: Bed, pilot: Pilot[int]) -> None:
    """Press t and let the worker take the order on."""
    bed.worker.get_ready()
    await pilot.press("t", "t")  # the first one asks for a prediction
    await until(pilot, lambda: bool(bed.worker.orders), "no order reached the worker")
    bed.worker.begin()
