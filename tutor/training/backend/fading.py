"""How much of the gradient of a loss at the end of a sequence is left at each step before.

After R. Pascanu, T. Mikolov and Y. Bengio, On the difficulty of training recurrent neural networks,
Proceedings of the 30th International Conference on Machine Learning, 2013, 1310–1318: the gradient
of the loss at the end with respect to the state at an earlier step is a product of one Jacobian a
step, so that it fades or grows with the distance.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf

from tutor.datasets.arrays import Array, Floats

Loss = Any
"""One of Keras's losses."""


def gradient_norms(model: keras.Model, x: Array, y: Array, loss: Loss, known: Floats) -> Floats:
    """Norms of the gradient with respect to the states after each step, (n, length).

    The network is gone through step by step, in inference mode. The states of all its recurrent
    layers together are what it knows: an LSTM's are its output and what its cell carries. What the
    layers behind them make of the last step is judged.

    Args:
        model: layers of one input each, of which those with a `cell` are recurrent and none reads
            backwards.
        x, y: examples, (n, length, …), and the answers to their last steps.
        loss: of single examples, without a reduction over them.
        known: 1 where a step counts, 0 where it only fills up, (n, length).
    """
    before, through, after = _parted(model)
    value = tf.convert_to_tensor(x)
    for layer in before:
        value = layer(value, training=False)
    states = [
        keras.tree.flatten(layer.cell.get_initial_state(batch_size=len(x)))
        for layer in through
        if hasattr(layer, "cell")
    ]
    kept: list[list[tf.Tensor]] = []
    with tf.GradientTape() as tape:
        tape.watch(value)  # so that the tape follows all that comes of it
        for step in range(value.shape[1]):
            states = _step(through, value[:, step], states, known[:, step : step + 1])
            kept.append([state for layer in states for state in layer])
        told = states[-1][0]
        for layer in after:
            told = layer(told, training=False)
        total = tf.reduce_sum(loss(tf.convert_to_tensor(y), told))
    flat = [state for step in kept for state in step]
    gradients = tape.gradient(total, flat, unconnected_gradients=tf.UnconnectedGradients.ZERO)
    size = len(kept[0])
    steps = (tf.concat(gradients[at : at + size], axis=-1) for at in range(0, len(flat), size))
    norms = [tf.norm(step, axis=-1) for step in steps]
    return np.asarray(tf.stack(norms, axis=1).numpy(), np.float32)


_SKIPPED = (keras.layers.InputLayer, keras.layers.Dropout)


def _parted(
    model: keras.Model,
) -> tuple[list[keras.layers.Layer], list[keras.layers.Layer], list[keras.layers.Layer]]:
    """The layers before the first recurrent one, those up to the last one, and those behind it."""
    layers = [one for one in model.layers if not isinstance(one, _SKIPPED)]
    places = [at for at, layer in enumerate(layers) if hasattr(layer, "cell")]
    first, last = places[0], places[-1] + 1
    return layers[:first], layers[first:last], layers[last:]


def _step(
    through: list[keras.layers.Layer],
    value: tf.Tensor,
    states: list[list[tf.Tensor]],
    known: Floats,
) -> list[list[tf.Tensor]]:
    """The states after one step; where it only fills up, they stay as they are.

    Each is a tensor of its own, so that the gradient with respect to one holds nothing that comes
    by way of another of the same cell.
    """
    after: list[list[tf.Tensor]] = []
    remaining = iter(states)
    for layer in through:
        if not hasattr(layer, "cell"):
            value = layer(value, training=False)
            continue
        before = next(remaining)
        _, new = layer.cell(value, before if len(before) > 1 else before[0], training=False)
        new = keras.tree.flatten(new)
        after.append([tf.where(known > 0, a, b) for a, b in zip(new, before, strict=True)])
        value = after[-1][0]
    return after
