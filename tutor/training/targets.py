"""What a network is told to reach, for each target: its loss, its metric, and a judge of examples.

Written with `keras.ops` alone, so that it holds for every backend of Keras.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from tutor.datasets.registry import Target

NEAR = 0.04
"""How near an estimated number must be to count as right; S. Hochreiter and J. Schmidhuber, Long
Short-Term Memory, Neural Computation 9 (1997), 1735–1780, section 5.4."""

SCORED: tuple[Target, ...] = ("tags", "labels")
"""The targets that are judged as a whole, from all predictions, at the end of a run."""

Tensor = Any
"""A tensor of Keras's backend, whichever it is."""

_LEAST = 1e-7


@keras.saving.register_keras_serializable(package="tutor")  # type: ignore[untyped-decorator]
def nearness(y: Tensor, predicted: Tensor) -> Tensor:
    """1 where a number is estimated to within `NEAR`, else 0; shape (n,)."""
    near = ops.abs(ops.cast(y, predicted.dtype) - predicted) < NEAR
    return ops.mean(ops.cast(near, "float32"), axis=-1)


def loss_of(target: Target) -> keras.losses.Loss:
    """The loss that training lowers."""
    if target == "labels":
        return keras.losses.BinaryCrossentropy()
    if target == "number":
        return keras.losses.MeanSquaredError()
    return keras.losses.SparseCategoricalCrossentropy()


def metric_of(target: Target) -> keras.metrics.Metric:
    """The running accuracy over the batches of an epoch."""
    if target == "labels":
        return keras.metrics.BinaryAccuracy(name="accuracy")
    if target == "number":
        return keras.metrics.MeanMetricWrapper(nearness, name="accuracy")
    return keras.metrics.SparseCategoricalAccuracy(name="accuracy")


def judge(
    target: Target, *, padded: bool, x: Tensor, y: Tensor, predicted: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Losses, shares of right answers and numbers of answers of single examples, each (n,).

    Args:
        target: what `y` is.
        padded: whether tokens of 0 in `x` ask for no answer.
        x, y: the examples.
        predicted: what the network gives for them.
    """
    one = ops.ones_like(predicted[:, 0, 0] if target in {"tags", "next"} else predicted[:, 0])
    if target == "labels":
        losses = keras.losses.binary_crossentropy(y, predicted)
        right = ops.mean(ops.cast(ops.equal(predicted > 0.5, y > 0.5), "float32"), axis=-1)
        return losses, right, one
    if target == "number":
        return ops.mean(ops.square(predicted - y), axis=-1), nearness(y, predicted), one
    losses = keras.losses.sparse_categorical_crossentropy(y, predicted)
    right = ops.cast(ops.equal(ops.argmax(predicted, axis=-1), ops.cast(y, "int32")), "float32")
    if target == "class":
        return losses, right, one
    asked = ops.cast(ops.not_equal(x, 0), "float32") if padded else ops.ones_like(losses)
    counts = ops.sum(asked, axis=-1)
    divisor = ops.maximum(counts, _LEAST)
    return (
        ops.sum(losses * asked, axis=-1) / divisor,
        ops.sum(right * asked, axis=-1) / divisor,
        counts,
    )
