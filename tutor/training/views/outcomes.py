"""Which classes a network takes for which, and the examples it is most wrong about."""

from __future__ import annotations

import numpy as np

from tutor.datasets.arrays import Floats
from tutor.lab.views.outcomes import Mistake, Outcomes, OutcomesQuery
from tutor.training.views.shown import NOTES, Examples
from tutor.training.views.subject import Subject

_MOST = 48
"""Mistakes that are shown."""

_LEADING = 5
"""Classes whose probabilities are told of a mistake."""

_LEAST = 1e-12


def outcomes(subject: Subject, query: OutcomesQuery) -> Outcomes:
    """Judge every example of a set.

    Raises:
        ViewError, DataError: the network or the data cannot be had.
    """
    part = getattr(subject.data, query.part)
    classes, shares = subject.order.network.inputs.classes, subject.outputs(query.part)
    told = shares.argmax(axis=1)
    counts = np.zeros((classes, classes), int)
    np.add.at(counts, (part.y, told), 1)
    losses = -np.log(np.maximum(shares[np.arange(len(part)), part.y], _LEAST))
    wrong = np.flatnonzero(told != part.y)
    worst = wrong[np.argsort(-losses[wrong], kind="stable")][:_MOST].tolist()
    examples = Examples(subject, query.part)
    return Outcomes(
        part=query.part,
        labels=subject.labels,
        counts=counts.tolist(),
        mistakes=[_mistake(index, int(part.y[index]), shares[index], examples) for index in worst],
        note=NOTES.get(subject.order.dataset, ""),
    )


def _mistake(index: int, true: int, shares: Floats, examples: Examples) -> Mistake:
    """One example that was taken for another class; `shares` are its probabilities, (classes,)."""
    leading = np.argsort(-shares, kind="stable")[:_LEADING].tolist()
    return Mistake(
        index=index,
        true=true,
        told=leading[0],
        sure=float(shares[leading[0]]),
        true_share=float(shares[true]),
        leading=[(one, float(shares[one])) for one in leading],
        example=examples.at(index),
    )
