"""The baseline for texts: which words occur, and how often, whatever their order."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from tutor.datasets.arrays import Data, Part

_STRENGTHS = (0.03, 0.1, 0.3, 1.0)
"""Inverse penalties to choose from."""

_HELD_BACK = 5


def accuracies(data: Data) -> tuple[float, float]:
    """Validation and test accuracy of a multinomial logistic regression on word counts.

    Its penalty is chosen on a fifth of the training set, so that validation stays unseen.
    """
    from sklearn.linear_model import LogisticRegression

    size = int(max(part.x.max() for part in (data.train, data.validation, data.test))) + 1
    counted, labels = counts(data.train, size), data.train.y
    held = np.arange(len(labels)) % _HELD_BACK == 0

    def judged(strength: float) -> float:
        model = LogisticRegression(C=strength, max_iter=200)
        model.fit(counted[~held], labels[~held])
        return float(model.score(counted[held], labels[held]))

    best = LogisticRegression(C=max(_STRENGTHS, key=judged), max_iter=200).fit(counted, labels)
    scores = [float(best.score(counts(p, size), p.y)) for p in (data.validation, data.test)]
    return scores[0], scores[1]


def counts(part: Part, size: int) -> sparse.csr_array:
    """How often each of `size` tokens occurs in each example, padding aside: (n, size)."""
    rows, places = np.nonzero(part.x)
    ones = np.ones(len(rows), dtype=np.float32)
    return sparse.csr_array((ones, (rows, part.x[rows, places])), shape=(len(part), size))
