"""What a diagnosis advises, held against the goal and what was tried of its experiment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.course.advice.enough import enough, stopped
from tutor.course.advice.goalwards import goalwards, restored
from tutor.course.advice.in_time import affordable, too_slow
from tutor.course.advice.known import Known
from tutor.course.advice.onward import Onward
from tutor.course.advice.tried import Past, Tried
from tutor.course.goal import DIAGNOSIS, Outcome, asks_cost, costly, evaluate, missed, reached
from tutor.diagnosis.verdict import Diagnosis
from tutor.lab.ways import Ways


def towards(
    diagnosis: Diagnosis,
    outcomes: Sequence[Outcome],
    ways: Ways | None = None,
    tried: Tried | None = None,
) -> Diagnosis:
    """The diagnosis, without advice that leads away from the goal, or back to what was tried.

    Curves don't know the goal: of a run without a fault they advise to see whether a smaller
    network does as well, even if this one is not good enough; and they would cure what a lesson
    wants to be seen.

    Args:
        diagnosis: of a run.
        outcomes: what became of the conditions of its experiment's goal.
        ways: to other networks, to be tried where nothing else is known; None where these are not
            known either.
        tried: what was trained before; None where that is not known.
    """
    ways = affordable(ways or Ways(), outcomes)
    if tried is None:
        return restored(goalwards(diagnosis, outcomes, ways, None), outcomes, ways)
    return restored(_onward(diagnosis, outcomes, ways, tried), outcomes, ways)


def _onward(
    diagnosis: Diagnosis, outcomes: Sequence[Outcome], ways: Ways, tried: Tried
) -> Diagnosis:
    """The diagnosis with advice towards the goal that does not lead back to what was tried."""
    tried = _comparable(tried, outcomes)
    known = Known(tried, tried.metric(outcomes), ways, reached(outcomes), missed(outcomes))
    after = Onward(known)
    ways = known.left(slow=too_slow(outcomes))
    led = goalwards(diagnosis, outcomes, ways, tried)
    cheaper = led.primary.change in (ways.smaller, ways.quicker)
    if costly(outcomes) and cheaper and led.primary.change:
        return led  # the goal asks for it, whatever a larger one reached
    surer = (
        enough(led, outcomes, tried)
        or stopped(led, outcomes, tried)
        or after.shorter(led, outcomes)
    )
    if surer is not None:
        return surer
    if tried.done and missed(outcomes) and not (led.primary.urgent or known.gains(led)):
        reached_it = after.back_to_best(led, clearly=True)
        if reached_it is not None:
            return reached_it
    told = replace(led, findings=tuple(map(after.fresh, led.findings)))
    if not told.advised.change and led.advised.change:
        bare = tuple(replace(one, change={}, further=()) for one in diagnosis.findings)
        other = goalwards(replace(diagnosis, findings=bare), outcomes, ways, tried)
        change = other.advised.change
        told = other if change and not known.in_vain(change) else told
    if told.advised.change or not missed(outcomes):
        # A better loss that cost more than the goal allows is none to go back for.
        return after.beside_best(told) if told == led and not asks_cost(outcomes) else told
    clearly = after.back_to_best(told, clearly=True)
    if clearly is not None or (told.primary.urgent and not diagnosis.primary.change):
        return clearly or told  # what mends it is known, though it is not to be set by a key
    return after.untried(told) or after.back_to_best(told) or told


def _comparable(tried: Tried, outcomes: Sequence[Outcome]) -> Tried:
    """Without the runs that differ in what the goal has switched on or off.

    With copies in the data a figure is better, and no measure for one without: nobody is led back
    to them by it, nor kept from taking them out. Nor is anybody led back to what the goal wants not
    to be found.
    """
    asked = [one for one in outcomes if isinstance(one.condition.value, bool)]
    conditions, met = [one.condition for one in asked], [one.met for one in asked]

    def alike(past: Past) -> bool:
        found = evaluate(conditions, metrics={}, diagnosis=None, settings=past.settings)
        return [one.met for one in found] == met

    free = [str(one.condition.value) for one in outcomes if one.met and one.condition.op == "!="
            and one.condition.name == DIAGNOSIS]  # fmt: skip

    return replace(tried, past=[one for one in tried.past if alike(one)], free=free)
