"""What a learner's settings do to data before a network sees them.

Order matters: copies go first, then the training set is cut to size, then labels are spoilt, then
numbers are scaled by what is left to learn from, then classes are weighed. The validation and the
test set keep their examples and their labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Array, Data, Floats, Integers, Part
from tutor.datasets.registry import DataError

_NOISE_SEED = 4_711
_GOLDEN = (5**0.5 - 1) / 2
"""Multiples of it fill 0 … 1 more evenly than those of any other number."""
_LEAST_SPREAD = 1e-8

PREPARING = ("remove_duplicates", "train_size", "label_noise", "scaling", "class_weights")
"""The settings that are carried out here."""


def prepare(data: Data, settings: Mapping[str, object], classes: int) -> Data:
    """`data` as the settings of `PREPARING` ask for it; those that are missing change nothing.

    Args:
        data: as they were loaded.
        settings: the learner's values.
        classes: how many classes there are, for labels and weights.

    Raises:
        DataError: nothing would be left to train on, or a scaling is unknown.
    """
    train = data.train
    if settings.get("remove_duplicates"):
        train = without_copies(train, data.validation)
    size = settings.get("train_size")
    if isinstance(size, int) and size < len(train):
        train = train.take(np.arange(size))
    if not len(train):
        raise DataError("No training example is left.")
    share = settings.get("label_noise")
    if isinstance(share, int | float) and share > 0.0:
        train = with_wrong_labels(train, float(share), classes)
    if settings.get("class_weights"):
        train = replace(train, weight=balanced_weights(train.y, classes))
    return scaled(data.with_train(train), str(settings.get("scaling", "none")))


def without_copies(train: Part, validation: Part) -> Part:
    """`train` without the examples that also stand in `validation`, and each only once."""
    seen = {example.tobytes() for example in validation.x}
    kept: list[int] = []
    for row, example in enumerate(train.x):
        key = example.tobytes()
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return train.take(np.array(kept, dtype=np.intp))


def with_wrong_labels(train: Part, share: float, classes: int) -> Part:
    """`train` with the labels of `share` of its examples replaced by another class, at random.

    The same examples for every run; those of a smaller share are among those of a larger one.
    Which they are follows a Weyl sequence, so that any number of first examples has its share of
    them to within four, up to 100,000 examples. Source: H. Weyl, Über die Gleichverteilung von
    Zahlen mod. Eins, Mathematische Annalen 77 (1916), 313–352.
    """
    generator = np.random.default_rng(_NOISE_SEED)
    drawn = (_GOLDEN * np.arange(1, len(train) + 1)) % 1.0
    shift = generator.integers(1, max(classes, 2), size=len(train))
    wrong = (train.y + shift) % max(classes, 2)
    return replace(train, y=np.where(drawn < share, wrong, train.y).astype(np.int32))


def balanced_weights(y: Array, classes: int) -> Floats:
    """For each example n / (classes · its class's count), so that every class counts alike.

    Source: G. King and L. Zeng, Logistic Regression in Rare Events Data, Political Analysis 9
    (2001), 137–163; the same as scikit-learn's `class_weight="balanced"`.
    """
    labels: Integers = y.astype(np.int32)
    counts = np.maximum(np.bincount(labels, minlength=classes), 1)
    return np.asarray(len(labels) / (classes * counts[labels]), dtype=np.float32)


def scaled(data: Data, scaling: str) -> Data:
    """All sets scaled by what the training set alone tells of each column.

    `standard` takes the mean away and divides by the standard deviation; `min-max` brings the
    training set to 0 … 1. A picture's or a sequence's last axis holds the columns.

    Raises:
        DataError: an unknown scaling.
    """
    if scaling == "none":
        return data
    axes = tuple(range(data.train.x.ndim - 1))
    x = data.train.x.astype(np.float64)
    if scaling == "standard":
        middle, spread = x.mean(axis=axes), x.std(axis=axes)
    elif scaling == "min-max":
        middle = x.min(axis=axes)
        spread = x.max(axis=axes) - middle
    else:
        raise DataError(f"There is no scaling {scaling!r}; there are none, standard and min-max.")
    spread = np.where(spread < _LEAST_SPREAD, 1.0, spread)

    def apply(part: Part) -> Part:
        return replace(part, x=_scale(part.x, middle, spread))

    return replace(
        data, train=apply(data.train), validation=apply(data.validation), test=apply(data.test)
    )


def _scale(x: Array, middle: npt.NDArray[np.float64], spread: npt.NDArray[np.float64]) -> Floats:
    return np.asarray((x - middle) / spread, dtype=np.float32)
