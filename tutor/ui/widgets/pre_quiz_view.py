"""One question of a pre-quiz on the screen: one try, and the lesson asks it afresh."""

from __future__ import annotations

from typing import ClassVar

from tutor.store.reviews import Asked
from tutor.ui.session import Session
from tutor.ui.widgets.question_view import QuestionView


class PreQuizView(QuestionView):
    """A question that ends a lesson, asked before the lesson is read."""

    EARLY: ClassVar[bool] = True

    def __init__(self, session: Session, asked: Asked) -> None:
        """Ask a question."""
        super().__init__(session, asked, once=True)
