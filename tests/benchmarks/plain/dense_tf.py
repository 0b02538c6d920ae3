"""The network of `dense.py` by hand: a whole epoch and its statistics as one compiled function.

What an expert would write for this one network, with no thought of any other.
"""

import time

import keras
import numpy as np
import tensorflow as tf
from timing import EPOCHS, report

from tutor.datasets import registry

BATCH, STEPS = 10, 25
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
data = registry.load("points")
tables = [tf.constant(a) for part in (data.train, data.validation) for a in (part.x, part.y)]

model = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(8, activation="tanh"),
        keras.layers.Dense(8, activation="tanh"),
        keras.layers.Dense(8, activation="tanh"),
        keras.layers.Dense(2, activation="softmax"),
    ]
)
optimizer = keras.optimizers.Adam(0.01)
optimizer.build(model.trainable_variables)
loss_of = keras.losses.SparseCategoricalCrossentropy()
weights = [variable.value for variable in model.trainable_variables]


def accuracy(y, predicted):
    """The share of right answers."""
    right = tf.equal(tf.argmax(predicted, -1, output_type=tf.int32), y)
    return tf.reduce_mean(tf.cast(right, tf.float32))


@tf.function(jit_compile=True, autograph=False)
def epoch(order, x, y, x_validation, y_validation):
    """Loss and accuracy: running, of the training set, of the validation set."""

    def step(number, loss_sum, accuracy_sum):
        rows = tf.slice(order, [number * BATCH], [BATCH])
        wanted = tf.gather(y, rows)
        with tf.GradientTape() as tape:
            predicted = model(tf.gather(x, rows), training=True)
            loss = loss_of(wanted, predicted)
        gradients = tape.gradient(loss, weights)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        return number + 1, loss_sum + loss, accuracy_sum + accuracy(wanted, predicted)

    _, loss_sum, accuracy_sum = tf.while_loop(
        lambda number, *_: number < STEPS, step, [0, 0.0, 0.0], parallel_iterations=1
    )
    told = [loss_sum / STEPS, accuracy_sum / STEPS]
    for inputs, wanted in ((x, y), (x_validation, y_validation)):
        predicted = model(inputs, training=False)
        told += [loss_of(wanted, predicted), accuracy(wanted, predicted)]
    return tf.stack(told)


generator = np.random.default_rng(1)
seconds = []
for _ in range(EPOCHS):
    began = time.perf_counter()
    told = epoch(tf.constant(generator.permutation(250).astype("int32")), *tables).numpy()
    seconds.append(time.perf_counter() - began)
pairs = [(part.x, part.y) for part in (data.train, data.validation)]
report(model, seconds, *pairs, told[-1])
