"""One question of a review on the screen: fresh, whatever was answered to it in its lesson."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tutor.course.lesson import Quiz
from tutor.course.review import Card
from tutor.store.reviews import Asked, Due
from tutor.ui.session import Session
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.step_view import StepView


class ReviewView(StepView):
    """A step with nothing on it but the question that is due.

    Attributes:
        kept: when it comes back; None before the first answer.
    """

    def __init__(self, session: Session, due: Due) -> None:
        """Ask what is `due`, its options in another order than the last time."""
        self._due = due
        self.kept: Card | None = None
        super().__init__(session, due.asked.lesson, due.asked.step)

    def compose(self) -> ComposeResult:
        """The question on a page of its own."""
        with VerticalScroll(id="page", can_focus=True):
            yield from self._cards

    @property
    def asked(self) -> Asked:
        """The question, and where it is from."""
        return self._due.asked

    @property
    def card(self) -> QuestionCard:
        """The question."""
        return self._cards[0]

    def show_feedback(self) -> None:
        """Scroll to what is said about the answer: its end, or its beginning where it is long."""
        for page in self.query("#page").results(VerticalScroll):
            for said in page.query(".feedback"):
                if said.size.height > page.size.height:
                    page.scroll_to_widget(said, top=True, animate=False)
                else:
                    page.scroll_end(animate=False)

    def focus_first(self) -> None:
        """Begin in the answers."""
        self.card.focus_answers()

    def _make_cards(self) -> list[QuestionCard]:
        return [self._card(self._due.asked.quiz)]

    def _make_bench(self) -> Bench | None:
        return None

    def _card(self, quiz: Quiz, *, prediction: bool = False) -> QuestionCard:
        last = self._due.card
        seed = int(last.last_review.timestamp()) if last is not None else 1
        return QuestionCard(quiz, prediction=prediction, seed=seed)

    def _rate(self, card: QuestionCard) -> Card | None:
        self.kept = super()._rate(card)
        return self.kept

    def _note_hints(self, quiz: str, used: int) -> None:
        """Hints belong to this sitting, and are not open when the lesson is read again."""

    def _note_skip(self, quiz: str) -> None:
        """A skip here says nothing of the lesson: the question was answered there."""
