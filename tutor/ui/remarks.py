"""The notes and bookmarks of the lesson that is read."""

from __future__ import annotations

from tutor.course.lesson import Lesson
from tutor.store.progress import Progress
from tutor.store.remarks import step_names
from tutor.ui.session import Session

NOTED, BOOKMARKED = "✎", "★"


class Remarks:
    """What a learner left on the steps of one lesson; read again after `forget`."""

    def __init__(self, session: Session, lesson: Lesson) -> None:
        """Know nothing before it is asked for."""
        self._session = session
        self._lesson = lesson.id
        self._names = step_names(lesson)
        self._known: dict[int, str] = {}

    def name(self, step: int) -> str:
        """Under which name the step of this index has its note."""
        return self._names[step]

    def marks(self, step: int) -> str:
        """What the head line shows of a step: a sign each for a bookmark and a note."""
        if step not in self._known:
            self._known[step] = self._session.keep(lambda progress: self._read(progress, step), "")
        return self._known[step]

    def _read(self, progress: Progress, step: int) -> str:
        name, notes = self._names[step], progress.notes
        signs = [BOOKMARKED] * (name in notes.bookmarked(self._lesson))
        signs += [NOTED] * bool(notes.note(self._lesson, name))
        return f"{' '.join(signs)}  " if signs else ""

    def toggle_bookmark(self, step: int) -> bool:
        """Set a bookmark on a step, or take it away; whether it is there now."""
        there = BOOKMARKED not in self.marks(step)
        self._session.keep(
            lambda progress: progress.notes.set_bookmark(
                self._lesson, self._names[step], there=there
            ),
            None,
        )
        self.forget()
        return BOOKMARKED in self.marks(step)

    def forget(self) -> None:
        """Read it anew when it is next asked for."""
        self._known.clear()
