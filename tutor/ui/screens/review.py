"""The review: questions that are due, one at a time, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tutor.course.review import MOST
from tutor.store.reviews import Due, Outlook
from tutor.ui.review_words import Reviewed, came_of, nothing_due, summary
from tutor.ui.screens.round import RoundScreen
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.review_view import ReviewView


class ReviewScreen(RoundScreen):
    """Asks what is due, ten questions at most in a sitting.

    Whatever is answered is kept at once; leaving loses nothing.
    """

    HELP_TITLE = "Review"
    HELP = (
        "Questions that you answered come back when you are about to forget them: missed ones "
        "after ten minutes, the others after a day or two, then ever later. Right at once counts "
        "most; a hint or a wrong try brings a question back sooner. s pressed twice shows the "
        "answer of one that you don't know. You can leave at any time."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "lesson", "Lesson", tooltip="Open the step that the question is about"),
        Binding("v", "again", "Review more"),
    ]

    def __init__(self) -> None:
        """What is due is looked up when it is shown."""
        super().__init__()
        self._left: list[Due] = []
        self._done: list[Reviewed] = []
        self._outlook = Outlook((), ())

    async def begin(self) -> None:
        """Ask the first of what is due."""
        session = self.tutor.session
        session.keep(lambda _: session.reviews.take_in(), None)
        due: list[Due] = session.keep(lambda _: session.reviews.due(), [])
        self._left, self._done = due[:MOST], []
        await self.ask()

    def next_view(self) -> QuestionView | None:
        """The next question that no other terminal has answered."""
        while self._left:
            due = self._left.pop(0)
            if self._still_due(due):
                return ReviewView(self.tutor.session, due)
        return None

    def _still_due(self, due: Due) -> bool:
        session = self.tutor.session
        return session.keep(lambda _: session.reviews.still_due(due), True)

    def end(self) -> Sequence[Content]:
        """What came of the sitting, or that nothing is due."""
        session = self.tutor.session
        self._outlook = session.keep(lambda _: session.reviews.outlook(), self._outlook)
        now = session.reviews.clock()
        told = summary(self._done, self._outlook, now) if self._done else None
        return told or nothing_due(self._outlook, now)

    def heading(self) -> tuple[tuple[str, str], tuple[int, int]]:
        """The lesson that the question is from, and how many are left."""
        done, view = len(self._done), self.view
        if view is None:
            return ("Review", "Done" if done else "Nothing due"), (0, 0)
        return ("Review", view.asked.lesson.title), (done + 1, done + 1 + len(self._left))

    def closed(self, view: QuestionView) -> Content:
        """When the question comes back."""
        reviews = self.tutor.session.reviews
        due = view.kept.due_at if view.kept is not None else reviews.clock()
        one = Reviewed(view.asked, view.card.quiz.prompt, view.card.standing.rated, due)
        self._done.append(one)
        return came_of(one, reviews.clock())

    async def action_again(self) -> None:
        """Begin another sitting."""
        await self.begin()

    def action_lesson(self) -> None:
        """Open the step that tells what is asked; Escape comes back."""
        if self.view is not None:
            self.tutor.visit(self.view.asked.lesson.id, self.view.asked.told)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something here and now."""
        if action == "lesson":
            return self.view is not None and self.view.card.answered
        if action == "again":
            return self.view is None and bool(self._outlook.due)
        return super().check_action(action, parameters)
