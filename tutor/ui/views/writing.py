"""Writing together with a network: a text, what may come next, and how surprising all of it is."""

from __future__ import annotations

from typing import ClassVar, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tutor.lab.settings import number
from tutor.lab.views.writing import Written
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.views.beat import Beat
from tutor.ui.views.manuscript import Manuscript
from tutor.ui.views.writing_board import WritingBoard

_USUAL_TEMPERATURE = 0.7
_FRAME_SECONDS, _FRAMES = 0.05, 50
"""How often the text that is being written grows, and in how many such steps it is all there."""
_LETTERS = (("edit", (True,)), ("other", ("draw",)), ("other", ("length",)), ("alter", ("clear",)))
"""Actions whose keys are letters: while somebody types, they are text."""


class WritingPane(ViewPane):
    """A text that the learner and the network write in turn."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "Write on"),
        Binding("tab", "alter('accept')", "Likeliest", tooltip="Take the likeliest next character"),
        Binding("up", "other('warmer')", "Hotter", key_display="↑"),
        Binding("down", "other('cooler')", "Colder", key_display="↓"),
        Binding("e", "edit(True)", "Type", tooltip="Type on after the text"),
        Binding("d", "other('draw')", "Draw", tooltip="Write anew what it wrote last"),
        Binding("n", "alter('clear')", "New", tooltip="Begin a text of your own"),
        Binding(
            "left",
            "go(-1)",
            "Look back",
            show=False,
            key_display="←→",
            tooltip="Look at what it expected earlier",
        ),
        Binding("right", "go(1)", "Look on", show=False, key_display="→"),
        Binding("l", "other('length')", "Length", tooltip="Write 200, 400 or 40 at a time"),
        Binding(
            "backspace",
            "alter('take_back')",
            "Take back",
            show=False,
            key_display="Backspace",
            tooltip="Take the last character back",
        ),
        Binding("escape", "edit(False)", "Stop typing", key_display="Esc"),
    ]

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is written yet."""
        super().__init__(viewed)
        settings = viewed.order.settings
        self._script = Manuscript(number(settings, "temperature", _USUAL_TEMPERATURE))
        self._board = WritingBoard()
        self._typing = False
        self._back = 0
        """How many characters before the end the cursor stands."""
        self._hidden = 0
        """How many of the characters that were drawn are not shown yet."""
        self._beat = Beat(self)

    def compose(self) -> ComposeResult:
        """The board."""
        yield self._board

    def begin(self) -> None:
        """Ask for a beginning."""
        self.ask(self._script.first())

    def show(self, data: msgspec.Struct) -> None:
        """Show a text that was read, and let what was written after it appear bit by bit."""
        script = self._script
        before = [mark.symbol for mark in script.drawn]
        if script.take_in(cast("Written", data)):
            drawn = [mark.symbol for mark in script.drawn]
            seen = len(before) if drawn[: len(before)] == before else 0
            self._back, self._hidden = 0, len(drawn) - seen
            self._beat.stop()
            if self._hidden:
                self._beat.start(_FRAME_SECONDS, self._grow)
            self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters are commands only while nobody types."""
        if (action, parameters) in _LETTERS:
            return not self._typing
        return self._typing if (action, parameters) == ("edit", (False,)) else True

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """While somebody types, every character is text."""
        return self._typing and character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Type."""
        if self.check_consume_key(event.key, event.character):
            event.stop()
            self._type(cast("str", event.character))

    def on_paste(self, event: events.Paste) -> None:
        """Type a whole text."""
        event.stop()
        self._type(event.text)

    def on_click(self) -> None:
        """Who clicks on the text wants to type."""
        self.action_edit(typing=True)

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self.call_after_refresh(self._draw)

    def action_write(self) -> None:
        """Let the network write on; while it does, show all of it at once."""
        if self._hidden:
            self._hidden = 0
            self._draw()
            return
        self.ask(self._script.further())

    def action_alter(self, what: str) -> None:
        """Take the likeliest next character, drop the last one, or begin with nothing and type."""
        script = self._script
        does = {"accept": script.accept, "take_back": script.take_back, "clear": script.clear}
        does[what]()
        if what == "clear":
            self.action_edit(typing=True)
        self._changed()

    def action_other(self, what: str) -> None:
        """Write anew: with another `draw`, at another temperature, or of another `length`."""
        script = self._script
        if what == "draw":
            script.draw += 1
        elif what == "length":
            script.lengthen()
        else:
            script.warm(1 if what == "warmer" else -1)
        self._board.say(script, typing=self._typing)
        self.ask(script.anew())

    def action_edit(self, typing: bool) -> None:
        """Let the keys be text, or commands again."""
        self.focus()
        self._typing = typing
        self.refresh_bindings()
        self._board.say(self._script, typing=typing)

    def action_go(self, step: int) -> None:
        """Look at what the network thought of another character."""
        self._hidden = 0
        self._back = min(max(self._back - step, 0), len(self._script.marks))
        self._draw()

    def _type(self, text: str) -> None:
        self._script.type(text)
        self.action_edit(typing=True)
        self._changed()

    def _changed(self) -> None:
        """Show a text that was changed, and ask what may come after it."""
        self._back = self._hidden = 0
        self._draw()
        self.ask(self._script.question())

    def _grow(self) -> None:
        """Show a little more of what is being written."""
        self._hidden = max(0, self._hidden - max(1, len(self._script.drawn) // _FRAMES))
        if not self._hidden:
            self._beat.stop()
        self._draw()

    def _draw(self) -> None:
        self._board.draw(self._script, self._back, self._hidden)
        self._board.say(self._script, typing=self._typing)
