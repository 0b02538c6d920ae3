"""A lesson's keys for what is looked up and noted while it is read."""

from __future__ import annotations

from functools import cached_property

from textual import on
from textual.binding import Binding

from tutor.course.lesson import Lesson
from tutor.ui.remarks import Remarks
from tutor.ui.screens.look_up import LOOK_UP, LookUp
from tutor.ui.widgets.prose import Prose

READING = (
    *LOOK_UP,
    Binding("m", "note", "Note", tooltip="Your note on this step"),
    Binding("k", "bookmark", "Bookmark", tooltip="Set a bookmark here, or take it away"),
)
"""The keys, to stand among those of a screen."""


class ReadingScreen(LookUp):
    """Shows a step of a lesson, which can have a note and a bookmark.

    Attributes:
        lesson: that is read.
        step: index of the step, from 0.
    """

    lesson: Lesson
    step: int

    @cached_property
    def remarks(self) -> Remarks:
        """What the learner left on the steps of the lesson."""
        return Remarks(self.tutor.session, self.lesson)

    def reading(self) -> tuple[Lesson | None, int]:
        """This lesson, and the step that is seen."""
        return self.lesson, self.step

    def remarked(self) -> None:
        """The marks of the step that is seen have changed; nothing shows them here."""

    def action_note(self) -> None:
        """Write the note on this step."""
        from tutor.ui.screens.note import NoteDialog  # not before it is wanted

        name = self.remarks.name(self.step)
        self.app.push_screen(NoteDialog(self.tutor.session, self.lesson.id, name))

    def action_bookmark(self) -> None:
        """Set a bookmark on this step, or take it away."""
        self.remarks.toggle_bookmark(self.step)
        self.remarked()
        self.tutor.tell_notices()

    @on(Prose.TermClicked)
    def _term_clicked(self, event: Prose.TermClicked) -> None:
        self.show_term(event.name)
