"""Validation examples that are harder or easier than those that are trained on."""

from __future__ import annotations

import math

import numpy as np

from tutor.diagnosis import data_remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings.data import leakage
from tutor.diagnosis.findings.generalization import overfitting
from tutor.diagnosis.findings.guess import entropy
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import confidence, number

_WORTH = 0.05
_SPLIT_ERRORS = 4.0
_ERRORS_OF_SIMPLE = 3.3
_EARLY = 2
_LEARNED_LITTLE = 0.1
"""By which share the training loss may have fallen where nothing was learned by heart yet."""


def unlike(case: Case) -> Finding | None:
    """The sets differ before anything can have been learned by heart, or validation is easier.

    Source: the comparison of two means by B. L. Welch, Biometrika 34 (1947), 28–35, with the
    standard error of the validation set's groups for both sides. Symbols are left out: their
    windows are cut from a few texts or melodies, which differ by more than windows of one do.
    """
    if case.facts.symbols:
        return None
    if case.second is not None and case.second.unlike is not None:
        return _unlike_to_all(case, case.second.unlike)
    if case.examples is None or case.train is None or case.val is None or not case.loss_measured:
        return None
    at_once, at_end = slice(0, _EARLY), slice(-case.tail, None)
    early, end = _difference(case, at_once), _difference(case, at_end)
    easier = end < -_SPLIT_ERRORS
    learned = 1 - float(case.train[0]) / case.first_loss if case.first_loss > 0 else 1.0
    if not easier and (early < _SPLIT_ERRORS or learned > _LEARNED_LITTLE):
        return None
    part, beyond = (at_end, end) if easier else (at_once, early)
    first, second = (float(np.median(losses[part])) for losses in (case.train, case.val))
    return _found(
        case,
        abs(beyond) - _SPLIT_ERRORS,
        f"Validation loss is {number(second)} {'at the end' if easier else 'at once'}, training "
        f"loss {number(first)}: the validation examples are {'harder' if beyond > 0 else 'easier'} "
        "than those that are trained on, beyond chance.",
        epoch=case.epoch(-1) if easier else case.epoch(0),
    )


def _unlike_to_all(case: Case, beyond: float) -> Finding | None:
    """A simple model too finds the validation examples harder or easier than the others.

    One that has learned nothing tells nothing; nor does it where examples stand in both sets. That
    those of validation are easier has another explanation where labels of training are known to be
    wrong, or the network overfits, as it does by learning such labels by heart.
    """
    assert case.second is not None
    assert case.second.simple is not None
    train, validation = case.second.simple
    counts = case.facts.class_counts
    learned = counts is None or train.value + 2 * train.error < entropy(counts)
    if abs(beyond) < _ERRORS_OF_SIMPLE or not learned or leakage(case) is not None:
        return None
    if beyond > 0 and _no_worse_on_validation(case):
        return None
    if beyond < 0 and (case.facts.settings.get("label_noise") or overfitting(case) is not None):
        return None
    return _found(
        case,
        abs(beyond) - _ERRORS_OF_SIMPLE,
        f"Tried: a simple model that learns from a part of the training examples has a loss of "
        f"{number(train.value)} on the rest of them and of {number(validation.value)} on the "
        f"validation examples, so these are {'harder' if beyond > 0 else 'easier'}, beyond chance.",
    )


def _found(case: Case, further: float, evidence: str, epoch: int | None = None) -> Finding:
    """The finding, told from `further` standard errors beyond those that it takes."""
    remedy = data_remedies.other_split(case.facts)
    return Finding(
        name="noisy_validation",
        confidence=confidence(further + 1),
        evidence=evidence,
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A split drawn anew in which both are alike.",
        epoch=epoch,
    )


def _no_worse_on_validation(case: Case) -> bool:
    """Whether the network's own loss is no higher there: then it finds them no harder."""
    if case.train is None or case.val is None or not case.loss_measured:
        return False
    return case.end(case.val) < (1 + _WORTH) * case.end(case.train)


def _difference(case: Case, part: slice) -> float:
    """Validation less training loss in standard errors of both, over some epochs."""
    assert case.train is not None
    assert case.val is not None
    assert case.examples is not None
    losses = case.examples.losses[part].astype(np.float64)
    error = float(np.median(losses.std(axis=1, ddof=1))) / math.sqrt(losses.shape[1])
    known, trained = case.validation_examples or 1, case.training_examples or 1
    gap = float(np.median(case.val[part] - case.train[part]))
    return gap / max(error * math.sqrt(1 + known / trained), 1e-12)
