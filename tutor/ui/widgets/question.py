"""A question as a card: prompt, answers, feedback on every option, hints and the solution."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tutor.course.answers import Answer, right_answer
from tutor.course.grading import Grade, grade
from tutor.course.lesson import Quiz
from tutor.course.prediction import Settled
from tutor.course.review import Rating, rating
from tutor.ui.styles import sheet
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.feedback import Standing, feedback
from tutor.ui.widgets.prose import Prose

_LAYOUT_SECONDS = 0.05


class Typed(Input):
    """The field of a question that is answered by typing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Answer"),
        Binding("escape", "leave", "Leave the field", key_display="Esc"),
    ]

    def action_leave(self) -> None:
        """Put the focus back on the page, where letters are keys again."""
        for ancestor in self.ancestors:
            if isinstance(ancestor, VerticalScroll):
                ancestor.focus()
                return


class QuestionCard(Vertical):
    """One question.

    Attributes:
        quiz: the question.
        answered: whether it has been answered right, or the solution was shown.
    """

    DEFAULT_CSS = sheet(__file__)

    class Answered(Message):
        """An answer was given and graded."""

        def __init__(self, card: QuestionCard, answer: Answer, result: Grade) -> None:
            self.card = card
            self.answer = answer
            self.result = result
            super().__init__()

    class HintTaken(Message):
        """Another hint was shown."""

        def __init__(self, card: QuestionCard, used: int) -> None:
            self.card = card
            self.used = used
            super().__init__()

    class SolutionShown(Message):
        """The solution was shown before a right answer was given."""

        def __init__(self, card: QuestionCard) -> None:
            self.card = card
            super().__init__()

    def __init__(
        self,
        quiz: Quiz,
        *,
        prediction: bool = False,
        given: Answer | None = None,
        hints_used: int = 0,
        tries: int = 0,
        seed: int = 0,
    ) -> None:
        """Show `quiz`.

        Args:
            quiz: the question.
            prediction: whether the answer is only noted until a run has shown what happens.
            given: an answer from before, shown with its feedback.
            hints_used: how many hints were taken before.
            tries: how many wrong answers were given before.
            seed: of the order of options.
        """
        super().__init__()
        self.quiz = quiz
        self.answered = False
        self._prediction = prediction
        self._revealed = False
        self._solved = False
        self._given = given
        self._hints = hints_used
        self._tries = tries
        self._seed = seed
        self._result: Grade | None = None
        self._settled: tuple[Settled, str] | None = None

    def compose(self) -> ComposeResult:
        """Prompt, answers, feedback."""
        yield Prose(self.quiz.prompt, classes="prompt")
        if self.typed:
            kind = "a number" if self.quiz.type == "number" else "a word or two"
            yield Typed(placeholder=f"Type {kind}", compact=True)
        else:
            yield Answers(self.quiz, self._seed)
        yield Static("", classes="feedback")

    def on_mount(self) -> None:
        """Show what was answered before."""
        self.border_title = "Predict" if self._prediction else "Question"
        if self._given is None:
            self._show_feedback()
            return
        for answers in self.query(Answers):
            answers.restore(self._given)
        for field in self.query(Input):
            field.value = str(self._given)
        self._take(grade(self.quiz, self._given))

    @property
    def typed(self) -> bool:
        """Whether it is answered by typing, so that letters are no keys while it has the focus."""
        return self.quiz.type in {"number", "text"}

    @property
    def unpredicted(self) -> bool:
        """Whether it is a prediction that was not made yet."""
        return self._prediction and self._result is None

    @property
    def hintable(self) -> bool:
        """Whether there is another hint; a prediction has none."""
        return not (self.answered or self._prediction) and self._hints < len(self.quiz.hints)

    @property
    def solvable(self) -> bool:
        """Whether the solution may be seen: it was tried, and is not a prediction."""
        return self._tries > 0 and not self._prediction and not self.answered

    @property
    def rated(self) -> Rating:
        """What the answers so far say about memory."""
        correct = self._result is not None and self._result.correct
        return rating(correct=correct, tries=self._tries, hints=self._hints, shown=self._solved)

    def focus_answers(self) -> None:
        """Put the cursor into the answers."""
        self.query("Answers, Input").first().focus()

    def on_answers_submitted(self, event: Answers.Submitted) -> None:
        """An option was chosen."""
        event.stop()
        self._grade(event.answer)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Something was typed."""
        event.stop()
        if not self.answered:
            self._grade(event.value)

    def take_hint(self) -> bool:
        """Show the next hint; whether there was one."""
        if not self.hintable:
            return False
        self._hints += 1
        self._show_feedback()
        self._bring_into_view()
        self.post_message(self.HintTaken(self, self._hints))
        return True

    def show_solution(self, *, untried: bool = False) -> bool:
        """Show the answer explained; refused until it was tried once, unless `untried`."""
        if not self.solvable and (not untried or self.answered):
            return False
        self.answered = self._solved = True
        for answers in self.query(Answers):
            answers.restore(right_answer(self.quiz))
        self._close()
        self._show_feedback()
        self._bring_into_view()
        self.post_message(self.SolutionShown(self))
        return True

    @property
    def revealable(self) -> bool:
        """Whether it is a prediction that waits for a run to show what happens."""
        return self._prediction and self._result is not None

    def reveal(self, found: tuple[Settled, str] | None) -> None:
        """After a run: say of a prediction what came out, and what the author says about it.

        Args:
            found: how the run settled it, and the author's sentence about that; None where no run
                did, so that a prediction which only a run can judge goes on waiting.
        """
        if not self.revealable or (found is None and self.quiz.judged):
            return
        if found is not None:
            self._settled, self._result = found, found[0].grade
        self._prediction = False
        self.answered = self._revealed = True
        self._close()
        self._show_feedback()

    def _grade(self, answer: Answer) -> None:
        result = grade(self.quiz, answer)
        if not result.problem:
            self._given = answer
        self._take(result)
        self._bring_into_view()
        if not result.problem:
            self.post_message(self.Answered(self, answer, result))

    def _take(self, result: Grade) -> None:
        """Show a grade; a right answer closes the question, a prediction is only noted."""
        self._result = result
        if not result.problem and not self._prediction:
            self._tries += not result.correct
            if result.correct:
                self.answered = True
                self._close()
        self._show_feedback()

    def _close(self) -> None:
        for answers in self.query(Answers):
            answers.close()
        for field in self.query(Input):
            field.disabled = True

    def _show_feedback(self) -> None:
        answers = self.query(Answers)
        standing = Standing(
            quiz=self.quiz,
            given=self._given,
            result=self._result,
            answered=self.answered,
            prediction=self._prediction,
            revealed=self._revealed,
            solved=self._solved,
            hints=self._hints,
            tries=self._tries,
            how=answers.first().help_text if answers else "",
            settled=self._settled,
        )
        self.query_one(".feedback", Static).update(Content("\n").join(feedback(standing)))
        right = self._result is not None and self._result.correct
        self.set_class(self.answered and right and not self._prediction, "-right")

    def _bring_into_view(self) -> None:
        """Scroll to the feedback, whose new text has its height only after the next layout."""
        feedback = self.query_one(".feedback", Static)
        self.set_timer(_LAYOUT_SECONDS, lambda: feedback.scroll_visible(animate=False))
