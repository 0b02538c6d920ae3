"""`good_fit` and `not_enough_evidence`: no trouble was found, or none could have been."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tutor.diagnosis import remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings.generalization import accuracy_gap
from tutor.diagnosis.findings.rise import FINAL, measure
from tutor.diagnosis.moves import Remedy
from tutor.diagnosis.statistics import Interval, probability, trend, wilson
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import number, percent, points, span

_LEAST_EPOCHS = 6
_WANTED_EPOCHS = 10
_EFFECT = 0.05
_POWER = 0.8
_VISIBLE_ERRORS = 2.5
"""A gap of so many standard errors is seen nearly always."""

_SHORT_ACCURACY = 0.8
_TRAIN_FALL = FINAL.train_fall
_WANTED_ERROR = 0.04
"""The standard error of a trend that lets a rise of 5 % be seen, as a share of the loss."""

_MOST_TIMES_LONGER = 4


@dataclass(frozen=True, slots=True)
class _Lack:
    """Why the evidence does not suffice, and what would help."""

    evidence: str
    remedy: Remedy
    doubt: str
    confidence: float


def good_fit(case: Case) -> Finding | None:
    """Nothing was found, with the power to have seen a 5 % effect.

    The chance that validation loss rises by less than 5 % over the last half of the run (median
    slope with its error) must be at least 0.8; and a gap of 5 points of accuracy must have been
    visible with so many validation examples.
    """
    if _lack(case) is not None:
        return None
    calm = _calm(case)
    remedy = remedies.good_fit(case.facts)
    return Finding(
        name="good_fit",
        confidence=round(min(0.97, max(0.5, calm)), 3),
        evidence=_story(case),
        remedy=remedy.text,
        change=remedy.change,
        doubt="A rise of validation loss in a longer run, or a gap on other examples.",
        epoch=_best(case),
    )


def not_enough_evidence(case: Case) -> Finding:
    """Too few epochs or examples to tell, or too much wobble; says what would do."""
    lack = _lack(case) or _Lack(
        "The curves show no clear course.",
        remedies.settle(case.facts),
        "A second run with another seed.",
        0.5,
    )
    return Finding(
        name="not_enough_evidence",
        confidence=lack.confidence,
        evidence=lack.evidence,
        remedy=lack.remedy.text,
        change=lack.remedy.change,
        doubt=lack.doubt,
        epoch=None,
    )


def _best(case: Case) -> int | None:
    rise = measure(case)
    return None if rise is None else case.epoch(rise.best)


def _calm(case: Case) -> float:
    """The chance that the trend over the last half of validation loss is a rise under 5 %."""
    assert case.val is not None
    course = trend(case.val[-max(4, case.points // 2) :])
    level = _level(case)
    error = max(course.error / level, 1e-3)
    return probability((_EFFECT - course.change / level) / error)


def _lack(case: Case) -> _Lack | None:
    """What is missing for a judgement; None where nothing is."""
    return (
        _few_epochs(case)
        or _no_validation(case)
        or _unexplained_rise(case)
        or _unsettled(case)
        or _wobbling(case)
        or _unknown_floor(case)
        or _few_examples(case)
    )


def _few_epochs(case: Case) -> _Lack | None:
    if case.epochs >= _LEAST_EPOCHS:
        return None
    epochs = f"{case.epochs} epoch{'' if case.epochs == 1 else 's'}"
    return _Lack(
        f"There {'is' if case.epochs == 1 else 'are'} only {epochs}: too few to tell a course from "
        f"wobble. {_WANTED_EPOCHS} would do."
        if case.epochs
        else f"There are no epochs to judge yet. {_WANTED_EPOCHS} would do.",
        remedies.more_epochs(case.facts, case.epochs, _WANTED_EPOCHS, "so few show no course"),
        "More epochs.",
        0.95 if case.epochs < 4 else 0.8,
    )


def _no_validation(case: Case) -> _Lack | None:
    if case.val is not None:
        return None
    return _Lack(
        "No validation loss was recorded: how the network does on examples it has not trained on "
        "can't be told.",
        Remedy("Keep a fifth of the examples for validation (validation_split=0.2 in Keras)."),
        "A validation curve.",
        0.95,
    )


def _unexplained_rise(case: Case) -> _Lack | None:
    """Validation loss ends higher, but not surely by overfitting."""
    rise = measure(case)
    if rise is None or rise.higher(_EFFECT) < 3:
        return None
    seen = float(np.median(rise.above[-case.tail :]))
    if seen <= max(_EFFECT, 3 * rise.wobble):
        return None
    best = case.epoch(rise.best)
    if case.train is None:
        reason = "no training loss was recorded beside it"
        remedy = Remedy("Record the training loss too: it tells overfitting from other troubles.")
    elif rise.train_fall <= _TRAIN_FALL:
        reason = "training loss did not keep falling meanwhile"
        remedy = remedies.settle(case.facts)
    else:
        reason = "that may be the luck of a few validation examples"
        remedy = remedies.overfitting(case.facts, best)
    return _Lack(
        f"Validation loss ended {percent(seen)} above its lowest at epoch {best}, but {reason}.",
        remedy,
        "A further rise while training loss falls: that would be overfitting.",
        0.6,
    )


def _rise_or_fall(fall: Interval) -> str:
    """An interval of falls whose low end is a rise: `a rise of 3 % to a fall of 20 %`."""
    low = percent(abs(fall.low))
    start = f"a rise of {low}" if fall.low < 0 else f"a fall of {low}"
    return f"{start} to a fall of {percent(fall.high)}"


def _unsettled(case: Case) -> _Lack | None:
    """Validation loss seems to fall by over 5 % in the last third, but not surely."""
    assert case.val is not None
    count = min(case.points, max(4, -(-case.points // 3)))
    course = trend(case.val[-count:])
    level = _level(case)
    if -course.change / level <= _EFFECT:
        return None
    reach = Interval(-course.high / level, -course.low / level)
    wanted = case.epochs * 3 // 2 + 1
    return _Lack(
        f"Validation loss may still be falling: by {percent(-course.change / level)} since epoch "
        f"{case.epoch(-count)}, but so unevenly that anything from {_rise_or_fall(reach)} fits. "
        f"About {wanted:,} epochs would do.",
        remedies.more_epochs(
            case.facts, case.epochs, wanted, "then it shows whether the loss has settled"
        ),
        "A longer run, in which it falls on or stays level.",
        0.6,
    )


def _level(case: Case) -> float:
    """The size of validation loss at the end, by which changes are measured; above zero."""
    assert case.val is not None
    return abs(case.end(case.val)) or float(np.ptp(case.val)) or 1.0


def _wobbling(case: Case) -> _Lack | None:
    calm = _calm(case)
    if calm >= _POWER:
        return None
    assert case.val is not None
    course = trend(case.val[-max(4, case.points // 2) :])
    level = _level(case)
    times = min(course.error / level / _WANTED_ERROR, 1e3) ** 2
    longer = 1.0 < times <= _MOST_TIMES_LONGER
    wanted = math.ceil(case.epochs * times) if longer else 0
    seen = (
        f"Over the last half, validation loss moved by {percent(course.change / level)} "
        f"({span(Interval(course.low / level, course.high / level))}): too near 5 % to call it a "
        "rise or none."
        if course.change > course.error
        else f"Validation loss wobbles by {percent(course.spread / level)} from epoch to epoch, so "
        f"a rise of 5 % can't be told from none in {case.epochs:,} epochs."
    )
    return _Lack(
        seen + (f" About {wanted:,} would do." if longer else ""),
        remedies.more_epochs(
            case.facts, case.epochs, wanted, "a longer run tells a rise from wobble"
        )
        if longer
        else remedies.settle(case.facts),
        "Calmer curves, or a longer run.",
        round(min(0.9, max(0.5, 1 - calm)), 3),
    )


def _few_examples(case: Case) -> _Lack | None:
    gap, known = accuracy_gap(case), case.validation_examples
    if gap is None or case.val_accuracy is None or known is None:
        return None
    share = case.end(case.val_accuracy)
    visible = _VISIBLE_ERRORS * math.sqrt(share * (1 - share) / known)
    if visible <= _EFFECT:
        return None
    wanted = math.ceil(share * (1 - share) * (_VISIBLE_ERRORS / _EFFECT) ** 2 - 1e-6)
    return _Lack(
        f"Validation accuracy is {percent(share)} ({span(wilson(share, known))}): with {known:,} "
        f"validation examples no gap under {points(visible)} can be seen. {wanted:,} would do.",
        Remedy(f"Use {wanted:,} validation examples: the interval then shrinks to 5 points."),
        "More validation examples.",
        0.8,
    )


def _unknown_floor(case: Case) -> _Lack | None:
    """Settled well below all right, and nothing known of what these data allow."""
    accuracy, facts = case.train_accuracy, case.facts
    known = facts.reference_loss is not None or facts.baseline_accuracy is not None
    if accuracy is None or known or case.end(accuracy) >= _SHORT_ACCURACY:
        return None
    larger = remedies.underfitting(facts)
    return _Lack(
        f"Training accuracy has settled at {percent(case.end(accuracy))} with no gap to "
        "validation. The curves can't tell whether the network is too small or the labels allow "
        "no more.",
        Remedy(f"{larger.text} If training loss falls then, this network was too small.",
               larger.change),
        "The training loss that another network reaches on these data.",
        0.7,
    )  # fmt: skip


def _story(case: Case) -> str:
    assert case.val is not None
    text = f"Validation loss settled at {number(case.end(case.val))} and does not rise"
    gap = accuracy_gap(case)
    if gap is not None and case.val_accuracy is not None:
        share, known = case.end(case.val_accuracy), case.validation_examples
        sized = f" ({span(wilson(share, known))})" if known else ""
        return (
            f"{text}; validation accuracy is {percent(share)}{sized}, {points(abs(gap.size))} "
            f"{'below' if gap.size >= 0 else 'above'} training accuracy."
        )
    against = f"; training loss is {number(case.end(case.train))}" if case.train is not None else ""
    return f"{text}{against}. As far as losses alone can tell, nothing is wrong."
