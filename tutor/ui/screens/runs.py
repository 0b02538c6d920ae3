"""Runs: all of a lesson or of the course, sorted, searched, plotted, and marked to be compared."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tutor.lab.text.overlay import LETTERS
from tutor.store.trash import KEPT_DAYS
from tutor.ui.messages import TrialChanged
from tutor.ui.screens.base import TutorScreen
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.run import RunScreen
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.run_list import RunList
from tutor.ui.widgets.run_plot import RunPlot
from tutor.ui.widgets.search import SearchField
from tutor.ui.words import plural

_FIRST = {
    "date": "newest", "accuracy": "best", "seconds": "quickest", "parameters": "smallest"
}  # fmt: skip
"""What stands first, by what the list is sorted by."""


class RunsScreen(TutorScreen):
    """Runs to choose from."""

    CSS_PATH = "runs.tcss"
    HELP_TITLE = "Runs"
    HELP = (
        "Space marks the run under the cursor, or unmarks it; c or Enter shows the marked ones "
        "beside each other, six at most. With fewer than two marks, Enter opens the run under "
        "the cursor. / searches: words of the lesson, of the diagnosis, a setting such as "
        "learning rate=0.01, favourite. The plot shows the runs of the same experiment and form of "
        "data as the one under the cursor; its stair joins those that no quicker one beats, "
        f"leakage aside. A deleted run comes back with u for {KEPT_DAYS} days."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", key_display="Esc")]

    def __init__(self, lesson: str | None = None, marked: str = "") -> None:
        """List the runs of a lesson, or all.

        Args:
            lesson: its id; None for all.
            marked: the id of a run that is marked from the start; empty for none.
        """
        super().__init__()
        self._lesson = lesson
        self._first = marked

    def compose(self) -> ComposeResult:
        """A head line, the list and the plot, a field to search, the keys."""
        yield Static("", id="head", markup=False)
        runs = RunList(self.tutor.session, self._lesson, self._first, id="runs")
        with Horizontal(id="both"):
            with Vertical(id="listed"):
                yield Static("", id="columns", markup=False)
                yield runs
            yield RunPlot(self.tutor.session, self._lesson, id="plotted")
        yield SearchField(runs, "words, or a setting such as learning rate=0.01")
        yield KeyBar()

    @property
    def _list(self) -> RunList:
        return self.query_one(RunList)

    def on_mount(self) -> None:
        """List everything, the cursor on the first run."""
        self._reload()
        self._list.focus()

    def on_screen_resume(self) -> None:
        """Runs may have ended or gone meanwhile."""
        self._reload()

    def on_trial_changed(self, event: TrialChanged) -> None:
        """A run under way begins or ends."""
        if event.moved and self.app.screen is self:
            self._reload()

    def on_resize(self) -> None:
        """Rows are cut for the width."""
        self._list.relist()
        self._tell()

    def _reload(self) -> None:
        self._list.reload()
        self._tell()
        self.tutor.tell_notices()

    def _tell(self) -> None:
        """The head line, the headings, the plot, and what is under the cursor."""
        runs = self._list
        title = "All runs" if self._lesson is None else self.tutor.session.title(self._lesson)
        found = f" with “{runs.text}”" if runs.text else ""
        marked = f" · {len(runs.marked)} marked" if runs.marked else ""
        said = (
            f" {title} · {plural(len(runs.shown), 'run')}{found} · {_FIRST[runs.by]} first{marked}"
        )
        self.query_one("#head", Static).update(said)
        self.query_one("#columns", Static).update(runs.columns)
        self.query_one(RunPlot).show(runs)
        self.refresh_bindings()

    def on_option_list_option_highlighted(self) -> None:
        """Tell of the run under the cursor."""
        self._tell()

    def on_option_list_option_selected(self) -> None:
        """A click opens a run."""
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something now."""
        runs = self._list
        if action == "compare":
            return len(runs.meant) > 1
        if action == "open":
            return bool(runs.shown) and len(runs.marked) < 2
        return bool(runs.shown) if action == "mark" else True

    def action_open(self) -> None:
        """Open the run under the cursor; where two are marked, compare those instead."""
        row = self._list.row
        if len(self._list.marked) > 1:
            self.action_compare()
        elif row is not None and not row.problem:
            self.app.push_screen(RunScreen(row.run))

    def action_mark(self) -> None:
        """Mark the run under the cursor, or take its mark away."""
        if self._list.mark():
            self._tell()
        else:
            self.app.notify(f"{len(LETTERS)} runs at most can be compared.", severity="warning")

    def action_compare(self) -> None:
        """Show the marked runs beside each other; one alone with that under the cursor."""
        self.app.push_screen(CompareScreen(self._list.meant))

    def action_sort(self) -> None:
        """Sort by the next of date, accuracy, seconds, parameters."""
        self._list.turn_order()
        self._tell()

    def action_search(self) -> None:
        """Open the field to search in."""
        self.query_one(SearchField).open()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches while it is typed."""
        self._list.text = event.value.strip()
        self._list.relist()
        self._tell()

    def on_run_list_changed(self, event: RunList.Changed) -> None:
        """Say what came of a deed, and list the runs as they are now."""
        self._reload()
        if event.text:
            self.app.notify(
                event.text, severity="warning" if event.failed else "information", markup=False
            )

    def action_leave(self) -> None:
        """Close the search, then the screen."""
        if not self.query_one(SearchField).close():
            self.dismiss()
