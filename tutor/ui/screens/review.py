"""The review: questions that are due, one at a time, and what came of them."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.course.review import MOST
from tutor.store.reviews import Due, Outlook
from tutor.ui.review_words import Reviewed, came_of, nothing_due, summary
from tutor.ui.screens.base import TutorScreen
from tutor.ui.widgets.headline import HeadLine
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.review_view import ReviewView

_LAYOUT_SECONDS = 0.1
"""After which the page has the height that what is said below it leaves."""


class ReviewScreen(TutorScreen):
    """Asks what is due, ten questions at most in a sitting.

    Whatever is answered is kept at once; leaving loses nothing.
    """

    CSS_PATH = "review.tcss"
    HELP_TITLE = "Review"
    HELP = (
        "Questions that you answered come back when you are about to forget them: missed ones "
        "after ten minutes, the others after a day or two, then ever later. Right at once counts "
        "most; a hint or a wrong try brings a question back sooner. You can leave at any time."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", "Next"),
        Binding("enter", "next", "Next", show=False),
        Binding("l", "lesson", "Lesson", tooltip="Open the step that the question is from"),
        Binding("v", "again", "Review more"),
        Binding("escape", "leave", "Home", key_display="Esc"),
    ]

    def __init__(self) -> None:
        """What is due is looked up when it is shown."""
        super().__init__()
        self._left: list[Due] = []
        self._done: list[Reviewed] = []
        self._view: ReviewView | None = None
        self._outlook = Outlook((), ())

    def compose(self) -> ComposeResult:
        """A head line, the question or what there is to say, what came of it, the keys."""
        yield HeadLine()
        yield Container(id="asked")
        yield Static("", id="after")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Ask the first question."""
        await self._begin()

    async def _begin(self) -> None:
        session = self.tutor.session
        session.keep(lambda _: session.reviews.take_in(), None)
        due: list[Due] = session.keep(lambda _: session.reviews.due(), [])
        self._left, self._done = due[:MOST], []
        await self._ask()

    async def _ask(self) -> None:
        """Show the next question that no other terminal has answered; without one, the end."""
        session = self.tutor.session
        self._view = None
        while self._left and self._view is None:
            due = self._left.pop(0)
            if self._still_due(due):
                self._view = ReviewView(session, due)
        holder = self.query_one("#asked", Container)
        self._say_after(None)
        await holder.remove_children()
        if self._view is None:
            await self._end(holder)
        else:
            await holder.mount(self._view)
            self._view.focus_first()
        self._head()
        self.refresh_bindings()
        self.tutor.tell_notices()

    def _still_due(self, due: Due) -> bool:
        session = self.tutor.session
        return session.keep(lambda _: session.reviews.still_due(due), True)

    async def _end(self, holder: Container) -> None:
        """Say what came of the sitting, or that nothing is due."""
        session = self.tutor.session
        self._outlook = session.keep(lambda _: session.reviews.outlook(), self._outlook)
        now = session.reviews.clock()
        told = summary(self._done, self._outlook, now) if self._done else None
        lines = told or nothing_due(self._outlook, now)
        page = VerticalScroll(Static(Content("\n").join(lines)), id="told", can_focus=True)
        await holder.mount(page)
        page.focus()

    def _head(self) -> None:
        done, view = len(self._done), self._view
        if view is None:
            self.query_one(HeadLine).show(("Review", "Done" if done else "Nothing due"), (0, 0))
            return
        number = done if view.kept is not None and view.card.answered else done + 1
        count = number + len(self._left)
        self.query_one(HeadLine).show(("Review", view.asked.lesson.title), (number, count))

    @on(QuestionCard.Answered)
    @on(QuestionCard.SolutionShown)
    def _answered(self, event: QuestionCard.Answered | QuestionCard.SolutionShown) -> None:
        """Once the question is closed, say when it comes back."""
        event.stop()
        view = self._view
        if view is not None and view.card.answered:
            self._tell(view)
        self.refresh_bindings()
        self.tutor.tell_notices()

    def _tell(self, view: ReviewView) -> None:
        """Say what came of a question that is closed."""
        reviews = self.tutor.session.reviews
        due = view.kept.due_at if view.kept is not None else reviews.clock()
        one = Reviewed(view.asked, view.card.quiz.prompt, view.card.standing.rated, due)
        self._done.append(one)
        self._say_after(came_of(one, reviews.clock()))
        view.query_one("#page").focus()
        self.set_timer(_LAYOUT_SECONDS, view.show_feedback)

    def _say_after(self, text: Content | None) -> None:
        after = self.query_one("#after", Static)
        after.update(text or "")
        after.set_class(text is not None, "-said")

    async def action_next(self) -> None:
        """Go on to the next question, or to the end."""
        await self._ask()

    async def action_again(self) -> None:
        """Begin another sitting."""
        await self._begin()

    def action_lesson(self) -> None:
        """Open the step that the question is from; Escape comes back."""
        if self._view is not None:
            self.tutor.visit(self._view.asked.lesson.id, self._view.asked.step)

    def action_leave(self) -> None:
        """Go home; everything is kept."""
        self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something here and now."""
        view = self._view
        closed = view is not None and view.card.answered
        if action in {"next", "lesson"}:
            return closed
        if action == "again":
            return view is None and bool(self._outlook.due)
        return True
