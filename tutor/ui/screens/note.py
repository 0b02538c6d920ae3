"""A note on one step, kept while it is written."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.document._edit import Edit
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static, TextArea
from textual.widgets.text_area import EditResult

from tutor.store.notes import LIMIT, cleaned
from tutor.ui.session import Session
from tutor.ui.widgets.field import act

PAUSE_SECONDS = 0.4
"""How long after the last change a note is kept."""
_NEARLY = LIMIT - 1_000
"""Characters from which on it is told how many there are."""
_KEPT = "Kept while you write. Esc closes."
_BOTH = "This note was changed in another terminal too. Both texts are here now."


class NoteText(TextArea):
    """Takes any text: cleaned, and no more than a note holds.

    Attributes:
        was_cut: whether the last change didn't fit.
    """

    was_cut = False

    async def on_key(self, event: events.Key) -> None:
        """Keys that are not letters act before the next one is looked at."""
        await act(self, event)

    def edit(self, edit: Edit) -> EditResult:
        """Put in as much of a text as fits; everything typed or pasted comes this way."""
        text = cleaned(edit.text)
        replaced = len(self.get_text_range(edit.top, edit.bottom))
        room = max(LIMIT - len(self.text) + replaced, 0)
        self.was_cut = len(text) > room
        edit.text = text[:room]
        return super().edit(edit)


class NoteDialog(ModalScreen[None]):
    """Writes the note on a step; what is written is kept at every pause and on leaving."""

    CSS_PATH = "note.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close")]

    def __init__(self, session: Session, lesson: str, step: str) -> None:
        """Open the note on a step.

        Args:
            session: with the progress.
            lesson: id of the lesson.
            step: name of the step.
        """
        super().__init__()
        self._session = session
        self._key = (lesson, step)
        self._base = session.keep(lambda progress: progress.notes.note(lesson, step), "")
        self._area = NoteText(self._base, id="note", show_line_numbers=False)
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The step's name, the text, and what becomes of it."""
        with Vertical(classes="dialog"):
            yield Static(f"Note on “{self._key[1]}”", classes="title", markup=False)
            yield self._area
            yield Static(_KEPT, id="kept", markup=False)

    def on_mount(self) -> None:
        """Go on writing at the end."""
        area = self._area
        area.cursor_blink = False
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def _changed(self) -> None:
        """Keep it once there is a pause."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE_SECONDS, self._keep)
        area = self._area
        count = len(area.text)
        said = _KEPT
        if area.was_cut:
            said = f"A note holds {LIMIT:,} characters: the rest was left out."
        elif count > _NEARLY:
            said = f"{count:,} of {LIMIT:,} characters. Esc closes."
        self.query_one("#kept", Static).update(said)

    def _keep(self) -> None:
        area = self._area
        written = area.text if area.text.strip() else ""  # nothing but blanks is no note
        if written == self._base:
            return
        kept = self._session.keep(
            lambda progress: progress.notes.write(*self._key, written, self._base), None
        )
        if kept is None:
            self._tell_notices()
            return
        self._base = kept
        if kept != written and kept.strip() != written.strip() and area.is_attached:
            place = area.cursor_location
            area.load_text(kept)
            area.move_cursor(place)
            self.app.notify(_BOTH, timeout=12, markup=False)

    def _tell_notices(self) -> None:
        """Say why a note could not be kept."""
        for notice in self._session.notices:
            self.app.notify(notice, severity="warning", timeout=12, markup=False)
        self._session.notices.clear()

    def action_close(self) -> None:
        """Keep it and close."""
        self._keep()
        self.dismiss()

    def on_unmount(self) -> None:
        """Quitting keeps it too."""
        self._keep()
