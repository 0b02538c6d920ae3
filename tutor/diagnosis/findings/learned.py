"""Whether the training set is learned, and whether a simple model does as well on new examples."""

from __future__ import annotations

from tutor.diagnosis.case import Case
from tutor.diagnosis.findings.guess import guess_loss

_NEARLY_ALL = 0.99
_NEARLY = 0.98
"""Of the training labels that are right: few single ones are too odd to be understood."""
_SMALL_SHARE = 0.05


def learned_share(case: Case) -> float | None:
    """The share of training answers that are right at the end, of the whole set where measured."""
    whole = None if case.second is None else case.second.learned
    if whole is None and case.train_accuracy is not None:
        whole = case.end(case.train_accuracy)
    return whole


def training_learned(case: Case) -> bool:
    """Whether (nearly) every training answer is right, or hardly any of the loss is left.

    At least 99 % of the answers, of the whole training set where that was measured; or a training
    loss below a twentieth of what guessing costs.
    """
    whole = learned_share(case)
    if whole is not None and whole >= _NEARLY_ALL:
        return True
    prior = guess_loss(case)
    if case.train is None or prior is None:
        return False
    return case.end(case.train) < _SMALL_SHARE * prior


def all_understood(case: Case) -> bool:
    """Whether as many training answers are right as training labels, some of which are known wrong.

    What would be right beyond them is learned by heart.
    """
    right, share = case.facts.right_labels, learned_share(case)
    return right < 1.0 and share is not None and share >= _NEARLY * right


def outdone(case: Case) -> bool:
    """Whether a simple model, where one was tried, does at least as well on new examples."""
    simple, val = case.facts.baseline_accuracy, case.val_accuracy
    return simple is not None and val is not None and case.end(val) <= simple
