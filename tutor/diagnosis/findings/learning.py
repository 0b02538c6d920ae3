"""`not_learning`: nothing was learned beyond the shares of the classes."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from tutor.diagnosis import limits, remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings.guess import (
    RISE_OF_ACCURACY,
    above,
    entropy,
    guess_loss,
    knowing,
    majority,
)
from tutor.diagnosis.findings.learning_story import FALL, Fall, evidence
from tutor.diagnosis.rates import far_off
from tutor.diagnosis.statistics import Array, chance, noise, wilson
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import confidence, number

_LEAST_EPOCHS = 3
_LEAST_ERROR = 0.003
_MOST_WOBBLE = 0.1
"""Where three units of wobble are more, even a fall worth having would not be seen."""

_CERTAIN_WIDTH = 0.15
OF_ENTROPY = 0.95
"""A loss above this share of the entropy of the classes is hardly one that was learned."""

_SURE = 0.5
_WORTH_KNOWING = 0.02
_MISSED = 1.05
_HARDLY = 0.02
_MUCH = 0.05
"""Of a loss: what falls by more, and to the end, is no training that stands still."""


@lru_cache(maxsize=2)
def not_learning(case: Case) -> Finding | None:
    """The answers are no better than always the commonest class, or the loss never fell.

    Where the commonest class's share is known, the accuracies decide: both sides' 95 % Wilson
    intervals reach down to it, and the loss is not below what a network must reach that knows the
    class shares alone. Where it is unknown, the training loss must have fallen by less than 1 %
    (or three units of its wobble) and the accuracy must not have risen.
    """
    losses = case.train if case.train is not None else case.val
    if losses is None or case.epochs < _LEAST_EPOCHS:
        return None
    known = _known_chance(case)
    if known is not None:
        return _nothing_known(case, known) if known >= _SURE else None
    fall = _fall(case, losses)
    flat = fall.share < max(FALL, 3 * fall.error) and 3 * fall.error < _MOST_WOBBLE
    guess = _at_chance(case)
    if guess is False or (guess is None and not (flat and not _accuracy_rose(case))):
        return None
    z = (FALL - fall.share) / max(fall.error, 0.002) if flat else 0.0
    judged = case.train_accuracy is not None or case.val_accuracy is not None
    sure = confidence(z, 0.97 if judged else 0.7)
    if guess:
        sure = max(sure, _sure_of_chance(case))
    remedy = remedies.not_learning(case.facts, rose=fall.share < -max(FALL, 3 * fall.error))
    return Finding(
        name="not_learning",
        confidence=sure,
        evidence=evidence(case, fall, guess=bool(guess)) + _limit(case),
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt=_doubt(case) or "A loss that falls clearly in a longer run."
        if judged
        else "An accuracy well above guessing: a network that learned all it could in its first "
        "epoch shows the same loss.",
        epoch=case.epoch(-1),
    )


def _known_chance(case: Case) -> float | None:
    """The chance that the network knows nothing beyond the shares of the classes, or of labels.

    Its loss never fell 2 % below what these alone cost, and either its answers are no better than
    the commonest class, or its training loss never fell either and it does worse than those shares
    would, or than a simple model or a wider network does. None where sizes are unknown.
    """
    prior, error, val = guess_loss(case), case.val_error, case.val
    if prior is None or error is None or val is None or case.val_accuracy is None:
        return None
    lowest, end = (float(at) / prior for at in (case.smooth(val).min(), case.smooth(val)[-1]))
    least = max(error / prior, _LEAST_ERROR)
    unlearned = chance(1 - _WORTH_KNOWING, lowest, least)
    share, most = case.end(case.val_accuracy), majority(case) or 0.0
    examples = case.validation_examples or 1
    spread = math.sqrt(max(most * (1 - most), 1e-4) / examples)
    same = 1 - chance(_HARDLY, share - most, spread)
    if not _never_fell(case, prior):
        return unlearned * same
    missed = 1.0 if _bettered(case) else chance(_MISSED, end, least)
    return unlearned * max(same, missed)


def _bettered(case: Case) -> bool:
    """Whether something simple is known to do better by over 5 % of the loss."""
    if case.second is None or case.val is None:
        return False
    tried = [] if case.second.simple is None else [case.second.simple[1].value]
    if case.second.wider is not None:
        tried.append(float(case.second.wider.mean(dtype=np.float64)))
    return min(tried, default=math.inf) * _MISSED < case.end(case.val)


def _never_fell(case: Case, prior: float) -> bool:
    """Whether the training loss has not fallen either: else it was learned by heart."""
    if case.train is None:
        return True
    first = min(case.first_loss, prior) if case.first_loss > 0.0 else prior
    return case.end(case.train) > (1 - _WORTH_KNOWING) * first


def _nothing_known(case: Case, sure: float) -> Finding:
    assert case.val is not None
    prior, losses = guess_loss(case), case.smooth(case.val)
    assert prior is not None
    fall = _fall(case, case.train if case.train is not None else case.val)
    # One that comes down from far above has learned too slowly, not too fast.
    rose = float(losses[-1]) > max(_MISSED * prior, case.first_val)
    late = float(case.val[(case.points - 1) // 2] - case.val[-1])
    begun = fall.share > _MUCH and late > _WORTH_KNOWING * prior and case.val[-1] <= case.val.min()
    remedy = remedies.not_learning(case.facts, rose=rose, begun=begun)
    return Finding(
        name="not_learning",
        confidence=round(min(sure, 0.97), 3),
        evidence=f"{knowing(case).capitalize()} costs a loss of {number(prior)}; "
        f"validation loss never fell below {number(float(case.val.min()))}. "
        f"{evidence(case, fall, guess=True)}{_limit(case)}",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt=_doubt(case) or f"A loss that falls well below {number(prior)} in a longer run.",
        epoch=case.epoch(-1),
        kind=_known_kind(case, prior, begun=begun),
    )


def _limit(case: Case) -> str:
    """What the network can't overcome; empty where steps far from usual say nothing of that."""
    return "" if far_off(case.facts) else limits.told(case.facts)


def _doubt(case: Case) -> str:
    return "" if far_off(case.facts) else limits.doubt(case.facts)


def _known_kind(case: Case, prior: float, *, begun: bool) -> str:
    """Why it may be, or what the loss says of answers that are right more often than guesses."""
    if far_off(case.facts):
        return "steps"
    if begun:
        return "begun"
    if _at_chance(case) is not False or case.val is None:
        return ""
    if case.end(case.val) > prior:
        return "loss"
    share = 0.0 if case.val_accuracy is None else case.end(case.val_accuracy)
    return "hardly" if above(share, case.validation_examples, majority(case) or 0.0) else ""


def stalled(case: Case) -> bool:
    """Whether the training loss has hardly fallen: not below what the class shares alone allow.

    Where those are unknown, by less than a twentieth since before the first step.
    """
    if case.train is None:
        return False
    end, counts = case.end(case.train), case.facts.class_counts
    if counts is not None and sum(counts) > 0:
        return end > OF_ENTROPY * entropy(counts)
    return end > OF_ENTROPY * case.first_loss > 0.0


def _fall(case: Case, losses: Array) -> Fall:
    first = case.first_loss if case.train is not None else case.first_val
    end = case.end(losses) if case.points > 5 else float(losses[-1])
    scale = abs(first) or float(np.ptp(losses)) or 1.0
    return Fall((first - end) / scale, noise(losses) / scale, first, end)


def _accuracy_rose(case: Case) -> bool:
    """Whether either accuracy ended above its start by more than its wobble and two points."""
    return any(
        case.end(values) - float(values[0]) > max(RISE_OF_ACCURACY, 3 * noise(values))
        for values in (case.train_accuracy, case.val_accuracy)
        if values is not None
    )


def _at_chance(case: Case) -> bool | None:
    """Whether the answers are no better than the commonest class; None where that is unknown.

    A network that answers with the class shares whatever it sees has a cross-entropy of at least
    their entropy; with a largest share m that is at least -ln m, and at least the entropy of m
    and 1 - m where m is over a half. A lower loss proves knowledge that accuracy does not show.
    """
    baseline, val, train = majority(case), case.val_accuracy, case.train_accuracy
    if baseline is None or val is None:
        return None
    if train is not None and above(case.end(train), case.training_examples, baseline):
        return False
    known = case.validation_examples
    if above(case.end(val), known, baseline):
        return False
    m = min(max(baseline, 1e-6), 1 - 1e-6)
    floor = -m * math.log(m) - (1 - m) * math.log(1 - m) if m > 0.5 else -math.log(m)
    if case.val is not None and case.end(case.val) < OF_ENTROPY * floor:
        return False
    if train is None and known is not None:
        interval = wilson(case.end(val), known)
        return True if interval.high - baseline < _CERTAIN_WIDTH else None
    return True


def _sure_of_chance(case: Case) -> float:
    """The chance that validation accuracy is less than five points above the baseline."""
    if case.val_accuracy is None:
        return 0.0
    share, examples = case.end(case.val_accuracy), case.validation_examples
    error = math.sqrt(max(share * (1 - share), 1e-4) / examples) if examples else 0.02
    return confidence(((majority(case) or 0.0) + 0.05 - share) / error, 0.97)
