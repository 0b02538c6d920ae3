"""Which classes a network takes for which, and the examples it is most wrong about."""

from __future__ import annotations

import numpy as np

from tutor.lab.views.outcomes import Mistake, Outcomes, OutcomesQuery
from tutor.training.views.shown import shown
from tutor.training.views.subject import Subject

_MOST = 24
"""Mistakes that are shown."""

_LEAST = 1e-12


def outcomes(subject: Subject, query: OutcomesQuery) -> Outcomes:
    """Judge every example of a set.

    Raises:
        ViewError, DataError: the network or the data cannot be had.
    """
    part = getattr(subject.data, query.part)
    inputs, shares = subject.order.network.inputs, subject.outputs(query.part)
    told = shares.argmax(axis=1)
    counts = np.zeros((inputs.classes, inputs.classes), int)
    np.add.at(counts, (part.y, told), 1)
    of_true = shares[np.arange(len(part)), part.y]
    losses = -np.log(np.maximum(of_true, _LEAST))
    wrong = np.flatnonzero(told != part.y)
    worst = wrong[np.argsort(-losses[wrong], kind="stable")][:_MOST]
    return Outcomes(
        part=query.part,
        labels=subject.labels,
        counts=counts.tolist(),
        mistakes=[
            Mistake(
                index=int(index),
                true=int(part.y[index]),
                told=int(told[index]),
                sure=float(shares[index, told[index]]),
                true_share=float(of_true[index]),
                example=shown(part.x[index], inputs, subject.data),
            )
            for index in worst
        ],
    )
