"""One epoch of learning from examples: every batch once, then both sets are judged."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Part
from tutor.lab.run import Order
from tutor.lab.settings import number
from tutor.training.backend import Judgement, tensors
from tutor.training.epoch import Epoch, Metrics
from tutor.training.judged import Judged
from tutor.training.pacer import Pacer
from tutor.training.prepare import Compiled
from tutor.training.scores import Set, scores
from tutor.training.targets import SCORED

CHUNK_SECONDS = 0.1
"""The longest that one compiled call should take, so that a stop is prompt."""


class HaltedError(Exception):
    """An epoch was given up midway."""


PREFIXES: dict[Set, str] = {"validation": "val_", "test": "test_"}


class Supervised:
    """Learns from examples.

    Attributes:
        together: how many epochs it can carry out at once.
    """

    def __init__(
        self,
        order: Order,
        compiled: Compiled,
        pacer: Pacer | None,
        halted: Callable[[], bool],
        *,
        done: int = 0,
    ) -> None:
        """Get ready.

        Args:
            order: what to train.
            compiled: its network, set to the beginning, or as `done` epochs have left it.
            pacer: told of the steps of long epochs, if anybody wants to know.
            halted: whether to stop now; asked between compiled calls.
            done: epochs that were trained already: the next ones go on as they would have then.
        """
        self._order = order
        self._compiled = compiled
        self._epochs = compiled.epochs
        self.together = compiled.epochs.together
        self._pacer = pacer
        self._halted = halted
        self._generator = np.random.default_rng([order.seed, 1])
        for _ in range(done):
            self._generator.permutation(len(compiled.data.train))
        self._validation = tensors(compiled.data.validation)
        self._probe = tensors(compiled.probe)

    def untrained(self) -> Metrics:
        """The metrics before the first step, none where it was halted.

        Both sets are alike then, so one is enough where each costs time.
        """
        validation = self._compiled.data.validation
        try:
            if not self._epochs.whole:
                return told(self._epochs.judge(validation, between=self._go_on), "val_")
            rows = np.arange(len(self._compiled.data.train), dtype=np.int32)
            found = self._in_one_call(rows[None], untrained=True)[0]
        except HaltedError:
            return {}
        return {**told(found.validation, "val_"), **told(found.probe, "train_")}

    def epochs(self, first: int, count: int) -> list[Epoch]:
        """Carry out epochs; none where they were halted midway.

        Args:
            first: the number of the first one, from 1.
            count: how many, `together` at most.
        """
        size = len(self._compiled.data.train)
        orders = np.stack([self._generator.permutation(size) for _ in range(count)])
        try:
            found = (
                self._in_one_call(orders.astype(np.int32))
                if self._epochs.whole
                else [self._in_steps(first, orders[0].astype(np.int32))]
            )
        except HaltedError:
            return []
        return [_epoch(one) for one in found]

    def judge(self, name: Set) -> Metrics:
        """A set judged once more, with what is judged at the end of a run only."""
        data, prefix = self._compiled.data, PREFIXES[name]
        metrics = told(self._epochs.judge(getattr(data, name), once=True), prefix)
        return {**metrics, **self.scores(name)}

    def scores(self, name: Set) -> Metrics:
        """What is judged at the end of a run only."""
        target = self._order.network.inputs.target
        if target not in SCORED:
            return {}
        data, prefix = self._compiled.data, PREFIXES[name]
        found = scores(
            target, data, name, self._epochs.predict(getattr(data, name)),
            smoothing=int(number(self._order.settings, "smoothing", 1)),
        )  # fmt: skip
        return {f"{prefix}{key}": value for key, value in found.items()}

    def _go_on(self) -> None:
        """Called between compiled calls.

        Raises:
            HaltedError: the run is to stop now.
        """
        if self._halted():
            raise HaltedError

    @property
    def _parts(self) -> tuple[Part, Part]:
        """What is judged after each epoch."""
        return self._compiled.data.validation, self._compiled.probe

    def _in_one_call(
        self, orders: npt.NDArray[np.int32], *, untrained: bool = False
    ) -> list[Judgement]:
        self._go_on()
        return self._epochs.epochs(
            self._compiled.train, orders, self._validation, self._probe, untrained=untrained
        )

    def _in_steps(self, epoch: int, rows: npt.NDArray[np.int32]) -> Judgement:
        running = self._steps(epoch, rows)
        judged, probed = (self._epochs.judge(part, between=self._go_on) for part in self._parts)
        return Judgement(running, judged, probed, self._epochs.layers(probed))

    def _steps(self, epoch: int, rows: npt.NDArray[np.int32]) -> Metrics:
        """All batches of an epoch, in chunks that are over soon; Keras's metrics over them."""
        self._epochs.begin()
        running: Metrics = {}
        step, steps = 0, self._epochs.steps
        while step < steps:
            self._go_on()
            began = time.perf_counter()
            stop = min(step + self._epochs.chunk, steps)
            self._epochs.train(self._compiled.train, rows, step, stop)
            if stop < steps and self._pacer is not None:
                self._pacer.step(epoch, stop, steps, self._epochs.running)
            elif (
                stop == steps
            ):  # within the time that is taken: reading the metrics waits for the device
                running = self._epochs.running()
            self._size_chunk(stop - step, time.perf_counter() - began)
            step = stop
        return running

    def _size_chunk(self, steps: int, seconds: float) -> None:
        """Let a chunk take about `CHUNK_SECONDS`, growing at most fourfold at a time."""
        fitting = steps * CHUNK_SECONDS / max(seconds, 1e-6)
        self._epochs.chunk = max(1, int(min(fitting, 4 * steps)))


def _epoch(found: Judgement) -> Epoch:
    metrics = {**found.running, **told(found.validation, "val_"), **told(found.probe, "train_")}
    return Epoch(metrics, found.validation, found.layers)


def told(judged: Judged, prefix: str) -> Metrics:
    """A judgement as metrics."""
    return {f"{prefix}loss": judged.loss, f"{prefix}accuracy": judged.accuracy}
