"""Simulated long histories with their truth: full and with only every so many epochs recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.diagnosis.configurations import HALVES, Half
from tests.benchmarks.diagnosis.courses import Course, Draw
from tests.benchmarks.diagnosis.families import FAMILIES
from tests.benchmarks.diagnosis.margins import MOST, WORTH, opposite, over, smoothed
from tests.benchmarks.diagnosis.measured import Array
from tests.benchmarks.diagnosis.observed import Columns, recorded
from tests.benchmarks.diagnosis.truth import Truth
from tutor.diagnosis.history import History
from tutor.diagnosis.verdict import NAMES

EACH = 80
"""Configurations of each family, both halves together."""

_SEED = 52_000
_EPOCHS = (60, 1000)
_POINTS = (20, 60)
_SUBSAMPLINGS = 2
_GAP_OF_LOSS = 1 / 3


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """A history and its truth.

    Attributes:
        family: its name in `FAMILIES`.
        name: of the configuration; those that differ only in the epochs recorded share it.
        epochs: T.
        every: every so many epochs are recorded.
        recorded: the log's columns.
        truth: what is true of the whole course.
    """

    family: str
    name: str
    epochs: int
    every: int
    recorded: Columns
    truth: Truth

    @property
    def points(self) -> int:
        """How many epochs are recorded."""
        return len(self.recorded["val_loss"])

    @property
    def borderline(self) -> bool:
        """Whether a margin near 1 decides the primary name, or whether it overfits."""
        return self.truth.borderline or 0.8 < self.truth.margins["overfitting"] < 1.25

    def columns(self) -> Columns:
        """The log's columns."""
        return self.recorded

    def history(self) -> History:
        """The log as the diagnosis takes it, the epochs numbered."""
        first = self.epochs - (self.points - 1) * self.every
        return History(
            {name: values.tolist() for name, values in self.recorded.items()},
            numbers=list(range(first, self.epochs + 1, self.every)),
        )


def half_of(name: str) -> Half:
    """The half that a configuration belongs to, by its hash."""
    return HALVES[hashlib.sha256(f"families {name}".encode()).digest()[0] % 2]


def simulated(half: Half | None = None, each: int = EACH) -> Iterator[Simulated]:
    """All histories of one half, or of both."""
    for family in FAMILIES:
        for index in range(each):
            if half is None or half_of(f"{family}-{index:02}") == half:
                yield from made(family, index)


def made(family: str, index: int) -> list[Simulated]:
    """One training: every epoch, and two or fewer rarer recordings of 20 to 60 epochs."""
    name = f"{family}-{index:02}"
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")
    random = np.random.default_rng([_SEED, seed])
    low, high = np.log(_EPOCHS)
    epochs = round(float(np.exp(random.uniform(low, high))))
    draw = Draw(random, epochs)
    course = FAMILIES[family](draw)
    columns = recorded(draw, course)
    truth = truth_of(course, judged_by_accuracy={"accuracy", "val_accuracy"} <= set(columns))
    wanted = random.integers(_POINTS[0], _POINTS[1] + 1, _SUBSAMPLINGS)
    rarer = {max(1, epochs // int(points)) for points in wanted}
    return [
        Simulated(family, name, epochs, every, _every(columns, every), truth)
        for every in sorted({1} | rarer)
    ]


def _every(columns: Columns, every: int) -> Columns:
    """Only so many epochs, counted back from the last."""
    return {name: values[::-1][::every][::-1] for name, values in columns.items()}


def truth_of(course: Course, *, judged_by_accuracy: bool) -> Truth:
    """What is true by `TRUTH.md`, as far as curves can show it; risks are known without error.

    A share of a risk that lies below zero means nothing: there, shares are of the range that the
    risk has gone through.

    Args:
        course: without noise.
        judged_by_accuracy: whether a gap is one of accuracies, or of losses.
    """
    epochs = course.epochs
    risk, train = (smoothed(values[:epochs], epochs) for values in (course.risk, course.train))
    best = int(risk.argmin())
    end, lowest = float(risk[-1]), float(risk[best])
    if course.shift:
        end_unit = unit = float(np.ptp(risk))
    else:
        unit, end_unit = lowest, end
    up = end - lowest
    shared = over(float(train[-1] - train[best]), up / 2) if up > 0 else 0.0
    rise = over(up, WORTH * unit)
    later = float(smoothed(course.risk, epochs)[-1])
    margins = dict.fromkeys(NAMES, 0.0) | dict.fromkeys(course.planted, MOST)
    margins["diverged"] = _diverged(course)
    margins["unstable"] = min(rise, shared)
    margins["overfitting"] = min(rise, opposite(shared))
    margins["still_improving"] = over(end - later, WORTH * end_unit)
    gap = _gap(course, judged_by_accuracy=judged_by_accuracy)
    margins["large_gap"] = min(gap, opposite(margins["overfitting"]))
    found = tuple(name for name in NAMES if margins[name] > 1.0)
    return Truth(found or ("good_fit",), margins, 0.0, best + 1)


def _diverged(course: Course) -> float:
    """Three epochs in a row over ten times the first loss."""
    if course.shift:
        return 0.0
    losses: Array = course.train[: course.epochs]
    least = np.lib.stride_tricks.sliding_window_view(losses, 3).min(axis=1)
    return over(float(least.max()), 10 * float(losses[0]))


def _gap(course: Course, *, judged_by_accuracy: bool) -> float:
    """Of accuracies where both are recorded, else of losses, which must lie above zero."""
    if course.alone:
        return 0.0
    last = course.epochs - 1
    if judged_by_accuracy and course.right is not None and course.right_train is not None:
        return over(float(course.right_train[last] - course.right[last]), WORTH)
    if course.shift:
        return 0.0
    risk = float(course.risk[last])
    return over(risk - float(course.train[last]), _GAP_OF_LOSS * risk)
