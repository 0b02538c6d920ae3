"""The goal of an experiment: conditions such as `val_accuracy >= 0.97`, and which a run meets.

A condition is `NAME OP VALUE`. NAME is a metric, `diagnosis`, `parameters`, `seconds`, `epochs` or
a setting; OP is one of `>= <= > < == !=`; VALUE is a number, the name of a finding, or a value of
the setting.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.diagnosis.verdict import NAMES, Diagnosis
from tutor.lab.knobs import KNOBS
from tutor.lab.names import listed, suggestion
from tutor.lab.run import Record
from tutor.lab.settings import Settings, Value

_SETS = {"": "running", "train_": "training", "val_": "validation", "test_": "test"}
_NOUNS = {
    "loss": ("loss", ("", "train_", "val_", "test_")),
    "accuracy": ("accuracy", ("", "train_", "val_", "test_")),
    "success": ("success", ("", "val_", "test_")),
    "precision": ("precision", ("val_", "test_")),
    "recall": ("recall", ("val_", "test_")),
    "f1": ("F1", ("val_", "test_")),
}
"""What is measured, as people read it, and on which sets."""

_READINGS = {
    f"{prefix}{name}": f"{_SETS[prefix]} {noun}"
    for name, (noun, prefixes) in _NOUNS.items()
    for prefix in prefixes
}

METRICS = tuple(_READINGS)
"""Metrics that a condition can name."""

MEASURES = ("parameters", "seconds", "epochs")
"""What a run costs: parameters of its network, seconds of training, epochs done."""

DIAGNOSIS = "diagnosis"
_COSTS = ("parameters", "seconds")
OPERATORS = (">=", "<=", ">", "<", "==", "!=")

_FORM = re.compile(r"\s*([A-Za-z_]\w*)\s*([<>=!~]++)\s*(\S.*?)\s*", re.DOTALL)
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)
_SLACK = 1e-6


class GoalError(ValueError):
    """A condition that cannot be; the message says what was found and what is allowed."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition.

    Attributes:
        text: as the author wrote it.
        name: what is looked at.
        op: one of `OPERATORS`.
        value: what it is compared with.
    """

    text: str
    name: str
    op: str
    value: float | str | bool

    def __str__(self) -> str:
        """The condition as it was written."""
        return self.text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a condition.

    Attributes:
        condition: the condition.
        value: what the run had; None where it had nothing of that name.
        met: whether the condition holds.
    """

    condition: Condition
    value: Value | None
    met: bool


def parse(condition: str) -> Condition:
    """Read one condition.

    Raises:
        GoalError: it is not of the form, or names something that does not exist.
    """
    found = _FORM.fullmatch(condition)
    if found is None:
        raise GoalError(
            f"found {condition!r}; allowed is NAME OP VALUE, such as val_accuracy >= 0.97"
        )
    name, op, written = found.groups()
    if op not in OPERATORS:
        raise GoalError(f"found the operator {op!r}; allowed is {listed(OPERATORS)}")
    return Condition(condition.strip(), name, op, _value(name, op, _unquoted(written)))


def reading(name: str) -> str:
    """What a condition looks at, as people read it: `validation accuracy` for `val_accuracy`."""
    return _READINGS.get(name) or (KNOBS[name].meaning if name in KNOBS else name)


def evaluate(  # noqa: PLR0913 - each thing that a condition can look at
    conditions: Sequence[str | Condition],
    *,
    metrics: Mapping[str, float],
    diagnosis: Diagnosis | None,
    settings: Settings,
    parameters: int | None = None,
    seconds: float | None = None,
    epochs: int | None = None,
) -> list[Outcome]:
    """Look at every condition.

    Metrics are 32-bit numbers: two that differ by less than a millionth count as equal. NaN meets
    no condition, and neither does what is missing. Of a setting with a value for each layer every
    value must meet the condition.

    Args:
        conditions: the goal.
        metrics: of the run, by name.
        diagnosis: of the run; None where there is none.
        settings: the learner's values.
        parameters: of the network.
        seconds: of training.
        epochs: that were trained.

    Raises:
        GoalError: a condition cannot be read.
    """
    known: dict[str, Value | None] = {
        **settings, **metrics, "parameters": parameters, "seconds": seconds, "epochs": epochs,
    }  # fmt: skip
    return [
        _diagnosed(condition, diagnosis)
        if condition.name == DIAGNOSIS
        else _compared(condition, known.get(condition.name))
        for condition in map(_parsed, conditions)
    ]


def judge(goal: Sequence[str], record: Record, settings: Settings) -> list[Outcome]:
    """Look at every condition of an experiment's `goal` in what a run's events have told.

    Raises:
        GoalError: a condition cannot be read.
    """
    return evaluate(
        goal,
        metrics=record.metrics,
        diagnosis=record.diagnosis,
        settings=settings,
        parameters=record.started.parameters if record.started else None,
        seconds=record.ended.seconds if record.ended else sum(record.history.seconds),
        epochs=record.ended.epochs if record.ended else record.history.epochs,
    )


def reached(outcomes: Sequence[Outcome]) -> bool:
    """Whether all conditions are met; a goal without conditions is never reached."""
    return bool(outcomes) and all(outcome.met for outcome in outcomes)


def missed(outcomes: Sequence[Outcome]) -> bool:
    """Whether a figure that the goal asks for is missed."""
    return any(not one.met and one.condition.name in METRICS for one in outcomes)


def costly(outcomes: Sequence[Outcome]) -> bool:
    """Whether the goal is missed on what a network costs."""
    return any(not one.met and one.condition.name in _COSTS for one in outcomes)


def asks_cost(outcomes: Sequence[Outcome]) -> bool:
    """Whether the goal asks for a network that costs little."""
    return any(one.condition.name in _COSTS for one in outcomes)


def _parsed(condition: str | Condition) -> Condition:
    return parse(condition) if isinstance(condition, str) else condition


def _unquoted(written: str) -> str:
    quote = written[0]
    closed = len(written) > 1 and written[-1] == quote
    return written[1:-1] if closed and quote in "\"'" else written


def _value(name: str, op: str, written: str) -> float | str | bool:
    if name == DIAGNOSIS:
        return _one_of(name, op, written, NAMES)
    if name in METRICS or name in MEASURES:
        return _measure(name, _number(name, written))
    if name not in KNOBS:
        known = [*METRICS, DIAGNOSIS, *MEASURES, *KNOBS]
        raise GoalError(f"there is nothing called {name!r} to compare. {suggestion(name, known)}")
    knob = KNOBS[name]
    if knob.kind == "choice":
        return _one_of(name, op, written, knob.choices)
    if knob.kind == "bool":
        return _one_of(name, op, written.lower(), ("true", "false")) == "true"
    return _number(name, written)


def _one_of(name: str, op: str, written: str, allowed: Sequence[str]) -> str:
    if op not in {"==", "!="}:
        raise GoalError(f"{name} is compared with {op!r}; allowed is == or !=")
    if written not in allowed:
        hint = suggestion(written, allowed)
        raise GoalError(f"{name} is compared with {written!r}, which it can never be. {hint}")
    return written


def _number(name: str, written: str) -> float:
    value = float(written) if _NUMBER.fullmatch(written) else math.nan
    if not math.isfinite(value):
        raise GoalError(f"{name} is compared with {written!r}; allowed is a number such as 0.97")
    return value


def _measure(name: str, value: float) -> float:
    """`value`, where the metric or cost `name` can come near it."""
    if name.endswith("accuracy") and not 0.0 <= value <= 1.0:
        raise GoalError(f"{name} is compared with {value:g}; allowed is 0 to 1")
    if value < 0.0:
        raise GoalError(f"{name} is compared with {value:g}; allowed are numbers from 0")
    return value


def _diagnosed(condition: Condition, diagnosis: Diagnosis | None) -> Outcome:
    """`==` wants the finding among the diagnosis, `!=` wants it not there."""
    if diagnosis is None:
        return Outcome(condition, None, met=False)
    name = str(condition.value)
    there = diagnosis.has(name)
    value = name if there else diagnosis.primary.name
    return Outcome(condition, value, met=there == (condition.op == "=="))


def _compared(condition: Condition, value: Value | None) -> Outcome:
    values = value if isinstance(value, list) else [] if value is None else [value]
    met = bool(values) and all(_meets(one, condition) for one in values)
    return Outcome(condition, value, met)


def _meets(value: float | str | bool, condition: Condition) -> bool:
    target, op = condition.value, condition.op
    if isinstance(value, str | bool) or isinstance(target, str | bool):
        same = type(value) is type(target) and value == target
        return same == (op == "==")
    if math.isnan(value):
        return False
    whole = isinstance(value, int) and float(target).is_integer()
    same = value == target if whole else math.isclose(value, target, rel_tol=0.0, abs_tol=_SLACK)
    if op in {"==", "!="}:
        return same == (op == "==")
    return (same and op in {">=", "<="}) or (not same and (value > target) == (op[0] == ">"))
