"""The final quiz: one question after the other, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tutor.store.examiner import Examiner
from tutor.store.finals import Sat
from tutor.ui import final_words
from tutor.ui.screens.round import RoundScreen
from tutor.ui.widgets.final_view import FinalView
from tutor.ui.widgets.question_view import QuestionView


class FinalScreen(RoundScreen):
    """Asks the questions of a final quiz; every answer is kept at once."""

    HELP_TITLE = "Final quiz"
    HELP = (
        "Questions on the whole course. You have one try at each, without hints. What you miss "
        "can be asked again at the end, by fresh questions on the same lesson. You can leave at "
        "any time: it goes on where you left."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Next"),
        Binding("n", "next", "Next", show=False),
        Binding("l", "lesson", "Lesson", tooltip="Open the lesson that the question is on"),
        Binding("r", "again", "Missed again", tooltip="Ask fresh questions on what was missed"),
        Binding("a", "another", "Another quiz", tooltip="Begin another final quiz"),
        Binding("p", "passed", "Passed one", tooltip="Turn to the quiz that you passed"),
        Binding("w", "report", "Report", tooltip="Write a report on your course"),
    ]

    def __init__(self, examiner: Examiner) -> None:
        """Go on with the quiz that was begun last, or offer the first."""
        super().__init__()
        self._examiner = examiner
        self._asking = False
        self._passed: Sat | None = None
        """Another quiz that was passed, as it was when the page was written that tells of it."""

    def next_view(self) -> FinalView | None:
        """The question that waits; None before the quiz is gone on with, and at its end."""
        examiner, session = self._examiner, self.tutor.session
        question = session.keep(lambda _: examiner.question(), None) if self._asking else None
        if question is None:
            return None
        seed = examiner.sat.key + question.place if examiner.sat else 1
        return FinalView(session, examiner.bank.lesson, question, seed)

    def end(self) -> Sequence[Content]:
        """What waits, or what came of the quiz."""
        examiner, session = self._examiner, self.tutor.session
        self._passed = session.keep(lambda _: examiner.passed, None)
        if self._ended:
            return final_words.result(examiner, self._passed, session.title)
        done = session.keep(lambda progress: progress.completed(), {})
        undone = sum(one not in done for one in session.catalog.ids)
        return final_words.before(examiner, self._passed, undone)

    def heading(self) -> tuple[tuple[str, str], tuple[int, int]]:
        """The lesson that the question is on, and how many are answered."""
        sat, view, session = self._examiner.sat, self.view, self.tutor.session
        if not isinstance(view, FinalView) or sat is None:
            return (session.catalog.title, "Final quiz"), (0, 0)
        title = session.title(view.drawn.lesson)
        return ("Final quiz", title), (sat.answered + 1, len(sat.places))

    def closed(self, view: QuestionView) -> Content:
        """Keep the answer, the only one that is taken, and say how the quiz stands."""
        assert isinstance(view, FinalView)
        question, right = view.drawn, view.card.standing.right
        self.tutor.session.keep(lambda _: self._examiner.answer(question, right=right), None)
        title = self.tutor.session.title(question.lesson)
        return final_words.after_answer(self._examiner.sat, title, right=right)

    @property
    def _ended(self) -> bool:
        """Whether a quiz was begun, and all its questions are answered."""
        return self._examiner.sat is not None and not self._examiner.under_way

    async def action_next(self) -> None:
        """Begin, or go on to the next question or to the end."""
        if self._examiner.sat is None:
            self.tutor.session.keep(lambda _: self._examiner.begin(), None)
        await self._go_on()

    async def action_again(self) -> None:
        """Ask fresh questions on what was missed."""
        self.tutor.session.keep(lambda _: self._examiner.ask_again(), None)
        await self._go_on()

    async def action_another(self) -> None:
        """Begin another quiz, or go on with the one that is under way beside this."""
        self.tutor.session.keep(lambda _: self._examiner.another(), None)
        await self._go_on()

    async def action_passed(self) -> None:
        """Show the quiz that was passed."""
        self.tutor.session.keep(lambda _: self._examiner.back_to_passed(), None)
        self._asking = False
        await self.ask()

    async def _go_on(self) -> None:
        self._asking = True
        await self.ask()
        if self.view is not None:
            self.say_after(final_words.kept(self._examiner.sat))

    def action_lesson(self) -> None:
        """Open the lesson that the question is on; Escape comes back."""
        if isinstance(self.view, FinalView):
            self.tutor.visit(self.view.drawn.lesson, 0)

    def action_report(self) -> None:
        """Write the report, and say where it lies."""
        self.tutor.action_report()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something here and now."""
        view = self.view
        if action == "lesson":
            return view is not None and view.card.answered
        if action in {"again", "another", "passed", "report"} or (action == "next" and not view):
            return view is None and self._offers(action)
        return super().check_action(action, parameters)

    def _offers(self, action: str) -> bool:
        """Whether a key does something where no question is asked."""
        sat = self._examiner.sat
        match action:
            case "next":
                return not self._ended
            case "again":
                return self._ended and bool(self._examiner.missed())
            case "another":  # also in place of what was missed, which is asked again
                return sat is not None and sat.ended is not None
            case "passed":
                return self._passed is not None
            case _:
                return self._ended
