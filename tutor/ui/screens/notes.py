"""All notes and bookmarks, in the order of the course."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from tutor.lab.text.width import cut
from tutor.store.progress import Progress
from tutor.store.remarks import GONE, Remark, remarks
from tutor.ui.breakpoints import WIDE_FROM
from tutor.ui.remarks import BOOKMARKED, NOTED
from tutor.ui.screens.base import TutorScreen
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.marked_list import MarkedList
from tutor.ui.words import plural

_BESIDE = 5
"""Cells of a row that its padding and the scroll bar take."""
_NONE = (
    "There are no notes and bookmarks yet.\n\n"
    "In a lesson, m writes a note on the step, and k sets a bookmark."
)


class RemarkList(MarkedList):
    """The rows; Enter goes to the step."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", tooltip="Open the lesson at this step"),
        Binding("escape", "screen.leave", "Back", key_display="Esc"),
    ]


class NotesScreen(TutorScreen):
    """Goes to what was noted, changes it, deletes it."""

    CSS_PATH = "notes.tcss"
    HELP_TITLE = "Notes and bookmarks"
    HELP = (
        "What you noted (✎) and bookmarked (★). Enter opens the lesson at that step, and Esc comes "
        "back. Notes on steps that are no longer in the course stay here, under their old titles."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "write", "Note", tooltip="Read or change the note"),
        Binding("d,delete", "delete", "Delete", key_display="d"),
        Binding("u", "undo", "Undo", tooltip="Bring back what was deleted last"),
    ]

    def __init__(self) -> None:
        """Nothing is listed before it is mounted."""
        super().__init__()
        self._shown: list[Remark | None] = []
        self._deleted: list[Remark] = []

    def compose(self) -> ComposeResult:
        """A head line, the list and, beside or below it, the whole note."""
        yield Static("", id="head", markup=False)
        with Horizontal(id="columns"):
            yield RemarkList(id="remarks", compact=True)
            with VerticalScroll(id="about", can_focus=False):
                yield Static("", id="text", markup=False)
        yield Static(_NONE, id="none", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """List everything."""
        self._reload()
        self.query_one(RemarkList).focus()

    def on_screen_resume(self) -> None:
        """A note may have been changed meanwhile."""
        if self.query(RemarkList):
            self._reload()

    def on_resize(self) -> None:
        """Rows are cut for the width."""
        self._reload()

    def _reload(self) -> None:
        catalog = self.tutor.session.catalog

        def read(progress: Progress) -> list[Remark]:
            return remarks(catalog, progress.notes)

        nothing: list[Remark] = []
        found = self.tutor.session.keep(read, nothing)
        at = self.query_one(RemarkList).highlighted
        self._shown = _with_headings(found)
        rows = self.query_one(RemarkList)
        width = self.app.size.width
        room = (width // 2 if width >= WIDE_FROM else width) - _BESIDE
        headings = iter(dict.fromkeys((one.lesson, one.title) for one in found))
        rows.set_options(
            Option(_line(one, room)) if one else Option(_heading(next(headings)[1]), disabled=True)
            for one in self._shown
        )
        if found:
            last = len(self._shown) - 1
            at = min(at or 0, last)
            rows.highlighted = at if self._shown[at] else at + 1
        self.query_one("#columns").display = bool(found)
        self.query_one("#none").display = not found
        notes = sum(bool(one.text) for one in found)
        marks = sum(one.bookmarked for one in found)
        said = f" Notes · {plural(notes, 'note')}, {plural(marks, 'bookmark')}"
        self.query_one("#head", Static).update(said)
        self.tutor.tell_notices()
        self.refresh_bindings()

    @property
    def _remark(self) -> Remark | None:
        at = self.query_one(RemarkList).highlighted if self.is_mounted else None
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def on_option_list_option_highlighted(self) -> None:
        """Show the whole note."""
        one = self._remark
        if one is not None:
            gone = f"This step is {GONE}.\n\n" if one.place is None else ""
            self.query_one("#text", Static).update(
                gone + (one.text or "A bookmark, without a note.")
            )
            self.query_one("#about", VerticalScroll).scroll_home(animate=False)

    def on_option_list_option_selected(self) -> None:
        """Go to the step; where it is gone, to the note."""
        one = self._remark
        if one is not None and one.place is not None:
            self.tutor.visit(one.lesson, one.place)
        elif one is not None and one.text:
            self.action_write()
        elif one is not None:
            self.app.notify("This step is no longer in the course. d deletes the bookmark.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something now."""
        if action == "undo":
            return bool(self._deleted)
        return self._remark is not None if action in {"write", "delete"} else True

    def action_write(self) -> None:
        """Read or change the note under the cursor."""
        from tutor.ui.screens.note import NoteDialog  # not before it is wanted

        one = self._remark
        if one is not None:
            dialog = NoteDialog(self.tutor.session, one.lesson, one.step)
            self.app.push_screen(dialog, lambda _: self._reload())

    def action_delete(self) -> None:
        """Delete the note and the bookmark under the cursor; `u` brings them back."""
        one = self._remark
        if one is None:
            return

        def delete(progress: Progress) -> bool:
            progress.notes.set_bookmark(one.lesson, one.step, there=False)
            return not (one.text and progress.notes.write(one.lesson, one.step, "", one.text))

        if self.tutor.session.keep(delete, False):
            self._deleted.append(one)
            self.app.notify("Deleted. u brings it back.")
        self._reload()

    def action_undo(self) -> None:
        """Bring back what was deleted last."""
        one = self._deleted.pop()

        def restore(progress: Progress) -> None:
            if one.bookmarked:
                progress.notes.set_bookmark(one.lesson, one.step, there=True)
            if one.text:
                progress.notes.write(one.lesson, one.step, one.text, "")

        self.tutor.session.keep(restore, None)
        self._reload()
        if one in self._shown:
            self.query_one(RemarkList).highlighted = self._shown.index(one)

    def action_leave(self) -> None:
        """Go home."""
        self.dismiss()


def _with_headings(found: Sequence[Remark]) -> list[Remark | None]:
    """The remarks with None before those of each lesson."""
    shown: list[Remark | None] = []
    for number, one in enumerate(found):
        if not number or found[number - 1].lesson != one.lesson:
            shown.append(None)
        shown.append(one)
    return shown


def _heading(title: str) -> Content:
    return Content.styled(title, "bold $primary")


def _line(one: Remark, room: int) -> Content:
    """A step, its marks, and how its note begins."""
    signs = f" {BOOKMARKED if one.bookmarked else ' '} {NOTED if one.text else ' '} "
    begins = " ".join(one.text.split())
    step = cut(one.step, room - len(signs))
    rest = cut(f"  {begins}", room - len(signs) - len(step)) if begins else ""
    return Content.assemble((signs, "$accent"), step, (rest if len(rest) > 8 else "", "dim"))
