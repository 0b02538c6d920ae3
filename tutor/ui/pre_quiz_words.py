"""What the pre-quiz says at its end."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tutor.course.lesson import Lesson, Quiz
from tutor.course.prequiz import known, recall, worth_reading
from tutor.store.rows import Attempt


def verdict(
    lesson: Lesson, missed: Sequence[Quiz], following: str, *, before: bool
) -> list[Content]:
    """How many were right, what that means, and what to press.

    Args:
        lesson: that was asked about.
        missed: the questions that were not right.
        following: the title of the lesson that comes next; empty where none does.
        before: whether all were answered before, and nothing was asked now.
    """
    asked = len(recall(lesson))
    right = asked - len(missed)
    said = f"{right} of {asked} right."
    if before:
        said = f"You have answered these questions: {right} of {asked} right at the first try."
    lines = [Content.styled(said, "bold"), Content("")]
    steps = [
        Content(f"• Step {place + 1}, {lesson.steps[place].title}")
        for place in worth_reading(lesson, missed)
    ]
    if not known(right, asked):
        head = "Worth reading, by what you missed:" if steps else "The lesson is worth reading."
        lines += [Content.styled(head, "bold"), *steps, Content("")]
        return [*lines, Content("Enter opens the lesson.")]
    goes_on = f" Then the next one opens, “{following}”." if following else ""
    most = "most of " if missed else ""
    lines.append(Content(
        f"You know {most}what this lesson teaches. Enter marks it as known: it counts as done."
        f"{goes_on}"
    ))  # fmt: skip
    if steps:
        lines += [Content(""), Content.styled("What you missed stands in:", "bold"), *steps]
    return [*lines, Content(""), Content.styled("l opens the lesson all the same.", "dim")]


def known_before(lesson: Lesson, attempts: Sequence[Attempt]) -> str:
    """How many questions of the last step were right in the pre-quiz; empty without one.

    Args:
        lesson: with its recall quiz in the last step.
        attempts: all answers given in the lesson, the oldest first.
    """
    first: dict[str, bool] = {}
    for one in attempts:
        if one.early:
            first.setdefault(one.quiz, one.correct)
    asked = [quiz.id for quiz in recall(lesson)]
    if not any(quiz in first for quiz in asked):
        return ""
    right = sum(first.get(quiz, False) for quiz in asked)
    return (
        f"In the pre-quiz, before you read the lesson, you had {right} of these {len(asked)} right."
    )
