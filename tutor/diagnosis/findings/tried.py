"""What the second look tried, and what it brought."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from tutor.diagnosis import limits
from tutor.diagnosis.case import Case
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.rates import shrinking
from tutor.diagnosis.second_look import Floats, gain
from tutor.diagnosis.statistics import Z95, Interval, Paired
from tutor.diagnosis.verdict import Value
from tutor.diagnosis.words import change_span, less, number, percent, span


def further(case: Case) -> Paired | None:
    """By which share half as many epochs again lowered validation loss; None where not tried.

    Under a schedule they are those of a training anew, whose schedule is planned for all of them.
    Both ends are means over half the width that curves are smoothed by.
    """
    if case.second is None or case.second.later is None:
        return None
    return gain(_end(case), case.second.later[1:][-_last(case) :].mean(axis=0))


def wider(case: Case) -> Paired | None:
    """By which share a wider network's validation loss is lower; None where not tried.

    That of the wider one is of its best epoch; this run's is of its end, or of its best epoch too
    where it ended on a jump, which is no fault of its size.
    """
    return better_than_best(case) if jumped(case) else _than_end(case)


@lru_cache(maxsize=2)
def jumped(case: Case) -> bool:
    """Whether a run ended so far above its own best epoch that a wider network seems far better."""
    best, end = better_than_best(case), _than_end(case)
    return best is not None and end is not None and best.mean < end.mean - _JUMP


def _than_end(case: Case) -> Paired | None:
    """By which share a wider network's validation loss is below that of this run's end."""
    if case.second is None or case.second.wider is None:
        return None
    return gain(_end(case), case.second.wider)


def better_than_best(case: Case) -> Paired | None:
    """By which share a wider network's validation loss is below the run's own lowest.

    A run that jumps may have ended on a jump: a network at its best epoch is then held against
    this one at its own. None where none was tried.
    """
    if case.second is None or case.second.wider is None or case.examples is None:
        return None
    losses = case.examples.losses
    return gain(losses[_best(case.examples)], case.second.wider)


def never_back(case: Case) -> bool:
    """Whether a run that went on did not even get back to its own best epoch."""
    if case.second is None or case.second.later is None or case.examples is None:
        return False
    best = _lowest(case)
    return float(case.second.later[1:][-_last(case) :].mean(dtype=np.float64)) > best


def in_vain(case: Case) -> dict[str, Value]:
    """The settings of the other network that was tried, where it is not surely better."""
    wide, second = wider(case), case.second
    if wide is None or second is None or surely(wide):
        return {}
    return dict(second.change or {})


def what(case: Case) -> str:
    """The other network that was tried, in words."""
    assert case.second is not None
    times = case.second.times
    wide = "a wider network" if not times else f"a network {times:.2g} times as wide"
    return limits.beyond(case.second.past) or ("a network twice as wide" if times == 2 else wide)


def after(case: Case) -> str:
    """When the other network was at its best, with a space before it; empty where at its end."""
    assert case.second is not None
    at = case.second.wider_at
    return f" after {at} epoch{'' if at == 1 else 's'}" if at else ""


_JUMP = 0.05
"""Of the loss: by so much the end is above the best epoch where a run ended on a jump."""
_MANIFOLD = 4.0
"""Of the loss: a rise by more is told as so many times the loss."""
_PLAIN = 0.9
"""A gain that is so surely worth having needs no word on that."""
SOME = 0.9
"""The chance that a gain is one at all from which on it is claimed."""


def reach(found: Paired) -> str:
    """The interval of a gain that is claimed, in brackets after a space.

    Empty where it includes a loss: it would contradict the claim. Nobody gains over 100 %.
    """
    whole = interval(found)
    return f" ({span(Interval(whole.low, min(whole.high, 1.0)))})" if whole.low > 0.0 else ""


def saved(case: Case, later: Floats, found: Paired) -> str:
    """What more epochs brought, a clause: after the run's own or, under a schedule, anew."""
    size = f"{less(found.mean)}{reach(found)}"
    if shrinking(case.facts):
        return f"{anew(case, later)} ends with a validation loss {size} lower"
    more = f"{len(later) - 1} more epoch{'' if len(later) == 2 else 's'}"
    fell = f"validation loss fell by a further {size}{in_perplexity(case, found)}"
    return f"when the training went on for {more}, {fell}"


def how_sure(case: Case, sure: float, found: Paired) -> str:
    """What makes a gain that was seen doubtful, a clause: it may be too small to be worth it."""
    if sure >= _PLAIN:
        return ""
    whole = interval(found)
    if whole.low <= 0.0:
        return f"; that may be chance: the true gain is anything up to {less(whole.high)}"
    least = percent(case.worth)
    return f"; whether the true gain is {least}, the least that is worth it, is not sure"


def in_perplexity(case: Case, found: Paired) -> str:
    """What a gain is of the perplexity, a clause after a comma; empty but of symbols.

    By that it is judged whether it is worth having.
    """
    if not case.facts.symbols or case.val is None:
        return ""
    return f", the perplexity by {less(1.0 - math.exp(-found.mean * case.end(case.val)))}"


def surely(found: Paired | None) -> bool:
    """Whether a gain is more than chance makes."""
    return found is not None and interval(found).low > 0.0


def interval(found: Paired) -> Interval:
    """The 95 % interval of a gain."""
    return Interval(found.mean - Z95 * found.error, found.mean + Z95 * found.error)


def story(case: Case) -> str:
    """A sentence on what was tried in vain, with a space before it; empty where nothing was."""
    on, wide = further(case), wider(case)
    parts = [] if on is None else [_of_longer(case, on)]
    if case.second is None or wide is None or case.second.wider is None:
        return f" Tried: {'; '.join(parts)}." if parts else ""
    best = after(case)
    other = f"{what(case)} {_brought(wide, 's')}{f' at its best,{best}' if best else ''}"
    if jumped(case):  # its end tells nothing of its size, so that both have another measure
        mine = _lowest(case) if case.val is None else float(case.val.min())
        # Groups of examples differ in size: as a share of what the curve shows it is right.
        reached = mine * float(case.second.wider.mean(dtype=np.float64)) / _lowest(case)
        other = f"{what(case)} comes to {number(reached)} at its best, where this run's own best "
        other += f"epoch had {number(mine)}"
    return f" Tried: {'; '.join([*parts, other])}."


def longer_is_worse(case: Case) -> str:
    """A sentence on what going on did, with a space before it, where that surely was worse."""
    on = further(case)
    if on is None or interval(on).high >= 0.0:
        return ""
    return f" But {_of_longer(case, on)}."


def _of_longer(case: Case, on: Paired) -> str:
    """What more epochs did to the loss."""
    assert case.second is not None
    assert case.second.later is not None
    if shrinking(case.facts):
        return f"{anew(case, case.second.later)} {_brought(on, 's')}"
    epochs = len(case.second.later) - 1
    longer, ending = (f"{epochs} more epochs", "") if epochs > 1 else ("1 more epoch", "s")
    return f"{longer} {_brought(on, ending)}"


def anew(case: Case, later: Floats) -> str:
    """The training that was tried under a schedule, in words."""
    return f"a training with {case.trained + len(later) - 1} epochs planned from its start"


def _brought(found: Paired, ending: str) -> str:
    """What a trial did to the loss; neither raised nor lowered it where that is within chance."""
    reach = interval(found)
    if found.mean < -_MANIFOLD and reach.high < 0.0:
        return f"end{ending} with {1.0 - found.mean:.2g} times the validation loss"
    if reach.low <= 0.0 <= reach.high:
        change = Interval(max(-reach.high, -0.99), -reach.low)  # nobody gains all of it
        return f"change{ending} validation loss by no more than chance does ({change_span(change)})"
    way = ("lower" if found.mean > 0.0 else "raise") + ending
    size = less if found.mean > 0.0 else percent
    if found.mean < 0.0:
        reach = Interval(-reach.high, -reach.low)
    else:
        reach = Interval(reach.low, min(reach.high, 1.0))
    return f"{way} validation loss by {size(abs(found.mean))} ({span(reach)})"


def _best(examples: Examples) -> int:
    """The place of the epoch with the lowest loss."""
    return int(examples.losses.mean(axis=1, dtype=np.float64).argmin())


def _lowest(case: Case) -> float:
    """The lowest loss of all epochs."""
    assert case.examples is not None
    return float(case.examples.losses[_best(case.examples)].mean(dtype=np.float64))


def _last(case: Case) -> int:
    return case.width * case.block // 2 + 1


def _end(case: Case) -> Floats:
    assert case.examples is not None
    return np.asarray(case.examples.losses[-_last(case) :].mean(axis=0), np.float32)
