"""The look screen on a run that was recorded, answered without a worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.ui.conftest import Bed
from tutor import paths
from tutor.lab.inspection import Inspection
from tutor.lab.run import Order, Run, find
from tutor.lab.views import queries
from tutor.ui.views.base import ViewPane
from tutor.ui.views.panes import PANES
from tutor.ui.widgets.rows import Rows

Answer = Callable[[queries.Any], msgspec.Struct]
Pane = TypeVar("Pane", bound=ViewPane)


def recorded(order: Order) -> Run:
    """The folder of a run of this order."""
    run = find(order.run)
    paths.private_folder(run.folder)
    (run.folder / "settings.json").write_bytes(msgspec.json.encode(order))
    return run


async def looked(
    bed: Bed, pilot: Pilot[int], order: Order, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Open the look screen; every question is answered at once."""

    def inspect(run: Run, query: queries.Any) -> Inspection:
        inspection = Inspection(run, query)
        inspection.data = answer(query)
        return inspection

    monkeypatch.setattr(bed.app.desk, "inspect", inspect)
    await pilot.pause()
    bed.app.look(recorded(order))
    await pilot.pause()


async def turned_to(bed: Bed, pilot: Pilot[int], view: str, kind: type[Pane]) -> Pane:
    """Turn the screen's views until this one is seen."""
    assert PANES[view] is kind
    for _ in range(len(PANES)):
        found = [pane for pane in bed.app.screen.query(kind) if pane.display]
        if found:
            await pilot.pause()
            return found[0]
        await pilot.press("v")
        await pilot.pause()
    raise AssertionError(f"{view} is not offered")


def said(pane: ViewPane) -> str:
    """The pane's sentence."""
    return str(pane.query_one(".summary", Static).render())


def drawn(pane: ViewPane) -> str:
    """The text of the pane's rows."""
    rows = pane.query_one(Rows)
    return "\n".join(rows.render_line(y).text for y in range(rows.size.height))
