"""Applications that look at a run which has ended, with answers that tests give."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from textual.pilot import Pilot
from textual.widgets import Static

from tests.support import order as plan
from tests.ui.conftest import Bed
from tests.ui.steps import until
from tutor import paths
from tutor.lab import events
from tutor.lab.run import Order, Run, find
from tutor.lab.views import files
from tutor.lab.views.query import Query
from tutor.ui.screens.look import LookScreen
from tutor.ui.views.base import ViewPane
from tutor.ui.widgets.rows import Rows

ID = "20260131-120000-1a2b3c"
Answers = Sequence[tuple[Query, msgspec.Struct]]


def ended(answers: Answers = (), *, order: Order | None = None, run: str = ID) -> Run:
    """A run of the digits experiment that has ended, with the answers that were kept."""
    made = msgspec.structs.replace(order or plan(), run=run)
    found = find(run)
    paths.private_folder(found.folder)
    (found.folder / "settings.json").write_bytes(msgspec.json.encode(made))
    end = events.RunEnded(reason="finished", epochs=8, seconds=0.4, metrics={"val_accuracy": 0.9})
    found.events_path.write_bytes(events.encode(end))
    for query, data in answers:
        files.write(found.folder, files.answer_of(query), data)
    return found


@asynccontextmanager
async def looking(
    bed: Bed, run: Run, size: tuple[int, int] = (80, 24), keys: Sequence[str] = ()
) -> AsyncIterator[Pilot[int]]:
    """The application with the views of a run on its screen."""
    async with bed.app.run_test(size=size) as pilot:
        await open_views(bed, pilot, run, keys)
        yield pilot


async def open_views(bed: Bed, pilot: Pilot[int], run: Run, keys: Sequence[str] = ()) -> None:
    """Look at a run, and press keys; no news of it lies over the view."""
    await pilot.pause()
    bed.app.clear_notifications()
    bed.app.look(run)
    await until(pilot, lambda: isinstance(bed.app.screen, LookScreen))
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


def pane(bed: Bed) -> ViewPane:
    """The view that is seen."""
    return next(one for one in bed.app.screen.query(ViewPane) if one.display)


def line(bed: Bed, name: str) -> str:
    """A line of text of the view that is seen; empty where it is not shown."""
    found = pane(bed).query_one(f".{name}", Static)
    return str(found.render()) if found.display else ""


def lines(bed: Bed) -> list[str]:
    """The rows of the view that is seen."""
    rows = pane(bed).query_one(Rows)
    return [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]


def awaited(bed: Bed) -> str:
    """What is said of an answer that has not come."""
    found = bed.app.screen.query_one("#awaited", Static)
    return str(found.render()) if found.display else ""


def settings(run: Run) -> Path:
    """The file of what was asked for."""
    return run.folder / "settings.json"
