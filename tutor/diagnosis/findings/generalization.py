"""`overfitting` and `large_gap`: what was learned does not carry over to new examples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tutor.diagnosis import gap_remedies, remedies
from tutor.diagnosis.case import NEAR, Case
from tutor.diagnosis.findings import tried
from tutor.diagnosis.findings.certain import too_certain
from tutor.diagnosis.findings.learned import outdone, training_learned
from tutor.diagnosis.findings.rise import FEWEST_EPOCHS, FINAL, Demand, measure
from tutor.diagnosis.findings.rise_story import story
from tutor.diagnosis.moves import Remedy
from tutor.diagnosis.proportions import in_tenths
from tutor.diagnosis.statistics import Interval, chance, noise, shares_differ, wilson
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import (
    confidence,
    number,
    percent,
    points,
    points_span,
    span,
    tenths,
)

_GAP_OF_ACCURACY = 0.05
_GAP_OF_LOSS = 1 / 3
_ERRORS, _FEWER, _BEYOND, _BEYOND_WHOLE = 3.0, 1.645, 0.67, 0.5
_LOST, _AS_LIKELY = 0.01, 0.5
_POOR = 0.8
"""Of the training answers."""

_TOO_FEW_PARAMETERS = 4.0
"""Standard errors that a gap must be where so few parameters can learn little by heart."""

_WIDER = 1.5
"""How much more is demanded where the training side is Keras's running value, or sizes unknown."""

_POINT, _WORTH = 0.01, 0.05
_FEWEST_EPOCHS, _LONG = 4, 2 / 3
"""Since when a curve must be level, at least and as a share of the run, to be level for long."""


@lru_cache(maxsize=2)
def overfitting(case: Case, demand: Demand = FINAL) -> Finding | None:
    """Validation loss ends above its lowest, beyond noise, while training loss kept falling."""
    rise = measure(case)
    if rise is None or case.epochs < FEWEST_EPOCHS or not rise.shown(demand):
        return None
    best, end = case.epoch(rise.lowest), case.epoch(-1)
    worth = demand.rise if rise.cross is None else demand.rise_of_groups
    remedy = remedies.overfitting(case.facts, best, poor=_poor(case))
    return Finding(
        name="overfitting",
        confidence=confidence((rise.share - worth) / max(rise.error, 0.005)),
        evidence=story(case, rise, best, end),
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A lower validation loss in further epochs, or no rise on other validation examples.",
        epoch=best,
    )


def _poor(case: Case) -> bool:
    """Whether it does poorly on what it was trained on, or on new examples as a simple model."""
    learned = case.train_accuracy
    return outdone(case) or (learned is not None and case.end(learned) < _POOR)


def overconfident(case: Case) -> Finding | None:
    """Beside `overfitting`: the loss rises while accuracy's interval includes no change.

    The network answers no worse, it has become too sure of its wrong answers. Source: C. Guo,
    G. Pleiss, Y. Sun and K. Q. Weinberger, On calibration of modern neural networks, ICML 2017,
    1321–1330.
    """
    beside = overfitting(case)
    rise = measure(case) if beside is not None else None
    if beside is None or rise is None or rise.accuracy is None:
        return None
    moved = rise.accuracy
    reach = Interval(moved.mean - 1.96 * moved.error, moved.mean + 1.96 * moved.error)
    sure = chance(-_LOST, moved.mean, moved.error)
    if sure < _AS_LIKELY:
        return None
    remedy = remedies.overconfident(case.facts, case.epoch(rise.lowest))
    return Finding(
        name="overconfident",
        confidence=round(min(sure, 0.95), 3),
        evidence=f"Since epoch {case.epoch(rise.lowest)} validation accuracy "
        f"{_no_worse(moved.mean, reach)}, while its loss rose {percent(rise.share)}: the answers "
        f"are {'better than' if reach.low > 0 else 'as good as'} before, but wrong ones are given "
        "with more certainty.",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="An accuracy that falls as well: that would be plain overfitting.",
        epoch=case.epoch(rise.lowest),
    )


def _no_worse(change: float, reach: Interval) -> str:
    """How accuracy went on that has not fallen beyond chance, in words."""
    if reach.low > 0:
        return f"rose by {points(change)} ({points_span(reach)})"
    return f"changed by {points(change)} ({points_span(reach)}), no more than chance gives"


@dataclass(frozen=True, slots=True)
class Gap:
    """The distance between training and validation at the end.

    Attributes:
        size: in shares of accuracy, or as a share of validation loss.
        interval: its 95 % interval.
        error: its standard error.
        least: the least gap worth speaking of.
        errors: how many standard errors it must be, so that few sound runs have it by chance.
        beyond: how many more than `least` it must be.
    """

    size: float
    interval: Interval
    error: float
    least: float
    errors: float = _ERRORS
    beyond: float = 0.0


@lru_cache(maxsize=2)
def large_gap(case: Case) -> Finding | None:
    """A gap beyond three standard errors and over 5 points, or over a third of validation loss.

    Or so few wrong answers with so much certainty that validation loss is above a guess's. Not
    given beside `overfitting`, whose gap grows, nor before it could have been told from that.
    """
    if case.epochs + case.facts.after < FEWEST_EPOCHS or overfitting(case) is not None:
        return None
    gap = accuracy_gap(case) or _loss_gap(case)
    if gap is None or not _beyond(case, gap):
        return too_certain(case)
    remedy = _narrowing(case)
    return Finding(
        name="large_gap",
        confidence=confidence((gap.size - gap.least) / max(gap.error, 0.005)),
        evidence=_gap_story(case, gap) + tried.story(case),
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A smaller gap on other validation examples.",
        epoch=case.epoch(-1),
    )


def _beyond(case: Case, gap: Gap) -> bool:
    """Whether a gap is worth speaking of and beyond chance."""
    by_heart = case.excess is None or case.excess >= NEAR
    errors = gap.errors if by_heart else _TOO_FEW_PARAMETERS
    return gap.size > max(gap.least + gap.beyond * gap.error, gap.error * errors)


def _narrowing(case: Case) -> Remedy:
    """What narrows the gap, among what is offered and what was tried."""
    return gap_remedies.large_gap(
        case.facts,
        level=_level_since(case),
        learned=training_learned(case),
        poor=_poor(case),
        better=_helped(case),
    )


def _helped(case: Case) -> float:
    """How many times as wide a network is that was tried and surely does better; 0 for none."""
    wide, second = tried.wider(case), case.second
    if wide is None or second is None or second.past or tried.interval(wide).low <= _WORTH:
        return 0
    return second.times


def _level_since(case: Case) -> int | None:
    """The epoch from which on validation stayed level while training accuracy rose.

    By less than a point of accuracy and 5 % of the loss; None where that was not for long.
    """
    if case.train_accuracy is None or case.val_accuracy is None or case.val is None:
        return None
    right, losses = case.smooth(case.val_accuracy), case.smooth(case.val)
    apart = np.abs(right - case.end(case.val_accuracy)) > _POINT
    apart |= losses > (1 + _WORTH) * case.end(case.val)
    since = int(np.flatnonzero(apart).max(initial=-1)) + 1
    if since >= case.points:
        return None
    rose = case.end(case.train_accuracy) - float(case.smooth(case.train_accuracy)[since])
    epoch = case.epoch(since)
    long = _FEWEST_EPOCHS <= epoch <= _LONG * case.trained
    return epoch if long and rose > _POINT else None


def accuracy_gap(case: Case) -> Gap | None:
    """Training less validation accuracy over the last epochs; None where one is missing.

    Its error is that of two independent proportions (Newcombe's interval) where the number of
    validation examples is known, else the wobble of both curves.
    """
    train, val, known = case.train_accuracy, case.val_accuracy, case.validation_examples
    if train is None or val is None:
        return None
    first, second = case.end(train), case.end(val)
    learned, examples = learned_at_end(case), case.facts.train_examples
    if known is not None and learned is not None and examples:
        return _gap_of_whole(learned, examples, float(val[-1]), known)
    size = first - second
    wobble = float((noise(train) ** 2 + noise(val) ** 2) ** 0.5)
    if known is None:
        interval, error = Interval(size - 1.96 * wobble, size + 1.96 * wobble), wobble
    else:
        of_first = case.training_examples or known
        interval = shares_differ(first, of_first, second, known)
        error = max((interval.high - interval.low) / 3.92, wobble / case.tail**0.5)
    sure = case.accuracy_measured and known is not None
    least = _GAP_OF_ACCURACY * (1.0 if sure else _WIDER)
    return Gap(size, interval, error, least, *((_FEWER, _BEYOND) if sure else (_ERRORS, 0.0)))


def learned_at_end(case: Case) -> float | None:
    """The share of the whole training set that the network has right at its end, if known."""
    learned = None if case.second is None else case.second.learned
    return learned if case.facts.train_examples else None


def of_whole(case: Case, learned: float) -> str:
    """That a share is of the whole training set, where the curve beside it tells another.

    After each epoch as many training examples are judged as there are for validation.
    """
    curve = case.train_accuracy if case.accuracy_measured else None
    alike = curve is None or in_tenths(float(curve[-1])) == in_tenths(learned)
    return " on the whole training set" + ("" if alike else " (the curve is of a part)")


def _gap_of_whole(learned: float, whole: int, validated: float, known: int) -> Gap:
    """The gap where the accuracy on the whole training set is known, and so has no error.

    Both are of the network as it is at the end: means over epochs are of others.

    A training set of so few examples may be easier than others are by chance: three standard errors
    of that are no gap either.
    """
    by_luck = (learned * (1 - learned) / whole) ** 0.5
    reach = wilson(validated, known)
    error = max((reach.high - reach.low) / 3.92, 1e-6)
    interval = Interval(learned - reach.high, learned - reach.low)
    least = max(_GAP_OF_ACCURACY, _ERRORS * by_luck)
    return Gap(learned - validated, interval, error, least, _FEWER, _BEYOND_WHOLE)


def _loss_gap(case: Case) -> Gap | None:
    """Validation less training loss as a share of validation loss; for positive losses only."""
    if case.train is None or case.val is None:
        return None
    train, val = case.end(case.train), case.end(case.val)
    if min(train, val) <= 0.0:
        return None
    error = float((noise(case.train) ** 2 + noise(case.val) ** 2) ** 0.5) / val
    size = (val - train) / val
    least = _GAP_OF_LOSS * (1.0 if case.loss_measured else 1.25)
    return Gap(size, Interval(size - 1.96 * error, size + 1.96 * error), error, least)


def _gap_story(case: Case, gap: Gap) -> str:
    train, val = case.train_accuracy, case.val_accuracy
    if train is not None and val is not None:
        known = case.validation_examples
        source = f" with {case.counted(known)}" if known else ""
        whole = learned_at_end(case)
        learned, right, of, when = case.end(train), case.end(val), "", case.both_lately
        if known is not None and whole is not None:
            learned, right, of, when = whole, float(val[-1]), of_whole(case, whole), ""
        shown = in_tenths(learned) - in_tenths(right)  # of the figures beside it
        return (
            f"Training accuracy ended at {tenths(learned)}{of}, validation accuracy at "
            f"{tenths(right)}{when}: a gap of {points(shown)} "
            f"({points_span(gap.interval)}{source})."
        )
    ends = [case.end(values) for values in (case.train, case.val) if values is not None]
    return (
        f"Training loss ended at {number(ends[0])}, validation loss at {number(ends[-1])}"
        f"{case.both_lately}: a gap of {percent(gap.size)} of validation loss "
        f"({span(gap.interval)})."
    )
