"""Whether the validation examples are like the training examples: a simple model tells."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Protocol

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Array, Part
from tutor.diagnosis.second_look import Mean
from tutor.lab.network import Inputs

Doubles = npt.NDArray[np.float64]

_FOLDS = 3
_TREES, _LEAST_IN_LEAF = 60, 3
_LEAST_CHANCE = 0.01
_STEPS = 200
_MOST_EXAMPLES, _MOST_WIDTH = 2_000, 4_000
"""Of each set, and of inputs to an example: so much is looked at in a second or two."""


class _Model(Protocol):
    """What is used of a classifier of scikit-learn's."""

    classes_: npt.NDArray[np.int_]

    def fit(self, x: Doubles, y: Array) -> object:
        """Fit to examples and their classes."""

    def predict_proba(self, x: Doubles) -> Doubles:
        """The chance of each class of `classes_`, (examples, classes)."""


def likeness(
    train: Part, validation: Part, inputs: Inputs, between: Callable[[], None] = lambda: None
) -> tuple[Mean, Mean] | None:
    """Mean losses of three forests of random trees, each grown on two thirds of the training set.

    The first is on the thirds that they have not seen, the second on the validation set. Tokens are
    counted, whatever their order. Where validation examples are drawn like the others, both differ
    by chance alone. No answer is given less than a chance of 1 %, so that a single surprise is not
    all that counts.

    Source: P. Geurts, D. Ernst and L. Wehenkel, Extremely randomized trees, Machine Learning 63
    (2006), 3–42.

    Args:
        train, validation: the sets; of large ones the first examples.
        inputs: what an example is.
        between: called between the fits; may raise to give up.

    Returns:
        None where examples have no class each, are too few, or too large for so simple a look.
    """
    width = inputs.vocabulary if inputs.kind == "tokens" else int(np.prod(train.x.shape[1:]))
    if inputs.target != "class" or len(train) < 2 * _FOLDS or width > _MOST_WIDTH:
        return None
    train, validation = (
        part.take(np.arange(min(_MOST_EXAMPLES, len(part)))) for part in (train, validation)
    )
    seen, asked = _flat(train.x, inputs), _flat(validation.x, inputs)
    held_out, other = np.zeros(len(train)), np.zeros(len(validation))
    order = np.random.default_rng([_FOLDS, len(train)]).permutation(len(train))
    for fold in np.array_split(order, _FOLDS):
        between()
        rest = np.setdiff1d(order, fold)
        both = np.concatenate([seen[fold], asked])
        given = _chances(_forest(), seen[rest], train.y[rest], both, inputs.classes)
        held_out[fold] = _losses(given[: len(fold)], train.y[fold])
        other += _losses(given[len(fold) :], validation.y) / _FOLDS
    return _mean(held_out), _mean(other)


def baseline(train: Part, validation: Part, inputs: Inputs) -> float:
    """Validation accuracy of a logistic regression on the whole training set."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    seen, asked = _flat(train.x, inputs), _flat(validation.x, inputs)
    model = LogisticRegression(max_iter=_STEPS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        given = _chances(model, seen, train.y, asked, inputs.classes)
    return float((given.argmax(axis=1) == validation.y).mean())


def _forest() -> _Model:
    from sklearn.ensemble import ExtraTreesClassifier

    forest: _Model = ExtraTreesClassifier(_TREES, min_samples_leaf=_LEAST_IN_LEAF, random_state=0)
    return forest


def _chances(model: _Model, x: Doubles, y: Array, asked: Doubles, classes: int) -> Doubles:
    """The chance that a model fitted to `x` and `y` gives each class, (asked, classes)."""
    found = np.zeros((len(asked), classes))
    if len(np.unique(y)) < 2:
        found[:, int(y[0])] = 1.0
        return found
    model.fit(x, y)
    found[:, model.classes_] = model.predict_proba(asked)
    return found


def _losses(given: Doubles, labels: Array) -> Doubles:
    right = given[np.arange(len(labels)), labels]
    return np.asarray(-np.log(np.maximum(right, _LEAST_CHANCE)))


def _mean(losses: Doubles) -> Mean:
    return Mean(float(losses.mean()), float(losses.std(ddof=1)) / len(losses) ** 0.5)


def _flat(x: Array, inputs: Inputs) -> Doubles:
    if inputs.kind == "tokens":
        counts = [(x == token).sum(axis=1) for token in range(inputs.vocabulary)]
        return np.stack(counts, axis=1).astype(np.float64)
    return x.reshape(len(x), -1).astype(np.float64)
