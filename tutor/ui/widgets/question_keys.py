"""The keys of a step's questions: where Enter and Tab lead, hints and solutions."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widget import Widget

from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.reach import below, read_on, unseen
from tutor.ui.widgets.typed import Typed


class QuestionKeys(Container):
    """Something with questions on it, and maybe a bench.

    Attributes:
        bench: where the step has an experiment; None elsewhere.
    """

    bench: Bench | None
    _cards: list[QuestionCard]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(False)", "Question"),
        Binding("enter", "answer(True)", "Next question"),
        Binding("enter", "read_on", "Read on"),
        Binding("enter", "build", "Build"),
        Binding("tab", "other", "Next question"),
        Binding("h", "hint(False)", "Hint"),
        Binding("f2", "hint(True)", "Hint", key_display="F2"),
        Binding("s", "solution(False)", "Solution"),
        Binding("f3", "solution(True)", "Solution", key_display="F3"),
    ]
    _left: QuestionCard | None = None
    """The question whose field was left last, so that the focus is on the page."""

    @property
    def page(self) -> VerticalScroll:
        """Where the text is read; ask `whole` first in what may be called late."""
        return self.query_one(self._page_id, VerticalScroll)

    @property
    def whole(self) -> bool:
        """Whether its page is there: not yet, or no longer, while a step is shown or left."""
        page = self.query_one_optional(self._page_id)  # remembered, even where it was removed
        return page is not None and page.is_attached

    @property
    def _page_id(self) -> str:
        return "#page" if self.bench is None else "#read"

    def on_typed_left(self, event: Typed.Left) -> None:
        """Remember where the page was come to from."""
        event.stop()
        self._left = next((one for one in self._cards if one in event.field.ancestors), None)

    def on_key(self, event: events.Key) -> None:
        """A digit on the page begins the answer of a question that asks for a number."""
        if self.bench is not None or not (event.character or "").isdecimal() or not self.whole:
            return  # beside a bench, digits lead to its panes
        card = self._following()
        if card is not None and card.quiz.type == "number" and not card.answered:
            event.stop()
            card.query_one(Typed).begin(event.character or "")

    def question(self) -> QuestionCard | None:
        """The open question that has the focus, else the first open one that can be seen."""
        cards = [card for card in self._cards if not card.answered and card.region]
        focused = [card for card in cards if card.has_pseudo_class("focus-within")]
        return next(iter(focused or cards), None)

    def _asked(self) -> QuestionCard | None:
        """The question at hand; None where it begins below what is seen: nobody has read it yet."""
        card = self.question()
        hidden = card is not None and self.whole and below(self.page, card)
        return None if hidden else card

    def _following(self) -> QuestionCard | None:
        """The open question after the closed one that has the focus, else the one at hand."""
        here = next((card for card in self._cards if _within(card)), self._come_from)
        found = self.question() if here is None or not here.answered else self._after(here)
        found = found or self.question()
        return None if found is not None and found.noted else found

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _tell_way(self) -> None:
        """Have each question say which keys lead into its answers, while others have the focus."""
        following = self._following() if self.is_attached else None
        before = "1 and " if self._building else ""
        for card in self._cards:
            away = card is following and not _within(card)
            card.lead(f"{before}Enter, then " if away else "")
        if self.bench is not None and self.is_attached:
            self.bench.lead(typing=isinstance(self.screen.focused, Typed))

    @property
    def _building(self) -> bool:
        """Whether the focus is in the builder, which has an Enter of its own."""
        return self.bench is not None and any(map(_within, self.bench.query("#build")))

    @property
    def _come_from(self) -> QuestionCard | None:
        """The question whose field was left for the page, while that has the focus."""
        on_page = isinstance(self.screen.focused, VerticalScroll)
        return self._left if on_page and self._left in self._cards else None

    def _after(self, card: QuestionCard) -> QuestionCard | None:
        """The next open question that can be seen."""
        later = self._cards[self._cards.index(card) + 1 :]
        return next((one for one in later if not one.answered and one.region), None)

    def _other(self) -> QuestionCard | None:
        """The open question that Tab leads to; None where it goes its usual way."""
        here = next((card for card in self._cards if _within(card)), self._come_from)
        if here is not None:
            return self._after(here)
        focused = self.screen.focused
        reads = focused is not None and focused.id in {"page", "read"}
        return self.question() if reads else None

    def action_other(self) -> None:
        """Put the focus on the next open question."""
        following = self._other()
        if following is not None:
            following.focus_answers()
            following.scroll_visible(animate=False)

    def action_build(self) -> None:
        """Go on to building, once the text is read and its questions are answered."""
        if self.bench is not None:
            self.bench.action_pane("build")

    def action_answer(self, _again: bool) -> None:
        """Put the cursor into the answers of the question at hand."""
        card = self._following()
        if card is not None:
            card.focus_answers()
            card.scroll_visible(animate=False)

    def action_read_on(self) -> None:
        """Scroll on, to the question at hand or, where none is left, to the end."""
        read_on(self.page)

    def action_hint(self, _typing: bool) -> None:
        """Show the next hint of the question at hand; F2 is its key where letters are typed."""
        card = self._asked()
        if card is not None and not card.take_hint():
            self.app.notify("There are no more hints for this question.")

    def action_solution(self, _typing: bool) -> None:
        """Show the solution of the question at hand; untried, only when it is asked for twice."""
        card = self._asked()
        if card is not None:
            card.ask_solution()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which of the keys do something here and now."""
        if action in {"answer", "read_on", "build", "other"}:
            return self.whole and self._goes_on(action, parameters)
        if action not in {"hint", "solution"}:
            return True
        card = self._asked() if self.is_mounted else None
        if card is None or (parameters == (True,) and not card.typed):
            return False
        standing = card.standing
        solution = standing.solvable or standing.skippable
        return standing.hintable if action == "hint" else solution

    def _goes_on(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether a key that goes on within the step has anything to go on to."""
        if action == "other":
            return len(self._cards) > 1 and self._other() is not None
        following = self._following()
        # What stands before a question, or last, is not passed by unseen.
        reading = self.page.has_focus and following is not None and below(self.page, following)
        if action in {"read_on", "build"}:
            if following is not None or not _within(self.page):
                return reading and action == "read_on"
            return unseen(self.page) if action == "read_on" else self._builds
        inside = any(_within(card) for card in self._cards)
        return following is not None and not reading and parameters == (inside,)

    @property
    def _builds(self) -> bool:
        """Whether there is something to build, and what stands before it has been seen."""
        return self.bench is not None and not unseen(self.page)


def _within(widget: Widget) -> bool:
    """Whether a widget or something in it has the focus."""
    return widget.has_pseudo_class("focus") or widget.has_pseudo_class("focus-within")
