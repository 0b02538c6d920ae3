"""What a prediction must be beyond a question: one option right in every run, and none but one."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from tutor.course.checks.conditions import condition_faults
from tutor.course.goal import DIAGNOSIS, Condition, evaluate, parse
from tutor.course.lesson import Experiment, Quiz
from tutor.course.plan import complete, network
from tutor.course.problem import Fault, hint, quoted
from tutor.course.run_figures import MEASURED, metrics_of, names_of
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab.settings import SettingError, Settings
from tutor.lab.tasks import SHARES

EPOCHS = "epochs"
_MOST_POINTS = 20_000
_SOMETHING_ELSE = "something_else"
"""Stands for every diagnosis that no condition names."""


def stray_faults(quiz: Quiz) -> Iterator[Fault]:
    """Fields of a prediction in a question that is none."""
    for field in ("measure", "right", "wrong"):
        if getattr(quiz, field):
            yield Fault(field, "means something in [predict] only; leave it out")
    for n, option in enumerate(quiz.options, 1):
        if option.holds:
            yield Fault(f"options[{n}].holds", "means something in [predict] only; leave it out")


def prediction_faults(experiment: Experiment) -> Iterator[Fault]:
    """What is wrong with how an experiment's prediction is held against a run."""
    quiz = experiment.predict
    if quiz is None:
        return
    yield from _measure(quiz, experiment)
    holding = [n for n, option in enumerate(quiz.options, 1) if option.holds]
    if not holding:
        return
    if quiz.type != "choice":
        message = f"means nothing for {quiz.type}; allowed is choice"
        yield Fault(f"options[{holding[0]}].holds", message)
        return
    for n in set(range(1, len(quiz.options) + 1)) - set(holding):
        yield Fault(f"options[{n}].holds", "is missing; where one option has it, all must")
    faults = [*_conditions(quiz, experiment)]
    yield from faults
    if not faults and len(holding) == len(quiz.options):
        yield from _apart(quiz, experiment)


def _measure(quiz: Quiz, experiment: Experiment) -> Iterator[Fault]:
    if not quiz.measure:
        return
    known = [*metrics_of(experiment.task), *(n for n in names_of(experiment) if n in MEASURED)]
    if quiz.type != "number":
        yield Fault("measure", f"means nothing for {quiz.type}; allowed is number")
    elif quiz.measure not in known:
        near = hint(quiz.measure, known)
        yield Fault("measure", f"runs of this experiment have no {quoted(quiz.measure)}; {near}")
    elif quiz.tolerance <= 0.0 and quiz.measure not in {"parameters", "epochs", "best_epoch"}:
        yield Fault("tolerance", "found 0; nobody foretells a figure exactly: allowed is above 0")


def _conditions(quiz: Quiz, experiment: Experiment) -> Iterator[Fault]:
    """Conditions that cannot be read, or that look at what runs do not have."""
    known = [name for name in names_of(experiment) if name not in {"gap", "best_epoch"}]
    for n, option in enumerate(quiz.options, 1):
        field, lacks = f"options[{n}].holds", "runs of this experiment have no"
        yield from condition_faults(option.holds, field, known, lacks, known)


Value = float | frozenset[str]
"""What a run could come to: a number, or the findings of its diagnosis."""


def _apart(quiz: Quiz, experiment: Experiment) -> Iterator[Fault]:
    """The first outcome in which no option is right, or more than one.

    Comparisons with thresholds change their answer at these alone: each threshold, something
    between neighbours, and something beyond both ends is every case there is.
    """
    parsed = [[parse(text) for text in option.holds] for option in quiz.options]
    outcomes = _Outcomes(experiment, [one for conditions in parsed for one in conditions])
    if math.prod(len(values) for values in outcomes.axes.values()) > _MOST_POINTS:
        yield Fault("options", "look at so many figures that they cannot be checked; use fewer")
        return
    for values in itertools.product(*outcomes.axes.values()):
        point = dict(zip(outcomes.axes, values, strict=True))
        right = [n for n, one in enumerate(parsed, 1) if outcomes.all_hold(one, point)]
        if len(right) == 1:
            continue
        said = " and ".join(f"{name} is {_said(value)}" for name, value in point.items())
        where = f"where {said}" if said else "in every run with the defaults"
        if right:
            both = " and ".join(map(str, right[:2]))
            yield Fault(f"options[{right[1]}].holds", f"options {both} are both right {where}")
        else:
            yield Fault("options", f"no option is right {where}; leave no gap")
        return


class _Outcomes:
    """What runs with an experiment's defaults could come to, as far as conditions look at it.

    Attributes:
        axes: for each name that conditions look at, values that stand for all that it can be.
    """

    def __init__(self, experiment: Experiment, conditions: Sequence[Condition]) -> None:
        self._settings = complete(experiment, {})
        self._parameters = _parameters(experiment, self._settings)
        fixed = {"parameters", *self._settings} - {EPOCHS}
        names = dict.fromkeys(one.name for one in conditions if one.name not in fixed)
        self.axes = {
            name: _axis(name, {one.value for one in conditions if one.name == name})
            for name in names
        }

    def all_hold(self, conditions: Sequence[Condition], point: Mapping[str, Value]) -> bool:
        """Whether all conditions are met in one outcome."""
        numbers = {name: value for name, value in point.items() if isinstance(value, float)}
        found = point.get(DIAGNOSIS, frozenset())
        names = sorted(found) if isinstance(found, frozenset) and found else [_SOMETHING_ELSE]
        epochs = numbers.pop(EPOCHS, None)
        outcomes = evaluate(
            conditions,
            metrics=numbers,
            diagnosis=Diagnosis(tuple(map(_finding, names))),
            settings={n: value for n, value in self._settings.items() if n != EPOCHS},
            parameters=self._parameters,
            seconds=numbers.get("seconds"),
            epochs=None if epochs is None else round(epochs),
        )
        return all(outcome.met for outcome in outcomes)


def _parameters(experiment: Experiment, settings: Settings) -> int:
    """Of the defaults; 0 where they make no network, which is told elsewhere."""
    try:
        return network(experiment, settings).parameters
    except (SettingError, KeyError):
        return 0


def _axis(name: str, compared: Collection[float | str | bool]) -> list[Value]:
    """Values that stand for all that `name` can be, where it is compared with these."""
    if name == DIAGNOSIS:
        found = sorted(map(str, compared))
        sizes = range(len(found) + 1)
        return [frozenset(some) for n in sizes for some in itertools.combinations(found, n)]
    numbers = sorted(float(value) for value in compared)
    last = 1.0 if name.endswith(SHARES) else 2.0 * numbers[-1] + 2.0
    marks = sorted({0.0, last, *numbers})
    points = sorted([*marks, *((low + high) / 2 for low, high in itertools.pairwise(marks))])
    if name == EPOCHS:
        points = sorted({float(round(one)) for one in points})
    return [one for one in points if one <= last]


def _finding(name: str) -> Finding:
    return Finding(name=name, confidence=1.0, evidence="", remedy="")


def _said(value: Value) -> str:
    if isinstance(value, frozenset):
        return " with ".join(sorted(value)) or "something else"
    return f"{value:g}"
