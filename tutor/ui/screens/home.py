"""Home: the course with what was done of it, and the runs."""

from __future__ import annotations

import time
from collections.abc import Container
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.course.catalog import Entry
from tutor.lab.run import find
from tutor.lab.text.width import cut
from tutor.store.best import aim_of
from tutor.store.runs import RunRow
from tutor.ui.breakpoints import WIDE_FROM
from tutor.ui.home_about import about, sats
from tutor.ui.home_lines import Stage, final_line, lesson_line, run_line
from tutor.ui.messages import TrialChanged
from tutor.ui.screens.course_keys import COURSE_KEYS, CourseKeys
from tutor.ui.screens.course_keys import HELP as COURSE_HELP
from tutor.ui.screens.look_up import LOOK_UP
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.marked_list import MarkedList
from tutor.ui.words import plural

_SEEN_SECONDS = 0.1
"""After so long the list is on the screen, and the lessons are read: that takes longer than it."""
_PAUSE_SECONDS = 0.01
"""Between two lessons: callbacks in a row would keep the screen from being painted."""
_RELIST_SECONDS = 1.0
"""How often at most the list follows a run that goes on."""
_BESIDE = 5
"""Cells of a row that its padding and the scroll bar take."""


class CourseList(MarkedList):
    """Lessons and runs; Enter opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "Open", key_display="Enter")
    ]


class HomeScreen(CourseKeys):
    """Where a session begins: Enter goes on where the learner left."""

    CSS_PATH = "home.tcss"
    HELP_TITLE = "Home"
    HELP = f"Choose a lesson or a run with the arrows and open it with Enter. {COURSE_HELP}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "resume", "Resume"),
        Binding("v", "review", "Review", tooltip="Review answered questions that are due"),
        Binding("c", "runs", "Runs", tooltip="All runs, to sort, search and compare"),
        *LOOK_UP,
        Binding("m", "notes", "Notes", tooltip="Your notes and bookmarks"),
        *COURSE_KEYS,
        Binding("f", "app.final_quiz", "Final quiz", tooltip="Questions on the whole course"),
        Binding("w", "app.report", "Report", show=False, tooltip="Write a report on your course"),
    ]

    def __init__(self) -> None:
        """Nothing is listed before it is mounted."""
        super().__init__()
        self._runs: list[RunRow] = []
        self._listed, self._listed_for = 0.0, 0
        self._done: set[str] | None = None
        """The lessons that were done when the list was made; None before that."""

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
        self.set_timer(_SEEN_SECONDS, self._read_next)

    def _read_next(self) -> None:
        """Read the lessons one after the other, once the list stands; keys come in between."""
        unread = (entry for entry in self.tutor.session.catalog.entries if not entry.read)
        entry = next(unread, None)
        if entry is None:
            session = self.tutor.session
            session.keep(lambda _: session.reviews.take_in(), None)
            self.reload()
            return
        entry.problems  # noqa: B018 - reads and checks it
        self.set_timer(_PAUSE_SECONDS, self._read_next)

    def on_screen_resume(self) -> None:
        """Progress and runs may have changed meanwhile."""
        self.reload()

    def on_trial_changed(self, event: TrialChanged) -> None:
        """Runs under way move."""
        late = time.monotonic() - self._listed >= _RELIST_SECONDS
        if self.app.screen is self and (event.moved or late):
            self.reload()

    def on_resize(self) -> None:
        """Rows are cut for the width."""
        if self._room != self._listed_for:
            self.reload()

    def reload(self) -> None:
        """List lessons and runs anew, keeping the cursor where it is."""
        session = self.tutor.session
        course = self.query_one("#course", OptionList)
        at = course.highlighted
        chosen = self._resume_id() if at is None else course.get_option_at_index(at).id
        done = session.keep(lambda progress: progress.completed(), {})
        finished = (chosen or "").removeprefix("lesson:")
        if self._done is not None and finished in done and finished not in self._done:
            chosen = f"lesson:{self._following(finished)}"
        self._done = set(done)
        entries = session.catalog.entries
        self._runs = session.runs()
        self._listed, self._listed_for = time.monotonic(), self._room
        options = self._options(done)
        course.set_options(options)
        ids = [option.id for option in options]
        there = (ids.index(one) for one in (chosen, self._resume_id()) if one in ids)
        course.highlighted = next(there, None)
        self._head(sum(entry.id in done for entry in entries), len(entries))
        self._follow()

    def _options(self, done: Container[str]) -> list[Option]:
        """Runs under way, the lessons, and the runs that have ended.

        Args:
            done: the ids of lessons that are done.
        """
        session, room = self.tutor.session, self._room
        entries = session.catalog.entries
        longest = max((len(one.title) for one in entries), default=0)

        def lesson(number: int, entry: Entry) -> Option:
            known = entry.lesson if entry.read else None
            over = entry.id in done
            answered = (0, 0) if known is None else session.answered(known, done=over)
            stage: Stage = "begun" if session.begun(entry.id) else "new"
            line = lesson_line(
                entry, (number, longest), answered, room,
                stage="done" if over else stage,
                skipped=session.skipped(known) if known else 0,
            )  # fmt: skip
            return Option(line, id=f"lesson:{entry.id}")

        def runs(rows: list[RunRow], heading: str) -> list[Option]:
            lines = [run_line(one, session.title(one.lesson), room, self._aim(one)) for one in rows]
            listed = [
                Option(line, id=f"run:{row.run}") for line, row in zip(lines, rows, strict=True)
            ]
            return [_heading(heading), *listed] if listed else []

        going_on = self._going_on
        above = runs(going_on, "Training now")
        return [
            *above,
            *([_heading("\nLessons")] if above else []),
            *(lesson(number, entry) for number, entry in enumerate(entries, start=1)),
            *self._final(longest),
            *runs([row for row in self._runs if row not in going_on], "\nYour runs"),
        ]

    def _aim(self, row: RunRow) -> str:
        """What the goal of a run is on, where its lesson is read: reading all delays the list."""
        catalog = self.tutor.session.catalog
        entry = catalog.find(row.lesson)
        return aim_of(catalog, [row]) if entry is not None and entry.read else ""

    def _final(self, longest: int) -> list[Option]:
        """The row of the final quiz, where the course has one."""
        final = self.tutor.session.catalog.final
        if final is None:
            return []
        line = final_line(final.rules, *sats(self.tutor.session), longest, self._room)
        return [Option(line, id="final:")]

    @property
    def _room(self) -> int:
        """Cells that a row of the list has."""
        width = self.app.size.width
        return (3 * width // 5 if width >= WIDE_FROM else width) - _BESIDE

    def _head(self, done: int, count: int) -> None:
        session = self.tutor.session
        due = session.keep(lambda _: session.reviews.due_count(), 0)
        right = f" · {done} of {plural(count, 'lesson')} done"
        right += f" · {due} due (v)" if due else ""
        title = cut(self.tutor.session.catalog.title, self.app.size.width - len(right) - 2)
        self.query_one("#head", Static).update(f" {title}{right}")

    @property
    def _going_on(self) -> list[RunRow]:
        """The runs that are under way."""
        return [row for row in self._runs if row.ended is None and not row.problem]

    def _follow(self) -> None:
        """Have the desk follow a run that another process trains, so that its row moves too."""
        going_on = self._going_on
        if going_on and not self.tutor.desk.lively:
            self.tutor.desk.watch(find(going_on[0].run))
            self.tutor.wake()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell about what is under the cursor."""
        said = about(self.tutor.session, self._runs, event.option.id or "")
        self.query_one("#about-text", Static).update(said)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what was chosen."""
        kind, _, key = (event.option.id or "").partition(":")
        if kind == "run":
            from tutor.ui.screens.run import RunScreen  # not before Home is seen

            self.app.push_screen(RunScreen(key))
        elif kind == "lesson":
            self.tutor.open_lesson(key)
        elif kind == "final":
            self.tutor.action_final_quiz()

    def action_runs(self) -> None:
        """List all runs."""
        self.tutor.list_runs()

    def action_notes(self) -> None:
        """List all notes and bookmarks."""
        from tutor.ui.screens.notes import NotesScreen  # not before it is wanted

        self.app.push_screen(NotesScreen())


def _heading(text: str) -> Option:
    return Option(Content.styled(text, "bold $primary"), disabled=True)
