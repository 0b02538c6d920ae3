"""The pre-quiz: a lesson's recall quiz before it is read, for whom may know it already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from tutor.course.lesson import Lesson
from tutor.course.prequiz import known, recall
from tutor.course.review import due_words
from tutor.store.reviews import questions
from tutor.ui.pre_quiz_words import verdict
from tutor.ui.screens.round import RoundScreen
from tutor.ui.widgets.pre_quiz_view import PreQuizView
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.question_view import QuestionView


class PreQuizScreen(RoundScreen):
    """Asks the questions of a lesson's last step, one try each.

    The first answer that was ever given to a question counts, so that the quiz goes on where it was
    left, and is not taken twice.
    """

    HELP_TITLE = "Pre-quiz"
    HELP = (
        "The questions that end the lesson, before you read it: one try each, no hints; s pressed "
        "twice skips one that you don't know. From four right of five on you can mark the lesson "
        "as known and go on to the next; else you are told which steps are worth reading. Your "
        "answers are kept, and come back in review. You can leave at any time, and go on later."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Next", show=False),
        Binding("enter", "known", "Known: next lesson"),
        Binding("enter", "lesson(False)", "Read the lesson"),
        Binding("l", "lesson(True)", "Lesson", tooltip="Read the lesson all the same"),
    ]

    def __init__(self, lesson: Lesson) -> None:
        """Ask about `lesson`, which has a recall quiz."""
        super().__init__()
        self._lesson = lesson
        self._quizzes = recall(lesson)
        self._asked = questions(lesson)
        self._first: dict[str, bool] = {}
        self._before = False

    async def begin(self) -> None:
        """Go on after the questions that were answered before."""
        lesson = self._lesson.id
        for one in self.tutor.session.keep(lambda progress: progress.attempts(lesson), []):
            self._first.setdefault(one.quiz, one.correct)
        self._before = not any(quiz.id not in self._first for quiz in self._quizzes)
        await self.ask()

    def next_view(self) -> QuestionView | None:
        """The next question that was never answered."""
        left = (quiz for quiz in self._quizzes if quiz.id not in self._first)
        quiz = next(left, None)
        if quiz is None:
            return None
        return PreQuizView(self.tutor.session, self._asked[quiz.id])

    def heading(self) -> tuple[tuple[str, str], tuple[int, int]]:
        """The lesson, and how many questions are left."""
        count, view = len(self._quizzes), self.view
        number = count if view is None else self._quizzes.index(view.asked.quiz) + 1
        return ("Pre-quiz", self._lesson.title), (number, count)

    @on(QuestionCard.Answered)
    @on(QuestionCard.SolutionShown)
    def _count(self, event: QuestionCard.Answered | QuestionCard.SolutionShown) -> None:
        """The first answer counts, kept or not."""
        standing = event.card.standing
        if standing.answered:
            self._first.setdefault(standing.quiz.id, standing.right)

    def closed(self, view: QuestionView) -> Content:
        """When the question comes back."""
        clock = self.tutor.session.reviews.clock
        if view.kept is None:
            return Content("n goes on.")
        back = f"Back {due_words(view.kept.due_at, clock())}."
        return Content.assemble((back, "bold"), ("  n goes on", "dim"))

    def end(self) -> Sequence[Content]:
        """How many were right, and what that means."""
        missed = [quiz for quiz in self._quizzes if not self._first.get(quiz.id)]
        title = self.tutor.session.title(self._next) if self._next else ""
        return verdict(self._lesson, missed, title, before=self._before)

    @property
    def _known(self) -> bool:
        """Whether so many were right that the lesson may count as known."""
        right = sum(self._first.get(quiz.id, False) for quiz in self._quizzes)
        return known(right, len(self._quizzes))

    @property
    def _next(self) -> str:
        """The next lesson of the course that is not done; empty where there is none."""
        session = self.tutor.session
        done = session.keep(lambda progress: progress.completed(), {})
        ids = session.catalog.ids
        after = ids[ids.index(self._lesson.id) + 1 :] if self._lesson.id in ids else []
        return next((one for one in after if one not in done), "")

    def action_known(self) -> None:
        """Have the lesson count as done, and go on to the next."""
        lesson, following = self._lesson, self._next
        self.tutor.session.keep(lambda progress: progress.complete(lesson.id), None)
        self.app.notify(f"“{lesson.title}” counts as done.", markup=False)
        self.dismiss()
        if following:
            self.tutor.open_lesson(following)

    def action_lesson(self, known: bool) -> None:
        """Open the lesson where the learner was in it, though it may be known."""
        self.dismiss()
        self.tutor.open_lesson(self._lesson.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something here and now."""
        if action in {"known", "lesson"}:
            ended = self.is_mounted and self.view is None
            return ended and self._known == (parameters != (False,))
        return super().check_action(action, parameters)
