"""One run, live or long ended: its curves, its goal, its diagnosis."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tutor.lab.events import ViewReady
from tutor.lab.run import RunError, find
from tutor.lab.text.stack import stack
from tutor.lab.trial import Trial
from tutor.lab.views.catalog import live
from tutor.store.ran import order_of
from tutor.ui.messages import TrialChanged
from tutor.ui.run_words import Context
from tutor.ui.screens.base import TutorScreen
from tutor.ui.screens.dialogs import Ask
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.results import Results
from tutor.ui.words import plural


class RunScreen(TutorScreen):
    """Replays a run and, while it goes on, follows it."""

    CSS_PATH = "run.tcss"
    HELP_TITLE = "A run"
    HELP = "Its curves and its diagnosis. A run that still goes on is followed live."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "stop", "Stop"),
        Binding("v", "look", "Look", tooltip="See what the network does"),
        Binding("c", "compare", "Compare", tooltip="Compare it with other runs of its lesson"),
        Binding("s", "save", "Save", tooltip="Write it out: script, notebook, table, pictures"),
        Binding("y", "copy", "Copy", tooltip="Copy its script or its history"),
        Binding("escape,b", "leave", "Back", key_display="Esc"),
    ]

    def __init__(self, run: str) -> None:
        """Show the run with this id."""
        super().__init__()
        self._run = find(run)
        self._trial: Trial | None = None

    def compose(self) -> ComposeResult:
        """A head line, the results, the keys."""
        yield Static("", id="head", markup=False)
        yield Results(id="results")
        yield KeyBar()

    def on_mount(self) -> None:
        """Replay what there is; the desk follows the rest."""
        self._trial = self.tutor.desk.watch(self._run)
        self._trial.poll()
        self._show(self._trial)
        self.tutor.desk.expect(self._trial)
        self.tutor.wake()
        self.query_one(Results).focus()

    def on_screen_resume(self) -> None:
        """Show what became of the run while another screen lay over this one."""
        if self._trial is not None:
            self._show(self._trial)
            self.refresh_bindings()

    def on_trial_changed(self, event: TrialChanged) -> None:
        """Show the run's news."""
        if event.trial is self._trial:
            self._show(event.trial)
            if event.moved or any(isinstance(one, ViewReady) for one in event.news):
                self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a run that goes on can be stopped; what it shows live can be looked at meanwhile."""
        over = self._trial is None or self._trial.over
        pictured = self._trial is not None and live(self._trial.record.views)
        allowed = {"stop": not over, "look": over or pictured, "save": over, "copy": over}
        return allowed.get(action, True)

    def shows(self, trial: Trial) -> bool:
        """Whether it is this run's."""
        return trial is self._trial

    def action_stop(self) -> None:
        """Ask the run's worker to stop."""
        if self._trial is not None and not self._trial.over:
            self.tutor.desk.stop(self._trial)

    def action_look(self) -> None:
        """See what its network does."""
        self.tutor.look(self._run)

    def action_compare(self) -> None:
        """Choose others to compare it with."""
        order = order_of(self._run)
        if order is not None:
            self.tutor.list_runs(order.lesson, self._run.id)

    def action_save(self) -> None:
        """Ask where to and what, then write it out."""
        from tutor.ui.screens.save import SaveRun  # not before it is wanted

        self.app.push_screen(SaveRun(self._run))

    def action_copy(self) -> None:
        """Ask what to copy, and copy it."""
        answers = (("s", "The Keras script that repeats it"), ("h", "Its history, as CSV"))
        self.app.push_screen(Ask("What do you want to copy?", answers), self._copy)

    def _copy(self, answer: str | None) -> None:
        if answer is None:
            return
        from tutor.lab.export.script import ExportError, script
        from tutor.lab.export.table import table

        try:
            order, record = self._run.order(), self._run.record()
            text = script(order, record) if answer == "s" else table(record.history)
        except (RunError, ExportError) as error:
            self.app.notify(str(error), severity="warning", markup=False)
            return
        self.app.copy_to_clipboard(text)
        lines = plural(len(text.splitlines()), "line")
        self.app.notify(f"Copied {lines}, where this terminal lets programs copy.")

    def action_leave(self) -> None:
        """Go back; the run goes on."""
        self.dismiss()

    def _show(self, trial: Trial) -> None:
        try:
            order = self._run.order()
        except RunError as error:
            self.query_one(Results).announce(str(error))
            return
        context: Context = self.tutor.session.context(order, trial.record)
        self.query_one("#head", Static).update(
            f" {self.tutor.session.title(order.lesson)} · {order.network.parameters:,} parameters"
            f" · {stack(order.network)} · seed {order.seed}"
        )
        self.query_one(Results).show(trial, context)
