"""What the views on texts share: a field to type in, examples by keys, and rows below."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar, cast

import msgspec
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from tutor.lab.text.plot import PlotRow
from tutor.lab.text.typed import MOST, cleaned
from tutor.lab.views import queries
from tutor.ui.styles import sheet
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.widgets.field import Field
from tutor.ui.widgets.rows import Rows

Told = TypeVar("Told", bound=msgspec.Struct)
"""What a view says of a text."""

_CUT = f"Only the first {MOST:,} characters of a text are read."


class TextField(Field):
    """One line to type or paste a text into; what a terminal must not get is taken out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "leave", "Done typing", key_display="Esc"),
    ]

    def __init__(self, placeholder: str) -> None:
        """An empty field.

        Args:
            placeholder: seen while it is empty.
        """
        super().__init__(placeholder=placeholder, max_length=MOST)
        self.was_cut = False

    def action_leave(self) -> None:
        """Put the focus back on the view, where letters are keys again."""
        for ancestor in self.ancestors:
            if isinstance(ancestor, TextPane):
                ancestor.focus()
                return

    def _on_paste(self, event: events.Paste) -> None:
        """Take what fits; line breaks become spaces."""
        event.stop()
        event.prevent_default()
        selected = len(self.selected_text)
        room = MOST - len(self.value) + selected
        text, self.was_cut = cleaned(event.text, max(room, 0))
        if text:
            self.replace(text, *self.selection)
        elif self.was_cut:
            self.post_message(self.Changed(self, self.value))


class TextPane(ViewPane, Generic[Told]):
    """A view on a text that is typed, or on examples that keys choose."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "type", "Type a text"),
        Binding(
            "down",
            "example(1)",
            "Next example",
            key_display="↓",
            tooltip="The next example; ↑ goes to the one before",
        ),
        Binding("up", "example(-1)", "Example before", show=False),
        Binding("pagedown", "page(1)", "More", key_display="PgDn"),
        Binding("pageup", "page(-1)", "Back up", show=False),
    ]
    DEFAULT_CSS = sheet(__file__)
    SCOPED_CSS = False  # narrow terminals are a class of the application
    PLACEHOLDER = "Type or paste a text"

    def __init__(self, viewed: Viewed) -> None:
        """Nothing has been read yet."""
        super().__init__(viewed)
        self._example = 0
        self._touched = False
        self._told: Told | None = None

    def compose(self) -> ComposeResult:
        """The field, a sentence, and all else."""
        yield TextField(self.PLACEHOLDER)
        yield Static("", classes="summary", markup=False)
        yield Rows()

    def question(self, text: str) -> queries.Any:
        """What is asked of a text."""
        raise NotImplementedError

    def show_example(self, number: int) -> None:
        """Have an example read; `number` may be any whole number."""
        raise NotImplementedError

    def example_in(self, told: Told) -> str | None:
        """The text of an answer on an example of the data; None where the text was given."""
        return None

    def drawn(self, told: Told, width: int) -> tuple[str, list[PlotRow]]:
        """The sentence above, empty where there is nothing to say, and the rows below it."""
        raise NotImplementedError

    def show(self, data: msgspec.Struct) -> None:
        """Show what is said of a text; an example is put into the field."""
        self._told = cast("Told", data)
        example = self.example_in(self._told)
        if example is not None and not self._touched:
            self.put(example)
        self.draw()

    def begin(self) -> None:
        """Read the first example."""
        self.show_example(0)

    def read(self, text: str) -> None:
        """Put a text into the field and have it read."""
        self.put(text)
        self.ask(self.question(text))

    def put(self, text: str) -> None:
        """Put a text into the field without asking anything."""
        field = self.query_one(TextField)
        with self.prevent(Input.Changed):
            field.value, field.was_cut = cleaned(text)
            field.cursor_position = 0  # so that a long text is seen from its beginning
        if field.has_focus:  # what is typed takes its place
            field.action_select_all()
        self._touched = False

    def action_type(self) -> None:
        """Type a text of one's own; an example makes room for it."""
        field = self.query_one(TextField)
        field.focus()
        if not self._touched:
            field.action_select_all()

    def action_example(self, step: int) -> None:
        """Go to another example."""
        self._example += step
        self._touched = False
        self.show_example(self._example)

    def action_page(self, step: int) -> None:
        """Scroll what doesn't fit."""
        rows = self.query_one(Rows)
        rows.scroll_relative(y=step * max(rows.size.height - 1, 1), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to scroll only where something does not fit."""
        return action != "page" or self.query_one(Rows).max_scroll_y > 0

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Have what stands in the field read, unless there is nothing."""
        event.stop()
        self._touched = True
        field = self.query_one(TextField)
        field.was_cut = field.was_cut and len(event.value) >= MOST
        text = cleaned(event.value)[0]
        if text.strip():
            self.ask(self.question(text))
        self.draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self.draw()

    def draw(self) -> None:
        """Draw what is known."""
        field, summary = self.query_one(TextField), self.query_one(".summary", Static)
        rows = self.query_one(Rows)
        if self._touched and not field.value.strip():
            summary.update("Type a text. The arrows ↓ and ↑ show examples.")
            rows.show([])
            return
        told, width = self._told, max(1, self.size.width - 1)
        sentence, found = ("", []) if told is None else self.drawn(told, width)
        if field.was_cut:
            sentence = f"{sentence.rstrip('.')}. {_CUT}" if sentence else _CUT
        summary.update(sentence)
        rows.show(found)
        self.call_after_refresh(self.refresh_bindings)
