"""How soon views are there: the first picture after the key, and each move within it.

The application runs without a terminal here, with its real worker, whose libraries are loaded, and
is timed from the key to the moment at which it paints. Each run is looked at twice, from the screen
that shows its curves, which a learner sees for a second first: by the worker that has just trained
it, and by another one that has never seen it, as on a later day.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import RenderableType
from textual.message import Message
from textual.screen import Screen

from tests.benchmarks.accuracy import Reference, references
from tests.benchmarks.row import Row
from tests.benchmarks.trainings import make_order
from tutor.lab.run import Run
from tutor.ui import app as application
from tutor.ui.app import TutorApp
from tutor.ui.messages import ViewChanged
from tutor.ui.screens.look import LookScreen
from tutor.ui.screens.run import RunScreen
from tutor.ui.views.base import ViewPane

MOST_FIRST_SECONDS, MOST_MOVE_MS = 0.5, 100.0
_EPOCHS = 2
_MOVES = 5
_SIZE = (80, 24)
_PATIENCE_SECONDS = 60.0
_STEP_SECONDS = 0.001
_QUIET_SECONDS = 0.1
_READING_SECONDS = 1.0
"""How long somebody looks at a run's curves and diagnosis, at the least, before the key."""

_RUNS = (
    "digits", "points, spiral", "reviews", "faces", "vowels", "film", "key-phrases",
    "course-texts", "melodies", "recall, LSTM", "tmaze, memory",
)  # fmt: skip
"""References whose networks are looked at; the first three in a quick measurement."""
_QUICK = 3

_KEYS = {
    "boundary": "down", "draw": "n", "sound": "n", "film-index": "n", "music": "d",
    "writing": "up", "maze": "right", "your-sentence": "down", "key-phrases": "down",
    "text-analytics": "down", "confusion-matrix": "down", "worst-mistakes": "down",
    "feature-maps": "n", "filters": "right", "parts": "down", "memory": "down", "scores": "down",
}  # fmt: skip
"""What moves within each view."""

Times = dict[str, list[float]]
"""Seconds by the view's name."""


def rows(*, quick: bool) -> Iterator[Row]:
    """Look at a run of every kind of data, or of three kinds."""
    first: Times = defaultdict(list)
    moves: Times = defaultdict(list)
    for name in _RUNS[:_QUICK] if quick else _RUNS:
        asyncio.run(_looked_at(_reference(name), first, moves))
    for view, seconds in first.items():
        yield Row(f"{view}, first picture", max(seconds), MOST_FIRST_SECONDS, "s", seconds,
                  note="worst of " + ", ".join(f"{one:.2f}" for one in seconds))  # fmt: skip
    for view, seconds in moves.items():
        if not seconds:  # what is seen fits on the screen: there is nowhere to move to
            continue
        ms = [1000 * one for one in seconds]
        yield Row(f"{view}, a move", statistics.median(ms), MOST_MOVE_MS, "ms", ms,
                  note=f"at most {max(ms):.0f}")  # fmt: skip


def _reference(name: str) -> Reference:
    return next(one for one in references() if one.name == name)


class _Timed(TutorApp):
    """The application, which knows when it painted and when answers came."""

    CSS_PATH = str(Path(application.__file__).with_name("app.tcss"))

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[float] = []
        self.answered: list[float] = []
        self._ask_desk, self.desk.poll = self.desk.poll, self._noted  # type: ignore[method-assign]

    def _noted(self) -> list[Message]:
        news = self._ask_desk()
        if any(isinstance(one, ViewChanged) for one in news):
            self.answered.append(time.perf_counter())
        return news

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        self.painted.append(time.perf_counter())


async def _looked_at(one: Reference, first: Times, moves: Times) -> None:
    """Train a network for a moment and look at all of its views, by two workers."""
    async with _application() as app:
        settings = {**one.settings, "epochs": _EPOCHS}
        order = make_order(one.dataset, settings, options=one.options, parts=one.parts)
        trial = app.desk.train(order)
        app.wake()
        await _until(lambda: trial.settled)
        await _look(app, trial.run, first, moves)
    shutil.rmtree(trial.run.folder / "views", ignore_errors=True)
    async with _application() as app:
        await _look(app, trial.run, first, moves)


@asynccontextmanager
async def _application() -> AsyncIterator[_Timed]:
    """The application with a worker whose libraries are loaded."""
    app = _Timed()
    async with app.run_test(size=_SIZE):
        app.desk.warm()
        app.wake()
        await _until(lambda: app.desk.worker is not None and not app.desk.waiting)
        yield app


async def _look(app: _Timed, run: Run, first: Times, moves: Times) -> None:
    """Open every view of a run, one after the other, and move within each."""
    await app.push_screen(RunScreen(run.id))
    app.wake()
    await asyncio.sleep(_READING_SECONDS)
    began = time.perf_counter()
    app.simulate_key("v")
    await _until(lambda: isinstance(app.screen, LookScreen) and bool(app.screen.query(ViewPane)))
    screen = app.screen
    assert isinstance(screen, LookScreen)
    for number, view in enumerate(screen.views):
        if number:
            began = time.perf_counter()
            app.simulate_key("v")
            await _until(lambda: screen.seen is view)  # noqa: B023
        first[view.name] += await _painted(app, screen, began)
        await _until(lambda: not app.desk.errands.inspections)
        for _ in range(_MOVES):
            began = time.perf_counter()
            app.simulate_key(_KEYS[view.name])
            moves[view.name] += await _painted(app, screen, began)


async def _painted(app: _Timed, screen: LookScreen, began: float) -> list[float]:
    """Seconds from a key to the first paint that has its answer; nothing where it changed nothing.

    A view that asks its network does so within `_QUIET_SECONDS` after the key; where it has
    nothing to ask, or the answer is kept, it paints at once.
    """
    await asyncio.sleep(_QUIET_SECONDS)
    await _until(lambda: not screen.awaiting)
    await asyncio.sleep(_QUIET_SECONDS)
    since = next((at for at in app.answered if at > began), began)
    return [at - began for at in app.painted if at > since][:1]


async def _until(done: Callable[[], bool]) -> None:
    """Wait for something.

    Raises:
        RuntimeError: it does not come.
    """
    until = time.monotonic() + _PATIENCE_SECONDS
    while not done():
        if time.monotonic() > until:
            raise RuntimeError("a view did not come")
        await asyncio.sleep(_STEP_SECONDS)
