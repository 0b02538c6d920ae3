"""Why no judgement can be made of a run, and what would help."""

from __future__ import annotations

import math

from tutor.diagnosis import epoch_remedies, limits, remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings.guess import guess_loss, knowing
from tutor.diagnosis.findings.learned import training_learned
from tutor.diagnosis.findings.learning import OF_ENTROPY
from tutor.diagnosis.findings.progress import in_vain, stopped_itself
from tutor.diagnosis.findings.rise import LEVEL, measure
from tutor.diagnosis.findings.rise_story import ended, within_chance
from tutor.diagnosis.findings.unseen import (
    EFFECT,
    Lack,
    few_examples,
    level_of,
    too_little_seen,
    unknown_floor,
)
from tutor.diagnosis.moves import Remedy
from tutor.diagnosis.statistics import Interval, Trend, probability, trend
from tutor.diagnosis.words import number, percent, span

_LEAST_EPOCHS, _LEAST_WITH_GROUPS = 6, 5
_WANTED_EPOCHS = 10
_POWER = 0.8
_WANTED_ERROR = 0.04
"""The standard error of a trend that lets a rise of 5 % be seen, as a share of the loss."""

_MOST_TIMES_LONGER = 4
_LEARNED = 0.9
"""Of what guessing costs: a loss that was below this had surely learned something."""
_MUCH_LEFT = 0.2
"""Of what guessing costs: so much may be worth looking for."""


def calm(case: Case) -> float:
    """The chance that the trend over the last half of validation loss is a rise under 5 %."""
    assert case.val is not None
    course = trend(case.val[-max(4, case.points // 2) :])
    level = level_of(case)
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
            or _limited(case)
            or _too_little(case)
        )
    return (
        _few_epochs(case)
        or _no_validation(case)
        or _unexplained_rise(case)
        or _unsettled(case)
        or _wobbling(case)
        or unknown_floor(case)
        or few_examples(case)
    )


def _few_epochs(case: Case) -> Lack | None:
    if case.epochs >= (_LEAST_EPOCHS if case.examples is None else _LEAST_WITH_GROUPS):
        return None
    if case.facts.after:
        return _soon_at_its_best(case)
    epochs = f"{case.epochs} epoch{'' if case.epochs == 1 else 's'}"
    full = " with a value in every column" if case.trained > case.epochs else ""
    return Lack(
        f"There {'is' if case.epochs == 1 else 'are'} only {epochs}{full}: too few to tell a "
        "course from wobble."
        if case.epochs
        else "There are no epochs to judge yet.",
        _longer(case, case.training_of(_WANTED_EPOCHS)),
        f"Curves that settle, or {_parting(case)}, over more epochs.",
        0.95 if case.epochs < 4 else 0.8,
    )


def _parting(case: Case) -> str:
    """What curves might do that tells something: to part, or not to stop parting."""
    if case.val is None or case.train is None or case.points < 2:
        return "that part"
    part = case.val[-1] > case.val.min() and case.train[-1] < case.train[0]
    return "go on parting as they do" if part else "that part"


def _soon_at_its_best(case: Case) -> Lack:
    """Of a network that was kept, since after it validation loss was no lower any more."""
    epochs = f"{case.epochs} epoch{'' if case.epochs == 1 else 's'}"
    return Lack(
        f"After {epochs} this network was at its best: too few to tell a course from wobble.",
        remedies.best_later(case.facts),
        "Curves that settle, or that part, over more epochs before the best one.",
        0.8,
    )


def _longer(case: Case, wanted: int) -> Remedy:
    """Epochs enough to tell; more than there were, where some came after what was kept."""
    wanted = max(wanted, case.trained + case.facts.after + 1) if case.facts.after else wanted
    return epoch_remedies.more_epochs(case.facts, wanted, stopped=stopped_itself(case))


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
    """Validation loss is still about that of one who knows the classes' shares alone.

    Where the training set is learned, that is no lack of learning.
    """
    prior = guess_loss(case)
    if training_learned(case):
        return None
    if case.val is None or prior is None or (end := case.end(case.val)) <= OF_ENTROPY * prior:
        return None
    losses = case.smooth(case.val)
    lowest = int(losses.argmin())
    if losses[lowest] < _LEARNED * prior:
        return Lack(
            f"Validation loss had come down to {number(float(losses[lowest]))} at epoch "
            f"{case.epoch(lowest)}, and ended at {number(end)}{case.lately}, which is about what "
            f"{knowing(case)} costs ({number(prior)}): what was learned was lost.",
            remedies.settle(case.facts),
            "A loss that comes down and stays there, with the same settings and another seed.",
            0.8,
        )
    remedy = remedies.not_learning(case.facts, rose=end > prior / OF_ENTROPY)
    return Lack(
        f"Validation loss ended at {number(end)}{case.lately}; {knowing(case)} "
        f"costs {number(prior)}. There is too little learned to be judged.",
        remedy,
        "A loss that falls clearly below that in a longer run, or under other settings.",
        0.8,
    )


def _limited(case: Case) -> Lack | None:
    """Much is left to learn, and a limit that may be why; nobody has looked past it yet."""
    facts, prior = case.facts, guess_loss(case)
    looked = case.second is not None and case.second.past == facts.limit
    if training_learned(case) or not facts.limit or looked or case.val is None or prior is None:
        return None
    if (end := case.end(case.val)) < _MUCH_LEFT * prior:
        return None
    return Lack(
        f"Validation loss ended at {number(end)}{case.lately}, where guessing "
        f"costs {number(prior)}.{limits.told(facts)} Whether that is what holds it up, these "
        "curves can't tell.",
        remedies.underfitting(facts),
        f"A loss that is no lower for {limits.beyond(facts.limit)}.",
        0.7,
    )


def _too_little(case: Case) -> Lack | None:
    """Too few examples; where a rise can be seen on the curve, that is what is spoken of."""
    few = too_little_seen(case)
    return None if few is None else _unexplained_rise(case) or few


def _unexplained_rise(case: Case) -> Lack | None:
    """Validation loss ends higher, but not surely by overfitting."""
    rise = measure(case)
    if rise is None or rise.higher(EFFECT) < 3:
        return None
    seen = rise.seen(case.tail)
    if seen <= max(EFFECT, 3 * rise.wobble):
        return None
    best = case.epoch(rise.lowest)
    doubt = "A further rise while training loss falls: that would be overfitting."
    if case.train is None and case.train_accuracy is None:
        reason = "no training loss was recorded beside it"
        remedy = Remedy("Record the training loss too: it tells overfitting from other troubles.")
    elif rise.shared >= LEVEL:
        reason = "training loss rose meanwhile as well"
        remedy = remedies.settle(case.facts)
    else:
        reason = within_chance(case, rise)
        remedy = remedies.overfitting(case.facts, best, chance=True)
        doubt = "Such a rise on more examples, or with each seed: that would be overfitting."
    return Lack(
        f"Validation loss {ended(case, rise)}, but {reason}.",
        remedy,
        doubt,
        0.6,
    )


def _rise_or_fall(fall: Interval) -> str:
    """An interval of falls whose low end is a rise: `a rise of 3 % to a fall of 20 %`."""
    low = percent(abs(fall.low))
    start = f"a rise of {low}" if fall.low < 0 else f"a fall of {low}"
    return f"{start} to a fall of {percent(min(fall.high, 1.0))}"


def _unsettled(case: Case) -> Lack | None:
    """Validation loss seems to fall by over 5 % in the last third, but not surely."""
    assert case.val is not None
    count = min(case.points, max(4, -(-case.points // 3)))
    course = trend(case.val[-count:])
    level = level_of(case)
    if -course.change / level <= EFFECT or in_vain(case):
        return None
    reach = Interval(-course.high / level, -course.low / level)
    return Lack(
        f"Validation loss may still be falling: by {percent(-course.change / level)} since epoch "
        f"{case.epoch(-count)}, but so unevenly that anything from {_rise_or_fall(reach)} fits.",
        _longer(case, case.trained * 3 // 2 + 1),
        "A loss that falls on, or stays level, in those epochs.",
        0.6,
    )


def _wobbling(case: Case) -> Lack | None:
    sure = calm(case)
    if sure >= _POWER:
        return None
    assert case.val is not None
    course = trend(case.val[-max(4, case.points // 2) :])
    level = level_of(case)
    times = min(course.error / level / _WANTED_ERROR, 1e3) ** 2
    longer = 1.0 < times <= _MOST_TIMES_LONGER
    return Lack(
        _wobble_story(case, course, level),
        _longer(case, math.ceil(case.trained * times)) if longer else remedies.settle(case.facts),
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
