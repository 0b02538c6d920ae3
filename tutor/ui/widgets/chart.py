"""A live chart: one metric of training and validation, repainted cell by cell.

Over a slow link a curve costs what its changed cells cost, so the widget keeps its rows and asks
for a repaint of what differs.
"""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tutor.lab.text.plot import LEAST_HEIGHT, LEAST_WIDTH, Plot, PlotRow, drawn
from tutor.ui.styles import sheet
from tutor.ui.widgets.changed import changed


class Chart(Widget):
    """Title with newest values, a y axis, the curves, an x axis."""

    DEFAULT_CSS = sheet(__file__)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "chart--title",
        "chart--axis",
        "chart--train",
        "chart--validation",
        "chart--mark",
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """An empty chart."""
        super().__init__(id=id)
        self._plot: Plot | None = None
        self._rows: list[PlotRow] = []
        self._drawn_in = Size(0, 0)
        self.repainted_rows = 0

    def show(self, plot: Plot) -> None:
        """Draw `plot`; only what differs from what is shown is repainted."""
        self._plot = plot
        self._redraw()

    def clear(self) -> None:
        """Show nothing, before another run begins."""
        self._plot = None
        self._redraw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw again in the new size."""
        self._redraw()

    def render_line(self, y: int) -> Strip:
        """One row of the chart; a new size may be painted before the widget is told of it."""
        size = self.size
        if size != self._drawn_in:
            self._rows = self._draw()
            self.repainted_rows += len(self._rows)
        row = self._rows[y] if y < len(self._rows) else []
        base = self.rich_style
        segments = [
            Segment(text, base + self.get_component_rich_style(f"chart--{name}", partial=True))
            if name
            else Segment(text, base)
            for text, name in row
        ]
        return Strip(segments).adjust_cell_length(size.width, base)

    def _draw(self) -> list[PlotRow]:
        """The rows in the present size."""
        width, height = self._drawn_in = self.size
        if self._plot is None or width < LEAST_WIDTH or height < LEAST_HEIGHT:
            return []
        return drawn(self._plot, width, height, braille=self._braille)

    def _redraw(self) -> None:
        rows = self._draw()
        differing = changed(self._rows, rows, self.size.width)
        self._rows = rows
        self.repainted_rows += len(differing)
        if differing:
            self.refresh(*differing)

    @property
    def _braille(self) -> bool:
        return not getattr(self.app, "ascii_only", False)
