"""The distance between training and validation at the end of a run."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.diagnosis.case import Case
from tutor.diagnosis.proportions import in_tenths
from tutor.diagnosis.statistics import Interval, noise, shares_differ, wilson
from tutor.diagnosis.words import number, percent, points, points_span, span, tenths

_OF_ACCURACY = 0.05
_OF_LOSS = 1 / 3
_ERRORS, _FEWER, _BEYOND, _BEYOND_WHOLE = 3.0, 1.645, 0.67, 0.5
_WIDER = 1.5
"""How much more is demanded where the training side is Keras's running value, or sizes unknown."""


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
        by_heart: whether it is what was learned of labels that are wrong on purpose: validation
            accuracy is above the share of right ones, so the gap begins there.
    """

    size: float
    interval: Interval
    error: float
    least: float
    errors: float = _ERRORS
    beyond: float = 0.0
    by_heart: bool = False


def accuracy_gap(case: Case) -> Gap | None:
    """Training less validation accuracy over the last epochs; None where one is missing.

    Its error is that of two independent proportions (Newcombe's interval) where the number of
    validation examples is known, else the wobble of both curves. Where training labels were made
    wrong on purpose and validation labels were not, validation accuracy counts no higher than the
    share of right ones: whoever is right on more of the training labels has learned wrong ones.
    """
    train, val, known = case.train_accuracy, case.val_accuracy, case.validation_examples
    if train is None or val is None:
        return None
    first, second = case.end(train), case.end(val)
    learned, examples = learned_at_end(case), case.facts.train_examples
    if known is not None and learned is not None and examples:
        return _of_whole_set(case, learned, float(val[-1]), known)
    held = min(second, case.facts.right_labels)
    size = first - held
    wobble = float((noise(train) ** 2 + noise(val) ** 2) ** 0.5)
    if known is None:
        interval, error = Interval(size - 1.96 * wobble, size + 1.96 * wobble), wobble
    else:
        of_first = case.training_examples or known
        interval = shares_differ(first, of_first, held, known)
        error = max((interval.high - interval.low) / 3.92, wobble / case.tail**0.5)
    sure = case.accuracy_measured and known is not None
    least = _OF_ACCURACY * (1.0 if sure else _WIDER)
    errors, beyond = (_FEWER, _BEYOND) if sure else (_ERRORS, 0.0)
    return Gap(size, interval, error, least, errors, beyond, by_heart=held < second)


def learned_at_end(case: Case) -> float | None:
    """The share of the whole training set that the network has right at its end, if known.

    It is where it was tried, or where the set is so small that all of it is judged in each epoch.
    """
    whole, learned = case.facts.train_examples, None
    if case.second is not None:
        learned = case.second.learned
    if learned is None and case.train_accuracy is not None and case.accuracy_measured:
        all_judged = case.training_examples == whole and not case.facts.answers
        learned = float(case.train_accuracy[-1]) if all_judged else None
    return learned if whole else None


def of_whole(case: Case, learned: float) -> str:
    """That a share is of the whole training set, where the curve beside it tells another.

    After each epoch as many training examples are judged as there are for validation.
    """
    curve = case.train_accuracy if case.accuracy_measured else None
    if curve is None or in_tenths(float(curve[-1])) == in_tenths(learned):
        return " on the whole training set"
    judged = None if case.facts.answers else case.training_examples
    part = f"the {judged:,} examples" if judged else "the part"
    shown = tenths(float(curve[-1]))
    return f" on the whole training set ({shown} on {part} of it that the curve is of)"


def _of_whole_set(case: Case, learned: float, validated: float, known: int) -> Gap:
    """The gap where the accuracy on the whole training set is known, and so has no error.

    Both are of the network as it is at the end: means over epochs are of others.

    A training set of so few examples may be easier than others are by chance: three standard errors
    of that are no gap either. How many of its labels are right is no chance.
    """
    right, whole = case.facts.right_labels, case.facts.train_examples or 1
    by_heart = validated > right
    by_luck = 0.0 if by_heart else (learned * (1 - learned) / whole) ** 0.5
    reach = wilson(validated, known)
    interval = Interval(learned - min(reach.high, right), learned - min(reach.low, right))
    error = max((interval.high - interval.low) / 3.92, 1e-6)
    least = max(_OF_ACCURACY, _ERRORS * by_luck)
    size = learned - min(validated, right)
    return Gap(size, interval, error, least, _FEWER, _BEYOND_WHOLE, by_heart)


def loss_gap(case: Case) -> Gap | None:
    """Validation less training loss as a share of validation loss; for positive losses only."""
    if case.train is None or case.val is None:
        return None
    train, val = case.end(case.train), case.end(case.val)
    if min(train, val) <= 0.0:
        return None
    error = float((noise(case.train) ** 2 + noise(case.val) ** 2) ** 0.5) / val
    size = (val - train) / val
    least = _OF_LOSS * (1.0 if case.loss_measured else 1.25)
    return Gap(size, Interval(size - 1.96 * error, size + 1.96 * error), error, least)


def gap_story(case: Case, gap: Gap) -> str:
    """A gap in words: where both curves ended, and how far apart."""
    train, val = case.train_accuracy, case.val_accuracy
    if train is not None and val is not None:
        return _of_accuracies(case, gap)
    ends = [case.end(values) for values in (case.train, case.val) if values is not None]
    return (
        f"Training loss ended at {number(ends[0])}, validation loss at {number(ends[-1])}"
        f"{case.both_lately}: a gap of {percent(gap.size)} of validation loss "
        f"({span(gap.interval)})."
    )


def _of_accuracies(case: Case, gap: Gap) -> str:
    train, val, known = case.train_accuracy, case.val_accuracy, case.validation_examples
    assert train is not None
    assert val is not None
    source = f" with {case.facts.judged(known)}" if known else ""
    whole = learned_at_end(case)
    learned, right, of, when = case.end(train), case.end(val), "", case.both_lately
    if known is not None and whole is not None:
        learned, right, of, when = whole, float(val[-1]), of_whole(case, whole), ""
    ended = f"Training accuracy ended at {tenths(learned)}{of}"
    if gap.by_heart:
        return (
            f"{ended}, validation accuracy at {tenths(right)}{when}. "
            f"Only {percent(case.facts.right_labels)} of the training labels are right: "
            f"{points(gap.size)} at least are wrong ones, learned by heart."
        )
    shown = in_tenths(learned) - in_tenths(right)  # of the figures beside it
    return (
        f"{ended}, validation accuracy at {tenths(right)}{when}: a gap of {points(shown)} "
        f"({points_span(gap.interval)}{source})."
    )
