"""A screen that looks at a run whose network's answers are kept already, so that none is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import msgspec
from textual.pilot import Pilot
from textual.widgets import Static

from tests.training.orders import made
from tests.ui.conftest import Bed
from tutor import paths
from tutor.lab.run import Run, find
from tutor.lab.settings import Settings
from tutor.lab.views import files, queries
from tutor.ui.screens.look import LookScreen

SETTINGS: Settings = {"recurrent_layers": 1, "units": 8, "temperature": 0.7}

Kept = Iterable[tuple[queries.Any, msgspec.Struct]]
"""Questions with their answers."""


def kept(dataset: str, answers: Kept) -> Run:
    """A run on `dataset` that holds these answers."""
    order = msgspec.structs.replace(made(dataset, SETTINGS), run="20260131-120000-1a2b3c")
    run = find(order.run)
    paths.private_folder(run.folder)
    (run.folder / "settings.json").write_bytes(msgspec.json.encode(order))
    for query, answer in answers:
        files.write(run.folder, files.answer_of(query), answer)
    return run


async def look(bed: Bed, dataset: str, answers: Kept, pilot: Pilot[int]) -> None:
    """Look at the first view of such a run, which the application has not been told of."""
    await pilot.pause()
    run = kept(dataset, answers)
    bed.app.push_screen(LookScreen(run, run.order(), []))
    await pilot.pause()
    await pilot.pause()


@asynccontextmanager
async def looking(
    bed: Bed, dataset: str, answers: Kept, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[int]]:
    """The application, looking at the first view of such a run."""
    async with bed.app.run_test(size=size) as pilot:
        await look(bed, dataset, answers, pilot)
        yield pilot


def told(bed: Bed, part: str) -> str:
    """What a line of the view says."""
    return str(bed.app.screen.query_one(part, Static).render())
