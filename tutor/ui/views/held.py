"""What panes share that show a set held back from training, and how the test set is opened."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from tutor.lab.text.outcome_words import opened_sentence
from tutor.lab.views import queries
from tutor.lab.views.opened import opened, others_opened
from tutor.lab.views.outcomes import Held
from tutor.ui.screens.dialogs import Ask
from tutor.ui.views.base import ViewPane
from tutor.ui.widgets.rows import Rows

_WHY = (
    "The test set is looked at once, at the end: it tells what your network is worth on examples "
    "that played no part in any choice. Whatever you choose by what it says, it can't judge any "
    "more."
)
OPEN, LEAVE = "o", "c"
"""The letters of the answers."""

TEST = Binding("o", "test", "Test set", tooltip="Open the test set, or go back to validation")
"""The key of each such pane."""


class Opening:
    """Asks before the test set of a pane's run is opened for the first time."""

    def __init__(self, pane: ViewPane) -> None:
        """For the run of `pane`."""
        self._pane = pane

    @property
    def others(self) -> int:
        """For how many other runs of the experiment it has been opened, as far as is known."""
        try:
            return others_opened(self._pane.viewed.order)
        except OSError:
            return 0

    def before(self, then: Callable[[], None]) -> None:
        """Do something with the test set, once it may be opened."""

        def answered(answer: str | None) -> None:
            if answer == OPEN:
                then()

        if opened(self._pane.viewed.run):
            then()
            return
        answers = ((OPEN, "Open it"), (LEAVE, "Leave it closed"))
        self._pane.app.push_screen(Ask(self._question(), answers), answered)

    def _question(self) -> str:
        others = self.others
        if not others:
            return _WHY
        times = "once" if others == 1 else f"{others} times"
        return f"{_WHY} Opened {times} in this experiment: the more often, the less it tells."


class HeldPane(ViewPane):
    """Shows something of the validation set or, once it was opened on purpose, the test set."""

    can_focus = True
    DEFAULT_CSS = """
    HeldPane {
        .summary { height: auto; text-style: bold; margin-bottom: 1; }
        .detail { height: auto; margin-top: 1; }
        .opened { height: auto; color: $warning; }
    }
    """

    def question(self, part: Held) -> queries.Any:
        """What is asked of a set."""
        raise NotImplementedError

    @property
    def part(self) -> Held | None:
        """The set that is shown; None until the first answer."""
        raise NotImplementedError

    def take(self, data: msgspec.Struct) -> None:
        """Keep what is known of a set."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """A sentence, the rows, more about the one under the cursor."""
        yield Static("", classes="summary", markup=False)
        yield Rows()
        yield Static("", classes="detail", markup=False)
        yield Static("", classes="opened", markup=False)

    def on_mount(self) -> None:
        """Lines without text take no room."""
        for name in ("detail", "opened"):
            self.line(name, "")

    def begin(self) -> None:
        """Ask for the validation set."""
        self._ask_for("validation")

    def show(self, data: msgspec.Struct) -> None:
        """Show what is known of a set."""
        self.take(data)
        tested = self.part == "test"
        self.line("opened", opened_sentence(Opening(self).others) if tested else "")
        self.draw()
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self.draw()

    def draw(self) -> None:
        """Show what is known, if anything is."""
        raise NotImplementedError

    def line(self, name: str, text: str) -> None:
        """Show a line of text, or none."""
        place = self.query_one(f".{name}", Static)
        place.update(text)
        place.display = bool(text)

    def action_test(self) -> None:
        """Change between both sets; ask before the test set is opened for the first time."""
        if self.part is None:
            return
        if self.part == "test":
            self._ask_for("validation")
        else:
            Opening(self).before(lambda: self._ask_for("test"))

    def _ask_for(self, part: Held) -> None:
        self.ask(self.question(part))
