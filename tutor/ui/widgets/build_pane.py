"""The pane in which a network is built: its parameters, its layers, and what the keys do there."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.draft import Draft
from tutor.lab.text.width import cut
from tutor.ui.widgets.builder import Builder
from tutor.ui.widgets.row_keys import RowKeys
from tutor.ui.words import plural

_NAME_WIDTH = 12
"""Cells that the name of own data needs; where there are fewer, it takes those of the columns."""


class BuildTitle(Widget):
    """The number of parameters, own data in use, and the names of the builder's columns."""

    def __init__(self, parameters: int) -> None:
        """Begin with this many parameters."""
        super().__init__(id="build-title")
        self._parameters = parameters
        self._data = ""

    def show(self, parameters: int, data: str = "") -> None:
        """Show another number, and the name of the learner's own data where they are in use."""
        self._parameters = parameters
        self._data = data
        self.refresh()

    def render(self) -> Content:
        """The number and the data at the left, the columns' names at the right."""
        count = plural(self._parameters, "parameter")
        columns = f"{'shape':>8} {'params':>9} "
        if self._data:
            free = self.size.width - len(count) - 3
            room = free - len(columns.lstrip()) - 1
            if room < _NAME_WIDTH:
                room, columns = free, ""
            count = f"{count} · {cut(self._data, max(room, 0))}"
        return Content(f"{count}{columns:>{max(self.size.width - len(count), 0)}}")


class BuildPane(Vertical):
    """A draft, to be changed row by row."""

    def __init__(self, draft: Draft) -> None:
        """Begin with `draft`."""
        super().__init__(id="build")
        self._draft = draft
        self._hidden = ""

    def compose(self) -> ComposeResult:
        """The number of parameters, the layers and settings, a line of notes, the keys of a row."""
        yield BuildTitle(self._draft.network.parameters)
        yield Builder(self._draft, id="builder")
        yield Static("", id="build-note", markup=False)
        yield RowKeys()

    def on_mount(self) -> None:
        """Tell the parameters, own data where they are in use, and how to come here."""
        self._title()
        self._focus_moved()

    def show(self, draft: Draft) -> None:
        """Go on with another draft, or with one that was changed elsewhere."""
        self._draft = draft
        self.query_one(Builder).show(draft)
        self._title()
        self.note("")

    def _title(self) -> None:
        own = self._draft.own
        title = "" if own is None else own.title
        self.query_one(BuildTitle).show(self._draft.network.parameters, title)

    def on_builder_changed(self) -> None:
        """The title follows the settings; the message goes on."""
        self._title()
        self.note("")

    def on_builder_hidden(self, event: Builder.Hidden) -> None:
        """The marked row has no room for its shape: it stands below, where nothing else does."""
        event.stop()
        self._hidden = event.text
        self.note("")

    def on_builder_other_keys(self, event: Builder.OtherKeys) -> None:
        """The cursor is on another kind of row."""
        event.stop()
        self.query_one(RowKeys).show(event.kind, typed=event.typed)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        """The keys of the builder's rows do something only while it has the focus."""
        for keys in self.query(RowKeys):
            keys.leave(not self.query_one(Builder).has_focus)

    def on_builder_refused(self, event: Builder.Refused) -> None:
        """Say why an edit is not allowed."""
        event.stop()
        self.note(event.reason, refused=True)

    def note(self, text: str, *, refused: bool = False) -> None:
        """Show a line under the builder; in the colour of a warning where something is refused.

        Without one, what the marked row has no room for stands there.
        """
        note = self.query_one("#build-note", Static)
        note.update(text or self._hidden)
        note.set_class(refused, "-refused")
