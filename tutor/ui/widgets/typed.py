"""The field of a question that is answered by typing."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message

from tutor.ui.widgets.field import Field


class Typed(Field):
    """The field of a question that is answered by typing.

    Attributes:
        given: the answer that was given last; empty where none was.
    """

    given = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Answer"),
        Binding("escape", "leave", "Leave the field", key_display="Esc"),
    ]

    class Left(Message):
        """The focus has gone from the field to the page."""

        def __init__(self, field: Typed) -> None:
            self.field = field
            super().__init__()

    class Rested(Message):
        """The focus has gone from the field, wherever to."""

        def __init__(self, value: str) -> None:
            self.value = value
            super().__init__()

    def resume(self, value: str) -> None:
        """Show what was typed earlier, to be gone on with at its end."""
        self.value = value
        self.cursor_position = len(value)
        self.select_on_focus = False

    def begin(self, digit: str) -> None:
        """Take a digit that was typed on the page, and the focus."""
        self.select_on_focus = False  # else the next one would take its place
        self.focus()
        self.insert_text_at_cursor(digit)

    def on_blur(self) -> None:
        """Have an answer that is come back to taken as a whole, and tell what stands there.

        What is only begun is gone on with at its end.
        """
        self.select_on_focus = self.value == self.given
        self.post_message(self.Rested(self.value))

    def action_leave(self) -> None:
        """Put the focus back on the page, where letters are keys again."""
        for ancestor in self.ancestors:
            if isinstance(ancestor, VerticalScroll):
                ancestor.focus()
                ancestor.post_message(self.Left(self))
                return
