"""Losses of single validation examples under any Keras model, on whichever backend.

A diagnosis that knows them can ask examples that did not choose the best epoch whether the end is
worse than it; the curves alone can't.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import keras
import numpy as np
import numpy.typing as npt

_MOST_NUMBERS = 20_000_000
"""Of all examples and all epochs together; of more examples some are taken."""
_FEWEST = 200

Arrays = Any
"""A numpy array, or a list or dict of them, equally long."""

Floats = npt.NDArray[np.float32]


class Measured(NamedTuple):
    """What the validation examples met at an epoch's end, two arrays of shape (n,).

    Attributes:
        losses: of each example.
        correct: the share of right answers in each, 0 or 1 where it asks for one.
    """

    losses: Floats
    correct: Floats


class ValidationExamples:
    """Validation data whose examples are judged one by one.

    Attributes:
        count: how many examples there are.
        classes: how many classes; None until the first measurement, or where there are none.
        majority_share: the accuracy of always answering the commonest class, likewise.
    """

    def __init__(self, data: tuple[Arrays, Arrays], batch_size: int, epochs: int = 1) -> None:
        """Take the data, thinned out evenly where they would fill the memory.

        Args:
            data: inputs and answers as `fit` takes them, numpy arrays or what they can be made of.
            batch_size: of the predictions.
            epochs: how many measurements there will be.

        Raises:
            ValueError: not a pair of equally long arrays.
        """
        if not isinstance(data, tuple | list) or len(data) != 2:
            raise ValueError("validation_data needs a pair of arrays, (x, y)")
        x = keras.tree.map_structure(np.asarray, data[0])
        y = np.asarray(data[1])
        sizes = {a.shape[0] if a.ndim else -1 for a in (*keras.tree.flatten(x), y)}
        if len(sizes) != 1 or sizes & {0, -1}:
            raise ValueError("validation_data needs arrays of one length, not empty")
        self.count = len(y)
        self.classes: int | None = None
        self.majority_share: float | None = None
        most = max(_MOST_NUMBERS // max(epochs, 1), _FEWEST)
        chosen = np.unique(np.linspace(0, self.count - 1, min(self.count, most)).astype(np.intp))
        self._x: Arrays = keras.tree.map_structure(lambda a: a[chosen], x)
        self._y = y[chosen]
        self._batch_size = batch_size

    def measure(self, model: keras.Model) -> Measured | None:
        """Judge every example.

        Returns:
            None where the model's answers are no classes, where it has several outputs or where
            its loss gives no number for each example.
        """
        loss = model.loss
        if not (isinstance(loss, str | keras.losses.Loss) or callable(loss)):
            return None
        predicted = model.predict(self._x, batch_size=self._batch_size, verbose=0)
        if not isinstance(predicted, np.ndarray) or predicted.ndim < 2:
            return None
        correct = self._correct(predicted)
        losses = _each(keras.losses.get(loss), self._y, predicted)
        if correct is None or losses is None:
            return None
        return Measured(losses, correct)

    def _correct(self, predicted: npt.NDArray[Any]) -> Floats | None:
        """The share of right answers in each example; None where answers are no classes."""
        y, outputs = self._y, predicted.shape[-1]
        if outputs > 1 and y.shape == predicted.shape:
            if not _all_in(y, (0, 1)) or not bool((y.sum(axis=-1) == 1).all()):
                return None
            y = y.argmax(axis=-1)
        elif y.shape == (*predicted.shape[:-1], 1):
            y = y[..., 0]
        if y.shape != predicted.shape[:-1] or not bool((y == np.floor(y)).all()):
            return None
        if outputs > 1:
            answers = predicted.argmax(axis=-1)
        elif _all_in(y, (0, 1)):
            logits = bool((predicted < 0).any() or (predicted > 1).any())
            answers = predicted[..., 0] > (0.0 if logits else 0.5)
        else:
            return None
        counts = np.bincount(y.ravel().astype(np.intp))
        self.classes, self.majority_share = max(outputs, 2), float(counts.max() / y.size)
        right: Floats = np.asarray(answers == y, dtype=np.float32)
        shared: Floats = right.reshape(len(right), -1).mean(axis=1)
        return shared


def _all_in(values: npt.NDArray[Any], allowed: tuple[int, ...]) -> bool:
    return bool(np.isin(values, allowed).all())


def _each(
    loss: Callable[[Any, Any], Any], y: npt.NDArray[Any], predicted: npt.NDArray[Any]
) -> Floats | None:
    """Each example's loss (n,); None where the loss gives one number for all."""
    if predicted.shape[-1] == 1 and y.ndim == predicted.ndim - 1:
        y = y[..., None]
    call = loss.call if isinstance(loss, keras.losses.Loss) else loss
    kind = keras.config.floatx()
    given = [keras.ops.convert_to_tensor(a, dtype=kind) for a in (y, predicted)]
    try:
        losses = np.asarray(keras.ops.convert_to_numpy(call(*given)), dtype=np.float32)
    except Exception:
        return None
    if losses.ndim == 0 or len(losses) != len(y):
        return None
    each: Floats = losses.reshape(len(y), -1).mean(axis=1)
    return each
