"""A card that takes answers: where they are chosen or typed, and what comes of that."""

from __future__ import annotations

from textual import on
from textual.message import Message
from textual.widgets import Input

from tutor.course.answers import Answer
from tutor.course.grading import Grade, grade, percentage
from tutor.course.lesson import Quiz
from tutor.ui.widgets.answers import Answers
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


class Answering(TellingCard):
    """Takes the answers of one question, from the first mark to the grade.

    Attributes:
        standing: the question, and how it stands with the learner.
    """

    class Answered(Message):
        """An answer was given and graded."""

        def __init__(self, card: Answering, answer: Answer, result: Grade) -> None:
            self.card = card
            self.answer = answer
            self.result = result
            super().__init__()

    class Begun(Message):
        """An answer was begun or gone on with, and not given yet."""

        def __init__(self, card: Answering, answer: Answer) -> None:
            self.card = card
            self.answer = answer
            super().__init__()

    def __init__(self, standing: Standing, seed: int = 0, *, begun: Answer | None = None) -> None:
        """Ask a question.

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
    def typed(self) -> bool:
        """Whether it is answered by typing, so that letters are no keys while it has the focus."""
        return self.quiz.type in {"number", "text"}

    def focus_answers(self) -> None:
        """Put the cursor into the answers."""
        for answers in list(self.query("Answers, Input"))[:1]:  # none before it is mounted
            answers.focus()

    def space(self) -> Typed | Answers:
        """Where the answer is given, to be mounted."""
        if not self.typed:
            return Answers(self.quiz, self._seed)
        return Typed(
            placeholder=_ALLOWED["percentage" if percentage(self.quiz) else self.quiz.type],
            compact=True,
            restrict=_NO_WORDS if self.quiz.type == "number" else None,
        )

    def given_before(self) -> Standing:
        """Put the answer there that was given before; how the question stands with it."""
        given = self.standing.given
        if given is None:
            return self.standing
        for answers in self.query(Answers):
            answers.restore(given)
        for field in self.query(Typed):
            field.value = field.given = str(given)
        return self.standing.graded(grade(self.quiz, given))

    def resume(self) -> None:
        """Put there what was begun of another answer, where the question is still open."""
        if self._begun is None or self.answered:
            return
        for answers in self.query(Answers):
            answers.resume(self._begun)
        for field in self.query(Typed):
            field.resume(str(self._begun))

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

    def _grade(self, answer: Answer) -> None:
        result = grade(self.quiz, answer)
        self._begun = None
        for field in self.query(Typed):
            field.given = str(answer)
        self._stand(self.standing.tried(answer, result))
        self.bring_into_view()
        if not result.problem:
            self.post_message(self.Answered(self, answer, result))

    def _stand(self, standing: Standing) -> None:
        """Show how the question stands now."""
        raise NotImplementedError
