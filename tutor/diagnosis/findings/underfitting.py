"""`underfitting`: less was learned than could be, even of the training set."""

from __future__ import annotations

import numpy as np

from tutor.diagnosis import limits, remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings import generalization, progress, tried
from tutor.diagnosis.findings.guess import guess_loss
from tutor.diagnosis.findings.learned import all_understood, training_learned
from tutor.diagnosis.findings.learning import not_learning
from tutor.diagnosis.rates import shrinking
from tutor.diagnosis.second_look import SecondLook
from tutor.diagnosis.statistics import chance, wilson
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.wishes import amiss
from tutor.diagnosis.words import confidence, less, number, percent, span

_MUCH_LEFT = 0.2
_WORTH, _SURE = 0.05, 0.5

BOTTLENECK = 2
"""Units of a layer that may itself be what keeps the loss up."""


_NEARER_DOUBT = "Another seed that comes near what is known to be possible."
_DOUBTS = {
    "steps": "A training loss as high at a usual learning rate.",
    "few": "A training loss as high after many more steps.",
    "schedule": "A training loss as high with larger steps, or more of them.",
}
_DOUBT = "A larger network that ends at the same training loss: the labels then allow no more."
_TRIED_DOUBT = "Other seeds, with which the network that was tried ends no lower than this one."


def underfitting(case: Case) -> Finding | None:
    """The training loss has settled, without a gap, above what is known to be possible.

    It takes a measure from outside: the accuracy of a simple model. A settled curve alone may as
    well be the floor that the labels set. Where the training set is learned it does not hold: a
    wider network's loss may be lower still, but nothing there was left unlearned.
    """
    if case.train is None or case.epochs < progress.LEAST_EPOCHS or training_learned(case):
        return None
    if not_learning(case) is not None or all_understood(case):
        return None
    second = case.second if case.second is not None and case.second.wider is not None else None
    falls = second is None and progress.falling(case.train) is not None
    if falls or progress.dropping(case.train) or progress.still_improving(case) is not None:
        return None
    if generalization.large_gap(case) is not None or generalization.overfitting(case) is not None:
        return None
    found = _measured(case, second)
    if found is None:
        return None
    sure, evidence, doubt = found
    remedy = remedies.underfitting(case.facts)
    kind: str = amiss(case.facts) or ("schedule" if shrinking(case.facts) else "")
    if kind:
        doubt = _DOUBTS[kind]
    elif second is not None and doubt == _TRIED_DOUBT:
        wider = remedies.wider(case.facts, second, remedy.possible)
        evidence += "" if wider or second.past else " There is no room for so wide a one here."
        remedy, worse = wider or remedy, tried.longer_is_worse(case)
        kind, evidence = "in_time" if worse else "", f"{evidence}{worse}"
    return Finding(
        name="underfitting",
        confidence=sure,
        evidence=evidence + limits.told(case.facts),
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt=doubt,
        epoch=case.epoch(-1),
        kind=kind,
    )


def _measured(case: Case, second: SecondLook | None) -> tuple[float, str, str] | None:
    """How sure it is, by what, and what would speak against it; None where nothing tells."""
    if second is not None and (helps := _wider_helps(case, second)) is not None:
        return *helps, _TRIED_DOUBT
    below = _below_baseline(case)
    if second is not None:
        known = below or _half_unlearned(case, second)
        return None if known is None else (*known, _NEARER_DOUBT)
    known = below or _bottleneck(case)
    return None if known is None else (*known, _DOUBT)


def _wider_helps(case: Case, second: SecondLook) -> tuple[float, str] | None:
    """A network several times as wide was trained, and does better on both sets."""
    saved, jumped = tried.wider(case), tried.jumped(case)
    assert saved is not None
    sure = chance(_WORTH, saved.mean, saved.error)
    learned = 1 - second.wider_train / second.train if second.train > 0.0 else 0.0
    some = chance(0.0, saved.mean, saved.error)
    if sure < _SURE or some < tried.SOME or learned <= _WORTH:
        return None
    return round(min(sure, 0.99), 3), (
        f"Tried: {tried.what(case)} {_has(case, jumped=jumped)} a validation loss "
        f"{less(saved.mean)} lower{tried.reach(saved)}{' than that of this one' if jumped else ''} "
        f"and a training loss {less(learned)} lower."
    )


def _has(case: Case, *, jumped: bool) -> str:
    """When the other network has its losses: at its end or, where they rose again, before.

    Args:
        case: of the run.
        jumped: whether the run ended above its own best epoch, which is what it is held against.
    """
    best = tried.after(case)
    if jumped:
        return "has at its best epoch"
    return f"has at its best,{best}," if best else "ends with"


def _half_unlearned(case: Case, second: SecondLook) -> tuple[float, str] | None:
    """Over half of what is known to be learnable is not even learned of the training set."""
    assert second.wider is not None
    prior, val = guess_loss(case), case.val
    if prior is None or val is None:
        return None
    known = min(case.end(val), float(second.wider.mean(dtype=np.float64)))
    if second.simple is not None:
        known = min(known, second.simple[1].value)
    if prior - known < _WORTH * prior or second.train - known < (prior - known) / 2:
        return None
    return 0.9, (
        f"Training loss ended at {number(second.train)}, where guessing costs "
        f"{number(prior)} and {number(known)} is known to be possible: less than half was learned."
    )


def _bottleneck(case: Case) -> tuple[float, str] | None:
    """A layer of one or two units, and most of what a guess costs is left."""
    width, val, prior = case.facts.narrowest, case.val, guess_loss(case)
    if width is None or width > BOTTLENECK or val is None or prior is None:
        return None
    if case.end(val) < _MUCH_LEFT * prior:
        return None
    return 0.8, (
        f"Validation loss has settled at {number(case.end(val))}, where guessing costs "
        f"{number(prior)}, and the narrowest layer has {width} "
        f"unit{'' if width == 1 else 's'}: all that the network knows must pass through "
        f"{'it' if width == 1 else 'them'}."
    )


def _below_baseline(case: Case) -> tuple[float, str] | None:
    """Worse than a simple model, on validation beyond sampling error and in training as well."""
    baseline, val, train = case.facts.baseline_accuracy, case.val_accuracy, case.train_accuracy
    known = case.validation_examples
    if baseline is None or val is None or train is None or known is None:
        return None
    share = case.end(val)
    interval = wilson(share, known)
    if interval.high >= baseline or case.end(train) >= baseline:
        return None
    z = (baseline - share) / max((interval.high - interval.low) / 3.92, 1e-6)
    evidence = (
        f"Training accuracy ended at {percent(case.end(train))} and validation accuracy at "
        f"{percent(share)} ({span(interval)}){case.both_lately}; a linear model reaches "
        f"{percent(baseline)}."
    )
    return confidence(z - 1), evidence
