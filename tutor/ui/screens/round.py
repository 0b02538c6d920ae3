"""A screen that asks questions one at a time, and says what comes of each and of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.ui.clearing import clear
from tutor.ui.screens.base import TutorScreen
from tutor.ui.widgets.headline import HeadLine
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.question_view import QuestionView


class RoundScreen(TutorScreen):
    """Asks what `next_view` gives until that is nothing; whatever is answered is kept at once.

    Attributes:
        view: the question that is asked; None at the end.
    """

    CSS_PATH = "round.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,enter", "next", "Next"),
        Binding("escape", "leave", "Home", key_display="Esc"),
    ]

    def __init__(self) -> None:
        """Nothing is asked before it is mounted."""
        super().__init__()
        self.view: QuestionView | None = None

    def compose(self) -> ComposeResult:
        """The frame; nothing is asked yet."""
        yield HeadLine()
        yield Container(id="asked")
        yield Static("", id="after")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Ask the first question."""
        await self.begin()

    async def begin(self) -> None:
        """Find out what is to be asked, and ask the first of it."""
        await self.ask()

    async def ask(self) -> None:
        """Show the next question; without one, the end."""
        self.view = self.next_view()
        if self.view is None:
            await self.tell(self.end())
        else:
            await self.put(self.view)
            self.view.focus_first()
        self.query_one(HeadLine).show(*self.heading())
        self.refresh_bindings()
        self.tutor.tell_notices()

    def next_view(self) -> QuestionView | None:
        """The next question; None where there is none."""
        raise NotImplementedError

    def end(self) -> Sequence[Content]:
        """The lines that stand where no question is left."""
        raise NotImplementedError

    def heading(self) -> tuple[tuple[str, str], tuple[int, int]]:
        """What the head line says: titles, and the question's number with how many there are."""
        raise NotImplementedError

    def closed(self, view: QuestionView) -> Content:
        """What is said below a question once it takes no more answers."""
        raise NotImplementedError

    async def put(self, view: Widget) -> None:
        """Put something in place of what stands there."""
        self.say_after(None)
        holder = self.query_one("#asked", Container)
        await clear(holder)
        await holder.mount(view)

    async def tell(self, lines: Sequence[Content]) -> None:
        """Put a page of text in place of what stands there, and the focus on it."""
        page = VerticalScroll(Static(Content("\n").join(lines)), id="told", can_focus=True)
        await self.put(page)
        page.focus()

    def say_after(self, text: Content | None) -> None:
        """Say something below the question; nothing for None."""
        after = self.query_one("#after", Static)
        after.update(text or "")
        after.set_class(text is not None, "-said")

    @on(QuestionCard.Answered)
    @on(QuestionCard.SolutionShown)
    def _answered(self, event: QuestionCard.Answered | QuestionCard.SolutionShown) -> None:
        """Once the question is closed, say what comes of it."""
        event.stop()
        view = self.view
        if view is not None and view.card.answered:
            self.say_after(self.closed(view))
            view.query_one("#page").focus()
            view.card.bring_into_view()
        self.refresh_bindings()
        self.tutor.tell_notices()

    async def action_next(self) -> None:
        """Go on to the next question, or to the end."""
        await self.ask()

    def action_leave(self) -> None:
        """Go home; everything is kept."""
        self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Going on waits for the question to be closed."""
        return action != "next" or (self.view is not None and self.view.card.answered)
