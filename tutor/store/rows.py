"""What progress holds, one small dataclass for each kind of row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tutor.lab.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One answer to one question; predictions before a run are attempts too.

    Attributes:
        lesson, quiz: their ids.
        answer: as it was given: text, numbers, lists and dictionaries of them; None for a skip.
        score: 0 to 1.
        correct: whether it counts as right.
        at: seconds since 1970.
        early: whether it was given in the pre-quiz, before the lesson was read.
    """

    lesson: str
    quiz: str
    answer: Any
    score: float
    correct: bool
    at: float
    early: bool = False

    @property
    def skipped(self) -> bool:
        """Whether the question was skipped, its answer shown; then there is no answer."""
        return self.answer is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """What all attempts at one question come to.

    Attributes:
        attempts: how many there were, at least one.
        score: the best of them.
        correct: whether any of them was right.
        at: when the last one was made, in seconds since 1970.
        skipped: whether none was right and the last one was a skip.
        early: whether all were made in the pre-quiz, and none in the lesson itself.
    """

    attempts: int
    score: float
    correct: bool
    at: float
    skipped: bool = False
    early: bool = False

    def counts(self, *, done: bool) -> bool:
        """Whether it counts as right in its lesson.

        What the pre-quiz alone asked does once the lesson is done; till then it is asked anew.
        """
        return self.correct and (done or not self.early)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where somebody stands in a lesson: index `step`, from 0, since `at` (seconds since 1970)."""

    lesson: str
    step: int
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What is kept of a run that has ended, beside its folder.

    Attributes:
        run: its id.
        lesson, experiment: what it was for.
        settings, seed: what was trained.
        ended: one of `tutor.lab.events.REASONS`, or `interrupted`.
        epochs: how many were done.
        metrics: final values by name; may hold NaN and infinities.
        diagnosis: the name of the primary finding; None where there is no diagnosis.
        goal_reached: whether every condition of the experiment's goal was met.
        parameters: of the network.
        seconds: of training.
        at: when it started, in seconds since 1970.
        sure: how sure the primary finding is, 0 to 1; None where that is not known.
    """

    run: str
    lesson: str
    experiment: str
    settings: Settings
    seed: int
    ended: str
    epochs: int
    metrics: dict[str, float]
    diagnosis: str | None
    goal_reached: bool
    parameters: int
    seconds: float
    at: float
    sure: float | None = None
