"""Runs: all of a lesson or of the course, sorted, searched, plotted, and marked to be compared."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.lab.tasks import headline
from tutor.lab.text.overlay import LETTERS
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.scatter import Point, scattered
from tutor.store.listing import SORTS, figure
from tutor.store.runs import RunRow
from tutor.store.trash import KEPT_DAYS
from tutor.ui.messages import TrialChanged
from tutor.ui.run_rows import columns, line
from tutor.ui.screens.base import TutorScreen
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.dialogs import Ask
from tutor.ui.screens.run import RunScreen
from tutor.ui.shelf import Shelf
from tutor.ui.widgets.bench import WIDE_FROM
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.run_rows import RunRows
from tutor.ui.words import plural

_BESIDE = 4
"""Cells of a row that its padding and the scroll bar take."""


class RunList(OptionList):
    """The runs; the keys act on the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.open", "Open"),
        Binding("space", "screen.mark", "Mark", tooltip="Mark a run, to compare it"),
        Binding("c", "screen.compare", "Compare", tooltip="Compare the marked runs"),
        Binding("o", "screen.sort", "Order", tooltip="Sort by date, accuracy, seconds, size"),
        Binding("slash", "screen.search", "Search", key_display="/"),
        Binding("escape", "screen.leave", "Back", key_display="Esc"),
        Binding("f", "screen.favourite", "Favourite"),
        Binding("d,delete", "screen.delete", "Delete", key_display="d"),
        Binding("u", "screen.undo", "Undo", tooltip="Bring the run back that was deleted last"),
    ]


class RunsScreen(TutorScreen):
    """Runs to choose from."""

    CSS_PATH = "runs.tcss"
    HELP_TITLE = "Runs"
    HELP = (
        "Space marks runs, and c or Enter shows the marked ones beside each other, six at most. "
        "Without marks, Enter opens the run under the cursor. / searches: words of the lesson, "
        "of the diagnosis, a setting such as units=32, favourite. In the plot, the stair joins "
        f"the runs that no quicker one beats. A deleted run comes back with u for {KEPT_DAYS} days."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", key_display="Esc"),
    ]

    def __init__(self, lesson: str | None = None, marked: str = "") -> None:
        """List the runs of a lesson, or all.

        Args:
            lesson: its id; None for all.
            marked: the id of a run that is marked from the start; empty for none.
        """
        super().__init__()
        self._lesson = lesson
        self._marked = [marked] if marked else []
        self._by, self._text = SORTS[0], ""
        self._shown: list[RunRow] = []

    def compose(self) -> ComposeResult:
        """A head line, the list and the plot, a field to search, the keys."""
        self._shelf = Shelf(self.tutor.session, self._lesson)
        yield Static("", id="head", markup=False)
        with Horizontal(id="both"):
            with Vertical(id="listed"):
                yield Static("", id="columns", markup=False)
                yield RunList(id="runs", compact=True)
            with Vertical(id="plotted"):
                yield RunRows(id="plot")
                yield Static("", id="about", markup=False)
        yield Input(id="search", placeholder="words, or a setting such as units=32")
        yield KeyBar()

    def on_mount(self) -> None:
        """List everything, the cursor on the first run."""
        self.query_one("#search").display = False
        self.reload()
        self.query_one(RunList).focus()

    def on_screen_resume(self) -> None:
        """Runs may have ended or gone meanwhile."""
        self.reload()

    def on_trial_changed(self, event: TrialChanged) -> None:
        """A run under way begins or ends."""
        if event.moved and self.app.screen is self:
            self.reload()

    def on_resize(self) -> None:
        """Rows are cut for the width."""
        self._show()

    def reload(self) -> None:
        """Read the runs anew, the cursor staying on its run."""
        self._shelf.load()
        there = {row.run for row in self._shelf.rows}
        self._marked = [run for run in self._marked if run in there]
        self._show()

    @property
    def _row(self) -> RunRow | None:
        """The run under the cursor."""
        at = self.query_one(RunList).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def _show(self) -> None:
        """Show the rows that are wanted, in their order."""
        there = self._row
        listed = self.query_one(RunList)
        self._shown = self._shelf.shown(self._by, self._text)
        room = self._room
        listed.set_options(
            Option(line(row, self._letter(row.run), self._note(row), room,
                        favourite=row.run in self._shelf.favourites), id=row.run)
            for row in self._shown
        )  # fmt: skip
        ids = [row.run for row in self._shown]
        if ids:
            listed.highlighted = ids.index(there.run) if there and there.run in ids else 0
        self.query_one("#columns", Static).update(columns(room))
        self._tell()
        self.refresh_bindings()

    @property
    def _room(self) -> int:
        width = self.app.size.width
        return (3 * width // 5 if width >= WIDE_FROM else width) - _BESIDE

    def _note(self, row: RunRow) -> str:
        session = self.tutor.session
        return session.changed(row) if self._lesson else session.title(row.lesson)

    def _letter(self, run: str) -> str:
        return LETTERS[self._marked.index(run)] if run in self._marked else ""

    def _tell(self) -> None:
        """The head line, the plot, and what is under the cursor."""
        title = "All runs" if self._lesson is None else self.tutor.session.title(self._lesson)
        count = plural(len(self._shown), "run")
        found = f" with “{self._text}”" if self._text else ""
        self.query_one("#head", Static).update(f" {title} · {count}{found} · by {self._by}")
        self.query_one("#plot", RunRows).draw(self._plot)
        self.query_one("#about", Static).update(self._about())

    def _plot(self, width: int, height: int, dots: bool) -> list[PlotRow]:
        here = self._row
        points = [
            Point(row.seconds, figure(row), self._letter(row.run), row is here)
            for row in self._shown
            if not row.problem
        ]
        return scattered(points, width, height, (self._words, "seconds"), braille=dots)

    @property
    def _words(self) -> str:
        """What the runs are told by, for people."""
        found = {one.words for row in self._shown if (one := headline(row.metrics))}
        return found.pop() if len(found) == 1 else "figure"

    def _about(self) -> str:
        row = self._row
        if row is None:
            return "No run matches." if self._text else "There is no run yet. Train a network."
        if row.problem:
            return row.problem
        changed = self.tutor.session.changed(row) or "all settings at their defaults"
        lesson = "" if self._lesson else f"{self.tutor.session.title(row.lesson)} · "
        return f"{lesson}seed {row.seed} · {plural(row.epochs, 'epoch')} · {changed}"

    def on_option_list_option_highlighted(self) -> None:
        """Tell of the run under the cursor."""
        self._tell()

    def on_option_list_option_selected(self) -> None:
        """A click opens a run."""
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something now."""
        if action == "undo":
            return bool(self._shelf.deleted)
        if action == "compare":
            return len(self._marked) > 1 or (len(self._marked) == 1 and len(self._shown) > 1)
        return bool(self._shown) if action in {"open", "mark", "favourite", "delete"} else True

    def action_open(self) -> None:
        """Compare the marked runs; without two of them, open the one under the cursor."""
        if len(self._marked) > 1:
            self.action_compare()
        elif self._row is not None and not self._row.problem:
            self.app.push_screen(RunScreen(self._row.run))

    def action_mark(self) -> None:
        """Mark the run under the cursor, or take its mark away; go on to the next."""
        row = self._row
        if row is None or row.problem:
            return
        if row.run in self._marked:
            self._marked.remove(row.run)
        elif len(self._marked) == len(LETTERS):
            self.app.notify(f"{len(LETTERS)} runs at most can be compared.", severity="warning")
            return
        else:
            self._marked.append(row.run)
        self._show()
        self.query_one(RunList).action_cursor_down()

    def action_compare(self) -> None:
        """Show the marked runs beside each other; one alone with that under the cursor."""
        runs = list(self._marked)
        if len(runs) == 1 and self._row is not None and self._row.run not in runs:
            runs.append(self._row.run)
        if len(runs) < 2:
            self.app.notify("Mark a second run with Space.", severity="warning")
            return
        self.app.push_screen(CompareScreen(runs))

    def action_sort(self) -> None:
        """Sort by the next of date, accuracy, seconds, parameters."""
        self._by = SORTS[(SORTS.index(self._by) + 1) % len(SORTS)]
        self._show()

    def action_search(self) -> None:
        """Open the field to search in."""
        field = self.query_one("#search", Input)
        field.display = True
        field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches while it is typed."""
        self._text = event.value.strip()
        self._show()

    def on_input_submitted(self) -> None:
        """Back to the list; the field stays as long as there is something in it."""
        self.query_one("#search").display = bool(self._text)
        self.query_one(RunList).focus()

    def action_favourite(self) -> None:
        """Mark the run under the cursor as a favourite, or take the mark away."""
        if self._row is not None:
            self._shelf.toggle_favourite(self._row.run)
            self._show()

    def action_delete(self) -> None:
        """Delete the run under the cursor, once that is confirmed."""
        row = self._row
        if row is None:
            return
        if row.ended is None and not row.problem:
            self.app.notify("This run is still going on. Stop it first.", severity="warning")
            return
        answers = (("d", f"Delete it: u brings it back for {KEPT_DAYS} days"), ("k", "Keep it"))

        def answered(answer: str | None) -> None:
            if answer == "d":
                self._delete(row.run)

        self.app.push_screen(Ask(f"Delete run {row.run}?", answers), answered)

    def _delete(self, run: str) -> None:
        problem = self._shelf.delete(run)
        self.reload()
        said = problem or "Deleted. u brings it back."
        self.app.notify(said, severity="warning" if problem else "information", markup=False)

    def action_undo(self) -> None:
        """Bring the run back that was deleted last."""
        run, problem = self._shelf.undo()
        self.reload()
        said = problem or f"Run {run} is back."
        self.app.notify(said, severity="warning" if problem else "information", markup=False)

    def action_leave(self) -> None:
        """Close the search, then the screen."""
        field = self.query_one("#search", Input)
        if field.display:
            field.value, field.display = "", False
            self.query_one(RunList).focus()
        else:
            self.dismiss()
