"""Functions as compiled graphs, and arrays as their arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from tutor.datasets.arrays import Part

Tensors = tuple[tf.Tensor, ...]
"""The arrays of a set as tensors: x, y and, where examples are weighed, their weights."""


def tensors(part: Part) -> Tensors:
    """A set as tensors, ready to be handed to compiled functions."""
    arrays = (part.x, part.y) if part.weight is None else (part.x, part.y, part.weight)
    return tuple(tf.constant(array) for array in arrays)


def compiled(function: Callable[..., object], *, xla: bool) -> Callable[..., Any]:
    """`function` as one graph, compiled further by XLA where that is wanted."""
    graph: Callable[..., Any] = tf.function(function, autograph=False, jit_compile=xla)
    return graph


def packed(values: list[tf.Tensor]) -> tf.Tensor:
    """All values behind one another in one vector of float32, so that one copy brings them over."""
    flat = [tf.reshape(tf.cast(value, tf.float32), [-1]) for value in values]
    return tf.concat(flat, axis=0)
