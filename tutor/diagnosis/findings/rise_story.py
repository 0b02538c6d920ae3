"""What is told of a rise of validation loss: the figures of the curve, and its fair size."""

from __future__ import annotations

import numpy as np

from tutor.diagnosis.case import Case
from tutor.diagnosis.findings import tried
from tutor.diagnosis.findings.rise import Rise
from tutor.diagnosis.words import number, percent, points, points_span, span

_LEVEL = 0.0005
"""A fall of training loss that would be told as 0 %."""

_APART = 0.05
"""Of the loss at the end: a last epoch further from it is told, since a chart's legend shows it."""

_FEW_SHARE, _MOST = 20, 0.5
"""The part of the groups, and of a rise, where a few answers make it."""

_FACTS_KNOWN = "you have {examples:,} examples for {parameters:,} parameters"


def story(case: Case, rise: Rise, best: int, end: int) -> str:
    """The rise from epoch `best` to epoch `end`, beside the training loss and both sizes."""
    assert case.val is not None
    facts, lowest = case.facts, float(case.val[rise.lowest])
    text = (
        f"Validation loss rose from {number(lowest)} at epoch {best}, its lowest, to "
        f"{number(case.end(case.val))} {_when(case, end)}, while "
        f"{_learning(case, rise)}. {_fairly(rise)}"
    )
    if facts.train_examples and facts.parameters:
        known = _FACTS_KNOWN.format(examples=facts.train_examples, parameters=facts.parameters)
        text += f"; {known}"
    if rise.accuracy is None:
        return f"{text}.{_uncounted(case, rise)}"
    moved = rise.accuracy
    changed = f"{points(moved.mean)} since ({points_span(tried.interval(moved))})"
    return f"{text}. Validation accuracy changed by {changed}."


def ended(case: Case, rise: Rise) -> str:
    """How far above its lowest validation loss ended, a clause; also where its last is its lowest.

    The end is the median of the last epochs, so that it may lie far above a last one that jumps.
    """
    assert case.val is not None
    if rise.lowest < case.points - 1:
        above = f"{percent(rise.end)} above its lowest at epoch {case.epoch(rise.lowest)}"
        return f"ended at {number(case.end(case.val))}{case.lately}, {above}"
    return (
        f"was lowest in the very last epoch, {number(float(case.val[-1]))}; "
        f"{number(case.end(case.val))}{case.lately}, is {percent(rise.end)} above that"
    )


def _uncounted(case: Case, rise: Rise) -> str:
    """A sentence, after a space, where only the wobble of the curve could be reckoned with."""
    if rise.cross is not None or case.validation_examples is not None:
        return ""
    return " How many examples were validated is not known: a few can make such a rise by chance."


def _when(case: Case, end: int) -> str:
    """The epochs that stand for the end; the last one's own loss, where it is far from theirs."""
    assert case.val is not None
    if not case.lately:
        return f"at epoch {end}"
    last, usual = float(case.val[-1]), case.end(case.val)
    alone = f" (the last alone: {number(last)})" if abs(last - usual) > _APART * usual else ""
    return f"in epochs {case.epoch(-case.tail)} to {end}{alone}"


def _learning(case: Case, rise: Rise) -> str:
    """What the training side did meanwhile."""
    if case.train is None:
        return f"the share of wrong answers in training fell {percent(rise.train_fall)}"
    before, after = float(case.train[rise.lowest]), case.end(case.train)
    if before - after < _LEVEL * abs(before):
        return f"training loss stayed at {number(after)}"
    return f"training loss fell from {number(before)} to {number(after)}"


def _fairly(rise: Rise) -> str:
    """The size of the rise, of which the curve shows more: its lowest point was chosen."""
    # An interval with a fall in it would contradict the sentence.
    sized = f" ({span(rise.interval)})" if rise.interval.low > 0.0 else ""
    size = f"rise is {percent(rise.share)}{sized}"
    if percent(rise.share) == percent(rise.end):
        return f"The {size}"
    if rise.share > rise.end:  # by other examples than those that chose the epoch
        return f"Where other examples choose that epoch, the {size}"
    return f"The lowest of many epochs is low partly by luck; without that luck the {size}"


def within_chance(case: Case, rise: Rise) -> str:
    """Why a rise that can be seen is not called overfitting, a clause with its interval."""
    known, reach = case.validation_examples, rise.interval
    source = "as the curve wobbles, it may be chance:"
    if known:
        source = f"with {case.facts.judged(known)}, it may be chance: others like them might show"
    beyond = "no rise at all" if rise.cross is None else "no rise beyond that luck"
    by_chance = f"{source} {beyond}, or one of up to {percent(max(reach.high, 0.0))}"
    least = f"it may be as small as {percent(reach.low)}"
    if rise.cross is not None and rise.share <= 0.0:
        return "no more than the luck of picking the lowest of many epochs makes"
    if rise.cross is None:
        return by_chance if reach.low <= 0.0 else least
    luck = "the lowest of many epochs is low partly by luck"
    if reach.low <= 0.0:
        of_few = ", and a few answers make most of what else it rose" if _of_few(case, rise) else ""
        return f"{luck}{of_few}. {by_chance[0].upper()}{by_chance[1:]}"
    alone = "" if rise.steady else f", and it is of {_last(case, rise)}, which the next may undo"
    return f"{luck}, without which the rise may be as small as {percent(reach.low)}{alone}"


def _last(case: Case, rise: Rise) -> str:
    """The epochs since the lowest, of a rise that is no more than a jump."""
    since = case.epoch(-1) - case.epoch(rise.lowest)
    return "the last epoch alone" if since == 1 else f"the last {since:,} epochs alone"


def _of_few(case: Case, rise: Rise) -> bool:
    """Whether a twentieth of the groups of examples makes most of a rise."""
    if case.examples is None or case.block > 1:
        return False
    losses = case.examples.losses.astype(np.float64)
    gained = np.sort(losses[-case.tail :].mean(axis=0) - losses[rise.lowest])
    most = gained[-max(1, len(gained) // _FEW_SHARE) :]
    return float(most.sum()) > _MOST * float(gained.sum()) > 0.0
