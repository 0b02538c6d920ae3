"""The builder: the network as a stack of layers, edited in place, and the training's settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.course.draft import Draft
from tutor.course.draft_rows import Field
from tutor.lab.settings import Scalar, SettingError
from tutor.ui.styles import sheet
from tutor.ui.widgets import builder_places as places
from tutor.ui.widgets.builder_row import hidden, laid_out


class Builder(ScrollView, can_focus=True):
    """Shows a draft; arrows move, `+` and `-` change a value, `a` and `d` add and remove layers."""

    DEFAULT_CSS = sheet(__file__)
    TELLS_KEYS = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "builder--title", "builder--note", "builder--value", "builder--cursor", "builder--rail",
        "builder--row", "builder--heading",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move_row(-1)", "Row", show=False),
        Binding("down", "move_row(1)", "Row", show=False),
        Binding("left", "move_field(-1)", "Field", show=False),
        Binding("right", "move_field(1)", "Field", show=False),
        Binding("plus,equals_sign,space", "step(1)", "More", key_display="+"),
        Binding("minus", "step(-1)", "Less", key_display="-"),
        Binding("enter", "choose", "Pick"),
        Binding("a", "add", "Add"),
        Binding("d,delete", "remove", "Delete", key_display="d"),
    ]

    @dataclass
    class Changed(Message):
        """The draft was edited."""

        draft: Draft

    @dataclass
    class Refused(Message):
        """An edit is not allowed; `reason` says why."""

        reason: str

    @dataclass
    class OtherKeys(Message):
        """The cursor has come to where other keys work; `kind` and `typed` are for `RowKeys`."""

        kind: str
        typed: bool

    @dataclass
    class Hidden(Message):
        """What stands at the end of the marked row, as far as it has no room there."""

        text: str

    @dataclass
    class Choose(Message):
        """The learner wants to pick a field's value from a list, or to type it."""

        draft: Draft
        field: Field

    def __init__(self, draft: Draft, *, id: str | None = None) -> None:  # noqa: A002
        """Show `draft`, the cursor on the first row that can be changed."""
        super().__init__(id=id)
        self.draft = draft
        self._rows = draft.rows
        self._row, self._field = places.first(self._rows)
        self._spans: dict[int, list[tuple[int, int]]] = {}
        self._kind = ("", False)
        self._hidden = ""

    @property
    def field(self) -> Field | None:
        """The field under the cursor."""
        fields = self._rows[self._row].fields
        return fields[min(self._field, len(fields) - 1)] if fields else None

    def on_resize(self, event: events.Resize) -> None:
        """Rows are laid out for the width."""
        self._lay_out()

    def show(self, draft: Draft) -> None:
        """Show another draft, the cursor on what it was on, else on the first row to change."""
        before = self.field
        self.draft = draft
        self._rows = draft.rows
        self._row, self._field = places.found(self._rows, before) or places.first(self._rows)
        self._spans.clear()
        self._lay_out()

    def put(self, field: Field, value: Scalar) -> None:
        """Give a field a value, as if it had been edited here."""
        self._edit(lambda: self.draft.put(field, value))

    def action_move_row(self, change: int) -> None:
        """Move to the next row that can be changed."""
        row = places.beyond(self._rows, self._row, change)
        if row is not None:
            self._go(row, self._field)
        elif change < 0:
            self.scroll_to(y=0, animate=False)

    def action_move_field(self, change: int) -> None:
        """Move to a neighbouring field of the row; a row with one field changes its value."""
        fields = self._rows[self._row].fields
        if len(fields) <= 1:
            self.action_step(change)
            return
        last = len(fields) - 1
        self._go(self._row, min(max(min(self._field, last) + change, 0), last))

    def action_step(self, change: int) -> None:
        """Change the value under the cursor; on an `empty` row, add a layer."""
        field = self.field
        if field is not None:
            self._edit(lambda: self.draft.step(field, change))
        elif change > 0 and self._rows[self._row].kind == "empty":
            self.action_add()

    def action_choose(self) -> None:
        """Ask for a value."""
        if self.field is not None:
            self.post_message(self.Choose(self.draft, self.field))
        elif self._rows[self._row].kind == "empty":
            self.action_add()

    def action_add(self) -> None:
        """Add a layer after the one under the cursor."""
        row = self._rows[self._row]
        if not row.count:
            self.post_message(self.Refused(places.unaddable(self._rows)))
            return
        place = row.place + 1 if row.kind == "layer" else 0
        self._edit(lambda: self.draft.add(row), layer=(row.count, place))

    def action_remove(self) -> None:
        """Remove the layer under the cursor."""
        row = self._rows[self._row]
        if row.kind != "layer":
            self.post_message(self.Refused("Move to a layer to delete it."))
            return
        self._edit(lambda: self.draft.remove(row), layer=(row.count, row.place))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click changes the value."""
        y = event.y + self.scroll_offset.y
        if not (0 <= y < len(self._rows)) or not places.editable(self._rows[y]):
            return
        field = places.under(self._spans.get(y, []), event.x)
        if field is None or (y, field) != (self._row, self._field):
            self._go(y, field or 0)
        else:
            self.action_step(1)

    def render_line(self, y: int) -> Strip:
        """One row of the stack."""
        number, base = y + self.scroll_offset.y, self.rich_style
        if number >= len(self._rows):
            return Strip.blank(self.size.width, base)
        if number == self._row:
            base += self.get_component_rich_style("builder--row", partial=True)
        cells, self._spans[number] = laid_out(
            self._rows, number, (self._row, self._field), self.size.width, focused=self.has_focus
        )
        segments = [
            Segment(text, base + self.get_component_rich_style(f"builder--{name}", partial=True))
            for text, name in cells
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _go(self, row: int, field: int) -> None:
        """Move the cursor; what was refused where it came from is told no longer."""
        self._row, self._field = row, field
        self._lay_out()
        self.post_message(self.Hidden(self._hidden))

    def _tell_keys(self) -> None:
        """Tell which keys work and what has no room in the row, where it is other than before."""
        out_of_room = hidden(self._rows, self._row, self.size.width)
        if out_of_room != self._hidden:
            self._hidden = out_of_room
            self.post_message(self.Hidden(out_of_room))
        kind, field = places.kind(self._rows[self._row]), self.field
        typed = field is not None and self.draft.experiment.offered[field.setting].values is None
        if (kind, typed) != self._kind:
            self._kind = kind, typed
            self.post_message(self.OtherKeys(kind, typed=typed))

    def _edit(self, change: Callable[[], None], layer: tuple[str, int] | None = None) -> None:
        """Carry out an edit and tell of it, or of why it is not allowed.

        The cursor is then on a `layer`, as `places.after` takes it, else still on its field.
        """
        wanted = layer or self.field
        try:
            change()
        except SettingError as error:
            self.post_message(self.Refused(error.told))
            return
        self._rows = self.draft.rows
        self._row, self._field = places.after(self._rows, wanted, (self._row, self._field))
        self._lay_out()
        self.post_message(self.Changed(self.draft))

    def _lay_out(self) -> None:
        """Make room for all rows, show them, the cursor in sight, and tell which keys work."""
        self.virtual_size = Size(self.size.width, len(self._rows))
        self.scroll_to_region(Region(0, self._row, 1, 1), animate=False)
        self.refresh()
        self._tell_keys()
