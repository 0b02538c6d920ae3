"""The figures of the diagnosis, and of simple rules, on simulated long histories."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.diagnosis.baselines import RULES, correlation, threshold_with_best_f1
from tests.benchmarks.diagnosis.simulated import Simulated
from tests.benchmarks.diagnosis.tables import Array, Figure, Table
from tests.benchmarks.diagnosis.truth import TROUBLE
from tests.benchmarks.diagnosis.verdicts import Verdict
from tutor.diagnosis.judge import diagnose

LENGTHS = ((1, 60), (61, 200), (201, 1000))
"""Points recorded."""

_BARE = {"val_loss", "val_accuracy"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one history.

    Attributes:
        run: the history.
        overfits: whether it is said to overfit.
        alarmed: whether any trouble is told; None for rules that know but one.
    """

    run: Simulated
    overfits: bool
    alarmed: bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of some histories.

    Attributes:
        runs, overfitted, healthy: how many there are, and of how many each is true.
        figures: by the names of `STATISTICS`.
    """

    runs: int
    overfitted: int
    healthy: int
    figures: Mapping[str, Figure]


def answers(runs: Sequence[Simulated]) -> tuple[list[Answer], float]:
    """What the diagnosis says, and its mean time for one in seconds."""
    found, began = [], time.perf_counter()
    for run in runs:
        told = diagnose(run.history()).findings
        verdict = Verdict(tuple(one.name for one in told), tuple(one.confidence for one in told))
        alarmed = any(name in TROUBLE for name in verdict.names)
        found.append(Answer(run, "overfitting" in verdict.names, alarmed))
    return found, (time.perf_counter() - began) / max(len(found), 1)


def of_rules(runs: Sequence[Simulated], tune: Sequence[Simulated]) -> dict[str, list[Answer]]:
    """What each simple rule says of the histories that have the columns it wants.

    The correlation gets the threshold that is best on `tune`.
    """
    found = {}
    for name, rule in RULES.items():
        fit, of_tune = ([run for run in some if rule.wants <= set(run.recorded)]
                        for some in (runs, tune))  # fmt: skip
        least = 0.0
        if rule is correlation:
            true = [_overfits(run) for run in of_tune]
            least = threshold_with_best_f1([rule(run.recorded) for run in of_tune], true)
        with np.errstate(all="ignore"):
            found[name] = [Answer(run, bool(rule(run.recorded) > least), None) for run in fit]
    return found


def row(of: Sequence[Answer]) -> Row:
    """The figures of some answers; of overfitting where a training curve lets it be told."""
    cells = np.array([_cells(answer) for answer in of], float).reshape(-1, 6)
    table = Table.of([answer.run.name for answer in of], cells)
    return Row(
        runs=len(of),
        overfitted=sum(_overfits(answer.run) for answer in of),
        healthy=sum(answer.run.truth.healthy for answer in of),
        figures={name: table.figure(statistic) for name, statistic in STATISTICS.items()},
    )


def parts(of: Sequence[Answer]) -> dict[str, list[Answer]]:
    """All answers, and those that are given rows of their own, by family and by length."""
    found = {"all": list(of), "without borderline": [a for a in of if not a.run.borderline]}
    for low, high in LENGTHS:
        found[f"{low}–{high} points"] = [a for a in of if low <= a.run.points <= high]
    for family in dict.fromkeys(answer.run.family for answer in of):
        found[family] = [answer for answer in of if answer.run.family == family]
    return found


def _overfits(run: Simulated) -> bool:
    return "overfitting" in run.truth.names


def _cells(answer: Answer) -> tuple[bool, ...]:
    """Rightly and wrongly told, rightly and wrongly not told; alarms of healthy ones, healthy."""
    true, told = _overfits(answer.run), answer.overfits
    counts = not set(answer.run.recorded) <= _BARE
    healthy = answer.run.truth.healthy
    alarmed = told if answer.alarmed is None else answer.alarmed
    of_overfitting = (told and true, told and not true, not told and not true, not told and true)
    return (*(counts and cell for cell in of_overfitting), healthy and alarmed, healthy)


def _f1(hit: Array, false: Array, missed: Array) -> Array:
    return np.asarray(2 * hit / (2 * hit + false + missed))


STATISTICS: dict[str, Callable[[Array], Array]] = {
    "precision": lambda s: np.asarray(s[..., 0] / (s[..., 0] + s[..., 1])),
    "recall": lambda s: np.asarray(s[..., 0] / (s[..., 0] + s[..., 3])),
    "F1": lambda s: _f1(s[..., 0], s[..., 1], s[..., 3]),
    "macro-F1": lambda s: (
        (_f1(s[..., 0], s[..., 1], s[..., 3]) + _f1(s[..., 2], s[..., 3], s[..., 1])) / 2
    ),
    "healthy alarmed": lambda s: np.asarray(s[..., 4] / s[..., 5]),
}
"""Of overfitting, of that and its opposite, and how many healthy histories get any trouble."""
