"""A prediction held against a run: what was right is what came out, where the lesson asks for it.

With `holds` on its options, or with a `measure`, the run decides; otherwise the author did.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tutor.course.answers import Answer, readings, right_answer
from tutor.course.goal import DIAGNOSIS, judge, parse, reading
from tutor.course.grading import Grade, grade, percentage
from tutor.course.lesson import Experiment, Quiz
from tutor.course.plan import complete
from tutor.course.run_figures import COUNTS, GAP, RunFigures, measured_text
from tutor.lab.run import Record
from tutor.lab.settings import Settings
from tutor.lab.tasks import SHARES, headline

WHOLE = ("finished", "early_stopped")
"""How runs end that were not cut short: only these prove anything."""

_ROUNDING = 1e-9
_WORDS = {
    GAP: "gap between training and validation accuracy",
    "best_epoch": "best epoch", "epochs": "epochs", "seconds": "seconds",
    "parameters": "parameters", DIAGNOSIS: "diagnosis",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settled:
    """A prediction that a run has settled.

    Attributes:
        grade: what the answer was worth.
        said: the answer, in words.
        came_out: what the run came to, in words.
        right: the right answer, in words.
        lesson: the author's sentence for having been right or wrong, its figures still in braces;
            empty where there is none.
    """

    grade: Grade
    said: str
    came_out: str
    right: str
    lesson: str


def proves(experiment: Experiment, dataset: str, settings: Settings, ended: str) -> bool:
    """Whether a run tells what becomes of the lesson's own defaults on the lesson's own data."""
    as_set_up = dataset == experiment.dataset and settings == complete(experiment, {})
    return as_set_up and ended in WHOLE


def settle(quiz: Quiz, answer: Answer, record: Record, settings: Settings) -> Settled | None:
    """Hold an answer against a run that has ended.

    None where the answer is none to this question, as an old one to a changed question can be, or
    where the run has nothing of what the question is about.
    """
    noted = grade(quiz, answer)
    if noted.problem:
        return None
    if quiz.measure:
        found = _measured(quiz, answer, record, settings)
    elif quiz.judged:
        found = _held(quiz, answer, record, settings)
    else:
        found = _graded(quiz, noted, record)
    if found is None:
        return None
    result, came_out, right = found
    lesson = quiz.right if result.correct else quiz.wrong
    return Settled(result, in_words(quiz, answer), came_out, right, lesson)


_Found = tuple[Grade, str, str]
"""The grade, what came out, what was right."""


def _graded(quiz: Quiz, noted: Grade, record: Record) -> _Found | None:
    """The author decided; the headline is what came out."""
    figure = headline(record.metrics)
    if figure is None:
        return None
    return noted, f"{figure.words} {measured_text(figure.metric, figure.value)}", right_words(quiz)


def _held(quiz: Quiz, answer: Answer, record: Record, settings: Settings) -> _Found | None:
    """The option whose conditions hold is right."""
    right = holding(quiz, record, settings)
    if right is None or not isinstance(answer, int):
        return None
    option, correct = quiz.options[answer], answer == right
    result = Grade(float(correct), correct, ((option.text, option.why),))
    figures = RunFigures.of(record, settings)
    names = [parse(text).name for one in quiz.options for text in one.holds]
    shown = {name: figures.text(name) for name in names if name not in settings or name == "epochs"}
    came_out = ", ".join(f"{_word(name)} {text}" for name, text in shown.items() if text)
    return result, came_out, quiz.options[right].text


def _measured(quiz: Quiz, answer: Answer, record: Record, settings: Settings) -> _Found | None:
    """What is near the run's figure is right."""
    value = RunFigures.of(record, settings).number(quiz.measure)
    if value is None or not isinstance(answer, str):
        return None
    typed = readings(answer)
    if quiz.measure.endswith((*SHARES, GAP)):  # somebody who types 85 cannot mean 8,500 %
        typed = [one / 100 if abs(one) > 1 else one for one in typed]
    correct = any(abs(one - value) <= quiz.tolerance + _ROUNDING for one in typed)
    came_out = f"{_word(quiz.measure)} {measured_text(quiz.measure, value)}"
    return Grade(float(correct), correct), came_out, _around(quiz, value)


def _around(quiz: Quiz, value: float) -> str:
    """What counts as right beside a run's figure: `74 to 84 %`, or the figure alone."""
    least = -1.0 if quiz.measure == GAP else 1.0 if quiz.measure in COUNTS else 0.0
    most = 1.0 if quiz.measure.endswith((*SHARES, GAP)) else math.inf
    ends = (max(value - quiz.tolerance, least), min(value + quiz.tolerance, most))
    low, high = (measured_text(quiz.measure, end) for end in ends)
    if low == high:
        return low
    number, _, unit = low.partition(" ")
    return f"{number if high.endswith(unit) else low} to {high}"


def leeway(quiz: Quiz) -> str:
    """How near a figure has to come to count as right: `5 points`, `4 epochs`; empty for exactly.

    Args:
        quiz: a prediction of a number.
    """
    if quiz.type != "number" or not quiz.tolerance:
        return ""
    if quiz.measure.endswith((*SHARES, GAP)):
        return _plural(f"{100 * quiz.tolerance:g}", "point")
    number = f"{quiz.tolerance:,g}"
    units = {"best_epoch": "epoch", "epochs": "epoch", "seconds": "second"}
    unit = units.get(quiz.measure, "")
    return _plural(number, unit) if unit else number


def _plural(number: str, unit: str) -> str:
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"


def holding(quiz: Quiz, record: Record, settings: Settings) -> int | None:
    """The index of the only option whose conditions all hold in a run; None where none is."""
    options = [
        index
        for index, option in enumerate(quiz.options)
        if option.holds and all(one.met for one in judge(option.holds, record, settings))
    ]
    return options[0] if len(options) == 1 else None


def normal_answer(quiz: Quiz) -> Answer:
    """The answer that the author marked: what the defaults normally give."""
    return str(quiz.accept[0]) if quiz.accept else right_answer(quiz)


def _word(name: str) -> str:
    return _WORDS.get(name) or reading(name)


def in_words(quiz: Quiz, answer: Answer) -> str:
    """An answer as the learner saw it: the texts of its options, or what was typed.

    A percentage that was typed without its sign has one.
    """
    if isinstance(answer, str):
        typed = answer.strip()
        bare = percentage(quiz) and typed.isascii() and typed.isdigit() and int(typed) > 1
        return f"{typed} %" if bare else typed
    indices = answer if isinstance(answer, list) else [answer]
    if quiz.type == "match":
        pairs = zip(quiz.options, indices, strict=True)
        return ", ".join(f"{option.text} → {quiz.options[index].match}" for option, index in pairs)
    return ", ".join(quiz.options[index].text for index in indices)


def right_words(quiz: Quiz) -> str:
    """The right answer in words; of several that are accepted, the first."""
    return in_words(quiz, normal_answer(quiz))
