"""Rows in which runs have styles of their own: curves over each other, a scatter plot, a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from tutor.lab.text.plot import LEAST_HEIGHT, LEAST_WIDTH, PlotRow
from tutor.ui.styles import sheet
from tutor.ui.widgets.rows import Rows

Drawing = Callable[[int, int, bool], list[PlotRow]]
"""Draws in so many cells across and down, with braille dots or in ASCII."""


class RunRows(Rows):
    """Shows what a drawing gives, and draws again in another size."""

    DEFAULT_CSS = sheet(__file__)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"rows--run-{letter}" for letter in "abcdef"),
        "rows--front",
        "rows--here",
        "rows--point",
    }

    def __init__(self, *, id: str, scrolls: bool = False) -> None:  # noqa: A002 - Textual's own name
        """Nothing is drawn yet.

        Args:
            id: the widget's.
            scrolls: whether keys scroll it.
        """
        super().__init__(id=id)
        self.can_focus = scrolls
        self._drawing: Drawing | None = None

    def draw(self, drawing: Drawing) -> None:
        """Show a drawing, now and in every later size."""
        self._drawing = drawing
        self._redraw()

    def on_resize(self) -> None:
        """Draw again."""
        self._redraw()

    def _redraw(self) -> None:
        width, height = self.scrollable_content_region.size
        if self._drawing is None or width < LEAST_WIDTH or height < LEAST_HEIGHT:
            self.show([])
            return
        self.show(self._drawing(width, height, not getattr(self.app, "ascii_only", False)))
