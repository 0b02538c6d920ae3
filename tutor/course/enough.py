"""What was seen to be enough for a goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tutor.course.goal import METRICS, Outcome, evaluate, reading
from tutor.course.tried import Tried, figure
from tutor.diagnosis.verdict import Diagnosis, Value


def enough(diagnosis: Diagnosis, outcomes: Sequence[Outcome], tried: Tried) -> Diagnosis | None:
    """With the first change that was seen to reach the goal as advice; None without one.

    Only of a goal of which nothing but measured figures is left. What was trained already, with
    this seed or another, is not trained again for that.

    Args:
        diagnosis: of the run.
        outcomes: what became of the conditions of its experiment's goal.
        tried: the run and what was trained before it.
    """
    left = [one.condition.name for one in outcomes if not one.met]
    if diagnosis.primary.urgent or not left or not set(left) <= set(METRICS):
        return None
    figures = [one.condition for one in outcomes if one.condition.name in METRICS]
    for one in diagnosis.primary.proven:
        known = any(tried.same(past, one.change) for past in tried.past)
        came_to = evaluate(figures, metrics=one.metrics, diagnosis=None, settings={})
        if not known and all(outcome.met for outcome in came_to):
            seen = ", ".join(f"{reading(name)} {figure(name, one.metrics)}" for name in left)
            words = f"{one.text.removesuffix('.')} ({seen}: enough for the goal)."
            return advising(diagnosis, words, one.change)
    return None


def advising(diagnosis: Diagnosis, words: str, change: Mapping[str, Value]) -> Diagnosis:
    """The diagnosis with other advice."""
    first, *others = diagnosis.findings
    return replace(diagnosis, findings=(replace(first, remedy=words, change=dict(change)), *others))
