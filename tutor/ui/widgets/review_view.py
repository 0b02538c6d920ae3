"""One question of a review on the screen."""

from __future__ import annotations

from tutor.store.reviews import Due
from tutor.ui.session import Session
from tutor.ui.widgets.question_view import QuestionView


class ReviewView(QuestionView):
    """The question that is due."""

    def __init__(self, session: Session, due: Due) -> None:
        """Ask what is `due`, its options in another order than the last time."""
        last = due.card
        seed = int(last.last_review.timestamp()) if last is not None else 1
        super().__init__(session, due.asked, seed=seed)

    def _note_skip(self, quiz: str) -> None:
        """A skip here says nothing of the lesson: the question was answered there."""
