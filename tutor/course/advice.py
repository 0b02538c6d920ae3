"""What a diagnosis advises, held against the goal and what was tried of its experiment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tutor.course.goal import METRICS, Outcome, reading
from tutor.course.goalwards import affordable, goalwards, set_words
from tutor.course.run_figures import setting_text
from tutor.course.tried import Past, Tried, figure
from tutor.diagnosis.verdict import Diagnosis, Finding, Remedy, Value
from tutor.lab.knobs import called
from tutor.lab.names import listed
from tutor.lab.ways import Ways

_FEW = 3
"""Settings that are told in one sentence."""


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
        return goalwards(diagnosis, outcomes, ways, None)
    metric = tried.metric(outcomes)
    if ways.larger and (
        _in_vain(ways.larger, tried, metric) or tried.outgrown(ways.larger, metric)
    ):
        ways = replace(ways, larger={})
    if any(tried.same(one, ways.smaller) for one in tried.past):
        ways = replace(ways, smaller={})
    led = goalwards(diagnosis, outcomes, ways, tried.settings)
    if led.primary.change and led.primary.change == ways.smaller:
        return led  # a goal on what a network costs asks for it, whatever a larger one reached
    told = replace(led, findings=tuple(_onward(one, tried, metric) for one in led.findings))
    if not told.advised.change and led.advised.change:
        bare = tuple(replace(one, change={}, further=()) for one in diagnosis.findings)
        other = goalwards(replace(diagnosis, findings=bare), outcomes, ways, tried.settings)
        told = other if other.advised.change else told
    if told.advised.change or not _missed(outcomes):
        return told
    return _back_to_best(told, tried, metric) or _untried(told, ways, tried, metric) or told


def _missed(outcomes: Sequence[Outcome]) -> bool:
    """Whether a figure that the goal asks for is missed."""
    return any(not one.met and one.condition.name in METRICS for one in outcomes)


def _back_to_best(diagnosis: Diagnosis, tried: Tried, metric: str) -> Diagnosis | None:
    """With the settings of the best run so far as its advice; None where this one is the best."""
    best = tried.best(metric)
    change = {} if best is None else tried.changes(best)
    if best is None or not change or len(change) > _FEW:
        return None
    words = f"{set_words(change)}: {_figures(best, change, tried, metric)}. Go on from there."
    return _advising(diagnosis, words, change)


def _untried(diagnosis: Diagnosis, ways: Ways, tried: Tried, metric: str) -> Diagnosis | None:
    """With a change that was never made as its advice; None where all were."""
    for change in ways.others:
        if _no_use(change, tried, metric) is None:
            words = f"{set_words(change)}: nothing is known to help, and this is untried here."
            return _advising(diagnosis, words, change)
    return None


def _advising(diagnosis: Diagnosis, words: str, change: Mapping[str, Value]) -> Diagnosis:
    first, *others = diagnosis.findings
    return replace(diagnosis, findings=(replace(first, remedy=words, change=dict(change)), *others))


def _in_vain(change: Mapping[str, Value], tried: Tried, metric: str) -> Past | None:
    """An earlier run that a change leads back to in vain; None for none.

    It did no better, or has these very settings and is not the best.
    """
    back = tried.back(change)
    best = tried.best(metric)
    if best is not None and tried.same(best, change):
        return None
    vain = [one for one in back if tried.same(one, change) or not tried.better(one, metric)]
    return vain[-1] if vain else None


def _no_use(change: Mapping[str, Value], tried: Tried, metric: str) -> Past | None:
    """The same; or a run from which the change leads further, while this one is no better."""
    begun = [one for one in tried.begun(change) if not tried.ahead(one, metric)]
    return _in_vain(change, tried, metric) or (begun[-1] if begun else None)


def _onward(finding: Finding, tried: Tried, metric: str) -> Finding:
    """A finding with the first of its remedies that does not lead back to what did no better."""
    vain: tuple[Past, Mapping[str, Value]] | None = None
    for remedy in finding.remedies:
        past = _no_use(remedy.change, tried, metric)
        if past is None:
            return replace(finding, remedy=_told(remedy, tried, metric), change=remedy.change)
        vain = vain or (past, remedy.change)
    if vain is None:
        return finding
    words = f"Change something else in Build: {_figures(*vain, tried, metric)}."
    return replace(finding, remedy=words, change={}, further=())


def _told(remedy: Remedy, tried: Tried, metric: str) -> str:
    """A remedy's words; where it goes back to a run that did better, that is its reason."""
    for past in tried.back(remedy.change):
        if tried.same(past, remedy.change):
            deed = remedy.text.partition(":")[0]
            return f"{deed}: {_figures(past, remedy.change, tried, metric)}."
    return remedy.text


def _figures(past: Past, change: Mapping[str, Value], tried: Tried, metric: str) -> str:
    """What an earlier run had for the settings of a change, and its figure beside this one's."""
    theirs, mine = figure(metric, past.metrics), figure(metric, tried.metrics)
    had = [f"{called(name)} {setting_text(past.settings[name])}"
           for name in change if name in past.settings]  # fmt: skip
    with_them = f"with {listed(had, 'and')} " if had else ""
    who = f"{with_them}an earlier run had"
    if past.seeds > 1:
        who = f"{past.seeds} earlier runs {with_them}had on average"
    here = "here" if tried.seeds == 1 else "here on average"
    return f"{who} a {reading(metric)} of {theirs} ({here} {mine})"
