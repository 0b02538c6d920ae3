"""How much of the gradient of a loss at the end of a sequence is left at each step before.

After R. Pascanu, T. Mikolov and Y. Bengio, On the difficulty of training recurrent neural networks,
Proceedings of the 30th International Conference on Machine Learning, 2013, 1310–1318: the gradient
of the loss at the end with respect to the state at an earlier step is a product of one Jacobian a
step, so that it fades or grows with the distance.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from tutor.datasets.arrays import Array, Floats
from tutor.training.backend.recurrent import given_at_once, step_of

Loss = Any
"""One of Keras's losses."""


def gradient_norms(model: keras.Model, x: Array, y: Array, loss: Loss, known: Floats) -> Floats:
    """Norms of the gradient with respect to the states after each step, (n, length).

    The network is gone through in inference mode, its recurrent layers step by step. The states of
    all of them together are what it knows: an LSTM's are its output and what its cell carries. What
    the layers behind them make of the last step is judged.

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
    kept: list[list[list[tf.Tensor]]] = []  # by layer, step, and state of a cell
    with tf.GradientTape() as tape:
        tape.watch(value)  # so that the tape follows all that comes of it
        for layer in through:
            if hasattr(layer, "cell"):
                value, states = _steps(layer.cell, value, known)
                kept.append(states)
            else:
                value = layer(value, training=False)
        told = value[:, -1]
        for layer in after:
            told = layer(told, training=False)
        total = tf.reduce_sum(loss(tf.convert_to_tensor(y), told))
    gradients = tape.gradient(total, kept, unconnected_gradients=tf.UnconnectedGradients.ZERO)
    norms = [
        tf.norm(tf.concat(list(chain(*of_layers)), axis=-1), axis=-1)
        for of_layers in zip(*gradients, strict=True)
    ]
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


def _steps(
    cell: keras.layers.Layer, inputs: tf.Tensor, known: Floats
) -> tuple[tf.Tensor, list[list[tf.Tensor]]]:
    """What a cell gives at each step, (n, length, units), and its states after each.

    Each state is a tensor of its own, so that the gradient with respect to one holds nothing that
    comes by way of another of the same cell. Where a step only fills up, they stay as they are.
    """
    given, kept = (tf.unstack(part, axis=1) for part in given_at_once(cell, inputs))
    step = step_of(cell, tf.convert_to_tensor(cell.recurrent_kernel))
    states = list(keras.tree.flatten(cell.get_initial_state(batch_size=inputs.shape[0])))
    after: list[list[tf.Tensor]] = []
    for at, (of_inputs, beside) in enumerate(zip(given, kept, strict=True)):
        new = step(of_inputs, beside, states)
        there = known[:, at : at + 1] > 0
        if there.all():
            states = [tf.identity(one) for one in new]
        else:
            states = [tf.where(there, one, before) for one, before in zip(new, states, strict=True)]
        after.append(states)
    return tf.stack([one[0] for one in after], axis=1), after
