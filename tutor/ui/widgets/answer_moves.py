"""A list whose cursor takes the entry along that is held, and tells where it leaves the list."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList

_PAGE = 8
"""Rows that a page key scrolls by, as steps beyond the end."""


class Movable(OptionList):
    """Entries to choose from, or to put in order: nothing is chosen at first."""

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

    def _choose(self) -> None:
        """Note that there is something to answer."""
        if not self._chosen:
            self._chosen = True
            self.post_message(self.Chosen())
            self.refresh_bindings()

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
            return
        for _ in range(abs(place - here)):
            self._move(1 if place > here else -1)

    def _refresh_prompts(self) -> None:
        """Show what stands in each place now."""
