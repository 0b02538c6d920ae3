"""The dialog in which a learner says where a run is written to, and what of it."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.lab.export.export import KINDS, export
from tutor.lab.export.script import ExportError
from tutor.lab.run import Run
from tutor.ui.messages import ExportDone
from tutor.ui.widgets.field import Field
from tutor.ui.widgets.marked_list import MarkedList

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp

_WORDS = {
    "script": "Keras script (run.py)",
    "notebook": "Jupyter notebook (run.ipynb)",
    "history": "History as CSV (history.csv)",
    "plots": "Curves (curves.svg, curves.png)",
    "model": "Trained network (model.keras)",
}
_WHERE = "A name alone is put where tutor was started."
_FORCE = "force"


class Kinds(MarkedList):
    """What is written, each ticked or not; Space and Enter change that.

    Attributes:
        chosen: what is ticked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", "Tick", show=False)]

    def __init__(self) -> None:
        """All is written, and nothing overwritten."""
        super().__init__(compact=True)
        self.chosen = set(KINDS)

    def on_mount(self) -> None:
        """Show them."""
        self._list()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick one, or take the tick away."""
        event.stop()
        self.chosen ^= {event.option.id or ""}
        at = self.highlighted
        self._list()
        self.highlighted = at

    def _list(self) -> None:
        words = {**_WORDS, _FORCE: "Overwrite what is there"}
        self.set_options(
            Option(Content(f"[{'x' if kind in self.chosen else ' '}] {text}"), id=kind)
            for kind, text in words.items()
        )


class SaveRun(ModalScreen[None]):
    """Writes a run out in the background, and says what came of it."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "save.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("down", "kinds", "What", show=False),
    ]

    def __init__(self, run: Run) -> None:
        """Ask about `run`."""
        super().__init__()
        self._run = run
        self._busy = False

    def compose(self) -> ComposeResult:
        """The folder, what to write, what came of it."""
        with Vertical(classes="dialog"):
            yield Static("Write this run into a folder", classes="title", markup=False)
            yield Field(f"run-{self._run.id}", placeholder="a folder; made where it is missing")
            yield Static(_WHERE, classes="dim", markup=False)
            yield Kinds()
            yield Static("", id="refusal", markup=False)
            yield Static(
                "Enter in the field writes it. ↓ goes to the list, Space ticks, Tab goes back.",
                id="hint", classes="dim", markup=False,
            )  # fmt: skip

    def on_mount(self) -> None:
        """Begin in the field."""
        self.query_one("#refusal").display = False
        self.query_one(Input).focus()

    def action_kinds(self) -> None:
        """From the field down to what is written."""
        kinds = self.query_one(Kinds)
        kinds.highlighted = 0
        kinds.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write it, in a thread: data and pictures take a second or two."""
        named = event.value.strip()
        chosen = self.query_one(Kinds).chosen
        kinds = [kind for kind in KINDS if kind in chosen]
        if self._busy:
            return
        if not named or "\0" in named:
            self._say("Name a folder.")
        elif not kinds:
            self._say("Choose something to write.")
        else:
            self._busy = True
            self._say("Writing …")
            self.run_worker(
                lambda: self._write(named, kinds, force=_FORCE in chosen),
                thread=True, exit_on_error=False,
            )  # fmt: skip

    def _write(self, named: str, kinds: list[str], *, force: bool) -> None:
        """In a thread: write, and post what came of it."""
        try:
            folder = Path(named).expanduser().absolute()
            done = ExportDone(export(self._run, folder, kinds, force=force))
        except (ExportError, OSError, RuntimeError, ValueError) as error:
            done = ExportDone(None, str(error))
        self.post_message(done)

    def on_export_done(self, event: ExportDone) -> None:
        """Tell what was written, or why nothing was."""
        self._busy = False
        if event.done is None:
            self._say(event.problem)
            return
        tutor = cast("TutorApp", self.app)
        if event.done.files:
            names = ", ".join(path.name for path in event.done.files)
            tutor.notify(f"Wrote {names} to {event.done.files[0].parent}", markup=False, timeout=10)
        for sentence in event.done.left:
            tutor.notify(sentence, severity="warning", markup=False, timeout=12)
        self.dismiss(None)

    def _say(self, text: str) -> None:
        place = self.query_one("#refusal", Static)
        place.update(text)
        place.display = True
