"""One question alone on the screen, fresh, whatever was answered to it before."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tutor.course.answers import Answer
from tutor.course.lesson import Quiz
from tutor.course.review import Card
from tutor.store.reviews import Asked
from tutor.ui.session import Session
from tutor.ui.widgets.answering import Answering
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.standing import Standing
from tutor.ui.widgets.step_view import StepView


class QuestionView(StepView):
    """A step with nothing on it but one of its questions.

    Attributes:
        asked: the question, and where it is from.
        kept: when it comes back; None before the first answer.
    """

    def __init__(
        self, session: Session, asked: Asked, *, seed: int = 0, once: bool = False
    ) -> None:
        """Ask a question.

        Args:
            session: course and progress.
            asked: what is asked.
            seed: of the order of its options.
            once: whether the first answer closes it, and no hints are given.
        """
        self.asked = asked
        self.kept: Card | None = None
        self._seed, self._once = seed, once
        super().__init__(session, asked.lesson, asked.step)

    def compose(self) -> ComposeResult:
        """The question on a page of its own."""
        with VerticalScroll(id="page", can_focus=True):
            yield from self._cards

    @property
    def card(self) -> QuestionCard:
        """The question."""
        return self._cards[0]

    def focus_first(self) -> None:
        """Begin in the answers."""
        self.card.focus_answers()

    def _make_cards(self) -> list[QuestionCard]:
        return [self._card(self.asked.quiz)]

    def _make_bench(self) -> Bench | None:
        return None

    def _card(self, quiz: Quiz, *, prediction: bool = False) -> QuestionCard:
        standing = Standing(quiz=quiz, prediction=prediction, once=self._once)
        return QuestionCard(standing, self._seed)

    def _rate(self, card: Answering) -> Card | None:
        self.kept = super()._rate(card)
        return self.kept

    def _note_begun(self, quiz: str, answer: Answer) -> None:
        """An answer that is begun here is none that was begun in the lesson."""

    def _note_hints(self, quiz: str, used: int) -> None:
        """Hints belong to this sitting, and are not open when the lesson is read again."""
