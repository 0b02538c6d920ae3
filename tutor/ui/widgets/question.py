"""A question as a card: prompt, answers, feedback on every option, hints and the solution."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tutor.course.answers import Answer, right_answer, shown_order
from tutor.course.grading import Grade, grade, percentage
from tutor.course.lesson import Quiz
from tutor.course.prediction import Settled
from tutor.ui.glyphs import in_ascii
from tutor.ui.styles import sheet
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.feedback import feedback
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.said import TellingCard
from tutor.ui.widgets.standing import Standing
from tutor.ui.widgets.typed import Typed

_ALLOWED = {
    "number": "Type a number, like 12, 0.5, 3/4 or 98 %",
    "percentage": "Type a percentage, like 35, 35 % or 0.35",
    "text": "Type words; capitals do not matter",
}
"""What a field to type in shows while it is empty."""
_NO_WORDS = r"(?:[eE]|[\W\d_])*"
"""What can be typed where a number is asked for: no letters but those of `1e-3`."""


class QuestionCard(TellingCard):
    """One question.

    Attributes:
        standing: the question, and how it stands with the learner.
    """

    DEFAULT_CSS = sheet(__file__)

    class Answered(Message):
        """An answer was given and graded."""

        def __init__(self, card: QuestionCard, answer: Answer, result: Grade) -> None:
            self.card = card
            self.answer = answer
            self.result = result
            super().__init__()

    class Begun(Message):
        """An answer was begun or gone on with, and not given yet."""

        def __init__(self, card: QuestionCard, answer: Answer) -> None:
            self.card = card
            self.answer = answer
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

    def __init__(self, standing: Standing, seed: int = 0, *, begun: Answer | None = None) -> None:
        """Show a question.

        Args:
            standing: the question and what was done with it before: an answer is shown with its
                feedback.
            seed: of the order of options.
            begun: how far an answer had come that was not given yet; None where none was begun.
        """
        super().__init__()
        self.standing = standing
        self._seed = seed
        self._begun = begun

    @property
    def quiz(self) -> Quiz:
        """The question."""
        return self.standing.quiz

    @property
    def answered(self) -> bool:
        """Whether it has been answered right, or the solution was shown."""
        return self.standing.answered

    @property
    def noted(self) -> bool:
        """Whether it is a prediction that waits for a run, and nothing else is chosen since."""
        return self.standing.revealable and all(one.unchanged for one in self.query(Answers))

    def compose(self) -> ComposeResult:
        """Prompt, answers, feedback."""
        if getattr(self.app, "ascii_only", False):
            self.standing = replace(self.standing, quiz=in_ascii(self.quiz))
        yield Prose(self.quiz.prompt, classes="prompt")
        if self.typed:
            yield Typed(
                placeholder=_ALLOWED["percentage" if percentage(self.quiz) else self.quiz.type],
                compact=True,
                restrict=_NO_WORDS if self.quiz.type == "number" else None,
            )
        else:
            yield Answers(self.quiz, self._seed)
        yield Static("", classes="feedback")

    def on_mount(self) -> None:
        """Show what was answered before."""
        standing = self.standing
        if standing.given is not None:
            for answers in self.query(Answers):
                answers.restore(standing.given)
            for field in self.query(Typed):
                field.value = field.given = str(standing.given)
            standing = standing.graded(grade(self.quiz, standing.given))
        self._stand(standing)
        if self._begun is not None and not self.answered:
            for answers in self.query(Answers):
                answers.resume(self._begun)
            for field in self.query(Typed):
                field.resume(str(self._begun))

    @property
    def typed(self) -> bool:
        """Whether it is answered by typing, so that letters are no keys while it has the focus."""
        return self.quiz.type in {"number", "text"}

    def focus_answers(self) -> None:
        """Put the cursor into the answers."""
        for answers in list(self.query("Answers, Input"))[:1]:  # none before it is mounted
            answers.focus()

    def lead(self, words: str) -> None:
        """Say which keys lead to the answers, such as `Enter, then `; the card keeps its height."""
        for said in self.query(".feedback"):  # none before all is mounted, nor once it goes
            for answers in self.query(Answers):
                if answers.lead != words and not self.answered:
                    answers.lead, height = words, said.outer_size.height
                    self._stand(self.standing)
                    said.styles.min_height = height

    def on_answers_submitted(self, event: Answers.Submitted) -> None:
        """An option was chosen."""
        event.stop()
        self._grade(event.answer)

    def on_answers_unchosen(self, event: Answers.Unchosen) -> None:
        """Nothing is chosen that Enter could answer."""
        event.stop()
        self._stand(self.standing.refused(event.wanted))
        self.bring_into_view()

    @on(Answers.Chosen)
    def _chosen(self, event: Answers.Chosen) -> None:
        """What was asked for is there."""
        event.stop()
        if self.standing.problem:
            self._stand(self.standing.refused(""))

    def on_answers_changed(self, event: Answers.Changed) -> None:
        """Something was ticked, moved or matched."""
        event.stop()
        self.post_message(self.Begun(self, event.answer))

    @on(Typed.Rested)
    def _typed_so_far(self, event: Typed.Rested) -> None:
        """The field was left as it stands."""
        event.stop()
        before = self._begun if self._begun is not None else self.standing.given
        if not self.answered and event.value != str("" if before is None else before):
            self._begun = event.value
            self.post_message(self.Begun(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Something was typed."""
        event.stop()
        if not self.answered:
            self._grade(event.value)
        if self.standing.revealable and not self.standing.problem:  # noted; `t` on the page trains
            self.query_one(Typed).action_leave()
        elif not (self.answered or self._mendable):  # what is typed next takes its place
            self.query_one(Typed).action_select_all()

    @property
    def _mendable(self) -> bool:
        """Whether a word stands there that is nearly right: a letter of it is to be mended."""
        return self.quiz.type == "text" and bool(self.standing.problem)

    def take_hint(self) -> bool:
        """Show the next hint; whether there was one."""
        if not self.standing.hintable:
            return False
        self._stand(replace(self.standing, hints=self.standing.hints + 1, problem=""))
        self.bring_into_view()
        self.post_message(self.HintTaken(self, self.standing.hints))
        return True

    def ask_solution(self) -> bool:
        """Show the answer explained; before any try only when it is asked for twice.

        Returns:
            whether anything is shown that was not there.
        """
        standing = self.standing.asked()
        if standing is self.standing:
            return False
        self._solve(standing)
        return True

    def skip(self) -> None:
        """Show the answer explained, in place of a try."""
        if self.standing.skippable:
            self._solve(self.standing.skip())

    def _solve(self, standing: Standing) -> None:
        if standing.solved:
            for answers in self.query(Answers):
                answers.restore(right_answer(self.quiz))
            self.post_message(self.SolutionShown(self))
        self._stand(standing)
        self.bring_into_view()

    def reveal(self, found: tuple[Settled, str] | None) -> None:
        """After a run: say of a prediction what came out, and what the author says about it.

        Args:
            found: how the run settled it, and the author's sentence about that; None where no run
                did, so that a prediction which only a run can judge goes on waiting.
        """
        if self.standing.revealable and (found is not None or not self.quiz.judged):
            self._stand(self.standing.revealed_by(found))

    def _grade(self, answer: Answer) -> None:
        result = grade(self.quiz, answer)
        for field in self.query(Typed):
            field.given = str(answer)
        self._stand(self.standing.tried(answer, result))
        self.bring_into_view()
        if not result.problem:
            self.post_message(self.Answered(self, answer, result))

    def _stand(self, standing: Standing) -> None:
        """Show how the question stands now."""
        self.standing = standing
        self.border_title = "Predict" if standing.prediction else "Question"
        if standing.skipped:
            self.border_title += " · skipped"
        given = standing.given
        for one in self.query(Answers):
            one.noted = given if standing.revealable and isinstance(given, int) else None
        if standing.answered:
            for one in self.query(Answers):
                one.close(tell=standing.missed)
            for field in self.query(Typed):
                if field.has_focus:  # else the focus would be nowhere, and Enter dead
                    field.action_leave()
                field.disabled = True
        answers = self.query(Answers)
        how = answers.first().help_text if answers else ""
        lines = feedback(standing, how, shown_order(self.quiz, self._seed))
        said = self.query_one(".feedback", Static)
        said.styles.min_height = None
        said.update(Content("\n").join(lines))
        self.set_class(standing.right, "-right")
