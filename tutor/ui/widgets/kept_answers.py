"""Questions whose answers are kept as they are given."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from textual import on

from tutor.course.answers import Answer
from tutor.course.lesson import Lesson
from tutor.course.review import Card
from tutor.store.reviews import questions
from tutor.store.rows import Attempt
from tutor.ui.session import Session
from tutor.ui.widgets.answering import Answering
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.question_keys import QuestionKeys


class KeptAnswers(QuestionKeys):
    """Writes down at once what is answered, begun, hinted at and left out in a lesson.

    Attributes:
        EARLY: whether what is answered here is answered before the lesson is read.
    """

    EARLY: ClassVar[bool] = False

    def __init__(self, session: Session, lesson: Lesson) -> None:
        """Keep the answers to questions of `lesson`."""
        super().__init__()
        self._session = session
        self._lesson = lesson
        self._reviewed = questions(lesson)
        self._sitting = session.reviews.sitting()

    @cached_property
    def _kept(self) -> tuple[list[Attempt], dict[str, int], dict[str, Answer]]:
        """What was answered in the lesson, how many hints were taken, what was begun."""
        lesson = self._lesson.id
        return self._session.keep(
            lambda kept: (kept.attempts(lesson), kept.hints(lesson), kept.halfway.of(lesson)),
            ([], {}, {}),
        )

    @on(QuestionCard.Answered)
    def _keep_answer(self, event: QuestionCard.Answered) -> None:
        """Write the answer down at once; the message goes on to the screen."""
        self._note_answer(event)
        self._rate(event.card)

    def _note_answer(self, event: QuestionCard.Answered) -> None:
        """Keep an answer as one given in the lesson."""
        lesson, quiz, result = self._lesson.id, event.card.quiz, event.result
        # What only a run can judge is worth nothing before it; `predictions.settled` adds to it.
        score, correct = (0.0, False) if quiz.judged else (result.score, result.correct)
        self._session.keep(
            lambda progress: progress.record_attempt(
                lesson, quiz.id, event.answer, score=score, correct=correct, early=self.EARLY
            ),
            None,
        )

    @on(QuestionCard.Begun)
    def _keep_begun(self, event: QuestionCard.Begun) -> None:
        """Whoever leaves here finds the answer as far as it had come."""
        event.stop()
        self._note_begun(event.card.quiz.id, event.answer)

    def _note_begun(self, quiz: str, answer: Answer) -> None:
        """Keep how far an answer has come."""
        lesson = self._lesson.id
        self._session.keep(lambda progress: progress.halfway.keep(lesson, quiz, answer), None)

    @on(QuestionCard.SolutionShown)
    def _keep_solution(self, event: QuestionCard.SolutionShown) -> None:
        """A question whose solution was seen comes back soon."""
        if event.card.standing.skipped:
            self._note_skip(event.card.quiz.id)
        self._rate(event.card)

    def _rate(self, card: Answering) -> Card | None:
        """Keep when the question comes back; None where it does not, as a prediction."""
        quiz = card.quiz.id
        if quiz not in self._reviewed:
            return None
        key = (self._lesson.id, quiz)
        return self._session.keep(lambda _: self._sitting.rate(key, card.standing.rated), None)

    @on(QuestionCard.HintTaken)
    def _keep_hint(self, event: QuestionCard.HintTaken) -> None:
        event.stop()
        self._note_hints(event.card.quiz.id, event.used)
        self.screen.refresh_bindings()  # it may have been the last one

    def _note_hints(self, quiz: str, used: int) -> None:
        """Keep that hints are open."""
        self._session.keep(
            lambda progress: progress.record_hints(self._lesson.id, quiz, used), None
        )

    def _note_skip(self, quiz: str) -> None:
        """Keep that a question was left untried."""
        lesson, early = self._lesson.id, self.EARLY
        self._session.keep(lambda progress: progress.record_skip(lesson, quiz, early=early), None)
