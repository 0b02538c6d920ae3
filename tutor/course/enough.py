"""What was seen to be enough for a goal on the validation loss."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tutor.course.goal import Condition, Outcome, evaluate
from tutor.course.tried import LOSS, Tried, figure
from tutor.diagnosis.verdict import Diagnosis, Value


def enough(diagnosis: Diagnosis, outcomes: Sequence[Outcome], tried: Tried) -> Diagnosis | None:
    """With the first change that was seen to reach the goal as advice; None without one.

    Only of a goal of which nothing but a validation loss is left. What was trained already, with
    this seed or another, is not trained again for that.

    Args:
        diagnosis: of the run.
        outcomes: what became of the conditions of its experiment's goal.
        tried: the run and what was trained before it.
    """
    left = [one.condition for one in outcomes if not one.met]
    loss = tried.metrics.get(LOSS, math.nan)
    if diagnosis.primary.urgent or len(left) != 1 or left[0].name != LOSS:
        return None
    for one in diagnosis.primary.proven:
        known = any(tried.same(past, one.change) for past in tried.past)
        came_to = loss * (1 - one.gain)
        if not known and _met(left[0], came_to):
            text = one.text.removesuffix(".")
            words = f"{text} (about {figure(LOSS, {LOSS: came_to})}: enough for the goal)."
            return advising(diagnosis, words, one.change)
    return None


def _met(condition: Condition, loss: float) -> bool:
    (outcome,) = evaluate([condition], metrics={LOSS: loss}, diagnosis=None, settings={})
    return outcome.met


def advising(diagnosis: Diagnosis, words: str, change: Mapping[str, Value]) -> Diagnosis:
    """The diagnosis with other advice."""
    first, *others = diagnosis.findings
    return replace(diagnosis, findings=(replace(first, remedy=words, change=dict(change)), *others))
