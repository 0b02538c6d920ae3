"""What looking up has in common: a field to type in, below it what was found, Enter goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.ui.screens.base import TutorScreen
from tutor.ui.widgets.field import Field
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.marked_list import MarkedList

_BESIDE = 4
"""Cells of a row that its padding and the scroll bar take."""


Place = tuple[str, int]
"""A lesson's id and the index of a step."""

Row = tuple[Content, Callable[[], Place] | None]
"""A row, and what finds out where it leads; a heading leads nowhere."""


class Query(Field):
    """The field; arrows move the cursor in what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "screen.open", "Open", key_display="Enter", tooltip="Open the lesson there"
        ),
        Binding("down", "screen.move('down')", "Choose", key_display="↑↓"),
        Binding("up", "screen.move('up')", show=False),
        Binding("pagedown", "screen.move('page_down')", show=False),
        Binding("pageup", "screen.move('page_up')", show=False),
        Binding("escape", "screen.leave", "Back", key_display="Esc"),
    ]


class Found(MarkedList, can_focus=False):
    """What was found; the field above keeps the focus, and a click opens a row.

    After each row that can be opened stands an empty line.
    """

    def show(self, rows: Sequence[Row]) -> None:
        """List rows; the cursor is on the first that leads somewhere."""
        self._leads = [lead for _content, lead in rows]
        self._rows: list[int] = []
        options: list[Option] = []
        for number, (content, lead) in enumerate(rows):
            options.append(Option(content, disabled=lead is None))
            self._rows.append(number)
            if lead is not None:
                options.append(Option("", disabled=True))
                self._rows.append(number)
        self.set_options(options)
        self.display = bool(rows)
        self.row = next((n for n, lead in enumerate(self._leads) if lead is not None), None)
        self.scroll_home(animate=False)

    @property
    def place(self) -> Place | None:
        """Where the row under the cursor leads."""
        lead = None if self.row is None else self._leads[self.row]
        return None if lead is None else lead()

    @property
    def row(self) -> int | None:
        """The number of the row under the cursor; None where there is none."""
        at = self.highlighted
        return None if at is None else self._rows[at]

    @row.setter
    def row(self, number: int | None) -> None:
        self.highlighted = None if number is None else self._rows.index(number)


@dataclass(frozen=True, slots=True)
class Listed:
    """What was found.

    Attributes:
        rows: all that is listed.
        counted: how much that is, for the head line; empty for nothing to say.
        nothing: what is said where no row is listed.
    """

    rows: Sequence[Row]
    counted: str
    nothing: str


class FindScreen(TutorScreen):
    """Looks something up while it is typed."""

    CSS_PATH = "find.tcss"
    NAME = ""
    PLACEHOLDER = ""

    def compose(self) -> ComposeResult:
        """A head line, the field, what was found, a sentence where nothing was, the keys."""
        yield Static("", id="head", markup=False)
        yield Query(placeholder=self.PLACEHOLDER, id="query", max_length=200)
        yield Found(id="found", compact=True)
        yield Static("", id="nothing", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """List what is there without a word."""
        self.query_one(Query).focus()
        self._list()
        self.begin()

    def begin(self) -> None:
        """Put the cursor where it is to begin; on the first row where nothing else is said."""

    def on_resize(self) -> None:
        """Rows are laid out for the width."""
        found = self.query_one(Found)
        row = found.row
        self._list()
        found.row = row

    def look_up(self, text: str, room: int) -> Listed:
        """What is listed for what was typed.

        Args:
            text: as it was typed.
            room: cells of a row.
        """
        raise NotImplementedError

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look it up with every key."""
        event.stop()
        self._list()

    def _list(self) -> None:
        text, found = self.query_one(Query).value, self.query_one(Found)
        listed = self.look_up(text, max(self.app.size.width - _BESIDE, 8))
        found.show(listed.rows)
        counted = f" · {listed.counted}" if listed.counted else ""
        self.query_one("#head", Static).update(f" {self.NAME}{counted}")
        nothing = self.query_one("#nothing", Static)
        nothing.display = not listed.rows
        nothing.update(listed.nothing if not listed.rows else "")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing is listed there is nothing to choose."""
        if action in {"open", "move"}:
            return self.is_mounted and self.query_one(Found).row is not None
        return True

    def action_move(self, way: str) -> None:
        """Move the cursor: `up`, `down`, `page_up`, `page_down`."""
        found = self.query_one(Found)
        moves: dict[str, Callable[[], None]] = {
            "up": found.action_cursor_up, "down": found.action_cursor_down,
            "page_up": found.action_page_up, "page_down": found.action_page_down,
        }  # fmt: skip
        moves[way]()

    def action_open(self) -> None:
        """Open the lesson where the row under the cursor says; Esc comes back."""
        place = self.query_one(Found).place
        if place is not None and not self.tutor.visit(*place):
            self.app.notify("This lesson cannot be opened.", severity="warning")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click opens a row."""
        self.query_one(Found).highlighted = event.option_index
        self.action_open()

    def action_leave(self) -> None:
        """Empty the field; where it is empty, go back."""
        query = self.query_one(Query)
        if query.value:
            query.value = ""
        else:
            self.dismiss()
