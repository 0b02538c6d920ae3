"""What a diagnosis advises, where the goal asks for something else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tutor.course.advice.enough import advising
from tutor.course.advice.in_time import sooner, too_slow
from tutor.course.advice.set_words import set_words
from tutor.course.advice.tried import Tried
from tutor.course.goal import DIAGNOSIS, METRICS, Condition, Outcome, missed, reached
from tutor.course.growing import grown, layers_first
from tutor.diagnosis.meaning import title
from tutor.diagnosis.verdict import HARMLESS, Diagnosis, Finding, Value
from tutor.lab.knobs import COUNTS, KNOBS, WIDTHS
from tutor.lab.names import listed
from tutor.lab.ways import Ways

_FURTHER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("more layers", COUNTS),
    ("more units", ("units",)),
    ("more filters", ("filters",)),
    ("another cell", ("cell",)),
    ("another activation", ("activation",)),
    ("another learning rate", ("learning_rate",)),
    ("another length of a sequence", ("sequence_length",)),
)
"""What may bring a network without a fault closer to the goal, each with its settings."""
_OTHERWISE = (
    ("other layers", COUNTS),
    ("other units", ("units",)),
    ("other filters", ("filters",)),
    ("more or fewer epochs", ("epochs",)),
    ("another learning rate", ("learning_rate",)),
    ("another length of a sequence", ("sequence_length",)),
)
"""The same where it is open whether there is a fault."""
_LEADING: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "overfitting": (
        ("more epochs", ("epochs",)),
        ("more filters", ("filters",)),
        ("more units", ("units",)),
        ("more dense layers", ("dense_layers", "hidden_layers")),
        ("fewer training examples", ("train_size",)),
    ),
}
"""What leads to a finding that a goal asks for, each with its settings; layers that pool don't."""
_SMALLER = "only the number of parameters is left of the goal."
_NO_RESTRAINT = (
    "No setting here holds it back further; another one may find what carries over to new examples."
)
_NO_SMALLER = "A smaller one would narrow the gap, and get further away from it."
ENOUGH = "The goal is reached: nothing has to be changed for it."
_CURED = "An earlier run has reached the goal; this one is free of that, and needs no change."
_STAYS = "What is reached stays reached, whatever comes of it."
_UNSEEN = ("noisy_validation", "not_enough_evidence")
_MENDING = {"epochs", "learning_rate"}
"""What is advised to a good fit so that it becomes better, and not only smaller."""
_GAPS = ("large_gap", "overfitting")
_OPEN = (*_UNSEEN, *_GAPS)
"""Findings that leave it open whether another network does better."""


def goalwards(
    diagnosis: Diagnosis,
    outcomes: Sequence[Outcome],
    ways: Ways,
    tried: Tried | None,
) -> Diagnosis:
    """The diagnosis, without advice that leads away from the goal; see `towards`."""
    primary, wanted = diagnosis.primary, _wanted(outcomes)
    settings = None if tried is None else tried.settings
    done = tried is not None and tried.done
    if wanted is not None and wanted != primary.name and not (primary.urgent or done):
        return _elsewhere(diagnosis, wanted, settings)
    if wanted is not None and done and primary.name == "good_fit":
        return advising(diagnosis, _CURED, {})
    further = _instead(diagnosis, outcomes, ways, settings)
    if further is None:
        return diagnosis
    return replace(diagnosis, findings=(further, *diagnosis.findings[1:]))


def _instead(
    diagnosis: Diagnosis,
    outcomes: Sequence[Outcome],
    ways: Ways,
    settings: Mapping[str, Value] | None,
) -> Finding | None:
    """The primary finding with advice that keeps to the goal; None where its own does."""
    primary = diagnosis.primary
    if reached(outcomes):
        return _beyond(diagnosis, outcomes)
    if primary.name in (*HARMLESS, *_OPEN) and too_slow(outcomes):
        return _advising(primary, *sooner(primary, ways, settings or {}, outcomes))
    if missed(outcomes):
        return _nearer(diagnosis, outcomes, ways, settings)
    if primary.name in HARMLESS and _too_large(outcomes, primary):
        return _advising(primary, _to_be_smaller(ways), ways.smaller)
    if primary.name in HARMLESS and (asked := _asked(outcomes)) is not None:
        return _advising(primary, _deed(asked, ways), asked)
    return None


def _beyond(diagnosis: Diagnosis, outcomes: Sequence[Outcome]) -> Finding | None:
    """The primary finding where the goal is reached; None where its words are right for that."""
    primary = diagnosis.primary
    if any(_asks_for(one.condition, primary.name) for one in outcomes):
        return _staying(primary)  # what mends it leads away from the goal
    idle = primary.name == "still_improving" and not diagnosis.advised.change
    seen = any(one.change == primary.change for one in primary.proven)
    idle = idle or (primary.name == "not_enough_evidence" and not seen)
    idle = idle or (primary.name in _UNSEEN and bool(primary.change) and not seen)
    return replace(primary, remedy=ENOUGH, change={}, further=()) if idle else _staying(primary)


def _staying(primary: Finding) -> Finding | None:
    """Its advice with what it can't undo; None where it advises nothing."""
    return replace(primary, remedy=f"{primary.remedy} {_STAYS}") if primary.change else None


def _asks_for(condition: Condition, finding: str) -> bool:
    return (condition.name, condition.op, condition.value) == (DIAGNOSIS, "==", finding)


def _nearer(
    diagnosis: Diagnosis,
    outcomes: Sequence[Outcome],
    ways: Ways,
    settings: Mapping[str, Value] | None,
) -> Finding | None:
    """The primary finding with what may get nearer to a figure that is missed; None as above."""
    primary, change = diagnosis.primary, diagnosis.advised.change
    ways = replace(ways, larger=grown(primary, ways))
    if ways.larger and (_unclear(diagnosis, settings or {}) or layers_first(primary, ways)):
        return _advising(primary, _to_be_larger(ways), ways.larger)
    if ways.larger and primary.name == "still_improving" and not change:
        return _advising(
            primary, _to_be_larger(ways, "get further in the same epochs"), ways.larger
        )
    if ways.larger and (why := _no_restraint(primary, change, outcomes, ways)):
        reason = "" if "sequence_length" in ways.larger else f" {why}"
        return _advising(primary, f"{_to_be_larger(ways)}{reason}", ways.larger)
    if primary.name in _OPEN and not change:
        return replace(primary, remedy=_closer(_OTHERWISE, settings))
    if primary.name == "good_fit" and not _MENDING & primary.change.keys():
        return _advising(primary, _closer(_FURTHER, settings), {})
    return None


def _no_restraint(
    primary: Finding, change: Mapping[str, Value], outcomes: Sequence[Outcome], ways: Ways
) -> str:
    """Why a network with a gap is made larger all the same; empty where it is to be held back."""
    if primary.name not in _GAPS:
        return ""
    if not change:
        return _NO_RESTRAINT
    narrower = set(change) <= set(WIDTHS) and set(change) <= set(ways.larger)
    figures = all(one.met or one.condition.name in METRICS for one in outcomes)
    return _NO_SMALLER if primary.name == "large_gap" and narrower and figures else ""


def _advising(finding: Finding, words: str, change: Mapping[str, Value]) -> Finding:
    return replace(finding, remedy=words, change=dict(change), further=())


def _closer(ways: Sequence[tuple[str, tuple[str, ...]]], offered: Collection[str] | None) -> str:
    """What may get closer to the goal, of what the experiment offers; of all where that is open."""
    named = _offered(ways, offered)
    if not named:
        return "No setting here is known to get closer to the goal; another seed may by luck."
    words = listed(named, "or")
    return f"{words[:1].upper()}{words[1:]} may get closer to the goal."


def _offered(
    ways: Sequence[tuple[str, tuple[str, ...]]], offered: Collection[str] | None
) -> list[str]:
    """The words of what can be set here; all of them where that is not known."""
    return [words for words, names in ways
            if offered is None or any(name in offered for name in names)]  # fmt: skip


def _wanted(outcomes: Sequence[Outcome]) -> str | None:
    """The finding that the goal still asks for; None where it asks for none."""
    asked = (one.condition for one in outcomes if not one.met and one.condition.name == DIAGNOSIS)
    return next((str(one.value) for one in asked if one.op == "=="), None)


def _elsewhere(diagnosis: Diagnosis, wanted: str, offered: Collection[str] | None) -> Diagnosis:
    """The diagnosis with the lesson's own goal in place of its advice."""
    ways = _LEADING.get(wanted, ())
    if diagnosis.primary.name == "still_improving":  # which fewer examples keep even shorter
        ways = tuple(one for one in ways if "train_size" not in one[1])
    named = _offered(ways, offered)
    how = f"{listed(named, 'or')} lead there" if named else "the lesson's words tell how"
    remedy = f"The goal here is “{title(wanted).lower()}”: {how}."
    first, *others = (replace(finding, change={}, further=()) for finding in diagnosis.findings)
    return replace(diagnosis, findings=(replace(first, remedy=remedy), *others))


def _unclear(diagnosis: Diagnosis, settings: Mapping[str, Value]) -> bool:
    """Whether nothing is known to be wrong, nor what would do much better.

    To stop a little earlier saves what the last epochs lost, and no more.
    """
    primary = diagnosis.primary
    if primary.name == "good_fit":
        wanted, trained = primary.change.get("epochs"), settings.get("epochs")
        shorter = isinstance(wanted, int) and isinstance(trained, int) and wanted < trained
        return shorter or not _MENDING & primary.change.keys()
    return primary.name in _UNSEEN and not diagnosis.advised.change


def _to_be_larger(ways: Ways, effect: str = "get closer to the goal") -> str:
    deed = set_words(ways.larger, ways)
    if "sequence_length" in ways.larger:
        return f"{deed}: what came longer ago may tell more of what follows."
    kind = "deeper" if any(name in ways.larger for name in COUNTS) else "wider"
    if "bidirectional" in ways.larger:
        return f"{deed}: a layer that reads both ways may {effect}."
    return f"{deed}: a {kind} network may {effect}."


def _to_be_smaller(ways: Ways) -> str:
    deed = set_words(ways.smaller, ways) if ways.smaller else "Take fewer layers or units"
    return f"{deed}: {_SMALLER}"


def _too_large(outcomes: Sequence[Outcome], primary: Finding) -> bool:
    """Whether the goal asks for nothing more but a smaller network, which nothing else makes."""
    left = [one.condition for one in outcomes if not one.met]
    if primary.name == "good_fit" and primary.change:
        return False
    return len(left) == 1 and left[0].name == "parameters" and left[0].op in {"<", "<="}


def _asked(outcomes: Sequence[Outcome]) -> dict[str, Value] | None:
    """The setting that the goal asks for, once all that it measures is reached; None for none."""
    left = [one.condition for one in outcomes if not one.met]
    return _set_as_asked(left[0]) if len(left) == 1 else None


def _set_as_asked(condition: Condition) -> dict[str, Value] | None:
    """The setting that meets a condition; None where that is on none, or names no such value."""
    name, value = condition.name, condition.value
    if name not in KNOBS or condition.op not in {"==", ">=", "<="}:
        return None
    whole = KNOBS[name].kind == "int" and isinstance(value, float)
    return {name: int(value) if whole else value}


def restored(diagnosis: Diagnosis, outcomes: Sequence[Outcome], ways: Ways) -> Diagnosis:
    """With what the goal asks of settings that the step is not about, where these were changed."""
    advised, asked = diagnosis.advised, dict[str, Value]()
    for one in outcomes:
        if not one.met and one.condition.name in ways.aside:
            asked |= _set_as_asked(one.condition) or {}
    if not advised.change or not asked.keys() - advised.change.keys():
        return diagnosis
    both = replace(
        advised, change={**advised.change, **asked},
        remedy=f"{advised.remedy} {set_words(asked, ways)} again: the goal asks for it.",
    )  # fmt: skip
    found = (both if one is advised else one for one in diagnosis.findings)
    return replace(diagnosis, findings=tuple(found))


def _deed(asked: dict[str, Value], ways: Ways) -> str:
    return f"{set_words(asked, ways)}: the goal asks for it."
