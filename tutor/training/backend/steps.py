"""The graphs of one model: training on batches, judging sets, whole epochs of both."""

from __future__ import annotations

from dataclasses import dataclass

import keras
import tensorflow as tf

from tutor.datasets.registry import Target
from tutor.training.backend.graphs import Tensors, packed
from tutor.training.backend.watch import Watch
from tutor.training.targets import judge


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
        together: how many whole epochs may be one call.
        piece: examples that are judged in one call, at most.
    """

    examples: int
    batch_size: int
    target: Target
    padded: bool
    xla: bool
    whole: bool
    together: int = 1
    piece: int = 1024

    @property
    def batch(self) -> int:
        """Examples in a batch."""
        return min(self.batch_size, self.examples)

    @property
    def full(self) -> int:
        """Batches of that size in an epoch."""
        return self.examples // self.batch

    @property
    def steps(self) -> int:
        """All batches in an epoch, the last, smaller one included."""
        return -(-self.examples // self.batch)


class Graphs:
    """What is traced and compiled: every method is a function of tensors.

    Attributes:
        watch: looks at the layers.
    """

    def __init__(self, model: keras.Model, plan: Plan) -> None:
        """Work with a model that is compiled and whose optimizer is built."""
        self._model = model
        self._plan = plan
        self.watch = Watch(model)

    def batch(self, train: Tensors, rows: tf.Tensor) -> None:
        """Train on the examples `rows`."""
        with self.watch.gradients():
            self._model.train_step(tuple(tf.gather(array, rows) for array in train))

    def steps(self, train: Tensors, order: tf.Tensor, start: tf.Tensor, stop: tf.Tensor) -> None:
        """Train on the batches `start` to `stop` (not included) of an order of the examples.

        Under XLA all are of one size; else the last one is cut where the examples end.
        """
        size, examples = self._plan.batch, self._plan.examples

        def body(step: tf.Tensor) -> tf.Tensor:
            if self._plan.xla:
                rows = tf.slice(order, [step * size], [size])
            else:
                rows = order[step * size : tf.minimum((step + 1) * size, examples)]
            self.batch(train, rows)
            return step + 1

        tf.while_loop(lambda step: step < stop, body, [start], parallel_iterations=1)

    def epochs(
        self,
        train: Tensors,
        orders: tf.Tensor,
        count: tf.Tensor,
        steps: tf.Tensor,
        validation: Tensors,
        probe: Tensors,
    ) -> tf.Tensor:
        """Train for `count` epochs of `steps` batches and judge both sets after each.

        Returns:
            (together, size): for each epoch Keras's metrics, what `Watch.tell` tells, and what
            `judged` tells of both sets, all behind one another.
        """

        def body(done: tf.Tensor, told: tf.TensorArray) -> tuple[tf.Tensor, tf.TensorArray]:
            self._model.reset_metrics()
            before = self.watch.begin()
            self.steps(train, orders[done], tf.constant(0), steps)
            row = [*self._model.get_metrics_result().values(), self.watch.tell(before, steps)]
            row += [self.judged(validation), self.judged(probe)]
            return done + 1, told.write(done, packed(row))

        told = tf.TensorArray(
            tf.float32, size=self._plan.together, element_shape=(self._width(validation, probe),)
        )
        _, told = tf.while_loop(
            lambda done, _: done < count, body, [tf.constant(0), told], parallel_iterations=1
        )
        return told.stack()

    def judged(self, part: Tensors) -> tf.Tensor:
        """What becomes of a set in inference mode, (3n + 1 + rectified units,).

        Returns:
            behind one another: losses, shares of right answers and numbers of answers of the
            examples, the penalty, and which rectified units were ever at work.
        """
        x, y = part[:2]
        predicted, active = self.watch.forward(x)
        plan = self._plan
        told = judge(plan.target, padded=plan.padded, x=x, y=y, predicted=predicted)
        penalty = tf.add_n(self._model.losses) if self._model.losses else tf.constant(0.0)
        return packed([*told, penalty, *active])

    def _width(self, validation: Tensors, probe: Tensors) -> int:
        judged = sum(3 * int(part[0].shape[0]) + 1 + sum(self.watch.widths)
                     for part in (validation, probe))  # fmt: skip
        return len(self._model.get_metrics_result()) + 3 * len(self.watch.layers) + judged
