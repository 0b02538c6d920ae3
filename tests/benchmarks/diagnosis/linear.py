"""A linear model beside each run: its accuracy, and whether both sets are alike to it."""

from __future__ import annotations

import warnings

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from tests.benchmarks.diagnosis.worlds.world import World
from tutor.datasets.arrays import Part

Doubles = npt.NDArray[np.float64]

_FOLDS = 5
_LEAST_CHANCE = 1e-4
_STEPS = 200


def linear(train: Part, validation: Part, world: World) -> dict[str, float]:
    """A logistic regression on the training set; tokens are counted, whatever their order.

    Returns:
        `baseline_accuracy`, on the validation set; and of five models, each of four fifths of the
        training set, `linear_train`, their mean loss on the fifths they have not seen, and
        `linear_validation`, on the validation set, each with its standard error as `…_error`.
    """
    seen, asked = _flat(train, world), _flat(validation, world)
    chances = _chances(seen, train.y, asked, world.classes)
    right = float((chances.argmax(axis=1) == validation.y).mean())
    held_out, other = np.zeros(len(train)), np.zeros(len(validation))
    order = np.random.default_rng([_FOLDS, len(train)]).permutation(len(train))
    for fold in np.array_split(order, _FOLDS):
        rest = np.setdiff1d(order, fold)
        both = np.concatenate([seen[fold], asked])
        given = _chances(seen[rest], train.y[rest], both, world.classes)
        held_out[fold] = _losses(given[: len(fold)], train.y[fold])
        other += _losses(given[len(fold) :], validation.y) / _FOLDS
    return {
        "baseline_accuracy": right,
        **_told("linear_train", held_out),
        **_told("linear_validation", other),
    }


def _losses(chances: Doubles, labels: npt.NDArray[np.generic]) -> Doubles:
    return np.asarray(-np.log(np.maximum(chances[np.arange(len(labels)), labels], _LEAST_CHANCE)))


def _told(name: str, losses: Doubles) -> dict[str, float]:
    error = float(losses.std(ddof=1)) / len(losses) ** 0.5
    return {name: float(f"{losses.mean():.6g}"), f"{name}_error": float(f"{error:.6g}")}


def _chances(x: Doubles, y: npt.NDArray[np.generic], asked: Doubles, classes: int) -> Doubles:
    """The chance that a model of `x` and `y` gives each class, (asked, classes)."""
    found = np.zeros((len(asked), classes))
    if len(np.unique(y)) < 2:
        found[:, y[0]] = 1.0
        return found
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = LogisticRegression(max_iter=_STEPS).fit(x, y)
    found[:, model.classes_] = model.predict_proba(asked)
    return found


def _flat(part: Part, world: World) -> Doubles:
    inputs = world.law.inputs
    if inputs.kind == "tokens":
        counts = [(part.x == token).sum(axis=1) for token in range(inputs.vocabulary)]
        return np.stack(counts, axis=1).astype(np.float64)
    return part.x.reshape(len(part), -1).astype(np.float64)
