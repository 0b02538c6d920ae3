"""What tests of the screens do again and again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from tests.support import CURVES
from tests.ui.conftest import Bed, Beds
from tutor.course.answers import right_answer
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.bench import Bench

EXPERIMENT_STEP = 5


async def until(pilot: Pilot[int], condition: Callable[[], bool], what: str = "") -> None:
    """Let the application run until something holds; fail where it never does."""
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.02)
    raise AssertionError(what or "this never came to hold")


async def go_to_end(bed: Bed, pilot: Pilot[int]) -> LessonScreen:
    """The lesson's last step, which has its quiz."""
    await pilot.pause()
    screen = bed.app.screen
    assert isinstance(screen, LessonScreen)
    await screen.action_step(len(screen.lesson.steps) - 1)
    await pilot.pause()
    return screen


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


@asynccontextmanager
async def training(bed: Bed, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    """The application with a run of the experiment under way, shown in its bench."""
    async with bed.app.run_test(size=size) as pilot:
        await go_to_experiment(bed, pilot)
        await train(bed, pilot)
        yield pilot


async def left_training(beds: Beds, epochs: int = 0) -> Bed:
    """A terminal that has been left, after some epochs, while its worker trains on."""
    bed = beds()
    async with training(bed) as pilot:
        if epochs:
            bed.worker.epochs({name: values[:epochs] for name, values in CURVES.items()})
            await pilot.pause()
    return bed


def finish(bed: Bed) -> None:
    """Let the worker bring its run to an end that overfits."""
    bed.worker.epochs(CURVES)
    bed.worker.end(metrics={"val_accuracy": 0.79})


async def choose(pilot: Pilot[int], *, right: bool) -> None:
    """Answer the question on the screen, one of type `choice`."""
    answers = pilot.app.screen.query_one(Answers)
    wanted = right_answer(answers.quiz)
    place = next(place for place, index in enumerate(answers._shown) if (index == wanted) == right)
    answers.focus()
    answers.highlighted = place
    await pilot.press("enter")
    await pilot.pause()


def text_of(screen: Screen[None], selector: str) -> str:
    return str(screen.query_one(selector, Static).render())
