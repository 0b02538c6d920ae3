"""Compiled training and judging of one model, for arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from tutor.datasets.arrays import Part
from tutor.training.backend.graphs import Tensors, compiled, tensors
from tutor.training.backend.steps import Graphs, Plan
from tutor.training.judged import Judged
from tutor.training.targets import SCORED

_Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """What an epoch brought.

    Attributes:
        running: Keras's metrics over its batches.
        validation, probe: what became of the two sets.
        layers: what went on in the layers, by the names that `History.layers` has.
    """

    running: dict[str, float]
    validation: Judged
    probe: Judged
    layers: dict[str, float] = field(default_factory=dict)


class Epochs:
    """Compiled training and judging of one model; the data are arguments, never constants.

    With XLA the loop over whole batches wants fixed shapes: the last, smaller batch is then a call
    of its own, without XLA, since compiling it would cost as much again.

    Attributes:
        steps: batches in an epoch, the last, smaller one included.
        whole: whether an epoch and its judgements are one call.
        together: how many epochs one call may carry out.
        chunk: how many steps take about as long as one call should, as far as has been seen.
    """

    def __init__(self, model: keras.Model, plan: Plan) -> None:
        """Wrap a model that is compiled and whose optimizer is built; its weights will change."""
        self._model = model
        self._plan = plan
        self.steps = plan.steps
        partial = plan.full < plan.steps
        self.whole = plan.whole and not (plan.xla and partial)
        self.together = plan.together if self.whole else 1
        self.chunk = 1
        graphs = Graphs(model, plan)
        self._watch = graphs.watch
        self._names: list[str] = []
        self._before: list[tf.Tensor] = []
        self._loop = compiled(graphs.steps, xla=plan.xla)
        self._last = compiled(graphs.batch, xla=False) if plan.xla and partial else None
        self._epochs = compiled(graphs.epochs, xla=plan.xla)
        self._judge = compiled(graphs.judged, xla=plan.xla)
        self._judge_once = compiled(graphs.judged, xla=False)
        self._begin = compiled(graphs.watch.begin, xla=False)
        self._tell = compiled(graphs.watch.tell, xla=False)
        self._predict = compiled(lambda x: model(x, training=False), xla=False)

    @property
    def way(self) -> str:
        """How epochs are computed, for the record."""
        pieces = "whole epochs" if self.whole else "steps"
        grouped = f", {self.together} at a time" if self.together > 1 else ""
        return f"{pieces} compiled{' with XLA' if self._plan.xla else ''}{grouped}"

    def compile(self, train: Tensors, validation: Part, probe: Part) -> None:
        """Trace and compile everything that training calls; the weights change meanwhile."""
        self.make_metrics(train)
        if self._plan.target in SCORED:
            self.predict(validation)
        order = np.arange(self._plan.examples, dtype=np.int32)
        if self.whole:
            self.epochs(train, order[None], tensors(validation), tensors(probe), untrained=True)
            return
        self.begin()
        rows = tf.constant(order)
        self._loop(train, rows, tf.constant(0), tf.constant(0))
        if self._last is not None:
            self._last(train, rows[self._plan.full * self._plan.batch :])
        if self._plan.target != "action":
            self.judge(validation)
            self.layers(self.judge(probe))

    def epochs(
        self,
        train: Tensors,
        orders: npt.NDArray[np.int32],
        validation: Tensors,
        probe: Tensors,
        *,
        untrained: bool = False,
    ) -> list[Judgement]:
        """Train on every batch once and judge both sets, as often as there are orders, in one call.

        Args:
            train: the training set.
            orders: permutations of its examples, (epochs, examples); `together` at most.
            validation, probe: sets to judge after each epoch.
            untrained: whether to judge alone.
        """
        count = len(orders)
        filled = np.zeros((self.together, self._plan.examples), np.int32)
        filled[:count] = orders
        told = self._epochs(
            train, tf.constant(filled), tf.constant(count),
            tf.constant(0 if untrained else self.steps), validation, probe,
        ).numpy()  # fmt: skip
        sizes = len(validation[0]), len(probe[0])
        return [self._judgement(row, *sizes) for row in told[:count]]

    def begin(self) -> None:
        """Begin an epoch of steps."""
        self._model.reset_metrics()
        self._before = self._begin()

    def train(self, train: Tensors, order: npt.NDArray[np.int32], start: int, stop: int) -> None:
        """Train on batches `start` to `stop` (not included) of the epoch that `order` lays out.

        Args:
            train: the training set.
            order: a permutation of its examples.
            start, stop: numbers of batches, from 0.
        """
        rows, full = tf.constant(order), self._plan.full
        if self._last is None:
            self._loop(train, rows, tf.constant(start), tf.constant(stop))
            return
        if start < full:
            self._loop(train, rows, tf.constant(start), tf.constant(min(stop, full)))
        if stop > full:
            self._last(train, rows[full * self._plan.batch :])

    def running(self) -> dict[str, float]:
        """Keras's metrics over the batches since `begin`: `loss` and `accuracy`."""
        return {name: float(value) for name, value in self._model.get_metrics_result().items()}

    def layers(self, probe: Judged) -> dict[str, float]:
        """What went on in the layers since `begin`, a whole epoch ago.

        Args:
            probe: what became of the training examples that are looked at.
        """
        told = self._tell(self._before, tf.constant(self.steps)).numpy()
        return self._watch.named(told, probe.active)

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
            told = judge_piece((tf.constant(x), tf.constant(y))).numpy()
            pieces.append(self._judged(told, size).without(first - begin))
        return Judged.together(pieces)

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
        self._names = list(self._model.get_metrics_result())

    def _judgement(self, row: _Vector, validation: int, probe: int) -> Judgement:
        """What a row of `Graphs.epochs` tells, for sets of these sizes."""
        metrics, layers = len(self._names), 3 * len(self._watch.layers)
        of_sets = row[metrics + layers :]
        split = 3 * validation + 1 + sum(self._watch.widths)
        probed = self._judged(of_sets[split:], probe)
        told = row[metrics : metrics + layers].reshape(3, -1)
        return Judgement(
            running=dict(zip(self._names, row[:metrics].tolist(), strict=True)),
            validation=self._judged(of_sets[:split], validation),
            probe=probed,
            layers=self._watch.named(told, probed.active),
        )

    def _judged(self, told: _Vector, n: int) -> Judged:
        """What `Graphs.judged` tells of `n` examples."""
        losses, right, counts, rest = np.split(told, (n, 2 * n, 3 * n))
        edges = np.cumsum(self._watch.widths)[:-1]
        active = np.split(rest[1:] > 0.0, edges) if self._watch.widths else []
        return Judged(losses, right, counts, float(rest[0]), tuple(active))
