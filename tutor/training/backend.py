"""The only file that depends on TensorFlow rather than Keras: devices, and compiled epochs.

Keras's own `fit` pays more for its loop than a small network pays for its arithmetic. Here many
batches run in one compiled call around Keras's own `train_step`, so that losses, metrics,
regularizers, dropout and optimizers stay Keras's.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from tutor.datasets.arrays import Part
from tutor.datasets.registry import Target
from tutor.lab.devices import why_cpu
from tutor.training.targets import SCORED, Judged, judge

MOST_THREADS = 8

Tensors = tuple[tf.Tensor, ...]
"""The arrays of a set as tensors: x, y and, where examples are weighed, their weights."""


def device() -> str:
    """What will compute; GPU memory is taken as it is needed, not all at once.

    Where a GPU is there that cannot be used, the reason follows: `CPU, because …`. Must come before
    TensorFlow computes anything.
    """
    gpus = tf.config.list_physical_devices("GPU")
    for gpu in gpus:
        tf.config.experimental.set_memory_growth(gpu, True)
    if not gpus:
        reason = why_cpu()
        return f"CPU, because {reason}" if reason else "CPU"
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


def tensors(part: Part) -> Tensors:
    """A set as tensors, ready to be handed to compiled functions."""
    arrays = (part.x, part.y) if part.weight is None else (part.x, part.y, part.weight)
    return tuple(tf.constant(array) for array in arrays)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a compiled function must know of the data and of the way to compute.

    Attributes:
        examples: in the training set.
        batch_size: examples in a batch; a whole epoch is one batch where it exceeds `examples`.
        target: what belongs to an example.
        padded: whether tokens of 0 fill sequences up.
        xla: whether XLA compiles.
        whole: whether an epoch and its judgements are one call.
        piece: examples that are judged in one call, at most.
    """

    examples: int
    batch_size: int
    target: Target
    padded: bool
    xla: bool
    whole: bool
    piece: int = 1024


class Epochs:
    """Compiled training and judging of one model; the data are arguments, never constants.

    With XLA the loop over whole batches wants fixed shapes: the last, smaller batch is then a call
    of its own, without XLA, since compiling it would cost as much again.

    Attributes:
        steps: batches in an epoch, the last, smaller one included.
        whole: whether an epoch and its judgements are one call.
    """

    def __init__(self, model: keras.Model, plan: Plan) -> None:
        """Wrap a model that is compiled and whose optimizer is built; its weights will change."""
        self._model = model
        self._plan = plan
        self._batch = min(plan.batch_size, plan.examples)
        self._full = plan.examples // self._batch
        self.steps = -(-plan.examples // self._batch)
        partial = self._full < self.steps
        self.whole = plan.whole and not (plan.xla and partial)
        self._loop = compiled(self._fixed_steps if plan.xla else self._free_steps, xla=plan.xla)
        self._last = compiled(self._one_batch, xla=False) if plan.xla and partial else None
        self._epoch = compiled(self._whole_epoch, xla=plan.xla)
        self._judge = compiled(self._judged, xla=plan.xla)
        self._judge_once = compiled(self._judged, xla=False)
        self._predict = compiled(lambda x: model(x, training=False), xla=False)

    @property
    def way(self) -> str:
        """How epochs are computed, for the record."""
        pieces = "whole epochs" if self.whole else "steps"
        return f"{pieces} compiled{' with XLA' if self._plan.xla else ''}"

    def compile(self, train: Tensors, validation: Part, probe: Part) -> None:
        """Trace and compile everything that training calls; the weights change meanwhile."""
        self.make_metrics(train)
        if self._plan.target in SCORED:
            self.predict(validation)
        order = np.arange(self._plan.examples, dtype=np.int32)
        if self.whole:
            self.epoch(train, order, tensors(validation), tensors(probe))
            return
        rows = tf.constant(order)
        self._loop(train, rows, tf.constant(0), tf.constant(0))
        if self._last is not None:
            self._last(train, rows[self._full * self._batch :])
        if self._plan.target != "action":
            for part in (validation, probe):
                self.judge(part)

    def epoch(
        self, train: Tensors, order: npt.NDArray[np.int32], validation: Tensors, probe: Tensors
    ) -> tuple[dict[str, float], Judged, Judged]:
        """Train on every batch once and judge both sets, in one call.

        Args:
            train: the training set.
            order: a permutation of its examples.
            validation, probe: sets to judge afterwards.

        Returns:
            Keras's metrics over the batches, and what became of `validation` and of `probe`.
        """
        running, first, second = self._epoch(train, tf.constant(order), validation, probe)
        metrics = {name: float(value) for name, value in running.items()}
        return metrics, _to_judged(first), _to_judged(second)

    def train(self, train: Tensors, order: npt.NDArray[np.int32], start: int, stop: int) -> None:
        """Train on batches `start` to `stop` (not included) of the epoch that `order` lays out.

        Args:
            train: the training set.
            order: a permutation of its examples.
            start, stop: numbers of batches, from 0.
        """
        rows = tf.constant(order)
        if self._last is None:
            self._loop(train, rows, tf.constant(start), tf.constant(stop))
            return
        if start < self._full:
            self._loop(train, rows, tf.constant(start), tf.constant(min(stop, self._full)))
        if stop > self._full:
            self._last(train, rows[self._full * self._batch :])

    def running(self) -> dict[str, float]:
        """Keras's metrics over the batches since `reset`: `loss` and `accuracy`."""
        return {name: float(value) for name, value in self._model.get_metrics_result().items()}

    def reset(self) -> None:
        """Begin a new epoch's metrics."""
        self._model.reset_metrics()

    def judge(
        self, part: Part, *, once: bool = False, between: Callable[[], None] = lambda: None
    ) -> Judged:
        """Judge a set in inference mode, in pieces of one size.

        Args:
            part: the set.
            once: whether it will not be judged again, and so is not worth XLA's compiling.
            between: called before each piece; may raise to give up.
        """
        size = -(-len(part) // -(-len(part) // self._plan.piece))
        judge_piece = self._judge_once if once else self._judge
        pieces = []
        for first in range(0, len(part), size):
            between()
            begin = max(0, min(first, len(part) - size))
            x, y = part.x[begin : begin + size], part.y[begin : begin + size]
            piece = _to_judged(judge_piece((tf.constant(x), tf.constant(y))))
            pieces.append((piece, first - begin))
        return Judged(
            losses=np.concatenate([piece.losses[skip:] for piece, skip in pieces]),
            right=np.concatenate([piece.right[skip:] for piece, skip in pieces]),
            counts=np.concatenate([piece.counts[skip:] for piece, skip in pieces]),
            penalty=pieces[-1][0].penalty,
        )

    def predict(self, part: Part) -> npt.NDArray[np.float32]:
        """What the network gives for every example, in inference mode."""
        pieces = [
            self._predict(tf.constant(part.x[first : first + self._plan.piece])).numpy()
            for first in range(0, len(part), self._plan.piece)
        ]
        return np.concatenate(pieces)

    def make_metrics(self, train: Tensors) -> None:
        """Have Keras make its metrics' variables, which must exist before a loop is traced."""
        x, y = train[0][:1], train[1][:1]
        predicted = self._model(x, training=False)
        self._model.compute_loss(x, y, predicted)
        self._model.compute_metrics(x, y, predicted)
        self._model.reset_metrics()

    def _one_batch(self, train: Tensors, rows: tf.Tensor) -> None:
        self._model.train_step(tuple(tf.gather(array, rows) for array in train))

    def _free_steps(
        self, train: Tensors, order: tf.Tensor, start: tf.Tensor, stop: tf.Tensor
    ) -> None:
        """Batches of any size: the last one is cut where the examples end."""

        def body(step: tf.Tensor) -> tf.Tensor:
            end = tf.minimum((step + 1) * self._batch, self._plan.examples)
            self._one_batch(train, order[step * self._batch : end])
            return step + 1

        tf.while_loop(lambda step: step < stop, body, [start], parallel_iterations=1)

    def _fixed_steps(
        self, train: Tensors, order: tf.Tensor, start: tf.Tensor, stop: tf.Tensor
    ) -> None:
        """Whole batches only, all of one size."""

        def body(step: tf.Tensor) -> tf.Tensor:
            self._one_batch(train, tf.slice(order, [step * self._batch], [self._batch]))
            return step + 1

        tf.while_loop(lambda step: step < stop, body, [start], parallel_iterations=1)

    def _whole_epoch(
        self, train: Tensors, order: tf.Tensor, validation: Tensors, probe: Tensors
    ) -> tuple[dict[str, tf.Tensor], Tensors, Tensors]:
        self._model.reset_metrics()
        steps = self._fixed_steps if self._plan.xla else self._free_steps
        steps(train, order, tf.constant(0), tf.constant(self.steps))
        return self._model.get_metrics_result(), self._judged(validation), self._judged(probe)

    def _judged(self, part: Tensors) -> Tensors:
        x, y = part[:2]
        predicted = self._model(x, training=False)
        plan = self._plan
        told = judge(plan.target, padded=plan.padded, x=x, y=y, predicted=predicted)
        penalty = tf.add_n(self._model.losses) if self._model.losses else tf.constant(0.0)
        return (*told, penalty)


def compiled(function: Callable[..., object], *, xla: bool) -> Callable[..., Any]:
    """`function` as one graph, compiled further by XLA where that is wanted."""
    graph: Callable[..., Any] = tf.function(function, autograph=False, jit_compile=xla)
    return graph


def _to_judged(told: Tensors) -> Judged:
    losses, right, counts, penalty = told
    return Judged(losses.numpy(), right.numpy(), counts.numpy(), float(penalty))
