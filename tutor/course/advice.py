"""What a diagnosis advises, held against the goal of the experiment."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tutor.course.goal import DIAGNOSIS, METRICS, Outcome, reached, reading
from tutor.course.run_figures import setting_text
from tutor.course.tried import Past, Tried, figure
from tutor.diagnosis.meaning import title
from tutor.diagnosis.verdict import HARMLESS, Diagnosis, Finding, Remedy, Value
from tutor.lab.knobs import KNOBS, called
from tutor.lab.names import listed

_LAYERS = ("hidden_layers", "dense_layers", "conv_layers", "recurrent_layers")
_FURTHER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("more layers", _LAYERS),
    ("more units", ("units",)),
    ("more filters", ("filters",)),
    ("another cell", ("cell",)),
    ("another activation", ("activation",)),
    ("another learning rate", ("learning_rate",)),
    ("another length of a sequence", ("sequence_length",)),
)
"""What may bring a network without a fault closer to the goal, each with its settings."""
_OTHERWISE = (
    ("other layers", _LAYERS),
    ("other units", ("units",)),
    ("other filters", ("filters",)),
    ("more or fewer epochs", ("epochs",)),
    ("another learning rate", ("learning_rate",)),
    ("another length of a sequence", ("sequence_length",)),
)
"""The same where it is open whether there is a fault."""
_SMALLER = "Take fewer layers or units: only the number of parameters is left of the goal."
_NO_RESTRAINT = (
    "No setting here holds it back further; another one may find what carries over to new examples."
)
_STAYS = "This step stays done, whatever comes of it."
_FEW = 3
"""Settings that are told in one sentence."""
_UNSEEN = ("noisy_validation", "not_enough_evidence")
_GAPS = ("large_gap", "overfitting")
_OPEN = (*_UNSEEN, *_GAPS)
"""Findings that leave it open whether another network does better."""


def towards(
    diagnosis: Diagnosis,
    outcomes: Sequence[Outcome],
    larger: Mapping[str, Value] | None = None,
    tried: Tried | None = None,
) -> Diagnosis:
    """The diagnosis, without advice that leads away from the goal, or back to what was tried.

    Curves don't know the goal: of a run without a fault they advise to see whether a smaller
    network does as well, even if this one is not good enough; and they would cure what a lesson
    wants to be seen.

    Args:
        diagnosis: of a run.
        outcomes: what became of the conditions of its experiment's goal.
        larger: what makes its network larger, to be tried where nothing else is known; None where
            that is not known either.
        tried: what was trained before; None where that is not known.
    """
    if tried is None:
        return _goalwards(diagnosis, outcomes, larger, None)
    metric = tried.metric(outcomes)
    if larger and (_in_vain(larger, tried, metric) or tried.outgrown(larger, metric)):
        larger = None
    led = _goalwards(diagnosis, outcomes, larger, tried.settings)
    onward = [_onward(finding, tried, metric) for finding in led.findings]
    told = replace(led, findings=tuple(onward))
    if told.advised.change:
        return told
    if led.advised.change:
        bare = tuple(replace(one, change={}, further=()) for one in diagnosis.findings)
        other = _goalwards(replace(diagnosis, findings=bare), outcomes, larger, tried.settings)
        if other.advised.change:
            return other
    return _back_to_best(told, outcomes, tried, metric)


def _back_to_best(
    diagnosis: Diagnosis, outcomes: Sequence[Outcome], tried: Tried, metric: str
) -> Diagnosis:
    """Where nothing else is advised and the goal is missed: the settings of the best run so far."""
    missed = any(not one.met and one.condition.name in METRICS for one in outcomes)
    best = tried.best(metric) if missed else None
    change = {} if best is None else tried.changes(best)
    if best is None or not change or len(change) > _FEW:
        return diagnosis
    words = f"{_set(change)}: {_figures(best, change, tried, metric)}. Go on from there."
    first, *others = diagnosis.findings
    return replace(diagnosis, findings=(replace(first, remedy=words, change=change), *others))


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
    return f"{with_them}an earlier run had a {reading(metric)} of {theirs} (here {mine})"


def _goalwards(
    diagnosis: Diagnosis,
    outcomes: Sequence[Outcome],
    larger: Mapping[str, Value] | None,
    offered: Collection[str] | None,
) -> Diagnosis:
    """The diagnosis, without advice that leads away from the goal; see `towards`.

    `offered` are the settings that the experiment offers; None where they are not known.
    """
    if (wanted := _wanted(outcomes)) is not None and wanted != diagnosis.primary.name:
        return _elsewhere(diagnosis, wanted)
    primary = diagnosis.primary
    if reached(outcomes) and primary.name == "good_fit" and primary.change:
        further = replace(primary, remedy=f"{primary.remedy} {_STAYS}")
        return replace(diagnosis, findings=(further, *diagnosis.findings[1:]))
    missed = any(not one.met and one.condition.name in METRICS for one in outcomes)
    if not missed and primary.name in HARMLESS and _too_large(outcomes, primary):
        further = replace(primary, remedy=_SMALLER, change={}, further=())
    elif not missed and primary.name in HARMLESS and (asked := _asked(outcomes)) is not None:
        further = replace(primary, remedy=_deed(asked), change=asked, further=())
    elif missed and larger and _unclear(diagnosis):
        further = replace(primary, remedy=_to_be_larger(larger), change=dict(larger), further=())
    elif missed and larger and primary.name in _GAPS and not diagnosis.advised.change:
        words = f"{_to_be_larger(larger)} {_NO_RESTRAINT}"
        further = replace(primary, remedy=words, change=dict(larger), further=())
    elif missed and primary.name in _OPEN and not diagnosis.advised.change:
        further = replace(primary, remedy=_closer(_OTHERWISE, offered))
    elif missed and primary.name == "good_fit" and "epochs" not in primary.change:
        further = replace(primary, remedy=_closer(_FURTHER, offered), change={}, further=())
    else:
        return diagnosis
    return replace(diagnosis, findings=(further, *diagnosis.findings[1:]))


def _closer(ways: Sequence[tuple[str, tuple[str, ...]]], offered: Collection[str] | None) -> str:
    """What may get closer to the goal, of what the experiment offers; of all where that is open."""
    named = [words for words, names in ways
             if offered is None or any(name in offered for name in names)]  # fmt: skip
    if not named:
        return "No setting here is known to get closer to the goal; another seed may by luck."
    words = listed(named, "or")
    return f"{words[:1].upper()}{words[1:]} may get closer to the goal."


def _wanted(outcomes: Sequence[Outcome]) -> str | None:
    """The finding that the goal still asks for; None where it asks for none."""
    asked = (one.condition for one in outcomes if not one.met and one.condition.name == DIAGNOSIS)
    return next((str(one.value) for one in asked if one.op == "=="), None)


def _elsewhere(diagnosis: Diagnosis, wanted: str) -> Diagnosis:
    """The diagnosis with the lesson's own goal in place of its advice."""
    aim = title(wanted).lower()
    remedy = f"Aim for “{aim}”: that is the goal here, and the lesson's words tell how."
    first, *others = (replace(finding, change={}, further=()) for finding in diagnosis.findings)
    return replace(diagnosis, findings=(replace(first, remedy=remedy), *others))


def _unclear(diagnosis: Diagnosis) -> bool:
    """Whether nothing is known to be wrong, nor what would do better."""
    primary = diagnosis.primary
    if primary.name == "good_fit":
        return "epochs" not in primary.change
    return primary.name in _UNSEEN and not diagnosis.advised.change


def _to_be_larger(change: Mapping[str, Value]) -> str:
    if "sequence_length" in change:
        return f"{_set(change)}: what came longer ago may tell more of what follows."
    return f"{_set(change)}: a larger network may get closer to the goal."


def _set(change: Mapping[str, Value]) -> str:
    parts = [f"{called(name)} to {_value(value)}" for name, value in change.items()]
    return f"Set {listed(parts, 'and')}"


def _value(value: Value) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _too_large(outcomes: Sequence[Outcome], primary: Finding) -> bool:
    """Whether the goal asks for nothing more but a smaller network, which nothing else makes."""
    left = [one.condition for one in outcomes if not one.met]
    if primary.name == "good_fit" and primary.change:
        return False
    return len(left) == 1 and left[0].name == "parameters" and left[0].op in {"<", "<="}


def _asked(outcomes: Sequence[Outcome]) -> dict[str, Value] | None:
    """The setting that the goal asks for, once all that it measures is reached; None for none."""
    left = [one.condition for one in outcomes if not one.met]
    settings = [one for one in left if one.name in KNOBS and one.op in {"==", ">=", "<="}]
    if len(left) != 1 or not settings:
        return None
    name, value = settings[0].name, settings[0].value
    whole = KNOBS[name].kind == "int" and isinstance(value, float)
    return {name: int(value) if whole else value}


def _deed(asked: dict[str, Value]) -> str:
    (name, value), *_ = asked.items()
    if isinstance(value, bool):
        return f"Switch “{called(name)}” {'on' if value else 'off'}: the goal asks for it."
    return f"Set the {called(name)} to {value}: the goal asks for it."
