"""The list of runs: sorted, searched, and some of them marked with letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from tutor.lab.text.overlay import LETTERS
from tutor.store.differing import Differing
from tutor.store.listing import SORTS
from tutor.store.runs import RunRow
from tutor.store.trash import KEPT_DAYS
from tutor.ui.breakpoints import WIDE_FROM
from tutor.ui.run_rows import called, columns, figure_name, line, marks
from tutor.ui.screens.dialogs import Ask
from tutor.ui.session import Session
from tutor.ui.shelf import Group, Shelf
from tutor.ui.widgets.marked_list import MarkedList

_BESIDE = 4
"""Cells of a row that its padding and the scroll bar take."""


class RunList(MarkedList):
    """The runs of a lesson, or all; its keys act on the one under the cursor.

    Attributes:
        shelf: where the runs come from.
        shown: those that match the search, sorted.
        marked: the ids of the marked runs, in the order of their letters.
        by: how they are sorted, one of `SORTS`.
        text: what is searched for.
    """

    class Changed(Message):
        """The runs are others now, or something about one is.

        Attributes:
            text: what came of it; empty where the list itself shows it.
            failed: whether it could not be done.
        """

        def __init__(self, text: str = "", *, failed: bool = False) -> None:
            self.text = text
            self.failed = failed
            super().__init__()

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.open", "Open"),
        Binding("enter", "screen.compare", "Compare", tooltip="Compare the marked runs"),
        Binding("space", "screen.mark", "Mark", tooltip="Mark a run to compare, or unmark it"),
        Binding("c", "screen.compare", "Compare", tooltip="Compare the marked runs"),
        Binding("c", "unmarked", "Compare", show=False),
        Binding("o", "screen.sort", "Sort", tooltip="The newest, best, quickest or smallest first"),
        Binding("f", "favourite", "Star", tooltip="Star a favourite, or take its star away"),
        Binding("slash", "screen.search", "Search", key_display="/"),
        Binding("escape", "screen.leave", "Back", key_display="Esc"),
        Binding("d,delete", "delete", "Delete", key_display="d"),
        Binding("u", "undo", "Undo", tooltip="Bring the run back that was deleted last"),
    ]

    def __init__(self, session: Session, lesson: str | None, marked: str, *, id: str) -> None:  # noqa: A002 - Textual's own name
        """List nothing yet.

        Args:
            session: course and progress.
            lesson: the id of the lesson whose runs are listed; None for all.
            marked: the id of a run that is marked from the start; empty for none.
            id: the widget's.
        """
        super().__init__(id=id, compact=True)
        self._session = session
        self._lesson = lesson
        self.shelf = Shelf(session, lesson)
        self.marked = [marked] if marked else []
        self.by, self.text = SORTS[0], ""
        self.shown: list[RunRow] = []
        self._differing = Differing()

    @property
    def row(self) -> RunRow | None:
        """The run under the cursor."""
        at = self.highlighted
        found = None if at is None else self.get_option_at_index(at).id
        return next((row for row in self.shown if row.run == found), None)

    @property
    def room(self) -> int:
        """Cells that a row has."""
        width = self.app.size.width
        return (3 * width // 5 if width >= WIDE_FROM else width) - _BESIDE

    @property
    def columns(self) -> str:
        """The heading over the rows."""
        told = "lesson" if self._lesson is None else self._differing.name or "set to"
        figure = figure_name((row, self.shelf.aim(row)) for row in self.shown)
        return columns(self.room, told, figure, first=self._noted)

    @property
    def _noted(self) -> bool:
        """Whether rows tell their lesson, or what is set in them, rather than their size.

        Not where they are sorted by size, nor where it differs among the runs of one lesson.
        """
        if self._lesson is None:
            return self.by != "parameters"
        return len({row.parameters for row in self.shown if not row.problem}) < 2

    def reload(self) -> None:
        """Read the runs anew."""
        self.shelf.load()
        there = {row.run for row in self.shelf.rows}
        self.marked = [run for run in self.marked if run in there]
        self.relist()

    def relist(self) -> None:
        """Show the rows that are wanted, in their order, the cursor staying on its run."""
        there = self.row
        at = self.shown.index(there) if there else 0
        groups = self.shelf.groups(self.by, self.text)
        self.shown = [row for group in groups for row in group.rows]
        self._differing = self.shelf.differing(self.shown) if self._lesson else Differing()
        self.set_options(option for group in groups for option in self._entries(group))
        ids = [row.run for row in self.shown]
        if ids:
            stays = there is not None and there.run in ids
            self._go_to(there.run if stays and there else ids[min(at, len(ids) - 1)])

    def _entries(self, group: Group) -> Iterator[Option]:
        """A group's heading, if it has one, and its runs."""
        if group.title:
            yield Option(Content.styled(group.title, "bold $primary"), disabled=True)
        for row in group.rows:
            yield Option(self._line(row), id=row.run)

    def _go_to(self, run: str) -> None:
        """Put the cursor on a run, with the heading over the first one in sight."""
        self.highlighted = self.get_option_index(run)
        if run == self.shown[0].run:
            self.scroll_home(animate=False)

    def letter(self, run: str) -> str:
        """The letter of a marked run; empty for others."""
        return LETTERS[self.marked.index(run)] if run in self.marked else ""

    @property
    def meant(self) -> list[str]:
        """The runs to compare: those marked; to one alone comes that under the cursor."""
        runs, row = list(self.marked), self.row
        if len(runs) == 1 and row is not None and row.run not in runs and not row.problem:
            runs.append(row.run)
        return runs

    def mark(self) -> bool:
        """Mark the run under the cursor, or take its mark away; whether there was room."""
        row = self.row
        if row is None or row.problem:
            return True
        if row.run in self.marked:
            self.marked.remove(row.run)
        elif len(self.marked) == len(LETTERS):
            return False
        else:
            self.marked.append(row.run)
        self.relist()
        return True

    def turn_order(self) -> None:
        """Sort by the next of `SORTS`, the cursor on the first run."""
        self.by = SORTS[(SORTS.index(self.by) + 1) % len(SORTS)]
        self.relist()
        if self.shown:
            self._go_to(self.shown[0].run)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something now."""
        if action == "undo":
            return bool(self.shelf.deleted)
        if action == "unmarked":
            return len(self.meant) < 2
        return bool(self.shown) if action in {"favourite", "delete"} else True

    def action_unmarked(self) -> None:
        """Say what is needed to compare; where there is no run, the list itself says what to do."""
        if self.shown:
            self.app.notify(_wanting(len(self.shown), len(self.marked)), severity="warning")

    def action_favourite(self) -> None:
        """Mark the run under the cursor as a favourite, or take the mark away."""
        if self.row is not None:
            self.shelf.toggle_favourite(self.row.run)
            self.relist()

    def action_delete(self) -> None:
        """Delete the run under the cursor, once that is confirmed."""
        row = self.row
        if row is None:
            return
        answers = (("d", f"Delete it: u brings it back for {KEPT_DAYS} days"), ("k", "Keep it"))

        def answered(answer: str | None) -> None:
            if answer == "d":
                problem = self.shelf.delete(row.run)
                told = problem or "Deleted. u brings it back."
                self.post_message(self.Changed(told, failed=bool(problem)))

        if row.ended is None and not row.problem:
            told = "This run is still going on. Stop it first."
            self.post_message(self.Changed(told, failed=True))
        else:
            self.app.push_screen(
                Ask(f"Delete {called(row, self.shelf.aim(row))}?", answers), answered
            )

    def action_undo(self) -> None:
        """Bring the run back that was deleted last, the cursor on it."""
        run, problem = self.shelf.undo()
        self.relist()
        ids = [row.run for row in self.shown]
        if run in ids:
            self._go_to(run)
        row = self.row
        name = called(row, self.shelf.aim(row)) if row and row.run == run else "the run"
        told = problem or f"{name[:1].upper()}{name[1:]} is back."
        self.post_message(self.Changed(told, failed=bool(problem)))

    def _line(self, row: RunRow) -> Content:
        lesson = "" if self._lesson else self._session.title(row.lesson)
        note = self._differing.told.get(row.run, "") or lesson
        before = marks(self.letter(row.run), favourite=row.run in self.shelf.favourites)
        return line(row, before, note, self.room, first=self._noted, aim=self.shelf.aim(row))


def _wanting(shown: int, marked: int) -> str:
    """What is needed before `shown` runs, of which `marked` are marked, can be compared."""
    if shown < 2:
        return "To compare, train a second run first."
    if marked:
        return "One run is marked: move to another one, and c compares both."
    return "Mark two runs with Space: then c compares them."
