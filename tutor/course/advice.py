"""What a diagnosis advises, held against the goal of the experiment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.course.goal import METRICS, Outcome
from tutor.diagnosis.verdict import Diagnosis

_FURTHER = (
    "Get closer to the goal: more layers or units, more epochs, or another learning rate may do "
    "better."
)


def towards(diagnosis: Diagnosis, outcomes: Sequence[Outcome]) -> Diagnosis:
    """The diagnosis, without the advice to make do with less where the goal asks for more.

    Curves don't know the goal: of a run without a fault they advise to see whether a smaller
    network does as well, even if this one is not good enough.

    Args:
        diagnosis: of a run.
        outcomes: what became of the conditions of its experiment's goal.
    """
    primary = diagnosis.primary
    missed = any(not one.met and one.condition.name in METRICS for one in outcomes)
    if not missed or primary.name != "good_fit":
        return diagnosis
    further = replace(primary, remedy=_FURTHER, change={})
    return replace(diagnosis, findings=(further, *diagnosis.findings[1:]))
