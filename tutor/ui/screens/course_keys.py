"""Home's keys for lessons: go on in one, ask about it before it is read, begin it again."""

from __future__ import annotations

from textual import on
from textual.binding import Binding
from textual.widgets import OptionList

from tutor.ui.screens.dialogs import Ask
from tutor.ui.screens.look_up import LookUp

COURSE_KEYS = (
    Binding("p", "pre_quiz", "Pre-quiz",
            tooltip="Answer a lesson's last questions before you read it"),
    Binding("d", "reset", "Reset", tooltip="Forget what you did in the lesson under the cursor"),
    Binding("d,p", "no_lesson", show=False),
    Binding("u", "undo_reset", "Undo", tooltip="Bring back what a reset forgot"),
)  # fmt: skip
"""The keys, to stand among those of a screen."""

HELP = (
    "p asks the questions that end a lesson before you read it: who knows them can mark it as "
    "known. d resets a lesson: it forgets your answers there, and u undoes that until you answer "
    "in it again."
)
"""What help says of them."""


class CourseKeys(LookUp):
    """A screen that lists the lessons as options `lesson:ID` of the list `#course`."""

    @property
    def chosen(self) -> str:
        """The id of the lesson under the cursor; empty where there is none."""
        option = self.query_one("#course", OptionList).highlighted_option
        kind, _, lesson = ((option.id if option else "") or "").partition(":")
        return lesson if kind == "lesson" else ""

    def _resume_id(self) -> str:
        """The option of the lesson that was last open, of the next one where that is finished.

        It is the first lesson where none was ever open, and empty without lessons.
        """
        lesson, step = self.tutor.session.keep(lambda progress: progress.last_place(), None) or (
            "", 0,
        )  # fmt: skip
        ids = self.tutor.session.catalog.ids
        if lesson not in ids:
            return f"lesson:{next(iter(ids), '')}"
        return f"lesson:{lesson if step else self._following(lesson)}"

    def _following(self, lesson: str) -> str:
        """A lesson that is not done yet, else the next such one; itself where all are done."""
        done = self.tutor.session.keep(lambda progress: progress.completed(), {})
        ids = list(self.tutor.session.catalog.ids)
        later = ids[ids.index(lesson) :] if lesson in ids else []
        return next((one for one in later if one not in done), lesson)

    def reload(self) -> None:
        """List the lessons anew."""

    @on(OptionList.OptionHighlighted)
    def _keys_follow(self) -> None:
        self.refresh_bindings()

    def action_resume(self) -> None:
        """Open the lesson that was last open, or the first; the cursor waits there."""
        wanted, course = self._resume_id(), self.query_one("#course", OptionList)
        ids = [option.id for option in course.options]
        if wanted in ids:
            course.highlighted = ids.index(wanted)
        self.tutor.open_lesson(wanted.removeprefix("lesson:"))

    def action_review(self) -> None:
        """Ask again what is due."""
        self.tutor.review()

    def action_pre_quiz(self) -> None:
        """Ask what ends the lesson, before it is read."""
        from tutor.course.prequiz import recall  # not before it is wanted: it has the search

        entry = self.tutor.session.catalog.find(self.chosen)
        if entry is None or entry.lesson is None:
            self.app.notify("This lesson cannot be opened.", severity="warning")
        elif not recall(entry.lesson):
            self.app.notify("This lesson has no questions at its end.", severity="warning")
        else:
            from tutor.ui.screens.pre_quiz import PreQuizScreen  # not before it is wanted

            self.app.push_screen(PreQuizScreen(entry.lesson))

    def action_reset(self) -> None:
        """Have the lesson forgotten, once that is confirmed."""
        lesson = self.chosen
        title = self.tutor.session.title(lesson)
        if not self.tutor.session.keep(lambda progress: progress.resets.anything(lesson), False):
            self._tell(f"“{title}” has nothing to forget.")
            return
        over = lesson in self.tutor.session.keep(lambda progress: progress.completed(), {})
        done = "that it is done, " if over else ""
        question = (
            f"Reset “{title}”: your answers, hints and place in this lesson, {done}and "
            "what of it comes back in review are forgotten. Runs, notes and bookmarks stay."
        )
        answers = (("d", "Reset it: u undoes it until you answer in it"), ("k", "Keep it"))

        def answered(answer: str | None) -> None:
            if answer == "d":
                self._reset(lesson, title)

        self.app.push_screen(Ask(question, answers), answered)

    def action_no_lesson(self) -> None:
        """Say what the key is for that does nothing to what is under the cursor."""
        option = self.query_one("#course", OptionList).highlighted_option
        instead = {
            "run": " A run is deleted in the list of runs: c opens it.",
            "final": " The final quiz has a key of its own to begin another one, at its end.",
        }.get((option.id if option and option.id else "").partition(":")[0], "")
        self._tell(f"d resets the lesson under the cursor, p asks its pre-quiz.{instead}")

    def _tell(self, text: str) -> None:
        """Say what came of a key, in place of what was said before."""
        self.app.clear_notifications()
        self.app.notify(text, markup=False)

    def _reset(self, lesson: str, title: str) -> None:
        done = self.tutor.session.keep(lambda progress: progress.resets.reset(lesson), None)
        self._listed_anew(lesson)
        if done is not None:
            told = "is reset. u undoes it." if done else "has nothing to forget."
            self._tell(f"“{title}” {told}")

    def action_undo_reset(self) -> None:
        """Undo the reset of the lesson under the cursor, else the last one."""
        session = self.tutor.session
        undoable = self._undoable
        if not undoable:
            return
        lesson = self.chosen if self.chosen in undoable else undoable[-1]
        done = session.keep(lambda progress: progress.resets.undo(lesson), False)
        self._listed_anew(lesson)
        if done:
            self._tell(f"“{session.title(lesson)}” is as it was.")

    @property
    def _undoable(self) -> list[str]:
        """The lessons whose reset can be undone, the last one at the end."""
        return self.tutor.session.keep(lambda progress: progress.resets.undoable(), [])

    def _listed_anew(self, lesson: str) -> None:
        """Show what became of a lesson, the cursor on it."""
        self.reload()
        course = self.query_one("#course", OptionList)
        ids = [option.id for option in course.options]
        if f"lesson:{lesson}" in ids:
            course.highlighted = ids.index(f"lesson:{lesson}")
        self.refresh_bindings()
        self.tutor.tell_notices()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something now."""
        if action in {"pre_quiz", "reset"}:
            return bool(self.is_mounted and self.chosen)
        if action == "no_lesson":
            return bool(self.is_mounted and not self.chosen)
        if action == "undo_reset":
            return bool(self._undoable)
        return super().check_action(action, parameters)
