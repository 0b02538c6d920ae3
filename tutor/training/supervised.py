"""One epoch of learning from examples: every batch once, then both sets are judged."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tutor.lab.run import Order
from tutor.lab.settings import number
from tutor.training.backend import tensors
from tutor.training.pacer import Pacer
from tutor.training.prepare import Compiled
from tutor.training.scores import Set, scores
from tutor.training.targets import SCORED, Judged

CHUNK_SECONDS = 0.1
"""The longest that one compiled call should take, so that a stop is prompt."""

Metrics = dict[str, float]


class HaltedError(Exception):
    """An epoch was given up midway."""


PREFIXES: dict[Set, str] = {"validation": "val_", "test": "test_"}


@dataclass(frozen=True, slots=True, eq=False)
class Epoch:
    """What an epoch brought.

    Attributes:
        metrics: by their names in the history.
        judged: the validation set, example by example; None where there are no examples.
    """

    metrics: Metrics
    judged: Judged | None = None


class Supervised:
    """Learns from examples."""

    def __init__(
        self, order: Order, compiled: Compiled, pacer: Pacer, halted: Callable[[], bool]
    ) -> None:
        """Get ready.

        Args:
            order: what to train.
            compiled: its network, set to the beginning.
            pacer: told of the steps of long epochs.
            halted: whether to stop now; asked between compiled calls.
        """
        self._order = order
        self._compiled = compiled
        self._epochs = compiled.epochs
        self._pacer = pacer
        self._halted = halted
        self._generator = np.random.default_rng([order.seed, 1])
        self._chunk = 1
        self._validation = tensors(compiled.data.validation)
        self._probe = tensors(compiled.probe)

    def epoch(self, epoch: int) -> Epoch | None:
        """Carry out an epoch; None where it was halted midway."""
        rows = self._generator.permutation(len(self._compiled.data.train)).astype(np.int32)
        try:
            running, judged, probed = (
                self._in_one_call(rows) if self._epochs.whole else self._in_steps(epoch, rows)
            )
        except HaltedError:
            return None
        return Epoch({**running, **told(judged, "val_"), **told(probed, "train_")}, judged)

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

    def _in_one_call(self, rows: npt.NDArray[np.int32]) -> tuple[Metrics, Judged, Judged]:
        self._go_on()
        return self._epochs.epoch(self._compiled.train, rows, self._validation, self._probe)

    def _in_steps(self, epoch: int, rows: npt.NDArray[np.int32]) -> tuple[Metrics, Judged, Judged]:
        running = self._steps(epoch, rows)
        judged, probed = (
            self._epochs.judge(part, between=self._go_on)
            for part in (self._compiled.data.validation, self._compiled.probe)
        )
        return running, judged, probed

    def _steps(self, epoch: int, rows: npt.NDArray[np.int32]) -> Metrics:
        """All batches of an epoch, in chunks that are over soon; Keras's metrics over them."""
        self._epochs.reset()
        running: Metrics = {}
        step, steps = 0, self._epochs.steps
        while step < steps:
            self._go_on()
            began = time.perf_counter()
            stop = min(step + self._chunk, steps)
            self._epochs.train(self._compiled.train, rows, step, stop)
            if stop < steps:
                self._pacer.step(epoch, stop, steps, self._epochs.running)
            else:  # within the time that is taken: reading the metrics waits for the device
                running = self._epochs.running()
            self._size_chunk(stop - step, time.perf_counter() - began)
            step = stop
        return running

    def _size_chunk(self, steps: int, seconds: float) -> None:
        """Let a chunk take about `CHUNK_SECONDS`, growing at most fourfold at a time."""
        fitting = steps * CHUNK_SECONDS / max(seconds, 1e-6)
        self._chunk = max(1, int(min(fitting, 4 * steps)))


def told(judged: Judged, prefix: str) -> Metrics:
    """A judgement as metrics."""
    return {f"{prefix}loss": judged.loss, f"{prefix}accuracy": judged.accuracy}
