"""What is reached by answering with the shares of the answers alone, whatever is asked."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_LEAST = 1e-7
"""Keras keeps shares this far from 0 and 1."""

Array = npt.NDArray[np.generic]


def of_classes(train: Array, validation: Array, classes: int) -> float | None:
    """The validation loss of always answering with the training set's shares of the classes.

    Args:
        train, validation: the class of each example, shapes (n,) and (m,).
        classes: how many there are.

    Returns:
        The cross-entropy in nats, a class that was never trained on counting as trained on once;
        None where a set is empty.
    """
    if not train.size or not validation.size:
        return None
    counted = np.bincount(train.astype(np.int64), minlength=max(classes, int(validation.max()) + 1))
    counts = np.maximum(counted, 1)
    return float(-np.log(counts[validation.astype(np.int64)] / counts.sum()).mean())


def of_labels(train: Array, validation: Array) -> tuple[float, float] | None:
    """The validation loss and accuracy of giving each label by how often it is set in training.

    Args:
        train, validation: 0 or 1 for each example and label, shapes (n, k) and (m, k).

    Returns:
        The mean binary cross-entropy in nats, and the share of labels that are right where each is
        given as it mostly is; None where a set is empty.
    """
    if not train.size or not validation.size:
        return None
    share = np.clip(train.astype(np.float64).mean(axis=0), _LEAST, 1 - _LEAST)
    truth = validation.astype(np.float64)
    losses = -(truth * np.log(share) + (1 - truth) * np.log(1 - share))
    right = (truth > 0.5) == (share > 0.5)
    return float(losses.mean()), float(right.mean())


def of_ways(right: Array) -> float:
    """The most that is won by turning the same way in every game.

    Args:
        right: the way that wins each game, a number from 0 on, shape (n,).
    """
    counts = np.bincount(right.astype(np.int64))
    return float(counts.max() / right.size) if right.size else 0.0
