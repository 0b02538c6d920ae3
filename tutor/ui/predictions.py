"""What a learner predicted before a run, beside what came out."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.course.answers import Answer, right_answer
from tutor.course.grading import grade
from tutor.course.lesson import Experiment, Quiz
from tutor.course.plan import complete
from tutor.lab.run import Order, Record
from tutor.lab.tasks import Headline, headline
from tutor.store.rows import Attempt
from tutor.ui.words import percent


def predicted(
    order: Order, experiment: Experiment, record: Record, attempts: Sequence[Attempt]
) -> str:
    """What the learner predicted and how it came out, for a run as the lesson sets it up.

    The question is about the data and the settings that the lesson begins with: other runs, and
    those that were cut short, prove nothing.

    Args:
        order: of the run.
        experiment: which asks for the prediction.
        record: of the run, which has ended.
        attempts: all answers given in the lesson, the oldest first.
    """
    quiz, figure = experiment.predict, headline(record.metrics)
    whole = record.ended is not None and record.ended.reason == "finished"
    if quiz is None or figure is None or not whole:
        return ""
    if order.dataset != experiment.dataset or order.settings != complete(experiment, {}):
        return ""
    given = [attempt for attempt in attempts if attempt.quiz == quiz.id]
    return told(quiz, given[-1].answer, figure) if given else ""


def told(quiz: Quiz, answer: Answer, figure: Headline) -> str:
    """One sentence each: the prediction, what came out, and whether they agree.

    Args:
        quiz: the question about the run.
        answer: the last one given before it.
        figure: what the run reached.
    """
    result = grade(quiz, answer)
    if result.problem:
        return ""
    came_out = f"It came out: {figure.words} {percent(figure.value)}."
    said = f"You predicted: {in_words(quiz, answer)}. {came_out}"
    if result.correct:
        return f"✓ {said} You were right."
    return f"✗ {said} Right was: {right_words(quiz)}."


def in_words(quiz: Quiz, answer: Answer) -> str:
    """An answer as the learner saw it: the texts of its options, or what was typed."""
    if isinstance(answer, str):
        return answer.strip()
    indices = answer if isinstance(answer, list) else [answer]
    if quiz.type == "match":
        pairs = zip(quiz.options, indices, strict=True)
        return ", ".join(f"{option.text} → {quiz.options[index].match}" for option, index in pairs)
    return ", ".join(quiz.options[index].text for index in indices)


def right_words(quiz: Quiz) -> str:
    """The right answer in words; of several that are accepted, the first."""
    if quiz.accept:
        return str(quiz.accept[0])
    return in_words(quiz, right_answer(quiz))
