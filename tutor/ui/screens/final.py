"""The final quiz: one question after the other, and what came of them."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tutor.store.examiner import Examiner
from tutor.ui import final_words
from tutor.ui.screens.asking import AskingScreen
from tutor.ui.widgets.final_view import FinalView
from tutor.ui.widgets.headline import HeadLine
from tutor.ui.widgets.question import QuestionCard


class FinalScreen(AskingScreen):
    """Asks the questions of a final quiz; every answer is kept at once."""

    HELP_TITLE = "Final quiz"
    HELP = (
        "Questions on the whole course. Each takes one answer; there are no hints. What you miss "
        "can be asked again at the end, by fresh questions on the same lesson. You can leave at "
        "any time: it goes on where you left."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Next"),
        Binding("n", "next", "Next", show=False),
        Binding("l", "lesson", "Lesson", tooltip="Open the lesson that the question is on"),
        Binding("r", "again", "Missed again", tooltip="Ask fresh questions on what was missed"),
        Binding("a", "another", "Another quiz", tooltip="Begin another final quiz"),
        Binding("w", "report", "Report", tooltip="Write a report on your course"),
        Binding("escape", "leave", "Home", key_display="Esc"),
    ]

    def __init__(self, examiner: Examiner) -> None:
        """Go on with the quiz that was begun last, or offer the first."""
        super().__init__()
        self._examiner = examiner
        self._view: FinalView | None = None

    async def on_mount(self) -> None:
        """Say what this is, or what came of it."""
        await self._tell_state()

    async def _ask(self) -> None:
        """Show the question that waits; without one, what came of the quiz."""
        question = self.tutor.session.keep(lambda _: self._examiner.question(), None)
        if question is None:
            await self._tell_state()
            return
        sat = self._examiner.sat
        seed = sat.key + question.place if sat else 1
        self._view = FinalView(self.tutor.session, self._examiner.bank.lesson, question, seed)
        await self.put(self._view)
        self._view.focus_first()
        self._after_change()

    async def _tell_state(self) -> None:
        """Say what waits, or what came of the quiz."""
        self._view = None
        examiner, session = self._examiner, self.tutor.session
        if examiner.sat is not None and not examiner.under_way:
            lines = final_words.result(examiner, session.title)
        else:
            done = session.keep(lambda progress: progress.completed(), {})
            lines = final_words.before(
                examiner, sum(one not in done for one in session.catalog.ids)
            )
        await self.tell(lines)
        self._after_change()

    def _after_change(self) -> None:
        self._head()
        self.refresh_bindings()
        self.tutor.tell_notices()

    def _head(self) -> None:
        sat, view = self._examiner.sat, self._view
        head = self.query_one(HeadLine)
        if view is None or sat is None:
            head.show((self.tutor.session.catalog.title, "Final quiz"), (0, 0))
            return
        title = self.tutor.session.title(view.asked.lesson)
        number = sat.answered + (not view.card.answered)
        head.show(("Final quiz", title), (number, len(sat.places)))

    @on(QuestionCard.Answered)
    def _answered(self, event: QuestionCard.Answered) -> None:
        """Keep the answer, the only one that is taken, and say how the quiz stands."""
        event.stop()
        view, right = self._view, event.result.correct
        if view is None:
            return
        self.tutor.session.keep(lambda _: self._examiner.answer(view.asked, right=right), None)
        view.close()
        sat = self._examiner.sat
        if sat is not None:
            title = self.tutor.session.title(view.asked.lesson)
            self.say_after(final_words.after_answer(sat, title, right=right))
        self.refresh_bindings()
        self.tutor.tell_notices()

    async def action_next(self) -> None:
        """Begin, or go on to the next question or to the end."""
        if not self._examiner.under_way and self._view is None:
            self.tutor.session.keep(lambda _: self._examiner.begin(), None)
        await self._ask()

    async def action_again(self) -> None:
        """Ask fresh questions on what was missed."""
        self.tutor.session.keep(lambda _: self._examiner.ask_again(), None)
        await self._ask()

    async def action_another(self) -> None:
        """Begin another quiz."""
        self.tutor.session.keep(lambda _: self._examiner.begin(), None)
        await self._ask()

    def action_lesson(self) -> None:
        """Open the lesson that the question is on; Escape comes back."""
        if self._view is not None:
            self.tutor.visit(self._view.asked.lesson, 0)

    def action_report(self) -> None:
        """Write the report, and say where it lies."""
        self.tutor.action_report()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something here and now."""
        view, examiner = self._view, self._examiner
        ended = view is None and examiner.sat is not None and not examiner.under_way
        if action == "next":
            return view.card.answered if view is not None else not ended
        if action == "lesson":
            return view is not None and view.card.answered
        if action == "again":
            return ended and bool(examiner.missed())
        if action in {"another", "report"}:
            return ended
        return True
