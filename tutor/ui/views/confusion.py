"""The confusion matrix of a run, and the recall of each class."""

from __future__ import annotations

from typing import cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from tutor.lab.text.confusion import matrix, recalls, summary
from tutor.lab.text.plot import PlotRow
from tutor.lab.views.outcomes import Outcomes, OutcomesQuery
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.widgets.rows import Rows


class ConfusionPane(ViewPane):
    """Which classes are taken for which: true ones down, told ones across."""

    DEFAULT_CSS = """
    ConfusionPane {
        .summary { height: auto; text-style: bold; margin-bottom: 1; }
    }
    """

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._outcomes: Outcomes | None = None

    def compose(self) -> ComposeResult:
        """A sentence, then the matrix."""
        yield Static("", classes="summary", markup=False)
        yield Rows()

    def begin(self) -> None:
        """Ask for the validation set."""
        self.ask(OutcomesQuery())

    def show(self, data: msgspec.Struct) -> None:
        """Show what became of a set."""
        self._outcomes = cast("Outcomes", data)
        self.query_one(".summary", Static).update(summary(self._outcomes))
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self._draw()

    def _draw(self) -> None:
        if self._outcomes is None:
            return
        rows = self.query_one(Rows)
        width = self.size.width - 1
        found = matrix(self._outcomes, width, rows.way)
        beside = any("right" in text for text, _ in found[0])
        if not beside:
            blank: PlotRow = []
            heading: PlotRow = [("right of each class, with 95 % intervals", "title")]
            found += [blank, heading, *recalls(self._outcomes)]
        rows.show(found)
