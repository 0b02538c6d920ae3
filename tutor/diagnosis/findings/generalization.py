"""`overfitting` and `large_gap`: what was learned does not carry over to new examples."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from tutor.diagnosis import gap_remedies, remedies
from tutor.diagnosis.case import NEAR, Case
from tutor.diagnosis.findings import tried
from tutor.diagnosis.findings.certain import too_certain
from tutor.diagnosis.findings.gap import Gap, accuracy_gap, gap_story, loss_gap
from tutor.diagnosis.findings.learned import outdone, training_learned
from tutor.diagnosis.findings.rise import FEWEST_EPOCHS, FINAL, Demand, Rise, measure
from tutor.diagnosis.findings.rise_story import story
from tutor.diagnosis.moves import Remedy
from tutor.diagnosis.statistics import Interval, chance
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import (
    confidence,
    percent,
    points,
    points_span,
)

_LOST, _AS_LIKELY = 0.01, 0.5
_POOR = 0.8
"""Of the training answers that are right."""

_TOO_FEW_PARAMETERS = 4.0
"""Standard errors that a gap must be where so few parameters can learn little by heart."""

_NO_MORE = "No more of its labels known than are right, on other training examples."
"""What would speak against labels that were learned by heart."""

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
    right = _right_more_often(rise)
    remedy = remedies.overfitting(case.facts, best, poor=_poor(case), right=right)
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


def _right_more_often(rise: Rise) -> bool:
    """Whether surely more answers are right at the end than at the epoch of the lowest loss."""
    return rise.accuracy is not None and tried.interval(rise.accuracy).low > 0.0


def _poor(case: Case) -> bool:
    """Whether it does poorly on what it was trained on, or on new examples as a simple model."""
    learned = case.train_accuracy
    enough = _POOR * case.facts.right_labels
    return outdone(case) or (learned is not None and case.end(learned) < enough)


def thrown_off(case: Case) -> bool:
    """Whether training loss hardly fell while validation loss rose, far from a learned set.

    Beside curves that jump, such a rise is what the steps undid, and nothing learned by heart.
    """
    rise = measure(case)
    level = rise is not None and rise.train_fall < _WORTH
    return level and not training_learned(case)


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
    reach = tried.interval(moved)
    sure = chance(-_LOST, moved.mean, moved.error)
    if sure < _AS_LIKELY:
        return None
    best, better = case.epoch(rise.lowest), _right_more_often(rise)
    remedy = remedies.overconfident(case.facts, best, right=better)
    return Finding(
        name="overconfident",
        confidence=round(min(sure, 0.95), 3),
        evidence=f"Since epoch {best} validation accuracy "
        f"{_no_worse(moved.mean, reach)}, while its loss rose {percent(rise.share)}: the answers "
        f"are {'better than' if better else 'as good as'} before, but wrong ones are given "
        "with more certainty.",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="An accuracy that falls as well: that would be plain overfitting.",
        epoch=best,
        kind="better" if better else "",
    )


def _no_worse(change: float, reach: Interval) -> str:
    """How accuracy went on that has not fallen beyond chance, in words."""
    if reach.low > 0:
        return f"rose by {points(change)} ({points_span(reach)})"
    return f"changed by {points(change)} ({points_span(reach)}), no more than chance gives"


@lru_cache(maxsize=2)
def large_gap(case: Case) -> Finding | None:
    """A gap beyond three standard errors and over 5 points, or over a third of validation loss.

    Or so few wrong answers with so much certainty that validation loss is above a guess's. Not
    given beside `overfitting`, whose gap grows, nor before it could have been told from that.
    """
    if case.epochs + case.facts.after < FEWEST_EPOCHS or overfitting(case) is not None:
        return None
    gap = accuracy_gap(case) or loss_gap(case)
    if gap is None or not _beyond(case, gap):
        return too_certain(case)
    remedy = _narrowing(case, gap)
    return Finding(
        name="large_gap",
        confidence=confidence((gap.size - gap.least) / max(gap.error, 0.005)),
        evidence=gap_story(case, gap) + tried.story(case),
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt=_NO_MORE if gap.by_heart else "A smaller gap on other validation examples.",
        epoch=case.epoch(-1),
        kind="by_heart" if gap.by_heart else "",
    )


def _beyond(case: Case, gap: Gap) -> bool:
    """Whether a gap is worth speaking of and beyond chance."""
    by_heart = case.excess is None or case.excess >= NEAR
    errors = gap.errors if by_heart else _TOO_FEW_PARAMETERS
    return gap.size > max(gap.least + gap.beyond * gap.error, gap.error * errors)


def _narrowing(case: Case, gap: Gap) -> Remedy:
    """What narrows the gap, among what is offered and what was tried."""
    return gap_remedies.large_gap(
        case.facts,
        level=_level_since(case),
        learned=training_learned(case) or gap.by_heart,
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
