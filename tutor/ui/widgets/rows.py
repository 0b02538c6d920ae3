"""Rows of styled text of which only what differs from what is shown is repainted.

Styles are those of `tutor.lab.text`: names, for which the widget has a component class `rows--…`,
or the colours of a picture's cell.
"""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.ui.styles import sheet
from tutor.ui.widgets.changed import changed


class Rows(ScrollView):
    """Shows rows of text; scrolls where they are too many."""

    DEFAULT_CSS = sheet(__file__)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--title",
        "rows--axis",
        "rows--quiet",
        "rows--hit",
        "rows--miss",
        "rows--mark",
        "rows--train",
        "rows--validation",
        "rows--third",
    }
    can_focus = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """No rows yet."""
        super().__init__(id=id)
        self._rows: list[PlotRow] = []
        self.repainted_rows = 0

    def show(self, rows: list[PlotRow]) -> None:
        """Show `rows`; only what differs is repainted."""
        old, self._rows = self._rows, rows
        widest = max((_cells(row) for row in rows), default=0)
        if self.virtual_size != (widest, len(rows)):
            self.virtual_size = Size(widest, len(rows))
        left, top = self.scroll_offset
        differing = [
            seen
            for region in changed(old, rows, max(widest, self.size.width))
            if (seen := region.translate((-left, -top)).intersection(self.size.region))
        ]
        self.repainted_rows += len(differing)
        if differing:
            self.refresh(*differing)

    def render_line(self, y: int) -> Strip:
        """One row, from where the widget is scrolled to."""
        left, top = self.scroll_offset
        row = self._rows[y + top] if y + top < len(self._rows) else []
        base, width = self.rich_style, self.size.width
        strip = Strip([Segment(text, base + self._style(name)) for text, name in row])
        return strip.crop_extend(left, left + width, base)

    def _style(self, name: str) -> Style:
        if not name:
            return Style.null()
        if name.startswith("#"):
            return _colours(name)
        return self.get_component_rich_style(f"rows--{name}", partial=True)

    @property
    def way(self) -> Way:
        """How pictures are drawn on this terminal."""
        if getattr(self.app, "ascii_only", False):
            return "letters"
        return "shades" if self.app.no_color else "colours"


@lru_cache(maxsize=8192)
def _colours(name: str) -> Style:
    sign, _, ground = name.partition("/")
    return Style(color=sign, bgcolor=ground or None)


def _cells(row: PlotRow) -> int:
    return sum(len(text) for text, _ in row)
