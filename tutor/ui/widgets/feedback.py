"""What is said about an answer: what it was worth, and the author's words on its options."""

from __future__ import annotations

from textual.content import Content

from tutor.course.grading import Grade
from tutor.course.lesson import Quiz


def judged(quiz: Quiz, result: Grade) -> list[Content]:
    """The lines about a graded answer: right, partly or not, then a comment an option."""
    if result.correct:
        lines = [Content.styled("✓ Right.", "bold $text-success")]
    elif result.score > 0:
        lines = [Content.styled(f"◐ {partly(quiz, result.score)}", "bold $text-warning")]
    else:
        lines = [Content.styled("✗ Not this.", "bold $text-error")]
    return lines + [Content.assemble((f"{text}: ", "bold"), why) for text, why in result.comments]


def partly(quiz: Quiz, score: float) -> str:
    """What a partly right answer is worth, in words."""
    count = len(quiz.options)
    if quiz.type == "order":
        return f"Partly: {round(score * (count - 1))} of {count - 1} neighbours stand right."
    if quiz.type == "match":
        return f"Partly: {round(score * count)} of {count} pairs are right."
    return f"Partly: {round(100 * score)} %."
