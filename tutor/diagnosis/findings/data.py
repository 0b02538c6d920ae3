"""What is wrong with the data: `leakage` and `class_imbalance`."""

from __future__ import annotations

from tutor.diagnosis import data_remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.statistics import shares_differ, wilson
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import confidence, number, percent, points, points_span, span

_WORTH = 0.05
_RATIO = 3.0
_ERRORS = 3.0
_LEAST_COPIED, _ALL = 0.1, 0.99


def leakage(case: Case) -> Finding | None:
    """Examples stand in both sets, so many that the validation loss is over 5 % too low.

    With a share c of copies, validation loss is v = c L + (1 - c) R for the training loss L and
    the true risk R. So the risk is R = (v - c L) / (1 - c), and v flatters by c (R - L).
    """
    copied, train, val = _beyond_nature(case), case.train, case.val
    if copied is None or copied < _LEAST_COPIED or train is None or val is None:
        return None
    known = case.end(val)
    flattery, fair = 1.0, ""
    if copied < _ALL:
        risk = (known - copied * case.end(train)) / (1 - copied)
        flattery = copied * (risk - case.end(train)) / risk if risk > 0 else 0.0
        fair = _of_others(case, risk, known)
    if flattery <= _WORTH:
        return None
    remedy = data_remedies.leakage(case.facts)
    return Finding(
        name="leakage",
        confidence=0.97 if flattery > 2 * _WORTH else 0.85,
        evidence=f"{percent(copied)} of the validation examples stand in the training set as well, "
        f"exactly alike. With them, validation loss is {number(known)}{case.lately}.{fair}",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="That there are copies is counted. Equal losses once they are out would say that "
        "they did not flatter. Expect them higher: their answers are no longer known, and the "
        "training set is smaller.",
        epoch=case.epoch(-1),
    )


def copies(case: Case) -> str:
    """A sentence, after a space, on copies, where they flatter too little to be a finding."""
    copied = _beyond_nature(case)
    if copied is None or copied < _LEAST_COPIED:
        return ""
    return (
        f" But {percent(copied)} of the validation examples stand in the training set as well: "
        "of new ones these figures say less than it seems."
    )


def _of_others(case: Case, risk: float, known: float) -> str:
    """What the others tell, a sentence; by how much copies flatter is reckoned where not measured.

    It is what this network meets there: one trained without the copies has learned from fewer.
    """
    if case.facts.loss_of_new is None:
        return f" On the others alone it would be about {number(risk)}."
    measured, count = case.facts.loss_of_new
    if measured <= known:
        return f" The {count:,} others are too few to tell by how much that flatters the network."
    return f" On the {count:,} others alone it is {number(measured)}."


def _beyond_nature(case: Case) -> float | None:
    """The share of copies beyond those that chance gives where inputs are few.

    A training example has a copy among those before it as often as `repeated` says; a validation
    example is held against all of them, which are twice as many.
    """
    copied, repeated = case.facts.copied, 2 * (case.facts.repeated or 0.0)
    if copied is None or repeated >= 1.0:
        return None
    natural = wilson(repeated, case.validation_examples or 1, z=_ERRORS).high if repeated else 0.0
    return copied if copied > natural else 0.0


def class_imbalance(case: Case) -> Finding | None:
    """Classes 3:1 or worse, and the rarest is recalled surely less often than the commonest."""
    counts, right = case.facts.class_counts, case.facts.class_right
    if counts is None or right is None or len(counts) != len(right) or len(counts) < 2:
        return None
    seen = [place for place, count in enumerate(counts) if count > 0]
    if len(seen) < 2:
        return None
    rare, common = (chosen(seen, key=lambda place: counts[place]) for chosen in (min, max))
    if counts[common] < _RATIO * counts[rare]:
        return None
    (of_common, all_common), (of_rare, all_rare) = right[common], right[rare]
    if not all_common or not all_rare:
        return None
    first, second = of_common / all_common, of_rare / all_rare
    apart = wilson(second, all_rare).high < wilson(first, all_common).low
    if not apart or first - second <= _WORTH:
        return None
    interval = shares_differ(first, all_common, second, all_rare)
    error = max((interval.high - interval.low) / 3.92, 1e-6)
    remedy = data_remedies.class_imbalance(case.facts)
    return Finding(
        name="class_imbalance",
        confidence=confidence((first - second - _WORTH) / error),
        evidence=f"C{_class(case, common)[1:]} has {counts[common] / counts[rare]:.0f} times as "
        f"many training examples as {_class(case, rare)}. Of the former {percent(first)} are "
        f"recognised, of the latter {percent(second)} ({span(wilson(second, all_rare))}): "
        f"{points(first - second)} fewer ({points_span(interval)}).",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="Classes as unequally recognised once each counts as much as the others.",
        epoch=case.epoch(-1),
    )


def _class(case: Case, number: int) -> str:
    """A class, by its name where that is known: `class “malignant”`, `class 1`."""
    names = case.facts.class_names
    return f"class “{names[number]}”" if number < len(names) else f"class {number}"
