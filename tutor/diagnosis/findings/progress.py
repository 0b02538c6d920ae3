"""`still_improving`: the run ended before the loss had settled."""

from __future__ import annotations

import numpy as np

from tutor.diagnosis import remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.statistics import Array, Interval, trend
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import confidence, percent, span

LEAST_EPOCHS = 4
"""Four points in falling order are the fewest that chance seldom gives: once in 24."""

_FALL = 0.02
_SHORT = 12
_LEAST_ERROR = 0.003


def still_improving(case: Case) -> Finding | None:
    """Validation loss fell by over 2 % in the last third, and its interval excludes no fall.

    The training loss stands in where nothing was validated. Of short runs at least the last four
    epochs are looked at.
    """
    losses = case.val if case.val is not None else case.train
    if losses is None or case.epochs < LEAST_EPOCHS:
        return None
    found = falling(losses)
    if found is None:
        return None
    fall, interval, error, count = found
    remedy = remedies.still_improving(case.facts, case.trained)
    which = "Validation" if case.val is not None else "Training"
    first = case.epoch(case.points - count)
    alone = "" if case.val is not None else " No validation loss was recorded to compare it with."
    return Finding(
        name="still_improving",
        confidence=confidence((fall - _FALL) / max(error, _LEAST_ERROR)),
        evidence=f"{which} loss was still falling: by {percent(fall)} ({span(interval)}) from "
        f"epoch {first} to epoch {case.epoch(-1)}.{alone}",
        remedy=remedy.text,
        change=remedy.change,
        doubt="A loss that stays level over the next epochs.",
        epoch=case.epoch(-1),
    )


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
    if len(losses) < _SHORT and _expected(losses) <= _FALL * scale:
        return None
    interval = Interval(-course.high / scale, -course.low / scale)
    return -course.change / scale, interval, course.error / scale, count


def _expected(losses: Array) -> float:
    """What a short run would gain by half as many epochs again, if its fall goes on slowing down.

    The last epochs of a short run reach back into its steep beginning; so the fall of the last
    third is carried on by the ratio of its speed to the speed of the third before, at most 1.
    """
    third = -(-len(losses) // 3)
    turn, start = len(losses) - 1 - third, max(0, len(losses) - 1 - 2 * third)
    late = float(losses[turn] - losses[-1])
    early = float(losses[start] - losses[turn]) / max(turn - start, 1)
    ratio = min(1.0, late / third / early) if early > 0.0 else 1.0
    return 1.5 * late * ratio
