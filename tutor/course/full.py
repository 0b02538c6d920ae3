"""The whole check of an experiment, by training: it can be solved, and not by pressing Enter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from tutor.course.goal import judge, reached
from tutor.course.lesson import Experiment, Lesson
from tutor.course.plan import order
from tutor.course.problem import Fault, Problem
from tutor.lab.run import Order, Record
from tutor.lab.settings import Settings

Which = Literal["reference", "defaults"]
"""Which settings of an experiment are tried."""

Train = Callable[[Order, Which], Record]
"""Carries an order out and returns what its events told."""


class TrainError(RuntimeError):
    """A run that cannot be had; the message is for people."""


def trainings(lesson: Lesson) -> int:
    """How many trainings a lesson's check takes."""
    return 2 * len(lesson.experiments)


def check_full(lesson: Lesson, train: Train) -> list[Problem]:
    """Train the reference of every experiment, and its defaults.

    The reference has to reach the goal, the defaults must not.

    Args:
        lesson: one that `check_lesson` has found no error in.
        train: trains; raises `TrainError` where it cannot.
    """
    problems = []
    for step in lesson.steps:
        for block in step.blocks:
            if isinstance(block.content, Experiment):
                for fault in _faults(lesson.id, block.content, train):
                    line = block.line_of(fault.field)
                    problems.append(Problem(lesson.path, line, *fault.under(block.kind)))
    return problems


def _faults(lesson: str, experiment: Experiment, train: Train) -> Iterator[Fault]:
    tries: tuple[tuple[Which, Settings], ...] = (
        ("reference", experiment.reference),
        ("defaults", {}),
    )
    for which, chosen in tries:
        try:
            yield from _tried(order(lesson, experiment, chosen), experiment, train, which)
        except TrainError as error:
            field = "reference" if which == "reference" else "settings"
            yield Fault(field, f"cannot be trained: {error}")


def _tried(asked: Order, experiment: Experiment, train: Train, which: Which) -> Iterator[Fault]:
    """Train once and see whether the goal is reached as it has to be.

    Raises:
        TrainError: the run failed or did not end.
    """
    record = train(asked, which)
    if record.ended is None or record.ended.reason == "failed":
        reason = record.ended.message if record.ended else ""
        raise TrainError(reason or "the run did not end")
    outcomes = judge(experiment.goal, record, asked.settings)
    if reached(outcomes) == (which == "reference"):
        return
    values = "; ".join(f"{outcome.condition}: {_shown(outcome.value)}" for outcome in outcomes)
    if which == "reference":
        yield Fault("reference", f"the reference does not reach the goal ({values})")
    else:
        yield Fault("goal", f"the defaults reach the goal ({values}): pressing Enter solves it")


def _shown(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
