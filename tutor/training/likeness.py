"""Whether the validation examples are like the training examples: a simple model tells."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Array, Part
from tutor.diagnosis.second_look import Mean
from tutor.lab.network import Inputs

Doubles = npt.NDArray[np.float64]

_FOLDS = 5
_LEAST_CHANCE = 1e-4
_STEPS = 200
_MOST_WIDTH, _MOST_NUMBERS = 4_000, 2_000_000
"""Of inputs to an example, and of inputs to all: so much is looked at in about a second."""


def likeness(
    train: Part, validation: Part, inputs: Inputs, between: Callable[[], None] = lambda: None
) -> tuple[Mean, Mean] | None:
    """Mean losses of five logistic regressions, each fitted to four fifths of the training set.

    The first is on the fifths that they have not seen, the second on the validation set. Tokens are
    counted, whatever their order. Where validation examples are drawn like the others, both differ
    by chance alone.

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
    most = _MOST_NUMBERS // max(width, 1)
    train, validation = (part.take(np.arange(min(most, len(part)))) for part in (train, validation))
    seen, asked = _flat(train.x, inputs), _flat(validation.x, inputs)
    held_out, other = np.zeros(len(train)), np.zeros(len(validation))
    order = np.random.default_rng([_FOLDS, len(train)]).permutation(len(train))
    for fold in np.array_split(order, _FOLDS):
        between()
        rest = np.setdiff1d(order, fold)
        both = np.concatenate([seen[fold], asked])
        given = chances(seen[rest], train.y[rest], both, inputs.classes)
        held_out[fold] = _losses(given[: len(fold)], train.y[fold])
        other += _losses(given[len(fold) :], validation.y) / _FOLDS
    return _mean(held_out), _mean(other)


def baseline(train: Part, validation: Part, inputs: Inputs) -> float:
    """Validation accuracy of one logistic regression on the whole training set."""
    seen, asked = _flat(train.x, inputs), _flat(validation.x, inputs)
    given = chances(seen, train.y, asked, inputs.classes)
    return float((given.argmax(axis=1) == validation.y).mean())


def chances(x: Doubles, y: Array, asked: Doubles, classes: int) -> Doubles:
    """The chance that a logistic regression of `x` and `y` gives each class, (asked, classes)."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    found = np.zeros((len(asked), classes))
    if len(np.unique(y)) < 2:
        found[:, int(y[0])] = 1.0
        return found
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = LogisticRegression(max_iter=_STEPS).fit(x, y)
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
