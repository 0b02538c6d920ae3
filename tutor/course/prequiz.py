"""The pre-quiz: the recall quiz of a lesson, asked before the lesson is read."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.course.lesson import Lesson, Quiz

KNOWN = 0.8
"""The share of the recall quiz from which on a lesson may count as known."""


def recall(lesson: Lesson) -> list[Quiz]:
    """The questions of a lesson's last step; none where that step asks nothing."""
    return lesson.steps[-1].quizzes if lesson.steps else []


def known(right: int, asked: int) -> bool:
    """Whether so many right answers show that a lesson is known."""
    return asked > 0 and right >= KNOWN * asked


def worth_reading(lesson: Lesson, missed: Sequence[Quiz]) -> list[int]:
    """The steps that tell what missed questions ask for, by their indices, in order.

    Args:
        lesson: with its recall quiz in the last step.
        missed: the questions; one that names no step (`told_in`) adds none.
    """
    told = {quiz.told_in for quiz in missed}
    return [place for place, step in enumerate(lesson.steps) if step.title in told]
