"""A list whose current entry stays in sight, and has a mark where there are no colours."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widgets import OptionList

_MARK = "▸"


class MarkedList(OptionList):
    """A list of options; without colours, `▸` stands before the one under the cursor."""

    def on_resize(self, event: events.Resize) -> None:
        """What stands beside or below the list may have taken the room of the current entry."""
        self.scroll_to_highlight()

    def action_page_up(self) -> None:
        """Move up by what is seen at once; nothing is before the list is laid out."""
        if self.scrollable_content_region.height:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """Move down by what is seen at once; see `action_page_up`."""
        if self.scrollable_content_region.height:
            super().action_page_down()  # type: ignore[no-untyped-call]

    def render_line(self, y: int) -> Strip:
        """One row; its mark takes the place of its padding, or a cell before it where it has none.

        A row loses its last cell then, which the lists leave free.
        """
        strip = super().render_line(y)
        if not (getattr(self.app, "ascii_only", False) or self.app.no_color):
            return strip
        here = self.highlighted is not None and self._begins(y) == self.highlighted
        style = next((one.style for one in strip if one.style), self.rich_style)
        width = strip.cell_length
        padded = self.get_component_styles("option-list--option").padding.left > 0
        rest = strip.crop(1, width) if padded else strip
        return Strip.join([Strip([Segment(_MARK if here else " ", style)]), rest]).crop(0, width)

    def _begins(self, y: int) -> int | None:
        """The option of which the first row is row `y` of those in view."""
        number = self.scroll_offset.y + y
        option, line = self._lines[number] if number < len(self._lines) else (0, 1)
        return option if line == 0 else None
