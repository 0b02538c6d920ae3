"""Checks a lesson's meaning: what its schema cannot say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from tutor.course.checks.experiment import experiment_faults
from tutor.course.checks.prediction import prediction_faults, stray_faults
from tutor.course.checks.quiz import blank_faults, id_faults, quiz_faults
from tutor.course.checks.whole import whole_faults
from tutor.course.lesson import Experiment, Front, Lesson, Placed, Prose, Quiz, Step
from tutor.course.problem import Fault, Problem, hint, quoted, under
from tutor.course.recorded import recorded_faults
from tutor.course.resolved import figure_faults

MAX_MINUTES = 600
MAX_WORDS = 120
"""So many words a step may have before something is asked or trained."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_CODE = re.compile(r"^(```+|~~~+).*?^\1", re.MULTILINE | re.DOTALL)


def check_lesson(lesson: Lesson, known: Collection[str]) -> list[Problem]:
    """Everything in `lesson` that would fail a learner, in the order of its lines.

    Args:
        lesson: as `markdown.read` gives it.
        known: ids of all lessons, for `requires`.
    """
    problems = [
        Problem(lesson.path, lesson.line_of(fault.field), *fault)
        for fault in _front_faults(lesson.front, known)
    ]
    quizzes: set[str] = set()
    experiments: set[str] = set()
    for step in lesson.steps:
        problems += _long_start(lesson, step)
        for block in step.blocks:
            used = quizzes if isinstance(block.content, Quiz) else experiments
            faults = [*_block_faults(block, lesson), *_taken(block.content, used, quizzes)]
            problems += [_placed(lesson, block, fault) for fault in faults]
    problems += [*figure_faults(lesson), *whole_faults(lesson)]
    return sorted(problems, key=lambda problem: problem.line)


def _placed(lesson: Lesson, block: Placed, fault: Fault) -> Problem:
    line = block.line_of(fault.field)
    return Problem(lesson.path, line, *fault.under(block.kind))


def _block_faults(block: Placed, lesson: Lesson) -> list[Fault]:
    if isinstance(block.content, Quiz):
        return [*quiz_faults(block.content), *stray_faults(block.content)]
    faults = [*experiment_faults(block.content)]
    if all(fault.warning for fault in faults):
        faults += under("predict", prediction_faults(block.content))
        faults += recorded_faults(block.content, lesson.path.parent)
    return faults


def _taken(content: Quiz | Experiment, used: set[str], quizzes: set[str]) -> Iterator[Fault]:
    """Ids that stand for something else already; a prediction is a quiz among the others."""
    if content.id in used:
        yield Fault("id", f"found {quoted(content.id)} a second time; allowed are ids that differ")
    used.add(content.id)
    if isinstance(content, Experiment) and content.predict is not None:
        for fault in _taken(content.predict, quizzes, quizzes):
            yield fault.under("predict")


def _front_faults(front: Front, known: Collection[str]) -> Iterator[Fault]:
    yield from id_faults(front.id)
    yield from blank_faults([("title", front.title)])
    if "\n" in front.title:
        yield Fault("title", f"found {quoted(front.title)}; allowed is one line")
    if not 1 <= front.minutes <= MAX_MINUTES:
        yield Fault("minutes", f"found {quoted(front.minutes)}; allowed is 1 to {MAX_MINUTES}")
    if not _LANGUAGE.fullmatch(front.language):
        message = f"found {quoted(front.language)}; allowed is a BCP 47 tag such as en or pt-BR"
        yield Fault("language", message)
    for field in ("objectives", "tags"):
        texts = getattr(front, field)
        yield from blank_faults((f"{field}[{n}]", text) for n, text in enumerate(texts, 1))
    for place, needed in enumerate(front.requires, 1):
        if needed == front.id:
            yield Fault(
                f"requires[{place}]", "found the lesson's own id; allowed are other lessons"
            )
        elif needed not in known:
            near = hint(needed, [one for one in known if one != front.id])
            yield Fault(f"requires[{place}]", f"there is no lesson {quoted(needed)}; {near}")
    for term, meaning in front.glossary.items():
        yield from blank_faults([(f"glossary.{term}", meaning)])
        if not term.strip():
            yield Fault(f"glossary.{term}", "found an empty term; allowed is text")


def _long_start(lesson: Lesson, step: Step) -> Iterator[Problem]:
    """A warning where much is read before anything happens; code and figures don't count."""
    words = 0
    for part in step.parts:
        if not isinstance(part, Prose):
            break
        words += len(_CODE.sub("", part.text).split())
    if words > MAX_WORDS:
        message = (
            f"found {words} words before a question or an experiment; "
            f"up to {MAX_WORDS} keep readers awake"
        )
        yield Problem(lesson.path, step.line, "step", message, warning=True)
