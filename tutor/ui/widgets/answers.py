"""The answers of a question as a list: pick one, tick several, put in order, or match partners."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tutor.course.answers import Answer, shown_order
from tutor.course.lesson import Quiz
from tutor.ui.styles import sheet
from tutor.ui.widgets.answer_marks import Marks
from tutor.ui.widgets.answer_moves import Movable
from tutor.ui.widgets.answer_words import BEGUN, FIRST, entry, hanging, how


class Answers(Movable):
    """The options of a `choice`, `select`, `order` or `match` question.

    Enter answers. Before that, Space ticks (`select`), takes an entry up and puts it down again
    while the arrows move it (`order`), or gives the next partner (`match`, as do left and right).
    Nothing is chosen at first, so that an Enter which was meant to go on answers nothing.

    Attributes:
        quiz: the question.
        closed: whether no more answers are taken.
        telling: whether the right options are marked, beside what was answered.
        lead: the keys that lead here, as `help_text` begins with them.
        noted: of a prediction, the option that was noted until a run shows what is right; else
            None.
    """

    DEFAULT_CSS = sheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Answer"),
        Binding("enter", "ask", "Choose", show=False),
        Binding("space", "mark", "Mark", show=False),
        Binding("left", "turn(-1)", "Partner", show=False),
        Binding("right", "turn(1)", "Partner", show=False),
    ]

    class Submitted(Message):
        """The learner has answered."""

        def __init__(self, answer: Answer) -> None:
            self.answer = answer
            super().__init__()

    class Changed(Message):
        """Something was ticked, moved or matched, and is not answered yet."""

        def __init__(self, answer: Answer) -> None:
            self.answer = answer
            super().__init__()

    class Unchosen(Message):
        """Enter was pressed before any choice."""

        def __init__(self, wanted: str) -> None:
            self.wanted = wanted
            super().__init__()

    def __init__(self, quiz: Quiz, seed: int = 0) -> None:
        """Show the options of `quiz`, shuffled by `seed` where it asks for that."""
        super().__init__(shown_order(quiz, seed))
        self.quiz = quiz
        self._marks = Marks(quiz, self._shown)
        self.closed = self.telling = False
        self._resumed = False
        """Whether what stands there was begun earlier, and nothing of it changed since."""
        self.lead = ""
        self.noted: int | None = None

    def on_mount(self) -> None:
        """List the options."""
        self.set_options([Option(self._prompt(place)) for place in range(len(self._shown))])
        if self.quiz.type != "choice":  # where the cursor is the choice, there is none yet
            self.highlighted = 0

    def on_resize(self) -> None:
        """Long texts are broken for the width."""
        self._refresh_prompts()

    @property
    def help_text(self) -> str:
        """How this kind of question is answered, in a few words."""
        return how(self.quiz, self._shown, self.lead)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Once no more answers are taken, Enter and Space go on to what is next."""
        if action in {"select", "ask"}:
            taken = not self.closed and not self.unchanged
            return taken and self._chosen == (action == "select")
        return not self.closed if action == "mark" else True

    @property
    def unchanged(self) -> bool:
        """Whether Enter would only note once more what is noted."""
        if self.noted is None:
            return False
        return self.highlighted is None or self._shown[self.highlighted] == self.noted

    def watch_highlighted(self, highlighted: int | None) -> None:
        """The answer under the cursor is the one that is chosen, where one is."""
        super().watch_highlighted(highlighted)
        if self.quiz.type == "choice" and highlighted is not None:
            self._choose()
        if self.noted is not None:
            self.refresh_bindings()

    def action_ask(self) -> None:
        """Say what Enter waits for; where an answer was begun earlier, that the next one gives it.

        So an Enter that was meant to go on gives no answer that is only half made.
        """
        self.post_message(self.Unchosen(BEGUN if self._resumed else FIRST[self.quiz.type]))
        if self._resumed:
            self._resumed, self._chosen = False, True
            self.refresh_bindings()

    def _choose(self) -> None:
        """Note that there is something to answer, and tell how far it has come."""
        super()._choose()
        self._resumed = False
        if self.quiz.type != "choice" and not self.closed:
            self.post_message(self.Changed(self._marks.answer))

    def watch_has_focus(self, focused: bool) -> None:
        """Only the answers that have the focus show a cursor."""
        super().watch_has_focus(focused)
        if self.option_count:
            self._refresh_prompts()

    def action_mark(self) -> None:
        """What Space does."""
        place = self.highlighted
        if self.closed or self.brought():
            return
        if place is None:
            self.action_ask()
            return
        match self.quiz.type:
            case "select":
                self._marks.tick(place)
                self._choose()
            case "order":
                self._held = not self._held
            case "match":
                self.action_turn(1)
            case _:
                self.action_select()
        self._refresh_prompts()

    def action_turn(self, change: int) -> None:
        """Give the entry under the cursor another partner."""
        place = self.highlighted
        if self.quiz.type != "match" or place is None or self.closed or self.brought():
            return
        self._marks.turn(place, change)
        self._choose()
        self._refresh_prompts()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click: answer, or for a click on a tick box, tick."""
        event.stop()
        if self.closed:
            return
        answer: Answer = self._marks.answer
        if self.quiz.type == "choice":
            self._marks.choose(event.option_index)
            answer = self._shown[event.option_index]
        self._held = False
        self._refresh_prompts()  # what was held is put down
        self.post_message(self.Submitted(answer))

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
        self._marks.restore(answer)
        self._refresh_prompts()

    def resume(self, answer: Answer) -> None:
        """Show an answer that was begun earlier, to be gone on with."""
        self.restore(answer)
        self._resumed = True

    def close(self, *, tell: bool = False) -> None:
        """Take no more answers.

        Args:
            tell: whether to mark the right options of a `choice` or `select` question.
        """
        self.closed = True
        self.telling = tell and self.quiz.type in {"choice", "select"}
        self._held = False
        self._refresh_prompts()
        self.refresh_bindings()

    def _refresh_prompts(self) -> None:
        for place in range(self.option_count):
            self.replace_option_prompt_at_index(place, self._prompt(place))

    def _prompt(self, place: int) -> Content:
        """One entry with its mark; the wrapped lines of a long text stand under its first."""
        held = self._held and place == self.highlighted
        mark, text = entry(self.quiz, self._marks, place, held=held)
        if self.telling and self.quiz.options[self._shown[place]].correct:
            text = Content.assemble(text.stylize("$text-success"), (" ✓", "bold $text-success"))
        here = self.has_focus and place == self.highlighted
        head = Content.assemble(("▸ " if here else "  ", "bold $accent"), (mark, "bold"))
        return hanging(head, text, self.content_size.width)
