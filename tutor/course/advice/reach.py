"""What an experiment's goal leaves of its settings, so that advice keeps to it."""

from __future__ import annotations

import math

import msgspec

from tutor.course.goal import Condition, parse
from tutor.course.lesson import Experiment
from tutor.lab.settings import Scalar, Setting

_TURNED = {"<=": ("max",), "<": ("max",), ">=": ("min",), ">": ("min",), "==": ("min", "max")}


def within_goal(experiment: Experiment, dataset: str) -> list[Setting]:
    """The settings an experiment offers, each as far as its goal on a data set allows.

    Whoever goes further has not reached the goal, whatever else comes of it. A setting that no
    value would be left of stays as it is.
    """
    conditions = [parse(text) for text in experiment.goal_on(dataset)]
    found = []
    for setting in experiment.offered.values():
        kept = setting
        for condition in conditions:
            if condition.name == setting.name:
                kept = _narrowed(kept, condition)
        found.append(kept)
    return found


def most_parameters(experiment: Experiment, dataset: str) -> int | None:
    """How many parameters the goal on a data set, or the budget, allows; None for any number."""
    least = [] if experiment.budget.parameters is None else [experiment.budget.parameters]
    for condition in (parse(text) for text in experiment.goal_on(dataset)):
        if condition.name == "parameters" and not isinstance(condition.value, str):
            whole = math.ceil(condition.value) - 1
            most = {"<=": math.floor(condition.value), "<": whole}.get(condition.op)
            least += [] if most is None else [most]
    return min(least, default=None)


def _narrowed(setting: Setting, condition: Condition) -> Setting:
    """A setting with the values that meet a condition."""
    if setting.values is not None:
        left: list[Scalar] = [one for one in setting.values if _meets(one, condition)]
        return msgspec.structs.replace(setting, choices=left) if left else setting
    value = condition.value
    if isinstance(value, str) or not setting.low <= value <= setting.high:
        return setting
    inside = {end: float(value) for end in _TURNED.get(condition.op, ())}
    return msgspec.structs.replace(setting, **inside)


def _meets(value: Scalar, condition: Condition) -> bool:
    """Whether one value of a setting meets a condition."""
    wanted = condition.value
    if condition.op in {"==", "!="}:
        return (value == wanted) == (condition.op == "==")
    if isinstance(value, str) or isinstance(wanted, str):
        return True
    if condition.op in {"<", "<="}:
        return value < wanted or (value == wanted and condition.op == "<=")
    return value > wanted or (value == wanted and condition.op == ">=")
