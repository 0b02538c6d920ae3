"""Why no judgement can be made of a run, and what would help."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tutor.diagnosis import remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings.generalization import accuracy_gap
from tutor.diagnosis.findings.learning import OF_ENTROPY, guess_loss
from tutor.diagnosis.findings.rise import LEVEL, measure, within_chance
from tutor.diagnosis.moves import Remedy
from tutor.diagnosis.statistics import Interval, Trend, probability, trend, wilson
from tutor.diagnosis.words import number, percent, points, span

EFFECT = 0.05
"""The rise of validation loss, or the gap of accuracy, that is worth seeing."""

_LEAST_EPOCHS, _LEAST_WITH_GROUPS = 6, 5
_WANTED_EPOCHS = 10
_POWER = 0.8
_VISIBLE_ERRORS = 2.5
"""A gap of so many standard errors is seen nearly always."""

_SHORT_ACCURACY = 0.8
_WANTED_ERROR = 0.04
"""The standard error of a trend that lets a rise of 5 % be seen, as a share of the loss."""

_MOST_TIMES_LONGER = 4


@dataclass(frozen=True, slots=True)
class Lack:
    """Why the evidence does not suffice, and what would help."""

    evidence: str
    remedy: Remedy
    doubt: str
    confidence: float


def calm(case: Case) -> float:
    """The chance that the trend over the last half of validation loss is a rise under 5 %."""
    assert case.val is not None
    course = trend(case.val[-max(4, case.points // 2) :])
    level = _level(case)
    error = max(course.error / level, 1e-3)
    return probability((EFFECT - course.change / level) / error)


def lack_of(case: Case) -> Lack | None:
    """What is missing for a judgement; None where nothing is.

    Where groups of examples tell how far chance reaches, only epochs and examples can be.
    """
    if case.examples is not None:
        return (
            _few_epochs(case)
            or _no_validation(case)
            or _hardly_learned(case)
            or _few_examples(case)
        )
    return (
        _few_epochs(case)
        or _no_validation(case)
        or _unexplained_rise(case)
        or _unsettled(case)
        or _wobbling(case)
        or _unknown_floor(case)
        or _few_examples(case)
    )


def _few_epochs(case: Case) -> Lack | None:
    if case.epochs >= (_LEAST_EPOCHS if case.examples is None else _LEAST_WITH_GROUPS):
        return None
    epochs = f"{case.epochs} epoch{'' if case.epochs == 1 else 's'}"
    full = " with a value in every column" if case.trained > case.epochs else ""
    return Lack(
        f"There {'is' if case.epochs == 1 else 'are'} only {epochs}{full}: too few to tell a "
        "course from wobble."
        if case.epochs
        else "There are no epochs to judge yet.",
        remedies.more_epochs(case.facts, case.training_of(_WANTED_EPOCHS)),
        "Curves that settle, or that part, within those epochs.",
        0.95 if case.epochs < 4 else 0.8,
    )


def _no_validation(case: Case) -> Lack | None:
    if case.val is not None:
        return None
    return Lack(
        "No validation loss was recorded: how the network does on examples it has not trained on "
        "can't be told.",
        Remedy("Keep a fifth of the examples for validation (validation_split=0.2 in Keras)."),
        "A validation curve that settles near the training curve, or rises.",
        0.95,
    )


def _hardly_learned(case: Case) -> Lack | None:
    """Validation loss is still about that of one who knows the classes' shares alone."""
    prior = guess_loss(case)
    if case.val is None or prior is None or (end := case.end(case.val)) <= OF_ENTROPY * prior:
        return None
    what = "classes" if case.facts.class_counts is not None else "answers"
    remedy = remedies.not_learning(case.facts, rose=end > prior / OF_ENTROPY)
    return Lack(
        f"Validation loss ended at {number(end)}; answering with the shares of the {what} alone "
        f"costs {number(prior)}. There is too little learned to be judged.",
        remedy,
        "A loss that begins to fall in a longer run, or under other settings.",
        0.8,
    )


def _unexplained_rise(case: Case) -> Lack | None:
    """Validation loss ends higher, but not surely by overfitting."""
    rise = measure(case)
    if rise is None or rise.higher(EFFECT) < 3:
        return None
    seen = rise.seen(case.tail)
    if seen <= max(EFFECT, 3 * rise.wobble):
        return None
    best = case.epoch(rise.lowest)
    if case.train is None and case.train_accuracy is None:
        reason = "no training loss was recorded beside it"
        remedy = Remedy("Record the training loss too: it tells overfitting from other troubles.")
    elif rise.shared >= LEVEL:
        reason = "training loss rose meanwhile as well"
        remedy = remedies.settle(case.facts)
    else:
        reason = within_chance(case, rise)
        remedy = remedies.overfitting(case.facts, best)
    return Lack(
        f"Validation loss ended {percent(rise.end)} above its lowest at epoch {best}, but {reason}.",
        remedy,
        "A further rise while training loss falls: that would be overfitting.",
        0.6,
    )


def _rise_or_fall(fall: Interval) -> str:
    """An interval of falls whose low end is a rise: `a rise of 3 % to a fall of 20 %`."""
    low = percent(abs(fall.low))
    start = f"a rise of {low}" if fall.low < 0 else f"a fall of {low}"
    return f"{start} to a fall of {percent(fall.high)}"


def _unsettled(case: Case) -> Lack | None:
    """Validation loss seems to fall by over 5 % in the last third, but not surely."""
    assert case.val is not None
    count = min(case.points, max(4, -(-case.points // 3)))
    course = trend(case.val[-count:])
    level = _level(case)
    if -course.change / level <= EFFECT:
        return None
    reach = Interval(-course.high / level, -course.low / level)
    return Lack(
        f"Validation loss may still be falling: by {percent(-course.change / level)} since epoch "
        f"{case.epoch(-count)}, but so unevenly that anything from {_rise_or_fall(reach)} fits.",
        remedies.more_epochs(case.facts, case.trained * 3 // 2 + 1),
        "A loss that falls on, or stays level, in those epochs.",
        0.6,
    )


def _level(case: Case) -> float:
    """The size of validation loss at the end, by which changes are measured; above zero."""
    assert case.val is not None
    return abs(case.end(case.val)) or float(np.ptp(case.val)) or 1.0


def _wobbling(case: Case) -> Lack | None:
    sure = calm(case)
    if sure >= _POWER:
        return None
    assert case.val is not None
    course = trend(case.val[-max(4, case.points // 2) :])
    level = _level(case)
    times = min(course.error / level / _WANTED_ERROR, 1e3) ** 2
    longer = 1.0 < times <= _MOST_TIMES_LONGER
    return Lack(
        _wobble_story(case, course, level),
        remedies.more_epochs(case.facts, math.ceil(case.trained * times))
        if longer
        else remedies.settle(case.facts),
        "A rise, or a level course, that stands out from the wobble.",
        round(min(0.9, max(0.5, 1 - sure)), 3),
    )


def _wobble_story(case: Case, course: Trend, level: float) -> str:
    """The course over the last half as it is seen, and why no more is made of it."""
    wobble = percent(course.spread / level)
    if course.change <= course.error:
        why = f"with a wobble of {wobble} " if course.spread > _WANTED_ERROR * level else ""
        return (
            f"In {case.epochs:,} epochs {why}a rise of 5 % in validation loss can't be told from "
            "none."
        )
    reach = Interval(course.low / level, course.high / level)
    rise = (
        f"Over the last half, validation loss rose by {percent(course.change / level)} "
        f"({span(reach)})"
    )
    if reach.low > EFFECT:
        return f"{rise}, but with a wobble of {wobble} it is hardly above its lowest."
    return f"{rise}. Whether that is more than 5 %, which would matter, can't be told yet."


def _few_examples(case: Case) -> Lack | None:
    gap, known = accuracy_gap(case), case.validation_examples
    if gap is None or case.val_accuracy is None or known is None:
        return None
    share = case.end(case.val_accuracy)
    of_accuracy, of_loss = share * (1 - share), _moved(case, known)
    spread = max(of_accuracy, of_loss)
    visible = _VISIBLE_ERRORS * math.sqrt(spread / known)
    if visible <= EFFECT:
        return None
    wanted = math.ceil(spread * (_VISIBLE_ERRORS / EFFECT) ** 2 - 1e-6)
    by_loss = of_loss > of_accuracy
    unseen = f"change of its loss under {percent(visible)}" if by_loss else (
        f"gap under {points(visible)}"
    )  # fmt: skip
    return Lack(
        f"Validation accuracy is {percent(share)} ({span(wilson(share, known))}){case.lately}: "
        f"with {case.counted(known)} no {unseen} can be seen.",
        _more_examples(case, wanted, known, "a change of 5 %" if by_loss else "a gap of 5 points"),
        "A gap between training and validation accuracy on those examples.",
        0.8,
    )


def _more_examples(case: Case, wanted: int, known: int, what: str) -> Remedy:
    """How to see less: by more validation examples, where the data can give as many."""
    train = case.facts.train_examples
    in_turn = "Validate on each part of the data in turn (cross-validation) and take the mean"
    if case.facts.answers:
        return Remedy(f"{in_turn}: less can be told from chance then.")
    if train is not None and wanted > (train + known) / 2:
        return Remedy(
            f"{in_turn}: {what} needs {wanted:,} validation examples, and there are "
            f"{train + known:,} examples in all."
        )
    return Remedy(f"Use {wanted:,} validation examples: {what} can then be seen.")


def _moved(case: Case, known: int) -> float:
    """The variance of single examples' changes of loss over the last half, in squares of it."""
    if case.examples is None or case.val is None:
        return 0.0
    losses = case.examples.losses.astype(np.float64)
    change = losses[-1] - losses[len(losses) // 2]
    size = known / losses.shape[1]
    level = max(_level(case), 1e-12)
    return float(change.var(ddof=1) * size / level**2)


def _unknown_floor(case: Case) -> Lack | None:
    """Settled well below all right, and nothing known of what these data allow."""
    accuracy, facts = case.train_accuracy, case.facts
    known = facts.baseline_accuracy is not None
    if accuracy is None or known or case.end(accuracy) >= _SHORT_ACCURACY:
        return None
    larger = remedies.underfitting(facts)
    return Lack(
        f"Training accuracy has settled at {percent(case.end(accuracy))} with no gap to "
        "validation. The curves can't tell whether the network is too small or the labels allow "
        "no more.",
        Remedy(f"{larger.text} If training loss falls then, this network was too small.",
               larger.change),
        "The accuracy that another kind of network reaches on these data.",
        0.7,
    )  # fmt: skip
