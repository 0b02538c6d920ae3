"""What a learner predicted before a run, beside what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.course.figures import Value, filled
from tutor.course.lesson import Experiment, Lesson, Quiz
from tutor.course.prediction import Settled, proves, settle
from tutor.course.run_figures import RunFigures
from tutor.lab.run import Order, Record
from tutor.store.rows import Attempt
from tutor.ui.own_runs import told as events_of

if TYPE_CHECKING:
    from tutor.ui.session import Session


_CUT = "Your prediction still waits: it is about a training that goes through all its epochs."


def predicted(
    order: Order, experiment: Experiment, record: Record, attempts: list[Attempt], value: Value
) -> tuple[str, str]:
    """What the learner predicted and how it came out, for a run as the lesson sets it up.

    The question is about the data and the settings that the lesson begins with: other runs, and
    those that were cut short, prove nothing. Of the latter it is said that the prediction waits.

    Args:
        order: of the run.
        experiment: which asks for the prediction.
        record: of the run, which has ended.
        attempts: all answers given in the lesson, the oldest first.
        value: of the figures in the author's words.

    Returns:
        All that is told, and its last part, which the author said; both empty where nothing is.
    """
    quiz, ended = experiment.predict, record.ended
    if quiz is None or ended is None:
        return "", ""
    answer = _last(quiz, attempts)
    if not proves(experiment, order.dataset, order.settings, ended.reason):
        cut = proves(experiment, order.dataset, order.settings, "finished")
        return (_CUT if cut and answer is not None else ""), ""
    found = None if answer is None else settle(quiz, answer.answer, record, order.settings)
    if found is None:
        return "", ""
    another = order.seed if order.seed != experiment.seed else None
    return told(found, value, another), learned(found, value)


def told(found: Settled, value: Value, seed: int | None = None) -> str:
    """One sentence each: the prediction, what came out, whether they agree, what to learn of it.

    Args:
        found: the prediction with what became of it.
        value: of the figures in the author's words.
        seed: of the run, where it is not the lesson's own, so that luck may decide.
    """
    with_it = "" if seed is None else f"With seed {seed} it"
    came_out = f"{with_it or 'It'} came out: {found.came_out}." if found.came_out else ""
    wrong = f"{'Right was' if seed is None else 'There, right is'}: {found.right}."
    verdict = "You were right." if found.grade.correct else wrong
    mark = "✓" if found.grade.correct else "✗"
    said = [f"{mark} You predicted: {found.said}.", came_out, verdict, learned(found, value)]
    return " ".join(part for part in said if part)


def learned(found: Settled, value: Value) -> str:
    """The author's sentence on having been right or wrong; empty where a figure is missing."""
    return filled(found.lesson, value) or ""


def settled(session: Session, lesson: Lesson, experiment: Experiment) -> tuple[Settled, str] | None:
    """How the newest run with the lesson's own defaults settles a prediction, if there is one.

    A judged prediction that came true counts as answered right from then on.

    Returns:
        The settled prediction and the author's sentence about it.
    """
    quiz, row = experiment.predict, session.own.as_set_up(lesson, experiment)
    if quiz is None or row is None:
        return None
    attempts = session.keep(lambda progress: progress.attempts(lesson.id), [])
    given, record = _last(quiz, attempts), events_of(row.run)
    if given is None or record.ended is None:
        return None
    found = settle(quiz, given.answer, record, row.settings)
    if found is None:
        return None
    known = any(one.correct for one in attempts if one.quiz == quiz.id)
    if quiz.judged and found.grade.correct and not known:
        session.keep(
            lambda progress: progress.record_attempt(
                lesson.id, quiz.id, given.answer, score=1.0, correct=True
            ),
            None,
        )
    value = session.own.beside(lesson, RunFigures.of(record, row.settings))
    return found, learned(found, value)


def _last(quiz: Quiz, attempts: list[Attempt]) -> Attempt | None:
    """The last answer given to a question."""
    return next((one for one in reversed(attempts) if one.quiz == quiz.id), None)
