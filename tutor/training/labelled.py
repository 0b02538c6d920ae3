"""Examples with their answers, judged one by one under any Keras model, on whichever backend.

A diagnosis that knows what single examples met can ask those that did not choose the best epoch
whether the end is worse than it; the curves alone can't.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import keras
import numpy as np
import numpy.typing as npt

Arrays = Any
"""A numpy array, or a list or dict of them, equally long."""

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.intp]
Loss = Callable[[Any, Any], Any]


class Measured(NamedTuple):
    """What examples met, two arrays of shape (n,).

    Attributes:
        losses: of each example.
        correct: the share of right answers in each, 0 or 1 where it asks for one.
    """

    losses: Floats
    correct: Floats


class Labelled:
    """Inputs and the answers that belong to them.

    Attributes:
        x: the inputs: an array, or a list or dict of them.
        y: the answers, an array of shape (n, ...).
    """

    def __init__(self, data: tuple[Arrays, Arrays], name: str) -> None:
        """Take inputs and answers as `fit` takes them.

        Args:
            data: a pair of numpy arrays, or of what they can be made of.
            name: of the argument that gave them.

        Raises:
            ValueError: not a pair of equally long arrays.
        """
        if not isinstance(data, tuple | list) or len(data) != 2:
            raise ValueError(f"{name} needs a pair of arrays, (x, y)")
        self.x: Arrays = keras.tree.map_structure(np.asarray, data[0])
        self.y = np.asarray(data[1])
        sizes = {a.shape[0] if a.ndim else -1 for a in (*keras.tree.flatten(self.x), self.y)}
        if len(sizes) != 1 or sizes & {0, -1}:
            raise ValueError(f"{name} needs arrays of one length, not empty")
        self._classes: dict[tuple[int, int], Integers | None] = {}

    def __len__(self) -> int:
        return len(self.y)

    def thinned(self, most: int) -> Labelled:
        """At most so many of the examples, evenly from the first on; nothing is copied."""
        step = -(-len(self) // most)
        return Labelled((keras.tree.map_structure(lambda a: a[::step], self.x), self.y[::step]), "")

    def inputs(self, part: slice) -> Arrays:
        """The inputs of some of the examples."""
        return keras.tree.map_structure(lambda a: a[part], self.x)

    def classes(self, outputs: int, dimensions: int) -> Integers | None:
        """The class that each answer names, (n,) or (n, steps); None where answers are no classes.

        Args:
            outputs: how many numbers a model gives for an answer.
            dimensions: how many dimensions its predictions have.
        """
        key = outputs, dimensions
        if key not in self._classes:
            self._classes[key] = _classes(self.y, outputs, dimensions)
        return self._classes[key]

    def judged(self, predicted: Array, loss: Loss, part: slice) -> Measured | None:
        """Judge what a model gives for some of the examples.

        Args:
            predicted: for the examples of `part`, (n, ..., outputs).
            loss: of predictions, as `keras.losses.get` gives it.
            part: which of the examples.

        Returns:
            None where answers are no classes, or the loss gives no number for each example.
        """
        asked = self.classes(predicted.shape[-1], predicted.ndim)
        losses = None if asked is None else _each(loss, self.y[part], predicted)
        if asked is None or losses is None:
            return None
        right: Floats = np.asarray(_answers(predicted) == asked[part], dtype=np.float32)
        return Measured(losses, np.asarray(right.reshape(len(right), -1).mean(axis=1)))


def _classes(y: Array, outputs: int, dimensions: int) -> Integers | None:
    if not (np.issubdtype(y.dtype, np.number) or y.dtype == np.bool_) or dimensions < 2:
        return None
    if y.ndim == dimensions and outputs > 1 and y.shape[-1] == outputs:
        hot = bool(np.isin(y, (0, 1)).all()) and bool((y.sum(axis=-1) == 1).all())
        return np.asarray(y.argmax(axis=-1), dtype=np.intp) if hot else None
    if y.ndim == dimensions and y.shape[-1] == 1:
        y = y[..., 0]
    if y.ndim != dimensions - 1 or not bool(np.isin(y, np.arange(max(outputs, 2))).all()):
        return None
    return y.astype(np.intp)


def _answers(predicted: Array) -> Array:
    """The class that each prediction names; one number is a probability or else a logit."""
    if predicted.shape[-1] > 1:
        return np.asarray(predicted.argmax(axis=-1))
    logits = bool((predicted < 0).any() or (predicted > 1).any())
    return np.asarray(predicted[..., 0] > (0.0 if logits else 0.5))


def _each(loss: Loss, y: Array, predicted: Array) -> Floats | None:
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
