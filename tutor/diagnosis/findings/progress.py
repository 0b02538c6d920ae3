"""`still_improving`: the run ended before the loss had settled."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from tutor.diagnosis import epoch_remedies, remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings import tried
from tutor.diagnosis.moves import Remedy
from tutor.diagnosis.rates import shrinking, too_high, too_low
from tutor.diagnosis.second_look import Floats
from tutor.diagnosis.statistics import Array, Interval, chance, trend
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import less, number, percent, span

LEAST_EPOCHS = 4
"""Four points in falling order are the fewest that chance seldom gives: once in 24."""

_FALL = 0.02
_SURE = 0.5
_SLOWING = 0.5
"""How much of a straight course the next epochs keep: curves flatten as they go on."""

_MOST_GROWTH = 2.0

_SHORTER = 0.9
"""A change that leaves less than such a share of what going on leaves is the shorter way."""

_JUMP = 1.5
"""Times the loss at the end of a run: where it goes higher on its way down, it is unstable."""

_FELL_BACK = 0.15
"""Of the loss at the end: by so much less it had been better before, as anybody can see."""

_FAR_BELOW = 0.8
"""Of the lowest loss before."""

_TINY = 1e-12
_UNSURE = 0.4
"""The error of that, as a share of what is expected."""


_ALL_RIGHT = 0.995


def stopped_itself(case: Case) -> bool:
    """Whether early stopping ended it before all epochs that were asked for."""
    asked, patience = (case.facts.settings.get(name) for name in ("epochs", "early_stopping"))
    trained = case.trained + case.facts.after
    return bool(patience) and isinstance(asked, int) and trained < asked


def in_vain(case: Case) -> bool:
    """Whether going on was tried and did not help: till patience ended, or for half as long again.

    Of a network that was kept; what the last epochs before it saved then tells of no more to come.
    """
    after, patience = case.facts.after, case.facts.settings.get("early_stopping")
    if not after:
        return False
    waited = isinstance(patience, int) and 0 < patience <= after
    return waited or 2 * after >= case.trained


def all_right(case: Case) -> bool:
    """Whether nearly every answer is right already: what the loss still falls is certainty."""
    return case.val_accuracy is not None and case.end(case.val_accuracy) >= _ALL_RIGHT


@lru_cache(maxsize=2)
def still_improving(case: Case) -> Finding | None:
    """Validation loss was falling, and half as many epochs again would save what is worth it.

    It fell by over 2 % in the last third, with an interval that excludes no fall; what comes is
    reckoned as half of that course carried on, or as more than all of it where it grew steeper all
    along.

    The training loss stands in where nothing was validated. Of short runs at least the last four
    epochs are looked at. Where nearly every validation answer is right nothing is left to improve.
    """
    if all_right(case) or in_vain(case):
        return None
    if case.second is not None and case.second.later is not None:
        return _went_on(case, case.second.later)
    losses = case.val if case.val is not None else case.train
    if losses is None or case.epochs < LEAST_EPOCHS:
        return None
    found = falling(losses)
    if found is None:
        return None
    fall, interval, error, count = found
    further = _kept(losses, count) * case.points / 2 / (count - 1)
    gain, level = further * fall, max(abs(case.end(losses)), _TINY)
    by_choice = case.change_error(count) / level if losses is case.val else 0.0
    spread = math.hypot(further * math.hypot(error, by_choice), _UNSURE * gain)
    sure = chance(case.worth, gain, spread)
    if sure < _SURE:
        return None
    remedy = _longer(case)
    which = "Validation" if case.val is not None else "Training"
    first = case.epoch(case.points - count)
    alone = "" if case.val is not None else " No validation loss was recorded to compare it with."
    before = _fell_back(case) or _bump(case, losses, count)
    return Finding(
        name="still_improving", confidence=round(min(sure, 0.9), 3),
        evidence=f"{which} loss was still falling: by {_by(losses[-count:], fall, interval)} from "
        f"epoch {first} to epoch {case.epoch(-1)}.{alone}{before}",
        remedy=remedy.text, change=remedy.change, further=remedy.further,
        doubt="A loss that stays level over the next epochs.", epoch=case.epoch(-1),
    )  # fmt: skip


def _by(part: Array, fall: float, interval: Interval) -> str:
    """A fall with its interval, in words.

    Of positive losses it is that of their logarithm's trend: a straight line through the losses of
    a steep fall would pass through zero, and fall by more than there is.
    """
    if float(part.min()) > 0.0:
        course = trend(np.log(part))
        fall = -math.expm1(course.change)
        interval = Interval(-math.expm1(course.high), -math.expm1(course.low))
    return f"{percent(fall)} ({span(interval)})"


def _kept(losses: Array, count: int) -> float:
    """How much of the course of the last `count` points the next epochs keep.

    Where the loss surely fell more steeply from third to third, it has only begun to learn: then it
    grows as it grew before, at most twofold.
    """
    if len(losses) < 3 * count - 2:
        return _SLOWING
    parts = (losses[:count], losses[-2 * count : -count], losses[-count:])
    first, second, third = (trend(part) for part in parts)
    if not (third.high < second.change and second.high < first.change < 0.0):
        return _SLOWING
    return min(third.change / second.change, _MOST_GROWTH)


def _went_on(case: Case, later: Floats) -> Finding | None:
    """More epochs were tried, unseen: what half as many again saved."""
    saved = tried.further(case)
    assert saved is not None
    sure = chance(case.worth, saved.mean, saved.error)
    if sure < _SURE or chance(0.0, saved.mean, saved.error) < tried.SOME:
        return None
    if tried.never_back(case):
        return None
    remedy, beside = _as_far(case, later, _longer(case))
    other = tried.wider(case)
    left = 1.0 - saved.mean
    # Larger steps were not tried: a wider network that was comes first if it only gets as far.
    larger_steps = "learning_rate" in remedy.change and not too_low(case.facts)
    as_far = 1.0 if larger_steps and tried.surely(other) else _SHORTER
    if other is not None and case.second is not None and 1.0 - other.mean < as_far * left:
        shorter = remedies.wider(case.facts, case.second, remedy.possible)
        if shorter is not None:
            remedy = shorter
            when, best = "trained for no more epochs than this one, ends", tried.after(case)
            when = f"at its best{best}, is" if best else when
            beside += (
                f" But {tried.what(case)}, {when} {less(other.mean)} lower{tried.reach(other)}."
            )
    elif other is not None and other.mean > saved.mean:
        what, how = tried.what(case), "not clearly more than longer training brings"
        if tried.interval(other).low > tried.interval(saved).high:
            how = "more than longer training brings, but with more parameters"
        gains = f"{less(other.mean)} lower{tried.reach(other)}"
        beside += f" {what[0].upper()}{what[1:]} ends {gains}: {how}."
    return Finding(
        name="still_improving",
        confidence=round(min(sure, 0.99), 3),
        evidence=f"Tried: {tried.saved(case, later, saved)}{tried.how_sure(case, sure, saved)}."
        f"{beside}{_fell_back(case)}",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="Another seed that gains nothing by more epochs.",
        epoch=case.epoch(-1),
        gain=saved.mean,
    )


def _longer(case: Case) -> Remedy:
    """Advice to go on, as far as the curves can tell."""
    back = bool(_fell_back(case))
    return epoch_remedies.still_improving(case.facts, case.trained, fell_back=back)


def _fell_back(case: Case) -> str:
    """A sentence, after a space, on a run that had been much better before; else nothing."""
    if case.val is None:
        return ""
    lowest = int(case.val.argmin())
    best, end = float(case.val[lowest]), case.end(case.val)
    if lowest >= case.points - case.tail or end - best <= _FELL_BACK * abs(end):
        return ""
    return (
        f" This run itself had been better: {number(best)} at epoch {case.epoch(lowest)}. It lost "
        "that again, and is on its way back."
    )


def _bump(case: Case, losses: Array, count: int) -> str:
    """A sentence, after a space, on a fall that comes down from a rise; else nothing.

    Else it would seem that all of it is new.
    """
    before, begin = losses[:-count], float(losses[-count])
    if not len(before) or float(before.min()) > (1 - case.worth) * begin:
        return ""
    return (
        f" Before that it had risen from {number(float(before.min()))} at epoch "
        f"{case.epoch(int(before.argmin()))}."
    )


def _as_far(case: Case, later: Floats, remedy: Remedy) -> tuple[Remedy, str]:
    """Advice to go on, held against what was seen on the way, and a sentence on that.

    The training that went on passed each epoch that can be advised, unless a schedule had planned
    it for all of them. Where it jumped before, smaller steps are advised instead, and where the one
    that is allowed was no better, what is else.

    Args:
        case: the run.
        later: losses of the groups at its end and after each further epoch.
        remedy: what is advised as far as the curves can tell.
    """
    means = later.mean(axis=1, dtype=np.float64)
    worst = float(means[1:].max())
    if worst > _JUMP * float(means[0]):
        calmer = remedies.settle(case.facts, longer=True)
        # Smaller steps of a usual size, and no more of them, get less far in what still improves.
        slower = calmer.change.keys() == {"learning_rate"} and not too_high(case.facts)
        return remedy if slower else calmer, f" On the way it jumped up to {number(worst)}."
    epochs = remedy.change.get("epochs")
    at = epochs - case.trained if isinstance(epochs, int) else 0
    if shrinking(case.facts) and at != len(means) - 1:
        return remedy, ""
    if 0 < at < len(means) and means[at] > (1 - case.worth) * means[0] and remedy.further:
        return replace(remedy.further[0], further=remedy.further[1:]), ""
    return remedy, ""


def dropping(losses: Array) -> bool:
    """Whether the last two epochs brought the loss far below all before them: no settled curve.

    Of positive losses; others have no shares.
    """
    if len(losses) < LEAST_EPOCHS or float(losses.min()) <= 0.0:
        return False
    return float(losses[-1]) < _FAR_BELOW * float(losses[:-2].min())


def falling(losses: Array) -> tuple[float, Interval, float, int] | None:
    """The fall in the last third as a share of its start, if it is beyond 2 % and beyond noise.

    Returns:
        The fall, its 95 % interval, its standard error and the number of points looked at; None
        where the loss does not fall so.
    """
    if len(losses) < LEAST_EPOCHS:
        return None
    count = min(len(losses), max(LEAST_EPOCHS, -(-len(losses) // 3)))
    part = losses[-count:]
    course = trend(part)
    start = float(np.median(part)) - course.change / 2
    scale = start if float(losses.min()) > 0.0 and start > 0.0 else float(np.ptp(losses))
    if scale <= 0.0 or course.high >= 0.0 or -course.change <= _FALL * scale:
        return None
    interval = Interval(-course.high / scale, -course.low / scale)
    return -course.change / scale, interval, course.error / scale, count
