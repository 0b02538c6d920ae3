"""What is recorded of a true course: jitter of the optimiser, few examples, columns left out."""

from __future__ import annotations

import math

import numpy as np
from scipy.signal import lfilter

from tests.benchmarks.diagnosis.courses import Course, Draw
from tests.benchmarks.diagnosis.measured import Array

Columns = dict[str, Array]

_LEAST_RATE = 0.003
_FACTORS = (0.05, 20.0)

_KEPT: tuple[tuple[float, tuple[str, ...]], ...] = (
    (0.65, ("loss", "val_loss", "accuracy", "val_accuracy")),
    (0.2, ("loss", "val_loss")),
    (0.07, ("loss", "val_loss", "val_accuracy")),
    (0.08, ("val_loss", "accuracy", "val_accuracy")),
)
"""Which columns a log of a classification has, and how often."""


def remembering(random: np.random.Generator, count: int, span: float) -> Array:
    """Normal noise of variance 1 whose autocorrelation falls by a factor e in `span` steps."""
    keeps = math.exp(-1 / max(span, 1e-3))
    steps = random.standard_normal(count) * math.sqrt(1 - keeps**2)
    steps[0] = random.standard_normal()
    return np.asarray(lfilter([1.0], [1.0, -keeps], steps), dtype=np.float64)


def jitter(draw: Draw, course: Course) -> tuple[Array, Array]:
    """Factors on training and validation loss, (T,) each, that the optimiser's steps give.

    They have a part in common, tails heavier than the normal (Student's t with four degrees of
    freedom) and a size that follows the learning rate.
    """
    random, count = draw.random, course.epochs
    tails = np.sqrt(2.0 / random.chisquare(4, count))
    size = course.jitter * np.maximum(course.rate[:count], _LEAST_RATE) ** draw.uniform(0.5, 1.0)
    memory, shared = draw.uniform(0.1, 2.0), draw.uniform(0.2, 0.8)
    common, first, second = (remembering(random, count, memory) for _ in range(3))
    own = math.sqrt(1 - shared**2)
    of_train = draw.uniform(0.2, 0.8) * size * tails * (shared * common + own * first)
    of_val = size * tails * (shared * common + own * second)
    return np.asarray(np.exp(of_train)), np.asarray(np.exp(of_val))


def sampling(draw: Draw, course: Course, examples: int) -> Array:
    """Factors on validation loss, (T,), since the same few examples are used after every epoch.

    An offset that stays, a part that changes slowly as the network does, and a white part; each
    in proportion to one over the root of the number of examples.
    """
    error = 1 / math.sqrt(examples)
    stays = draw.uniform(0.5, 1.5) * draw.random.standard_normal()
    size, span = course.slow * draw.uniform(0.1, 0.4), draw.uniform(0.1, 0.5) * course.epochs
    moves = size * remembering(draw.random, course.epochs, span)
    white = draw.uniform(0.05, 0.3) * draw.random.standard_normal(course.epochs)
    return np.asarray(1 + error * (stays + moves + white))


def recorded(draw: Draw, course: Course) -> Columns:
    """The columns of the log, (T,) each, an element for every epoch."""
    count, examples = course.epochs, int(draw.log(300, 20_000))
    of_train, of_val = (np.clip(factors, *_FACTORS) for factors in jitter(draw, course))
    found = {
        "loss": course.train[:count] * of_train - course.shift,
        "val_loss": course.risk[:count] * of_val * sampling(draw, course, examples) - course.shift,
    }
    if course.right is not None and course.right_train is not None:
        found["accuracy"] = np.clip(course.right_train[:count] * of_train**-0.1, 0, 1)
        found["val_accuracy"] = _counted(draw, course.right[:count], of_val, examples)
    return _kept(draw, course, found)


def _counted(draw: Draw, right: Array, factors: Array, examples: int) -> Array:
    """The share of right answers among so many examples, whole numbers of them."""
    spread = np.sqrt(np.clip(right * (1 - right), 1e-4, None) / examples)
    moves = remembering(draw.random, len(right), 0.2 * len(right))
    stays = draw.random.standard_normal()
    seen = right * factors**-0.1 + spread * (0.8 * stays + 0.2 * moves)
    return np.asarray(np.rint(np.clip(seen, 0, 1) * examples) / examples)


def _kept(draw: Draw, course: Course, found: Columns) -> Columns:
    """Without the columns that this log leaves out; accuracies in percent, numbers rounded."""
    chances = [share for share, _ in _KEPT]
    names = _KEPT[int(draw.random.choice(len(_KEPT), p=chances))][1]
    if course.alone:
        names = ("val_loss", "val_accuracy")
    percent, rounded = draw.maybe(0.25), draw.maybe(0.3)
    if "accuracy" not in found:
        names = ("loss", "val_loss")
    kept = {name: found[name] for name in names if name in found}
    if percent:
        kept |= {name: 100 * kept[name] for name in kept if "accuracy" in name}
    if rounded and course.right is not None:
        kept = {name: np.round(values, 4) for name, values in kept.items()}
    return kept
