"""One question of the final quiz on the screen: one try, no help before it."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from tutor.course.lesson import Lesson
from tutor.course.review import Card
from tutor.store.examiner import Question
from tutor.ui.session import Session
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.standing import Standing
from tutor.ui.widgets.step_view import StepView


class FinalView(StepView):
    """A step with nothing on it but a question; its first answer closes it.

    Attributes:
        asked: the question, and its place.
    """

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, session: Session, bank: Lesson, question: Question, seed: int) -> None:
        """Ask a question of the bank; `seed` is of the order of its options."""
        self.asked = question
        self._seed = seed
        super().__init__(session, bank, question.step)

    def compose(self) -> ComposeResult:
        """The question on a page of its own."""
        with VerticalScroll(id="page", can_focus=True):
            yield from self._cards

    @property
    def card(self) -> QuestionCard:
        """The question."""
        return self._cards[0]

    def close(self) -> None:
        """Take no more answers: after a wrong one the solution is shown."""
        if not self.card.answered:
            self.card.ask_solution()
        self.query_one("#page").focus()

    def focus_first(self) -> None:
        """Begin in the answers."""
        self.card.focus_answers()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No help before the answer, and no skipping."""
        return action not in {"hint", "solution"} and super().check_action(action, parameters)

    def _make_cards(self) -> list[QuestionCard]:
        quiz = self.asked.quiz
        standing = Standing(quiz=msgspec.structs.replace(quiz, hints=[]))
        return [QuestionCard(standing, self._seed)]

    def _make_bench(self) -> Bench | None:
        return None

    def _note_answer(self, event: QuestionCard.Answered) -> None:
        """The screen keeps it, with the final quiz."""

    def _rate(self, card: QuestionCard) -> Card | None:
        """Questions of the bank stay fresh: they never come back in a review."""
        return None
