"""Training runs made of formulas and seeded wobble, and real ones of a linear network in numpy.

The truth of a made run is known from its noise-free course; that of a trained one is measured on
fresh examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts, History

Array = NDArray[np.float64]


def wobble(random: np.random.Generator, epochs: int, size: float, memory: float = 0.0) -> Array:
    """Factors around 1, of relative size `size`; each remembers the share `memory` of the last."""
    steps = random.standard_normal(epochs)
    for epoch in range(1, epochs):
        steps[epoch] = memory * steps[epoch - 1] + (1 - memory**2) ** 0.5 * steps[epoch]
    return np.asarray(np.exp(size * steps - size * size / 2))


def shares(random: np.random.Generator, truth: Array, examples: int) -> Array:
    """Accuracies on one fixed set: each example has its own difficulty in all epochs."""
    difficulty = random.random(examples)
    return np.asarray((truth[:, None] > difficulty[None, :]).mean(axis=1))


def history(**columns: NDArray[np.floating[Any]]) -> History:
    return History({name: [float(value) for value in column] for name, column in columns.items()})


def healthy(random: np.random.Generator, epochs: int) -> tuple[History, Facts]:
    """Both losses fall and settle, the last third within 1 % of the floor; they stay there.

    The gap is under 3 points, the wobble up to 3 %.
    """
    floor, start = random.uniform(0.05, 0.4), random.uniform(0.7, 2.5)
    rate = random.uniform(1.0, 1.6) * np.log(100 * start / floor) / max(2 / 3 * (epochs - 1), 1)
    course = np.exp(-rate * np.arange(epochs))
    size, memory = random.uniform(0.0, 0.03), random.uniform(0.0, 0.5)
    above = random.uniform(1.0, 1.3)
    top, gap = random.uniform(0.9, 0.99), random.uniform(0.0, 0.025)
    examples = int(random.choice([200, 500, 2000, 10_000]))
    accuracy = 0.1 + (top - 0.1) * (1 - course)
    made = history(
        loss=(floor + start * course) * wobble(random, epochs, size / 3),
        val_loss=(above * floor + start * course) * wobble(random, epochs, size, memory),
        accuracy=np.clip(accuracy * wobble(random, epochs, 0.002), 0, 1),
        val_accuracy=shares(random, accuracy - gap, examples),
    )
    return made, Facts(validation_examples=examples, classes=10, majority_share=0.1)


def overfitted(random: np.random.Generator, epochs: int, strength: float) -> History:
    """Validation loss turns in the first half and rises by the share `strength` to the end."""
    turn = random.uniform(0.1, 0.5) * epochs
    at = np.arange(epochs)
    fall = np.exp(-at * 6 / max(turn, 1.0))
    rise = np.clip(at - turn, 0, None) / (epochs - 1 - turn)
    lowest, size = random.uniform(0.2, 1.0), random.uniform(0.002, 0.02)
    return history(
        loss=(0.02 + np.exp(-at * 5 / epochs)) * wobble(random, epochs, size / 2),
        val_loss=lowest * (1 + 1.5 * fall + strength * rise) * wobble(random, epochs, size),
    )


def guessing(random: np.random.Generator, epochs: int) -> tuple[History, Facts]:
    """Loss at ln 10, accuracy at a tenth of 500 examples."""
    base = np.full(epochs, np.log(10.0))
    right = random.binomial(500, 0.1, epochs) / 500
    made = history(
        loss=base * wobble(random, epochs, 0.001),
        val_loss=base * wobble(random, epochs, 0.001),
        accuracy=0.1 * wobble(random, epochs, 0.02),
        val_accuracy=np.full(epochs, right[0]),
    )
    return made, Facts(validation_examples=500, train_examples=5000, majority_share=0.105)


def slow(random: np.random.Generator, epochs: int) -> History:
    """Both losses fall all along, by 30 to 80 % in all."""
    depth = random.uniform(0.3, 0.8)
    course = 2.3 * (1 - depth * np.arange(epochs) / max(epochs - 1, 1))
    return history(
        loss=course * wobble(random, epochs, 0.005),
        val_loss=1.02 * course * wobble(random, epochs, 0.01),
    )


def diverging(random: np.random.Generator, epochs: int) -> History:
    """Growth by a factor each epoch from somewhere in the middle on, to infinity or not."""
    turn = int(random.integers(1, max(epochs - 4, 2)))
    growth = random.uniform(3.0, 30.0)
    course = np.where(np.arange(epochs) < turn, 1.0, growth ** (np.arange(epochs) - turn + 1.0))
    return history(loss=course, val_loss=course * 1.1)


@dataclass(frozen=True)
class Trained:
    """A real training and the risk of its network after each epoch on 2,500 fresh examples."""

    history: History
    facts: Facts
    examples: Examples
    risk: Array


def labelled(
    random: np.random.Generator, count: int, truth: Array, noise: float
) -> tuple[Array, Array]:
    """Points on either side of a plane, with labels of which the share `noise` is flipped."""
    points = random.standard_normal((count, len(truth)))
    labels = (points @ truth + 0.3 * random.standard_normal(count) > 0).astype(np.float64)
    flipped = random.random(count) < noise
    return points, np.where(flipped, 1 - labels, labels)


def descended(
    weights: Array, points: Array, labels: Array, batches: Sequence[NDArray[np.int64]], rate: float
) -> Array:
    """Weights after an epoch of stochastic gradient descent."""
    for batch in batches:
        error = 1 / (1 + np.exp(-points[batch] @ weights)) - labels[batch]
        weights = weights - rate * points[batch].T @ error / len(batch)
    return weights


def trained(
    seed: int, *, train: int, validation: int, features: int, epochs: int, rate: float = 0.5,
    noise: float = 0.1, steps: int = 8,
) -> Trained:  # fmt: skip
    """Logistic regression by stochastic gradient descent on generated points.

    With more features than examples it learns by heart; with few features it cannot.
    """
    random = np.random.default_rng(seed)
    truth = random.standard_normal(features) * 2.0 / features**0.5
    sets = [labelled(random, count, truth, noise) for count in (train, validation, 2500)]
    weights = 0.01 * random.standard_normal(features)
    losses: list[list[Array]] = [[], [], []]
    rights: list[NDArray[np.bool_]] = []
    accuracies: list[list[float]] = [[], []]
    for _ in range(epochs):
        batches = np.array_split(random.permutation(train), steps)
        weights = descended(weights, *sets[0], batches, rate)
        for place, (points, labels) in enumerate(sets):
            score = (points @ weights) * (2 * labels - 1)
            losses[place].append(np.logaddexp(0.0, -score))
            if place < 2:
                accuracies[place].append(float((score > 0).mean()))
            if place == 1:
                rights.append(score > 0)
    made = History(
        {
            "train_loss": [float(loss.mean()) for loss in losses[0]],
            "val_loss": [float(loss.mean()) for loss in losses[1]],
            "train_accuracy": accuracies[0],
            "val_accuracy": accuracies[1],
        }
    )
    share = float(sets[1][1].mean())
    facts = Facts(
        train_examples=train, validation_examples=validation, classes=2, parameters=features,
        majority_share=max(share, 1 - share),
    )  # fmt: skip
    examples = Examples(np.asarray(losses[1], dtype=np.float32), np.asarray(rights))
    return Trained(made, facts, examples, np.array([loss.mean() for loss in losses[2]]))
