"""The network of `dense.py` on Keras's JAX backend: a whole epoch as one compiled function.

Keras's own `train_step` of that backend in a loop of JAX's, then both sets judged.
"""

import os

os.environ["KERAS_BACKEND"] = "jax"

import time

import jax
import keras
import numpy as np
from jax import numpy as jnp
from timing import EPOCHS, report

from tutor.datasets import registry

BATCH, STEPS = 10, 25
data = registry.load("points")
tables = [jnp.asarray(a) for part in (data.train, data.validation) for a in (part.x, part.y)]

model = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(8, activation="tanh"),
        keras.layers.Dense(8, activation="tanh"),
        keras.layers.Dense(8, activation="tanh"),
        keras.layers.Dense(2, activation="softmax"),
    ]
)
model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.optimizer.build(model.trainable_variables)
model.train_on_batch(data.train.x[:BATCH], data.train.y[:BATCH])  # makes the metrics
model.reset_metrics()
loss_of = keras.losses.SparseCategoricalCrossentropy()


def values(variables):
    """The arrays of Keras variables."""
    return [variable.value for variable in variables]


def judged(state, x, y):
    """Loss and accuracy of a set."""
    predicted, _ = model.stateless_call(state[0], state[1], x, training=False)
    return [loss_of(y, predicted), jnp.mean(jnp.argmax(predicted, -1) == y)]


@jax.jit
def epoch(state, metrics, order, tables):
    """The new state, and loss and accuracy: running, of the training and the validation set."""
    x, y = tables[:2]

    def step(number, carried):
        rows = jax.lax.dynamic_slice(order, [number * BATCH], [BATCH])
        _, after = model.train_step(carried, (x[rows], y[rows]))
        return tuple(list(part) for part in after)

    *state, sums = jax.lax.fori_loop(0, STEPS, step, (*state, metrics))
    with keras.StatelessScope(list(zip(model.metrics_variables, sums, strict=True))):
        running = list(model.get_metrics_result().values())
    told = running + judged(state, *tables[:2]) + judged(state, *tables[2:])
    return state, jnp.stack(told)


state = [
    values(model.trainable_variables),
    values(model.non_trainable_variables),
    values(model.optimizer.variables),
]
metrics = values(model.metrics_variables)
generator = np.random.default_rng(1)
seconds = []
for _ in range(EPOCHS):
    began = time.perf_counter()
    order = generator.permutation(250).astype("int32")
    state, told = epoch(state, metrics, order, tables)
    told = np.asarray(told)
    seconds.append(time.perf_counter() - began)
pairs = [(part.x, part.y) for part in (data.train, data.validation)]
report(model, seconds, *pairs, told[-1])
