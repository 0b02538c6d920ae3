"""Which filters fire on which parts of faces; Enter shows one on faces."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tutor.lab.text.parts import faces, listing, rows_for
from tutor.lab.views.parts import Overlap, PartMaps, PartMapsQuery, Parts, PartsQuery
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.widgets.rows import Rows


class PartsPane(ViewPane):
    """A list of filters, the greatest overlap first, and the chosen one's firing on faces."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Filter", key_display="↑↓"),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("p", "part", "Part"),
        Binding("n", "turn", "More faces", show=False, tooltip="More faces"),
        Binding(
            "enter", "faces", "On faces", key_display="↵", tooltip="The filter on faces, or back"
        ),
        Binding("escape", "table", "Table", show=False),
    ]

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._parts: Parts | None = None
        self._untrained: Parts | None = None
        self._maps: PartMaps | None = None
        self._part: int | None = None
        self._chosen = 0
        self._on_faces = False
        self._turned = 0

    def compose(self) -> ComposeResult:
        """All of it in rows."""
        yield Rows()

    def begin(self) -> None:
        """Ask for all overlaps."""
        self.ask(PartsQuery())

    def show(self, data: msgspec.Struct) -> None:
        """Show overlaps, then ask for those before the training; or faces."""
        if isinstance(data, PartMaps):
            self._maps = data
        elif isinstance(data, Parts) and data.trained:
            self._parts = data
            self.ask(PartsQuery(trained=False))
        elif isinstance(data, Parts):
            self._untrained = data
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self._draw()

    def action_move(self, step: int) -> None:
        """Go to another filter."""
        if self._parts is not None:
            last = len(rows_for(self._parts, self._part)) - 1
            self._chosen = min(max(self._chosen + step, 0), last)
            self._look()

    def action_part(self) -> None:
        """List the filters by another part, or each by its best."""
        if self._parts is not None:
            following = 0 if self._part is None else self._part + 1
            self._part = following if following < len(self._parts.parts) else None
            self._chosen = 0
            self._look()

    def action_faces(self) -> None:
        """Show the chosen filter on faces, or the list again."""
        self._on_faces = not self._on_faces
        self._look()
        self.refresh_bindings()

    def action_table(self) -> None:
        """Go back to the list."""
        self.action_faces()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape goes back to the list first, then to the screen before."""
        return self._on_faces if action == "table" else True

    def action_turn(self) -> None:
        """Show other faces."""
        self._turned += 1
        self._draw()

    def _look(self) -> None:
        """Draw; ask for the chosen filter's maps first where they are wanted and missing."""
        one = self._at
        if self._on_faces and one is not None and not self._fits(one):
            self.ask(PartMapsQuery(layer=one.layer, filter=one.filter))
        self._draw()

    @property
    def _at(self) -> Overlap | None:
        """The chosen row."""
        if self._parts is None:
            return None
        return rows_for(self._parts, self._part)[self._chosen]

    def _fits(self, one: Overlap) -> bool:
        """Whether the maps at hand are those of the chosen filter."""
        maps = self._maps
        return maps is not None and (maps.layer, maps.filter) == (one.layer, one.filter)

    def _draw(self) -> None:
        one = self._at
        if self._parts is None or one is None or not self.size.width:
            return
        rows, size = self.query_one(Rows), (self.size.width, self.size.height)
        if not self._on_faces:
            rows.show(listing(self._parts, self._untrained, self._part, self._chosen, size))
        elif self._maps is not None and self._fits(one):
            rows.show(faces(self._maps, self._parts, one, size, rows.way, self._turned))
