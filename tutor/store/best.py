"""Which of several runs of an experiment came out best."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from tutor.course.catalog import Catalog, Tried
from tutor.course.goal import METRICS, Condition, parse
from tutor.lab.tasks import SHARES, headline
from tutor.store.rows import RunResult


def measured(goal: Sequence[str]) -> Condition | None:
    """The goal's first condition on a metric; None where it has none."""
    conditions = (parse(text) for text in goal)
    return next((one for one in conditions if one.name in METRICS), None)


def aim(goal: Sequence[str]) -> str:
    """The metric of the goal's first condition on one; empty where it has none."""
    wanted = measured(goal)
    return "" if wanted is None else wanted.name


def aim_of(catalog: Catalog, runs: Iterable[Tried]) -> str:
    """The metric that the goal of all these runs is on; empty where it is not one and the same."""
    found = [catalog.experiment(run) for run in runs]
    aims = {"" if one is None else aim(one[1].goal) for one in found}
    return aims.pop() if len(aims) == 1 else ""


def as_told(metric: str, value: float) -> float:
    """A figure as people read it: shares that are alike to a tenth of a per cent are the same."""
    return round(value, 3) if metric.endswith(SHARES) and math.isfinite(value) else value


def best(rows: Sequence[RunResult], goal: Sequence[str]) -> RunResult:
    """The best run: one that reached the goal before one that did not, then by what it measures.

    That is the goal's first condition on a metric: the less the better where it asks for at most a
    value, such as of a loss. Where no condition is on a metric, it is the headline figure. Of runs
    whose figure is told the same it is the quickest, where the goal counts seconds, the one with
    the fewest parameters, then the one with the least loss, else the first.

    Args:
        rows: at least one run of the experiment.
        goal: the conditions of the experiment, as the author wrote them.
    """
    wanted = measured(goal)
    timed = any(text.partition(" ")[0] == "seconds" for text in goal)

    def figure(row: RunResult) -> float:
        if wanted is not None:
            value = as_told(wanted.name, row.metrics.get(wanted.name, math.nan))
            value = -value if wanted.op in {"<", "<="} else value
        else:
            found = headline(row.metrics)
            value = math.nan if found is None else as_told(found.metric, found.value)
        return value if math.isfinite(value) else -math.inf

    def loss(row: RunResult) -> float:
        value = row.metrics.get("val_loss", math.inf)
        return value if math.isfinite(value) else math.inf

    def rank(row: RunResult) -> tuple[bool, float, float, int, float]:
        seconds = row.seconds if timed else 0.0
        return row.goal_reached, figure(row), -seconds, -row.parameters, -loss(row)

    return max(rows, key=rank)
