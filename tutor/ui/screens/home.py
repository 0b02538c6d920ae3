"""Home: the course with what was done of it, and the runs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.course.catalog import Entry
from tutor.store.runs import RunRow
from tutor.ui.screens.run import RunScreen
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.words import finding_title, percent, plural

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp


class CourseList(OptionList):
    """Lessons and runs; Enter opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "Open", key_display="Enter")
    ]


class HomeScreen(Screen[None]):
    """Where a session begins: Enter goes on where the learner left."""

    CSS_PATH = "home.tcss"
    HELP_TITLE = "Home"
    HELP = "Choose a lesson or a run with the arrows and open it with Enter."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "resume", "Resume"),
    ]

    def __init__(self) -> None:
        """Nothing is listed before it is mounted."""
        super().__init__()
        self._runs: list[RunRow] = []

    @property
    def tutor(self) -> TutorApp:
        """The application, by its own type."""
        return cast("TutorApp", self.app)

    def compose(self) -> ComposeResult:
        """The list and, beside or below it, what is under the cursor."""
        yield Static("", id="head", markup=False)
        with Horizontal(id="columns"):
            yield CourseList(id="course", compact=True)
            with VerticalScroll(id="about", can_focus=False):
                yield Static("", id="about-text")
        yield KeyBar()

    def on_mount(self) -> None:
        """List everything, the cursor on the lesson that was last open."""
        self.reload()
        self.query_one("#course").focus()

    def on_screen_resume(self) -> None:
        """Progress and runs may have changed meanwhile."""
        self.reload()

    def on_trial_changed(self) -> None:
        """Runs under way move."""
        if self.app.screen is self:
            self.reload()

    def reload(self) -> None:
        """List lessons and runs anew, keeping the cursor where it is."""
        session = self.tutor.session
        course = self.query_one("#course", OptionList)
        highlighted = course.highlighted
        done = session.keep(lambda progress: progress.completed(), {})
        entries = session.catalog.entries
        width = max((len(entry.title) for entry in entries), default=0)
        options: list[Option] = [
            Option(
                self._lesson_line(number, entry, entry.id in done, width), id=f"lesson:{entry.id}"
            )
            for number, entry in enumerate(entries, start=1)
        ]
        self._runs = session.runs()
        if self._runs:
            options.append(Option(Content.styled("\nYour runs", "bold $primary"), disabled=True))
        options += [
            Option(_run_line(row, session.title(row.lesson)), id=f"run:{row.run}")
            for row in self._runs
        ]
        course.set_options(options)
        course.highlighted = self._resume_index() if highlighted is None else highlighted
        finished = sum(entry.id in done for entry in entries)
        self.query_one("#head", Static).update(
            f" {session.catalog.title} · {finished} of {plural(len(entries), 'lesson')} done"
        )

    def _resume_index(self) -> int:
        last = self.tutor.session.keep(lambda progress: progress.last_lesson(), None)
        ids = self.tutor.session.catalog.ids
        return ids.index(last) if last in ids else 0

    def _lesson_line(self, number: int, entry: Entry, done: bool, width: int) -> Content:
        if entry.lesson is None:
            return Content.assemble(
                (f"{number:>2} ✗ ", "$text-error"), f"{entry.title:<{width}}",
                (f"  {plural(len(entry.problems), 'problem')}", "$text-error"),
            )  # fmt: skip
        right, asked = self.tutor.session.answered(entry.lesson)
        mark = "✓" if done else "●" if right else "○"
        style = "$text-success" if done else "$text-primary" if right else "dim"
        return Content.assemble(
            f"{number:>2} ", (mark, style), f" {entry.title:<{width}}",
            (f"  {right}/{asked}  {entry.lesson.front.minutes} min", "dim"),
        )  # fmt: skip

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell about what is under the cursor."""
        self.query_one("#about-text", Static).update(self._about(event.option.id or ""))

    def _about(self, name: str) -> Content:
        kind, _, key = name.partition(":")
        if kind == "run":
            return self._about_run(key)
        entry = self.tutor.session.catalog.find(key)
        if entry is None:
            return Content("")
        if entry.lesson is None:
            lines = [Content.styled("This lesson cannot be opened:", "bold $text-error")]
            return Content("\n").join(lines + [Content(str(p)) for p in entry.problems])
        front = entry.lesson.front
        lines = [Content.styled(front.title, "bold $primary"), Content("")]
        if front.objectives:
            lines.append(Content.styled("You will be able to:", "bold"))
            lines += [Content(f"• {objective}") for objective in front.objectives]
            lines.append(Content(""))
        position = self.tutor.session.keep(lambda progress: progress.position(key), None)
        where = f"You are at step {position.step + 1} of " if position else ""
        lines.append(Content(f"{where}{plural(len(entry.lesson.steps), 'step')}, "
                             f"about {front.minutes} minutes."))  # fmt: skip
        return Content("\n").join(lines)

    def _about_run(self, run: str) -> Content:
        """When it was, what came out, and which settings differ from the lesson's defaults."""
        row = next((row for row in self._runs if row.run == run), None)
        if row is None or row.problem:
            return Content(row.problem if row else "")
        when = time.strftime("%d %B %Y, %H:%M", time.localtime(row.at))
        title = f"{self.tutor.session.title(row.lesson)} · {when}"
        lines = [Content.styled(title, "bold $primary"), Content("")]
        epochs = f"{row.epochs} of {plural(row.asked, 'epoch')}"
        lines.append(Content(f"{epochs}, {plural(row.parameters, 'parameter')}, seed {row.seed}"))
        changed = self.tutor.session.changed(row)
        if changed:
            lines.append(Content(f"Changed: {changed}"))
        lines += [Content(""), Content("Enter opens it: its curves and its diagnosis.")]
        return Content("\n").join(lines)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what was chosen."""
        kind, _, key = (event.option.id or "").partition(":")
        if kind == "run":
            self.app.push_screen(RunScreen(key))
        elif kind == "lesson":
            self.tutor.open_lesson(key)

    def action_resume(self) -> None:
        """Open the lesson that was last open, or the first."""
        ids = self.tutor.session.catalog.ids
        if ids:
            self.tutor.open_lesson(ids[self._resume_index()])


def _run_line(row: RunRow, title: str) -> Content:
    """One run: its lesson, where it is or how it ended, and what came out."""
    if row.problem:
        return Content.assemble((" ✗ ", "$text-error"), f"{row.run}: cannot be read")
    if row.ended is None:
        text = f"{title}  epoch {row.epochs} of {row.asked}"
        return Content.assemble((" ▶ ", "bold $text-warning"), text)
    accuracy = row.metrics.get("val_accuracy")
    said = [
        time.strftime("%H:%M ", time.localtime(row.at)) + title,
        f"{row.parameters:,} parameters",
    ]
    if accuracy is not None:
        said.append(percent(accuracy))
    said.append(finding_title(row.diagnosis).lower() if row.diagnosis else row.ended)
    return Content.assemble((" ■ ", "dim"), " · ".join(said))
