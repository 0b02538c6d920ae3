"""One question of the final quiz on the screen: one try, no help before it."""

from __future__ import annotations

from tutor.course.lesson import Lesson
from tutor.course.review import Card
from tutor.store.examiner import Question
from tutor.store.reviews import Asked
from tutor.ui.session import Session
from tutor.ui.widgets.answering import Answering
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.question_view import QuestionView


class FinalView(QuestionView):
    """A question of the bank.

    Attributes:
        drawn: the same, with its place in the final quiz.
    """

    def __init__(self, session: Session, bank: Lesson, question: Question, seed: int) -> None:
        """Ask a question of the bank; `seed` is of the order of its options."""
        self.drawn = question
        super().__init__(session, Asked(bank, question.step, question.quiz), seed=seed, once=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No skipping: what was asked is answered."""
        return action != "solution" and super().check_action(action, parameters)

    def _note_answer(self, event: QuestionCard.Answered) -> None:
        """The screen keeps it, with the final quiz."""

    def _rate(self, card: Answering) -> Card | None:
        """Questions of the bank stay fresh: they never come back in a review."""
        return None
