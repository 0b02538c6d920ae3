"""What a guess reaches that knows how common each answer is, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tutor.diagnosis.case import Case
from tutor.diagnosis.statistics import wilson

RISE_OF_ACCURACY = 0.02
"""A rise of the share of right answers that means something, where chance is not known."""


def guess_loss(case: Case) -> float | None:
    """The validation loss of answering with the shares of the classes, or of the labels, alone.

    That of equal shares in both sets where it was not measured; None where it is unknown, or
    nothing can be learned beyond it.
    """
    measured, counts = case.facts.guess_loss, case.facts.class_counts
    known = measured if measured is not None else entropy(counts) if counts else 0.0
    return known if known > 0.0 else None


def entropy(counts: Sequence[int]) -> float:
    """The cross-entropy of always answering with the shares of these classes, in nats."""
    shares = np.asarray([count for count in counts if count > 0], dtype=np.float64) / sum(counts)
    return float(-(shares * np.log(shares)).sum())


def majority(case: Case) -> float | None:
    """The accuracy of always giving one answer, where it can be known."""
    facts = case.facts
    if facts.majority_share is not None:
        return facts.majority_share
    return 1 / facts.classes if facts.classes is not None and facts.classes > 1 else None


def knowing(case: Case) -> str:
    """What such a guess knows, in words."""
    what = "class" if case.facts.class_counts is not None else "answer"
    return f"knowing only how frequent each {what} is"


def guessing(case: Case) -> str:
    """How to guess with the baseline's accuracy, in words."""
    facts = case.facts
    if facts.majority_share is None:
        return "guessing alone"
    if facts.answers:
        return "the commonest answer alone"
    labels = facts.guess_loss is not None and facts.class_counts is None
    return "giving each label as it mostly is" if labels else "the commonest class alone"


def above(share: float, examples: int | None, baseline: float) -> bool:
    """Whether a share lies beyond its sampling error above the baseline; two points if unknown."""
    if examples is None or examples < 1:
        return share > baseline + RISE_OF_ACCURACY
    return wilson(share, examples).low > baseline
