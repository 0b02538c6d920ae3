"""How validation loss and accuracy ended, in words, of a run in which no trouble was found."""

from __future__ import annotations

from tutor.diagnosis.case import Case
from tutor.diagnosis.findings import progress, tried
from tutor.diagnosis.findings.gap import accuracy_gap, learned_at_end, of_whole
from tutor.diagnosis.findings.guess import guess_loss
from tutor.diagnosis.findings.rise import measure
from tutor.diagnosis.findings.rise_story import ended, within_chance
from tutor.diagnosis.findings.swings import bumps
from tutor.diagnosis.findings.unseen import EFFECT
from tutor.diagnosis.statistics import wilson
from tutor.diagnosis.words import number, span, tenths

_VISIBLE_RISE = 0.01
"""A rise that a reader of the curve may see, and so has to be told about."""

_JUMP = 0.5
"""Of the loss at the end: so far above its neighbours an epoch makes a peak in the plot."""

_FAR_APART, _SEEN = 2.0, 0.05
"""Validation over training loss, and their difference as a share of what guessing costs: a gap that
nobody overlooks, and so has to be told about."""

_NEXT_TO_NOTHING = 0.01
"""A loss of which shares tell nothing worth knowing, where nearly all is right."""


def story(case: Case) -> str:
    """How validation loss ended, then the accuracies or, without them, the training loss."""
    text = _course(case)
    gap = accuracy_gap(case)
    if gap is not None and case.val_accuracy is not None and case.train_accuracy is not None:
        known, share = case.validation_examples, case.end(case.val_accuracy)
        learned, lately = case.end(case.train_accuracy), case.both_lately
        whole = learned_at_end(case)
        if known and whole is not None:
            share, learned = float(case.val_accuracy[-1]), whole
            lately = of_whole(case, whole)
        sized = f" ({span(wilson(share, known))})" if known else ""
        return (
            f"{text}. Validation accuracy is {tenths(share)}{sized}, training accuracy "
            f"{tenths(learned)}{lately}.{_apart(case)}"
        )
    train = case.train
    beside = "" if train is None else f" Training loss ended at {number(case.end(train))}."
    return f"{text}.{beside} As far as losses alone can tell, nothing is wrong."


def _apart(case: Case) -> str:
    """A sentence, after a space, on losses so far apart that the chart shows it; else nothing."""
    if case.train is None or case.val is None or progress.all_right(case):
        return ""
    train, val = case.end(case.train), case.end(case.val)
    if not 0.0 < train < val / _FAR_APART or val - train < _SEEN * (guess_loss(case) or val):
        return ""
    return (
        f" Validation loss is {val / train:.1f} times the training loss, {number(train)}: a gap "
        "that does no harm by itself; a rise of validation loss would."
    )


def _course(case: Case) -> str:
    """How validation loss ended; a rise that can be seen on the curve is named with its size."""
    assert case.val is not None
    end, rise = number(case.end(case.val)), measure(case)
    if case.facts.after:
        return f"Validation loss fell to {end}{case.lately or f' at epoch {case.epoch(-1)}'}"
    seen = 0.0 if rise is None else rise.seen(case.tail)
    if rise is None or seen < _VISIBLE_RISE:
        level = f"settled at about {end}{case.lately}{',' if case.lately else ''} and does not rise"
        return f"Validation loss {slowly(case) or _jumped(case) or level}"
    small = rise.interval.low > 0.0 and seen <= EFFECT
    reason = "too little to matter" if small else within_chance(case, rise)
    if progress.all_right(case) and case.end(case.val) < _NEXT_TO_NOTHING:
        return (
            f"Validation loss ended at {end}{case.lately}: next to nothing, whatever it was before"
        )
    jump = _jump(case)
    way = f". On the way there was {jump}" if jump else ""
    return f"Validation loss {ended(case, rise)}: {reason}{way}"


def _jumped(case: Case) -> str:
    """Where validation loss ended after a jump that is over; empty without one."""
    assert case.val is not None
    jump = _jump(case)
    end = f"ended at {number(case.end(case.val))}{case.lately}"
    return f"{end}, down again after {jump}" if jump else ""


def _jump(case: Case) -> str:
    """A jump in the last half that the curve shows, though it is over; else empty."""
    assert case.val is not None
    begin, end = case.points // 2, case.end(case.val)
    late = bumps(case.val[begin:])
    if not len(late) or float(late.max()) <= _JUMP * end:
        return ""
    at = begin + 1 + int(late.argmax())
    return f"a jump up to {number(float(case.val[at]))} at epoch {case.epoch(at)}"


def slowly(case: Case) -> str:
    """How validation loss fell to the end, though going on would save little; empty if level."""
    assert case.val is not None
    found = None if progress.stopped_itself(case) else progress.falling(case.val)
    if found is None:
        return ""
    first = float(case.smooth(case.val)[-found[3]])
    lowest, fell = int(case.val.argmin()), "fell nearly to the last"
    if lowest == len(case.val) - 1:
        fell = "fell to the last"
    elif lowest < len(case.val) - found[3]:
        fell = f"was lowest at epoch {case.epoch(lowest)}, rose, and fell again to the end"
    untold = tried.further(case) is None  # else what it saved is told
    why = ": so slowly that going on may save little" if untold else ""
    return (
        f"{fell}, from {number(first)} at epoch {case.epoch(-found[3])} to "
        f"{number(float(case.val[-1]))}{why}"
    )
