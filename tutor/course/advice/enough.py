"""What was seen to be enough for a goal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tutor.course.advice.tried import LOSS, Tried, figure
from tutor.course.goal import METRICS, Outcome, evaluate, reached, reading
from tutor.diagnosis.verdict import Diagnosis, Finding, Proven, Value

_TOO_LONG = ("overfitting", "overconfident", "large_gap")
_JUMPING = ("unstable", "noisy_validation")
_WORTH = 0.05
"""Of validation loss: so much less is worth a run of fewer epochs."""


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
    for one in _in_order(diagnosis.primary, tried):
        if _reaches(one, outcomes, tried):
            seen = ", ".join(f"{reading(name)} {figure(name, one.metrics)}" for name in left)
            words = f"{one.text.removesuffix('.')} ({seen}: enough for the goal)."
            return advising(diagnosis, words, one.change)
    return None


def _in_order(primary: Finding, tried: Tried) -> Iterable[Proven]:
    """What was seen, in the order in which it is advised.

    Fewer epochs come first where training too long is the fault. Elsewhere what is better by then
    owes something to luck: it comes last, and where anything else is advised, or a run jumps, not
    at all.
    """
    if primary.name in _TOO_LONG:
        return primary.proven
    others = [one for one in primary.proven if not _fewer(one, tried)]
    lucky = [one for one in primary.proven if _fewer(one, tried)]
    return others if primary.change or primary.name in _JUMPING else [*others, *lucky]


def stopped(diagnosis: Diagnosis, outcomes: Sequence[Outcome], tried: Tried) -> Diagnosis | None:
    """With the run's own best epoch as advice, where its goal is reached; None without one.

    Of a gap that training longer has made. What holds a network back may narrow that as well, but
    may cost the goal, which at this epoch was seen to be reached.

    Args:
        diagnosis: of the run.
        outcomes: what became of the conditions of its experiment's goal.
        tried: the run and what was trained before it.
    """
    if diagnosis.primary.name != "large_gap" or not reached(outcomes):
        return None
    for one in diagnosis.primary.proven:
        if _sooner(one, tried) and _reaches(one, outcomes, tried):
            then, now = figure(LOSS, one.metrics), figure(LOSS, tried.metrics)
            seen = f"({then}, here {now}), and the goal was reached"
            return advising(diagnosis, f"{one.text.removesuffix('.')} {seen}.", one.change)
    return None


def _reaches(one: Proven, outcomes: Sequence[Outcome], tried: Tried) -> bool:
    """Whether a change that was not trained yet came to all figures that a goal asks for."""
    figures = [outcome.condition for outcome in outcomes if outcome.condition.name in METRICS]
    came_to = evaluate(figures, metrics=one.metrics, diagnosis=None, settings={})
    known = any(tried.same(past, one.change) for past in tried.past)
    return not known and reached(came_to)


def _sooner(one: Proven, tried: Tried) -> bool:
    """Whether a change is to fewer epochs, and lowers the loss by so much that it is worth it."""
    return _fewer(one, tried) and one.metrics[LOSS] <= (1 - _WORTH) * tried.metrics[LOSS]


def _fewer(one: Proven, tried: Tried) -> bool:
    """Whether a change is to fewer epochs."""
    fewer, here = one.change.get("epochs"), tried.settings.get("epochs")
    if one.change.keys() != {"epochs"}:
        return False
    return isinstance(fewer, int) and isinstance(here, int) and fewer < here


def advising(diagnosis: Diagnosis, words: str, change: Mapping[str, Value]) -> Diagnosis:
    """The diagnosis with other advice."""
    first, *others = diagnosis.findings
    return replace(diagnosis, findings=(replace(first, remedy=words, change=dict(change)), *others))
