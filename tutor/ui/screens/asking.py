"""What screens that ask one question after the other have in common: the review, the final quiz."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.ui.screens.base import TutorScreen
from tutor.ui.widgets.headline import HeadLine
from tutor.ui.widgets.keybar import KeyBar


class AskingScreen(TutorScreen):
    """A head line, one question or what there is to say, what came of the question, the keys."""

    CSS_PATH = "asking.tcss"

    def compose(self) -> ComposeResult:
        """The frame; nothing is asked yet."""
        yield HeadLine()
        yield Container(id="asked")
        yield Static("", id="after")
        yield KeyBar()

    async def put(self, view: Widget) -> None:
        """Put something in place of what stands there."""
        self.say_after(None)
        holder = self.query_one("#asked", Container)
        await holder.remove_children()
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

    def action_leave(self) -> None:
        """Go home; everything is kept."""
        self.dismiss()
