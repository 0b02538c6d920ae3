"""The look screen, opened at a view by its name, and what is seen on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tutor.lab.inspection import Inspection
from tutor.lab.run import Run
from tutor.lab.views import queries
from tutor.lab.views.query import Query
from tutor.ui.screens.look import LookScreen
from tutor.ui.views.base import ViewPane
from tutor.ui.views.panes import PANES
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.rows import Rows
from tutor.ui.widgets.view_names import ViewNames

Pane = TypeVar("Pane", bound=ViewPane)


@asynccontextmanager
async def looking(
    bed: Bed, run: Run, *views: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[int]]:
    """The application with a run's view on its screen; see `open_view`."""
    async with bed.app.run_test(size=size) as pilot:
        await open_view(bed, pilot, run, *views)
        yield pilot


@asynccontextmanager
async def opened(
    beds: Beds, show: Callable[[Bed, Pilot[int]], Awaitable[None]], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Bed, Pilot[int]]]:
    """An application in which `show` has brought something on the screen."""
    bed = beds(None)
    async with bed.app.run_test(size=size) as pilot:
        await show(bed, pilot)
        yield bed, pilot


async def open_view(bed: Bed, pilot: Pilot[int], run: Run, *views: str) -> None:
    """Look at a run; no news of it lies over the screen.

    Args:
        bed, pilot: the application.
        run: to look at.
        views: the names of some that fit the run; they come first, as those do that a lesson
            names, and the first of them is opened.
    """
    await pilot.pause()
    bed.app.clear_notifications()
    await bed.app.push_screen(LookScreen(run, run.order(), list(views)))
    await until(pilot, lambda: bool(bed.app.screen.query(ViewPane)) or bool(awaited(bed)))
    await pilot.pause()
    for view in views[:1]:
        assert isinstance(pane(bed), PANES[view]), f"{view} does not fit this run"


async def turn_to(bed: Bed, pilot: Pilot[int], view: str) -> None:
    """Go to another view of the run that is looked at."""
    screen = bed.app.screen
    assert isinstance(screen, LookScreen)
    await screen.action_view([one.name for one in screen._views].index(view))
    await pilot.pause()


def answering(
    bed: Bed,
    monkeypatch: pytest.MonkeyPatch,
    answers: Mapping[type[Query], Callable[[Any], msgspec.Struct]],
) -> None:
    """Have questions of these kinds answered at once; others wait for ever."""

    def inspect(run: Run, query: queries.Any) -> Inspection:
        inspection = Inspection(run, query)
        if type(query) in answers:
            inspection.data = answers[type(query)](query)
        return inspection

    monkeypatch.setattr(bed.app.desk.errands, "inspect", inspect)


def pane(bed: Bed) -> ViewPane:
    """The view that is seen."""
    return next(one for one in bed.app.screen.query(ViewPane) if one.display)


def pane_of(bed: Bed, kind: type[Pane]) -> Pane:
    """The view that is seen, which is of this kind."""
    found = pane(bed)
    assert isinstance(found, kind)
    return found


def line(bed: Bed, name: str = "summary") -> str:
    """A line of text of the view that is seen, by its class; empty where it is not shown."""
    found = pane(bed).query_one(f".{name}", Static)
    return str(found.render()) if found.display else ""


def lines(bed: Bed, part: str = "Rows") -> list[str]:
    """The rows of a part of the view that is seen."""
    rows = pane(bed).query(part).first(Rows)
    return [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]


def drawn(bed: Bed, part: str = "Rows") -> str:
    """The rows of a part of the view that is seen, as one text."""
    return "\n".join(lines(bed, part))


def awaited(bed: Bed) -> str:
    """What is said of an answer that has not come."""
    found = bed.app.screen.query_one("#awaited", Static)
    return str(found.render()) if found.display else ""


def offered(bed: Bed) -> str:
    """The names of the views with their numbers, as far as there is room."""
    return str(bed.app.screen.query_one(ViewNames).render())


def keys(bed: Bed) -> str:
    """The line of keys."""
    return bed.app.screen.query_one(KeyBar).render_line(0).text
