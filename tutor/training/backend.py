"""The only file that depends on TensorFlow rather than Keras: devices, and compiled epochs.

Keras's own `fit` pays more for its loop than a small network pays for its arithmetic. Here many
batches run in one compiled call around Keras's own `train_step`, so that losses, metrics,
regularizers, dropout and optimizers stay Keras's.
"""

from __future__ import annotations

import os

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from tutor.datasets.arrays import Part

MOST_THREADS = 8
_SCORED_AT_ONCE = 1024


def device() -> str:
    """What will compute; GPU memory is taken as it is needed, not all at once.

    Must come before TensorFlow computes anything.
    """
    gpus = tf.config.list_physical_devices("GPU")
    for gpu in gpus:
        tf.config.experimental.set_memory_growth(gpu, True)
    if not gpus:
        return "CPU"
    details = tf.config.experimental.get_device_details(gpus[0])
    return f"GPU ({details.get('device_name', gpus[0].name)})"


def bound_threads(*, heavy: bool) -> int:
    """Settle the number of threads for the life of this process, and return it.

    TensorFlow makes its threads when it first computes something and keeps them, so this must come
    before, and a process is for heavy steps or for light ones.

    Args:
        heavy: whether the steps are large enough for several threads.
    """
    threads = min(_usable_cores(), MOST_THREADS) if heavy else 1
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    return threads


def _usable_cores() -> int:
    """Cores this process may use: fewer than the machine has, where it is shared."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Epochs:
    """Compiled training and scoring of one model on one training set.

    With `xla` the loop over whole batches is compiled by XLA, which wants fixed shapes: the last,
    smaller batch is then a call of its own, without XLA, since compiling it would cost as much
    again.

    Attributes:
        steps: batches in an epoch, the last, smaller one included.
    """

    def __init__(self, model: keras.Model, train: Part, *, batch_size: int, xla: bool) -> None:
        """Wrap a model that is compiled and whose optimizer is built.

        Args:
            model: the model; its weights change as it is trained.
            train: the training set, n examples.
            batch_size: examples in a batch; a whole epoch is one batch where it exceeds n.
            xla: whether XLA compiles the loop.
        """
        self._model = model
        self._x, self._y = tf.constant(train.x), tf.constant(train.y)
        self._batch = min(batch_size, len(train))
        self._whole = len(train) // self._batch
        self.steps = -(-len(train) // self._batch)
        self._loop = tf.function(
            self._fixed_steps if xla else self._free_steps, autograph=False, jit_compile=xla
        )
        self._last = tf.function(self._one_batch, autograph=False) if xla else None
        self._score = tf.function(
            self._score_batch,
            autograph=False,
            input_signature=[
                tf.TensorSpec([None, *train.x.shape[1:]], self._x.dtype),
                tf.TensorSpec([None, *train.y.shape[1:]], self._y.dtype),
            ],
        )
        self._make_metrics()

    def compile(self) -> None:
        """Trace and compile everything that training calls; the weights change meanwhile."""
        order = tf.range(len(self._y), dtype=tf.int32)
        self._loop(order, tf.constant(0), tf.constant(0))
        if self._last is not None and self._whole < self.steps:
            self._last(order[self._whole * self._batch :])
        self._score(self._x[:1], self._y[:1])

    def train(self, order: npt.NDArray[np.int32], start: int, stop: int) -> None:
        """Train on batches `start` to `stop` (not included) of the epoch that `order` lays out.

        Args:
            order: a permutation of the n training examples.
            start, stop: numbers of batches, from 0.
        """
        rows = tf.constant(order)
        if self._last is None:
            self._loop(rows, tf.constant(start), tf.constant(stop))
            return
        if start < self._whole:
            self._loop(rows, tf.constant(start), tf.constant(min(stop, self._whole)))
        if stop > self._whole:
            self._last(rows[self._whole * self._batch :])

    def running(self) -> dict[str, float]:
        """Keras's metrics over the batches since `reset`: `loss` and `accuracy`."""
        return {name: float(value) for name, value in self._model.get_metrics_result().items()}

    def reset(self) -> None:
        """Begin a new epoch's metrics."""
        self._model.reset_metrics()

    def score(self, part: Part) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.bool_], float]:
        """Judge `part` in inference mode.

        Returns:
            the loss of each example (n,), whether each was right (n,), and the penalty that
            regularizers add to the mean loss.
        """
        losses, right, penalty = [], [], 0.0
        for first in range(0, len(part), _SCORED_AT_ONCE):
            rows = slice(first, first + _SCORED_AT_ONCE)
            loss, correct, extra = self._score(tf.constant(part.x[rows]), tf.constant(part.y[rows]))
            losses.append(loss.numpy())
            right.append(correct.numpy())
            penalty = float(extra)
        return np.concatenate(losses), np.concatenate(right), penalty

    def _make_metrics(self) -> None:
        """Have Keras make its metrics' variables, which must exist before a loop is traced."""
        x, y = self._x[:1], self._y[:1]
        predicted = self._model(x, training=False)
        self._model.compute_loss(x, y, predicted)
        self._model.compute_metrics(x, y, predicted)
        self._model.reset_metrics()

    def _one_batch(self, rows: tf.Tensor) -> None:
        self._model.train_step((tf.gather(self._x, rows), tf.gather(self._y, rows)))

    def _free_steps(self, order: tf.Tensor, start: tf.Tensor, stop: tf.Tensor) -> None:
        """Batches of any size: the last one is cut where the examples end."""

        def body(step: tf.Tensor) -> tf.Tensor:
            rows = order[step * self._batch : tf.minimum((step + 1) * self._batch, len(self._y))]
            self._one_batch(rows)
            return step + 1

        tf.while_loop(lambda step: step < stop, body, [start], parallel_iterations=1)

    def _fixed_steps(self, order: tf.Tensor, start: tf.Tensor, stop: tf.Tensor) -> None:
        """Whole batches only, all of one size."""

        def body(step: tf.Tensor) -> tf.Tensor:
            self._one_batch(tf.slice(order, [step * self._batch], [self._batch]))
            return step + 1

        tf.while_loop(lambda step: step < stop, body, [start], parallel_iterations=1)

    def _score_batch(self, x: tf.Tensor, y: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        predicted = self._model(x, training=False)
        losses = keras.losses.sparse_categorical_crossentropy(y, predicted)
        right = tf.equal(tf.argmax(predicted, axis=-1, output_type=tf.int32), y)
        penalty = tf.add_n(self._model.losses) if self._model.losses else tf.constant(0.0)
        return losses, right, penalty
