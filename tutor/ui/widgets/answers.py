"""The answers of a question as a list: pick one, tick several, put in order, or match partners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tutor.course.answers import Answer, shown_order
from tutor.course.lesson import Quiz
from tutor.ui.inline import inline
from tutor.ui.styles import sheet

_LEAST = 10
"""Cells below which a text is not indented."""


class Answers(OptionList):
    """The options of a `choice`, `select`, `order` or `match` question.

    Enter answers. Before that, Space ticks (`select`), takes an entry up and puts it down again
    while the arrows move it (`order`), or gives the next partner (`match`, as do left and right).
    """

    DEFAULT_CSS = sheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Answer"),
        Binding("space", "mark", "Mark", show=False),
        Binding("pageup", "scroll_page(-1)", "Page up", show=False),
        Binding("pagedown", "scroll_page(1)", "Page down", show=False),
        Binding("left", "turn(-1)", "Partner", show=False),
        Binding("right", "turn(1)", "Partner", show=False),
    ]

    class Submitted(Message):
        """The learner has answered."""

        def __init__(self, answer: Answer) -> None:
            self.answer = answer
            super().__init__()

    class LeftEnd(Message):
        """The cursor was moved beyond the first or last answer."""

        def __init__(self, direction: int) -> None:
            self.direction = direction
            super().__init__()

    def __init__(self, quiz: Quiz, seed: int = 0) -> None:
        """Show the options of `quiz`, shuffled by `seed` where it asks for that."""
        super().__init__(compact=True)
        self.quiz = quiz
        self._shown = shown_order(quiz, seed)
        self._ticked: set[int] = set()
        self._partners: list[int | None] = [None] * len(quiz.options)
        self._held = False
        self.closed = False

    def on_mount(self) -> None:
        """List the options."""
        self.set_options([Option(self._prompt(place)) for place in range(len(self._shown))])
        self.highlighted = 0

    def on_resize(self) -> None:
        """Long texts are broken for the width."""
        self._refresh_prompts()

    @property
    def help_text(self) -> str:
        """How this kind of question is answered, in a few words."""
        named = _partners_named(self.quiz, self._shown)
        return {
            "choice": "↑↓ choose · Enter answers",
            "select": "Space ticks · Enter answers",
            "order": "Space takes up or puts down · ↑↓ move it · Enter answers",
            "match": f"To choose from: {named} · ←→ change the partner · Enter answers",
        }.get(self.quiz.type, "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Once no more answers are taken, Enter and Space go on to what is next."""
        return not self.closed if action in {"select", "mark"} else True

    def watch_has_focus(self, focused: bool) -> None:
        """Only the answers that have the focus show a cursor."""
        super().watch_has_focus(focused)
        if self.option_count:
            self._refresh_prompts()

    def action_mark(self) -> None:
        """What Space does."""
        place = self.highlighted
        if place is None or self.closed:
            return
        match self.quiz.type:
            case "select":
                self._ticked ^= {self._shown[place]}
            case "order":
                self._held = not self._held
            case "match":
                self.action_turn(1)
            case _:
                self.action_select()
        self._refresh_prompts()

    def action_scroll_page(self, direction: int) -> None:
        """Scroll the page that the question stands on."""
        self.post_message(self.LeftEnd(8 * direction))

    def action_turn(self, change: int) -> None:
        """Give the entry under the cursor another partner."""
        place = self.highlighted
        if self.quiz.type != "match" or place is None or self.closed:
            return
        partner = self._partners[place]
        at = -1 if partner is None else self._shown.index(partner)
        if partner is None and change < 0:
            at = 0
        self._partners[place] = self._shown[(at + change) % len(self._shown)]
        self._refresh_prompts()

    def action_cursor_up(self) -> None:
        """Move up, taking a held entry along."""
        self._move(-1)

    def action_cursor_down(self) -> None:
        """Move down, taking a held entry along."""
        self._move(1)

    def _move(self, change: int) -> None:
        place = self.highlighted or 0
        if not 0 <= place + change < len(self._shown):
            self.post_message(self.LeftEnd(change))
            return
        if self._held:
            other = place + change
            self._shown[place], self._shown[other] = self._shown[other], self._shown[place]
        self.highlighted = place + change
        self._refresh_prompts()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click: answer, or for a click on a tick box, tick."""
        event.stop()
        if self.closed:
            return
        answer = self._answer(event.option_index)
        if answer is not None:
            self._held = False
            self.post_message(self.Submitted(answer))

    def _answer(self, place: int) -> Answer | None:
        match self.quiz.type:
            case "choice":
                self._ticked = {self._shown[place]}
                self._refresh_prompts()
                return self._shown[place]
            case "select":
                return sorted(self._ticked)
            case "order":
                return list(self._shown)
            case _:
                return [-1 if partner is None else partner for partner in self._partners]

    async def _on_click(self, event: events.Click) -> None:
        """A click ticks or turns; only `choice` is answered by it."""
        place = event.style.meta.get("option")
        if self.quiz.type == "choice" or place is None or place >= len(self._shown):
            await super()._on_click(event)
            return
        self.highlighted = place
        self.action_mark()

    def restore(self, answer: Answer) -> None:
        """Show an answer given before."""
        indices = set(range(len(self.quiz.options)))
        if isinstance(answer, int) and answer in indices:
            self._ticked = {answer}
        elif isinstance(answer, list) and self.quiz.type == "select":
            self._ticked = set(answer) & indices
        elif isinstance(answer, list) and set(answer) == indices:
            if self.quiz.type == "order":
                self._shown = list(answer)
            else:
                self._partners = list(answer)
        self._refresh_prompts()

    def close(self) -> None:
        """Take no more answers."""
        self.closed = True
        self._held = False
        self._refresh_prompts()
        self.refresh_bindings()

    def _refresh_prompts(self) -> None:
        for place in range(self.option_count):
            self.replace_option_prompt_at_index(place, self._prompt(place))

    def _prompt(self, place: int) -> Content:
        """One entry with its mark; the wrapped lines of a long text stand under its first."""
        quiz = self.quiz
        option = quiz.options[place if quiz.type == "match" else self._shown[place]]
        index = self._shown[place]
        match quiz.type:
            case "choice":
                mark = "● " if index in self._ticked else "○ "
            case "select":
                mark = "[x] " if index in self._ticked else "[ ] "
            case "order":
                held = self._held and place == self.highlighted
                mark = f"{'↕' if held else ' '}{place + 1}. "
            case _:
                mark = ""
        text = inline(option.text)
        if quiz.type == "match":
            partner = self._partners[place]
            said = "?" if partner is None else inline(quiz.options[partner].match)
            text = Content.assemble(inline(option.text), (" → ", "bold"), said)
        here = self.has_focus and place == self.highlighted
        head = Content.assemble(("▸ " if here else "  ", "bold $accent"), (mark, "bold"))
        return _hanging(head, text, self.content_size.width)


def _hanging(head: Content, text: Content, width: int) -> Content:
    """A text after its mark, its later lines below its first, in so many cells."""
    indent = head.cell_length
    if width - indent < _LEAST or "\n" in text.plain:
        return head + text
    lines = [line.rstrip() for line in text.wrap(width - indent)]
    return head + Content("\n" + " " * indent).join(lines)


def _partners_named(quiz: Quiz, shown: Sequence[int]) -> str:
    """The partners of a `match` question, in the order in which the keys give them."""
    named = (inline(quiz.options[index].match).plain for index in shown)
    return " | ".join(named) if quiz.type == "match" else ""
