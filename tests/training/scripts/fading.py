"""What is left of a gradient, of networks for which it is known: prints how far off it is."""

from __future__ import annotations

import json

import keras
import numpy as np
import tensorflow as tf

from tutor.training.backend import gradient_norms
from tutor.training.views.memory import relative

LENGTH, MIDDLE, WEIGHT = 12, 6, 0.7


def linear() -> keras.Model:
    """One linear unit that keeps `WEIGHT` of its state each step."""
    entry = keras.Input((LENGTH, 1))
    layer = keras.layers.SimpleRNN(1, activation="linear", name="recurrent1")
    model = keras.Model(entry, keras.layers.Dense(1, name="output")(layer(entry)))
    layer.set_weights([np.ones((1, 1)), np.full((1, 1), WEIGHT), np.zeros(1)])
    return model


def of_model(model: keras.Model, known: np.ndarray) -> list[float]:
    x = np.random.default_rng(1).normal(size=(5, LENGTH, 1)).astype(np.float32)
    y = np.full((5, 1), 3.0, np.float32)
    norms = gradient_norms(model, x, y, keras.losses.MeanSquaredError(reduction=None), known)
    return relative(norms, known)


def stepped_as_a_whole() -> float:
    """How far an LSTM that is stepped through is from the gradient of its inputs as a whole."""
    entry = keras.Input((LENGTH, 1))
    layer = keras.layers.LSTM(4, name="recurrent1")
    model = keras.Model(entry, keras.layers.Dense(1, name="output")(layer(entry)))
    return max(of_model(model, np.ones((5, LENGTH), np.float32))[:1]) - 1.0


def begun_in_the_middle(cell: str) -> float:
    """How far the norm in the middle is from that of Keras's own layer begun there, at most.

    Keras reads the rest from the states that it has in the middle, and the gradient with respect
    to these is taken.
    """
    x = np.random.default_rng(1).normal(size=(5, LENGTH, 1)).astype(np.float32)
    y = np.full((5, 1), 3.0, np.float32)
    layer = getattr(keras.layers, cell)(4, return_state=True)
    output = keras.layers.Dense(1)
    before, after = tf.constant(x[:, : MIDDLE + 1]), tf.constant(x[:, MIDDLE + 1 :])
    states = layer(before)[1:]
    with tf.GradientTape() as tape:
        tape.watch(states)
        told = output(layer(after, initial_state=states)[0])
        total = tf.reduce_sum(tf.square(told - y))
    expected = tf.norm(tf.concat(tape.gradient(total, states), axis=-1), axis=-1).numpy()
    layer.return_state = False
    entry = keras.Input((LENGTH, 1))
    model = keras.Model(entry, output(layer(entry)))
    loss = keras.losses.MeanSquaredError(reduction=None)
    found = gradient_norms(model, x, y, loss, np.ones((5, LENGTH), np.float32))[:, MIDDLE]
    return float(np.abs(found / expected - 1.0).max())


whole = np.ones((5, LENGTH), np.float32)
padded = whole.copy()
padded[:, 8:] = 0.0
print(
    json.dumps(
        {
            "linear": of_model(linear(), whole),
            "padded": of_model(linear(), padded),
            "at_end": stepped_as_a_whole(),
            **{cell: begun_in_the_middle(cell) for cell in ("SimpleRNN", "GRU", "LSTM")},
        }
    )
)
