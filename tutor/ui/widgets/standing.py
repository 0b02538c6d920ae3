"""How a question stands with a learner: what was answered and taken, and what can be done next."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.course.answers import Answer
from tutor.course.grading import Grade
from tutor.course.lesson import Quiz
from tutor.course.prediction import Settled
from tutor.course.review import Rating, rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a question stands.

    Attributes:
        quiz: the question.
        given: the last answer; None before the first.
        result: its grade.
        problem: why what was entered last is no answer; empty where it was one.
        answered: whether it takes no more answers.
        prediction: whether the answer is only noted, since no run has shown yet what happens.
        revealed: whether it was a prediction, and a run has.
        solved: whether the solution was asked for.
        hints: how many were taken.
        tries: how many answers were wrong.
        once: whether the first answer closes it, and no hints are given.
        offered: whether it was said that asking for the solution again skips the question.
        skipped: whether it was skipped, by now or before, and not tried since.
        settled: of a prediction, how a run has settled it, and the author's sentence about that.
    """

    quiz: Quiz
    given: Answer | None = None
    result: Grade | None = None
    problem: str = ""
    answered: bool = False
    prediction: bool = False
    revealed: bool = False
    solved: bool = False
    hints: int = 0
    tries: int = 0
    once: bool = False
    offered: bool = False
    skipped: bool = False
    settled: tuple[Settled, str] | None = None

    @property
    def unpredicted(self) -> bool:
        """Whether it is a prediction that was not made yet."""
        return self.prediction and self.result is None

    @property
    def revealable(self) -> bool:
        """Whether it is a prediction that waits for a run to show what happens."""
        return self.prediction and self.result is not None

    @property
    def hintable(self) -> bool:
        """Whether there is another hint; a prediction has none."""
        open_ = not (self.answered or self.prediction or self.once)
        return open_ and self.hints < len(self.quiz.hints)

    @property
    def solvable(self) -> bool:
        """Whether the solution may be seen: it was tried, and is not a prediction."""
        return self.tries > 0 and not self.prediction and not self.answered

    @property
    def skippable(self) -> bool:
        """Whether it can be left untried, with its answer shown."""
        return not (self.tries or self.prediction or self.answered)

    @property
    def right(self) -> bool:
        """Whether it is closed with a right answer."""
        correct = self.result is not None and self.result.correct
        return self.answered and correct and not self.prediction

    @property
    def missed(self) -> bool:
        """Whether its only answer was wrong, so that the right one is still to be told."""
        wrong = self.result is not None and not self.result.correct
        return self.once and self.answered and wrong and not self.solved

    @property
    def rated(self) -> Rating:
        """What the answers so far say about memory."""
        correct = self.result is not None and self.result.correct
        return rating(correct=correct, tries=self.tries, hints=self.hints, shown=self.solved)

    def graded(self, result: Grade) -> Standing:
        """After a grade: a right answer closes the question, a prediction is only noted."""
        if result.problem:
            return self.refused(result.problem)
        closed = not self.prediction and (result.correct or self.once)
        return replace(self, result=result, problem="", answered=self.answered or closed)

    def refused(self, problem: str) -> Standing:
        """After something that is no answer: all stands as before; with no problem, after one."""
        return replace(self, problem=problem)

    def tried(self, answer: Answer, result: Grade) -> Standing:
        """After an answer and its grade; what cannot be read is no answer."""
        if result.problem:
            return self.graded(result)
        wrong = not self.prediction and not result.correct
        return replace(
            self, given=answer, tries=self.tries + wrong, offered=False, skipped=False
        ).graded(result)

    def asked(self) -> Standing:
        """After the solution was asked for: before any try it is shown only the second time."""
        if self.solvable:
            return replace(self, problem="", answered=True, solved=True)
        if not self.skippable:
            return self
        return self.skip() if self.offered else replace(self, offered=True)

    def skip(self) -> Standing:
        """After the solution was shown in place of a try."""
        return replace(self, problem="", answered=True, solved=True, offered=False, skipped=True)

    def revealed_by(self, found: tuple[Settled, str] | None) -> Standing:
        """After a run has shown what happens; `found` is None where it settled nothing."""
        result = self.result if found is None else found[0].grade
        return replace(
            self, result=result, problem="", settled=found or self.settled, prediction=False,
            answered=True, revealed=True,
        )  # fmt: skip
