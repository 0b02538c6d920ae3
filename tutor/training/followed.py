"""What a callback learns of a training that is not ours, epoch by epoch, for the diagnosis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import keras
import numpy as np

from tutor.diagnosis.examples import Grouping
from tutor.diagnosis.history import Facts, History, Output
from tutor.lab.logs.names import KNOWN, standard_name
from tutor.training.copies import copied, repeated
from tutor.training.described import cross_entropy, output_of, settings_of
from tutor.training.followed_epochs import Epoch, Epochs
from tutor.training.guessing import of_classes
from tutor.training.inside import Inside
from tutor.training.labelled import Array, Integers, Labelled, Measured

_MOST_NUMBERS = 4_000_000
"""Of predictions that are judged together, since judging costs by the call."""

_SAME = 0.01
"""How far Keras's loss (as a share) and accuracy may be from ours and still be the same."""

_BALANCED = 0.9
"""The share of ln K from which on the shares of K classes count as equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the callback was given.

    Attributes:
        validation: what `fit` validates on.
        train: what it trains on.
        train_examples, validation_examples: how many of each.
        batch_size: of the predictions.
    """

    validation: Labelled | None
    train: Labelled | None
    train_examples: int | None
    validation_examples: int | None
    batch_size: int


class Followed:
    """A training, from before its first step.

    Attributes:
        epochs: those that have ended.
        curves_only: whether there are validation examples that can't be judged one by one.
    """

    def __init__(self, model: keras.Model, known: Known, params: Mapping[str, Any]) -> None:
        """Begin, and judge what is known before the first step.

        Args:
            model: compiled.
            known: what the callback was given.
            params: what Keras tells its callbacks.
        """
        self._model = model
        self._known = known
        self._settings = settings_of(model, params, known.train_examples)
        self.epochs = Epochs()
        self._initial: dict[str, float] = {}
        self._outputs = self._dimensions = 0
        self._last: Measured | None = None
        self._kept: Measured | None = None
        self._probe: Labelled | None = None
        self._grouping = Grouping(0 if known.validation is None else len(known.validation))
        if known.validation is not None:
            self._initial = self._evaluated(known.validation)  # which builds a model that isn't yet
        self._inside = Inside(model)
        self.curves_only = known.validation is not None and not self._begin(known.validation)

    def _begin(self, validation: Labelled) -> bool:
        """Judge single examples before the first step; whether that can be done.

        Training examples are judged as well where that gives what Keras means by loss and accuracy.
        """
        self._last = self._measured(validation, {})
        if self._last is None:
            return False
        ours = self._metrics(self._last, "val_")
        differences = {name: ours[name] - self._initial.get(name, ours[name]) for name in ours}
        differences["val_loss"] /= max(abs(ours["val_loss"]), 1e-12)
        if self._known.train is not None and max(map(abs, differences.values())) <= _SAME:
            self._probe = self._known.train.thinned(len(validation))
            probed = self._measured(self._probe, {})
            self._initial |= {} if probed is None else self._metrics(probed, "train_")
        return True

    def add(self, number: int, logs: Mapping[str, Any]) -> dict[str, float]:
        """Take an epoch that has just ended; its metrics under the names that a diagnosis knows."""
        metrics, layers = named(logs), self._inside.moved()
        silent: dict[str, float] = {}
        groups, validation = None, self._known.validation
        if validation is not None and "val_loss" in metrics:
            if self.curves_only:
                silent = self._inside.silent(validation, self._known.batch_size)
            else:
                self._last = self._measured(validation, silent)
        if self._last is not None and "val_loss" in metrics:
            groups = Measured(*(self._grouping.means(values) for values in self._last))
            metrics = {**self._metrics(self._last, "val_"), **metrics}
        if self._probe is not None:
            probed = self._measured(self._probe, silent)
            metrics |= {} if probed is None else self._metrics(probed, "train_")
        self.epochs.add(Epoch(number, metrics, layers | silent, groups))
        return metrics

    @property
    def history(self) -> History:
        """The epochs so far, those without validation left out once there are some with it."""
        return self.epochs.history(self._initial)

    def keep(self) -> None:
        """Take the weights of the last epoch for those that will be kept."""
        self._kept = self._last

    def facts(self, *, kept: bool = False) -> Facts:
        """What is known beside the curves.

        Args:
            kept: whether of the weights that are kept, not of those of the last epoch.
        """
        known = self._known
        return Facts(
            train_examples=known.train_examples,
            validation_examples=known.validation_examples,
            copied=self._copies[0],
            repeated=self._copies[1],
            output=self._output,
            parameters=sum(int(np.prod(w.shape)) for w in self._model.trainable_weights),
            settings=self._settings,
            **self._of_classes(self._kept if kept else self._last),
        )

    def _of_classes(self, measured: Measured | None) -> dict[str, Any]:
        """What is known where answers are classes.

        How many there are matters only beside a cross-entropy, which guessing brings to ln K. The
        validation set's shares of the classes stand for the training set's where both are equal
        as far as one can see; weights of classes would tell others apart.
        """
        asked = self._classes(self._known.validation)
        if asked is None:
            return {}
        count = max(self._outputs, 2)
        of_validation = np.bincount(asked.ravel(), minlength=count)
        found: dict[str, Any] = {"majority_share": float(of_validation.max() / asked.size)}
        if cross_entropy(self._model, self._outputs):
            found["classes"] = count
        if asked.ndim > 1 or "classes" not in found:
            return found
        trained = self._classes(self._known.train)
        if trained is not None:
            found["class_counts"] = np.bincount(trained, minlength=count).tolist()
            found["guess_loss"] = of_classes(trained, asked, count)
        elif self._known.train is None and _evenness(of_validation) >= _BALANCED:
            found["class_counts"] = of_validation.tolist()
        if trained is not None and measured is not None:
            right = np.bincount(asked, measured.correct, minlength=count).round().astype(int)
            found["class_right"] = list(zip(right.tolist(), of_validation.tolist(), strict=True))
        return found

    def _classes(self, data: Labelled | None) -> Integers | None:
        return None if data is None else data.classes(self._outputs, self._dimensions)

    @cached_property
    def _output(self) -> Output | None:
        sets = (self._known.train, self._known.validation)
        return output_of(self._model, [data.y for data in sets if data is not None])

    @cached_property
    def _copies(self) -> tuple[float | None, float | None]:
        """Shares copied and repeated, looked up once, and not before something is judged."""
        train, validation = self._known.train, self._known.validation
        if train is None or validation is None:
            return None, None
        inputs = train.x, validation.x
        if (
            not all(isinstance(x, np.ndarray) for x in inputs)
            or train.x.dtype != validation.x.dtype
        ):
            return None, None
        return copied(*inputs), repeated(train.x)

    def _evaluated(self, data: Labelled) -> dict[str, float]:
        """What Keras's `evaluate` gives, which on some backends would draw random numbers."""
        totals: dict[str, float] = {}
        size = self._known.batch_size
        for first in range(0, len(data), size):
            part = slice(first, first + size)
            told = self._model.test_on_batch(data.inputs(part), data.y[part], return_dict=True)
            for name, value in told.items():
                share = len(data.y[part]) / len(data)
                totals[f"val_{name}"] = totals.get(f"val_{name}", 0.0) + share * float(value)
        return named(totals)

    def _measured(self, data: Labelled, silent: dict[str, float]) -> Measured | None:
        """Judge every example; see `Inside.predictions` and `Labelled.judged`."""
        loss = self._model.loss
        if not (isinstance(loss, str | keras.losses.Loss) or callable(loss)):
            return None
        pieces = []
        batches = self._inside.predictions(data, self._known.batch_size, silent)
        for part, predicted in _joined(batches):
            self._outputs, self._dimensions = predicted.shape[-1], predicted.ndim
            piece = data.judged(predicted, keras.losses.get(loss), part)
            if piece is None:
                return None
            pieces.append(piece)
        return Measured(*map(np.concatenate, zip(*pieces, strict=True))) if pieces else None

    def _metrics(self, measured: Measured, prefix: str) -> dict[str, float]:
        """What Keras would call the loss and the accuracy of these examples."""
        weights = self._model.trainable_variables
        penalty = sum(
            float(keras.ops.convert_to_numpy(weight.regularizer(weight)))
            for weight in weights if weight.regularizer is not None
        )  # fmt: skip
        return {
            f"{prefix}loss": float(measured.losses.mean(dtype=np.float64)) + penalty,
            f"{prefix}accuracy": float(measured.correct.mean(dtype=np.float64)),
        }


def named(logs: Mapping[str, Any]) -> dict[str, float]:
    """Metrics under the names that a diagnosis knows."""
    found: dict[str, float] = {}
    for name in sorted(logs, key=lambda name: standard_name(name) != name):
        known = standard_name(name)
        if known in KNOWN and known not in found:
            found[known] = float(logs[name])
    return found


def _evenness(counts: Integers) -> float:
    """The entropy of the shares, as a share of what it would be if all were equal."""
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log(shares)).sum() / np.log(max(len(counts), 2)))


def _joined(batches: Iterator[tuple[slice, Any]]) -> Iterator[tuple[slice, Array]]:
    """Batches put together until they hold many numbers; none where they are no arrays of them."""
    waiting: list[Array] = []
    first = numbers = 0
    for part, predicted in batches:
        if not isinstance(predicted, np.ndarray) or predicted.ndim < 2:
            return
        waiting.append(predicted)
        numbers += predicted.size
        if numbers >= _MOST_NUMBERS:
            yield slice(first, part.stop), np.concatenate(waiting)
            waiting, first, numbers = [], part.stop, 0
    if waiting:
        yield slice(first, None), np.concatenate(waiting)
