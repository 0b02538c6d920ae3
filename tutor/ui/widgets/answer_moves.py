"""A list whose cursor takes the entry along that is held, and tells where it leaves the list."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.widgets import OptionList

_PAGE = 8
"""Rows that a page key scrolls by, as steps beyond the end."""


class Movable(OptionList):
    """Entries to choose from, or to put in order: nothing is chosen at first.

    The page they stand on may be scrolled while they have the focus. Arrows then bring the cursor
    into sight; what would answer or change something unseen does no more than that.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll_page(-1)", "Page up", show=False),
        Binding("pagedown", "scroll_page(1)", "Page down", show=False),
    ]

    class Chosen(Message):
        """A first choice was made, which Enter would answer."""

    class LeftEnd(Message):
        """The cursor was moved beyond the first or last answer."""

        def __init__(self, direction: int) -> None:
            self.direction = direction
            super().__init__()

    def __init__(self, shown: list[int]) -> None:
        """Hold nothing.

        Args:
            shown: what stands in each place, by its number.
        """
        super().__init__(compact=True)
        self._shown = shown
        self._held = False
        self._chosen = False

    def refresh_bindings(self) -> None:
        """Have the keys shown anew; on no screen there is none to show them.

        Between a widget's removal and its end Textual takes it for mounted, and looks for a screen.
        """
        if self.is_attached:
            super().refresh_bindings()

    def _choose(self) -> None:
        """Note that there is something to answer."""
        if not self._chosen:
            self._chosen = True
            self.post_message(self.Chosen())
            self.refresh_bindings()

    def brought(self) -> bool:
        """Bring the entry under the cursor into sight; whether its beginning was out of it."""
        page = next((one for one in self.ancestors if isinstance(one, VerticalScroll)), None)
        if self.highlighted is None or page is None or not self.region:
            return False
        seen, row = page.content_region, self._entry(self.highlighted)
        if not seen.contains_region(row):
            whole = self.region if self.region.height <= seen.height else row
            above, below = whole.y - seen.y, whole.bottom - seen.bottom
            page.scroll_relative(y=min(above, max(below, 0)), animate=False)
        return not seen.y <= row.y < seen.bottom

    def _entry(self, place: int) -> Region:
        """Where on the screen an entry stands, or would stand if its page were long enough."""
        inside = self.content_region
        y = inside.y + self._index_to_line.get(place, 0) - self.scroll_offset.y
        return Region(inside.x, y, inside.width, self._heights.get(place, 1))

    def action_select(self) -> None:
        """Answer, where it is seen what is answered."""
        if not self.brought():
            super().action_select()

    def action_scroll_page(self, direction: int) -> None:
        """Scroll the page that the question stands on."""
        self.post_message(self.LeftEnd(_PAGE * direction))

    def action_cursor_up(self) -> None:
        """Move up, taking a held entry along."""
        self._move(-1)

    def action_cursor_down(self) -> None:
        """Move down, taking a held entry along."""
        self._move(1)

    def _move(self, change: int) -> None:
        if self.highlighted is None:
            self.highlighted = 0 if change > 0 else len(self._shown) - 1
            self._refresh_prompts()
            self.brought()
            return
        place = self.highlighted
        if not 0 <= place + change < len(self._shown):
            self.post_message(self.LeftEnd(change))
            return
        if self._held:
            other = place + change
            self._shown[place], self._shown[other] = self._shown[other], self._shown[place]
            self._choose()
        self.highlighted = place + change
        self._refresh_prompts()
        self.brought()

    def action_first(self) -> None:
        """Move to the first answer, taking a held entry along."""
        self._jump(0)

    def action_last(self) -> None:
        """Move to the last answer, taking a held entry along."""
        self._jump(len(self._shown) - 1)

    def _jump(self, place: int) -> None:
        """Step by step, so that the entries that a held one passes keep their order."""
        here = self.highlighted
        if here is None:
            self.highlighted = place
            self._refresh_prompts()
            self.brought()
            return
        for _ in range(abs(place - here)):
            self._move(1 if place > here else -1)

    def _refresh_prompts(self) -> None:
        """Show what stands in each place now."""
