"""A picture that the learner draws, named while it is drawn."""

from __future__ import annotations

import time
from typing import ClassVar, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tutor.lab.drawing import FILLED, Drawing
from tutor.lab.text.drawing import Sheet, sheet, verdict
from tutor.lab.views.drawing import Drawn, DrawQuery
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.widgets.rows import Rows

_LOST_SECONDS = 1.0
"""A question that was not answered for so long is no reason to wait with the next one."""

_UNTOLD = "You can draw, but the network can't be asked what it is."


class DrawPane(ViewPane):
    """A canvas with a pen, what the network sees of it, and what it takes it for.

    One question is under way at a time; the newest picture follows as soon as it is answered, so
    that the bars move even while the pen does.
    """

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "change('pen')", "Pen"),
        Binding("up", "move(0, -1)", "Move", key_display="↑↓←→"),
        Binding("n", "example", "Example", tooltip="An example; u brings your drawing back"),
        Binding("down", "move(0, 1)", "Down", show=False),
        Binding("left", "move(-1, 0)", "Left", show=False),
        Binding("right", "move(1, 0)", "Right", show=False),
        Binding(
            "home",
            "move(-1, -1)",
            "Up and left",
            show=False,
            key_display="Home",
            tooltip="Move on a diagonal; so do End, PgUp and PgDn",
        ),
        Binding("pageup", "move(1, -1)", "Up and right", show=False),
        Binding("end", "move(-1, 1)", "Down and left", show=False),
        Binding("pagedown", "move(1, 1)", "Down and right", show=False),
        Binding("e", "change('ink')", "Rub out"),
        Binding("u", "change('undo')", "Undo"),
        Binding("c", "change('clear')", "Clear"),
        Binding("f", "change('fit')", "Fit", tooltip="Bring the figure to the data's size, or not"),
    ]
    DEFAULT_CSS = """
    DrawPane {
        .summary { height: auto; text-style: bold; margin-bottom: 1; }
    }
    .-narrow DrawPane .summary, .-low DrawPane .summary { margin-bottom: 0; }
    """

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is drawn yet."""
        super().__init__(viewed)
        height, width, _ = viewed.order.network.inputs.shape
        self.drawing = Drawing(height, width, FILLED.get(viewed.order.dataset))
        self._labels: list[str] = []
        self._shares: list[float] = []
        self._asked: DrawQuery | None = None
        self._asked_at = 0.0
        self._told = b""
        self._examples: dict[bytes, Drawn] = {}
        self._number = -1
        self._sheet: Sheet | None = None
        self._dragging = False
        self._refused = False

    def compose(self) -> ComposeResult:
        """A sentence, then the canvas with all that stands beside it."""
        yield Static("", classes="summary", markup=False)
        yield Rows()

    def begin(self) -> None:
        """Ask for the classes, so that the network is loaded before the first stroke."""
        self._draw()
        self._put(DrawQuery())

    def show(self, data: msgspec.Struct) -> None:
        """Show what the network says, and ask for what has been drawn since."""
        drawn, asked = cast("Drawn", data), self._asked
        self._asked, self._refused = None, False
        self._labels = drawn.labels
        if asked is not None and asked.example is not None:
            self._begin_with(drawn)
        elif asked is not None:
            self._shares = drawn.shares
            self._told = asked.shades
        self._draw()
        self._ask_newest()

    def refuse(self, problem: str) -> None:
        """Tell no longer that an answer is awaited."""
        self._asked, self._refused = None, True
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Fitting is there for data whose figures are all of one size."""
        return parameters != ("fit",) or self.drawing.can_fit

    def action_change(self, what: str) -> None:
        """Put the `pen` down or lift it, draw with `ink` or rub out, `undo`, `clear`, or `fit`."""
        drawing = self.drawing
        does = {
            "pen": drawing.toggle_pen, "ink": drawing.toggle_ink, "undo": drawing.undo,
            "clear": drawing.clear, "fit": drawing.toggle_fit,
        }  # fmt: skip
        does[what]()
        self._changed()

    def action_move(self, across: int, down: int) -> None:
        """Move the pen a step."""
        self.drawing.move(across, down)
        self._changed()

    def action_example(self) -> None:
        """Alter the next validation example."""
        self._number += 1
        self._put(DrawQuery(example=self._number))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a stroke under the mouse; another button than the first rubs out."""
        point = self._under(event)
        if point is None:
            return
        self.capture_mouse()
        self._dragging = True
        self.drawing.down, self.drawing.ink = False, event.button <= 1
        self.drawing.go(*point)
        self.drawing.toggle_pen()
        self._changed()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw on."""
        point = self._under(event) if self._dragging else None
        if point is not None:
            self.drawing.go(*point)
            self._changed()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Lift the pen."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()
            self.drawing.down, self.drawing.ink = False, True
            self._changed()

    def _under(self, event: events.MouseEvent) -> tuple[int, int] | None:
        """The fine point under the mouse; None beside the canvas."""
        region = self.query_one(Rows).region
        if self._sheet is None:
            return None
        return self._sheet.point(event.screen_x - region.x, event.screen_y - region.y)

    def _changed(self) -> None:
        self._draw()
        self._ask_newest()

    def _begin_with(self, drawn: Drawn) -> None:
        example = drawn.example
        if example is not None:
            self.drawing.begin_with(example.shades)
            self._examples[example.shades], self._shares = drawn, drawn.shares
            self._number, self._told = drawn.number, example.shades

    def _ask_newest(self) -> None:
        """Ask what the network says of the picture as it is now, unless an answer is awaited."""
        seen = b"" if self.drawing.empty else self.drawing.seen()
        waiting = self._asked is not None and time.monotonic() - self._asked_at < _LOST_SECONDS
        if not seen or seen == self._told or waiting:
            return
        self._put(DrawQuery(shades=seen))

    def _put(self, query: DrawQuery) -> None:
        self._asked, self._asked_at = query, time.monotonic()
        self.ask(query)

    def _draw(self) -> None:
        rows = self.query_one(Rows)
        width, height = self.size.width - 1, rows.size.height
        if width < 8 or height < 4:
            return
        shares = [] if self.drawing.empty else self._shares
        self.query_one(".summary", Static).update(self._sentence(shares))
        self._sheet = sheet(self.drawing, self._labels, shares, (width, height), rows.way)
        rows.show(self._sheet.rows)

    def _sentence(self, shares: list[float]) -> str:
        drawing = self.drawing
        example = self._examples.get(drawing.base)  # None for a drawing from nothing
        if drawing.empty:
            return (
                "Nothing is drawn yet, so there is nothing to tell. Space puts the pen down, "
                "the arrows move it; or drag with the mouse."
            )
        if not shares:
            return _UNTOLD if self._refused else "Asking the network …"
        said = verdict(self._labels, shares)
        if example is not None:
            true = self._labels[example.true]
            back = " u brings your drawing back." if drawing.covered else ""
            return f"{said} Validation example {example.number + 1} is {true}.{back}"
        return said
