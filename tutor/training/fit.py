"""The one training loop: epochs in compiled chunks, an event for each, a diagnosis at the end."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Part
from tutor.diagnosis.history import History
from tutor.diagnosis.judge import diagnose, early
from tutor.lab import events
from tutor.lab.numbers import encode_columns, encode_values
from tutor.lab.run import Order
from tutor.training.evidence import Evidence
from tutor.training.prepare import Compiled
from tutor.training.sink import Sink

CHUNK_SECONDS = 0.1
"""The longest that one compiled call should take, so that a stop is prompt."""

_STEP_EVENT_SECONDS = 0.2
_EPOCH_EVENT_SECONDS = 0.03
_HOPELESS_EPOCHS = 3


class Fit:
    """One run of a compiled network, from its first batch to its diagnosis."""

    def __init__(
        self, order: Order, compiled: Compiled, sink: Sink, stopped: Callable[[], bool]
    ) -> None:
        """Get ready to train.

        Args:
            order: what to train.
            compiled: its network, set to the beginning.
            sink: where the run's events go.
            stopped: whether somebody asked the run to stop; looked at between chunks.
        """
        self._order = order
        self._epochs = compiled.epochs
        self._data = compiled.data
        self._sink = sink
        self._stopped = stopped
        self._evidence = Evidence(order, compiled.data, compiled.trainable)
        self._history = History()
        self._pacer = Pacer(sink)
        self._chunk = 1
        self._began = 0.0
        size = min(len(self._data.train), max(len(self._data.validation), 1))
        self._probe = self._data.train.take(np.arange(size))

    def run(self) -> None:
        """Train, then write the diagnosis and the end in one piece.

        Raises:
            OSError: events cannot be written.
        """
        self._began = time.perf_counter()
        reason, message = self._train()
        seconds = time.perf_counter() - self._began
        self._pacer.flush()
        metrics = self._history.last()
        if self._order.open_test and self._history.epochs:
            metrics |= self._judged(self._data.test, "test_")
        told: list[events.Event] = []
        if self._history.epochs:
            facts, examples = self._evidence.facts(), self._evidence.examples()
            told.append(events.Diagnosed(diagnosis=diagnose(self._history, facts, examples)))
        ended = events.RunEnded(
            reason=reason, epochs=self._history.epochs, seconds=seconds, message=message,
            metrics=encode_values(metrics),
        )  # fmt: skip
        self._sink.write(*told, ended)

    def _train(self) -> tuple[str, str]:
        """Train until a reason to end comes up; the reason and, where it needs one, a sentence."""
        generator = np.random.default_rng([self._order.seed, 1])
        asked = self._order.settings["epochs"]
        for epoch in range(1, (asked if isinstance(asked, int) else 1) + 1):
            began = time.perf_counter()
            rows = generator.permutation(len(self._data.train)).astype(np.int32)
            reason = self._epoch(epoch, rows)
            if reason:
                return reason
            self._finish(epoch, began)
            if self._hopeless():
                return "early_stopped", "The loss is not a number any more, and will not be again."
        return "finished", ""

    def _epoch(self, epoch: int, rows: npt.NDArray[np.int32]) -> tuple[str, str] | None:
        """Train on every batch once, in chunks; a reason to stop midway, if there is one."""
        self._epochs.reset()
        steps, step = self._epochs.steps, 0
        while step < steps:
            if self._stopped():
                return "cancelled", ""
            limit = self._order.budget.seconds
            if limit is not None and time.perf_counter() - self._began > limit:
                return "budget", f"The budget of {limit:g} seconds was used up."
            began = time.perf_counter()
            stop = min(step + self._chunk, steps)
            self._epochs.train(rows, step, stop)
            if stop < steps:
                self._pacer.step(epoch, stop, steps, self._epochs.running)
            else:
                self._epochs.running()
            self._size_chunk(stop - step, time.perf_counter() - began)
            step = stop
        return None

    def _size_chunk(self, steps: int, seconds: float) -> None:
        """Let a chunk take about `CHUNK_SECONDS`, growing at most fourfold at a time."""
        fitting = steps * CHUNK_SECONDS / max(seconds, 1e-6)
        self._chunk = max(1, int(min(fitting, 4 * steps)))

    def _finish(self, epoch: int, began: float) -> None:
        """Judge both sets after an epoch that began at `began`, and tell of it."""
        losses, right, penalty = self._epochs.score(self._data.validation)
        self._evidence.record(losses, right)
        metrics = {
            **self._epochs.running(),
            "val_loss": float(losses.mean()) + penalty,
            "val_accuracy": float(right.mean()),
            **self._judged(self._probe, "train_"),
        }
        seconds = time.perf_counter() - began
        self._history.extend({name: [value] for name, value in metrics.items()}, [seconds])
        self._pacer.epoch(epoch, metrics, seconds)
        finding = self._evidence.early(self._history, early)
        if finding is not None:
            self._pacer.flush()
            self._sink.write(events.EarlyFinding(epoch=epoch, finding=finding))

    def _judged(self, part: Part, prefix: str) -> dict[str, float]:
        losses, right, penalty = self._epochs.score(part)
        return {
            f"{prefix}loss": float(losses.mean()) + penalty,
            f"{prefix}accuracy": float(right.mean()),
        }

    def _hopeless(self) -> bool:
        """Whether the loss has not been a number for some epochs in a row."""
        tail = self._history.column("loss")[-_HOPELESS_EPOCHS:]
        return len(tail) == _HOPELESS_EPOCHS and not any(math.isfinite(value) for value in tail)


class Pacer:
    """Sends epochs and steps no more often than a screen can show them.

    Small networks run hundreds of epochs a second: those that come quickly share one event.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._waiting: dict[str, list[float]] = {}
        self._seconds: list[float] = []
        self._first = 1
        self._epoch_sent = -math.inf
        self._step_sent = time.monotonic()

    def epoch(self, number: int, metrics: dict[str, float], seconds: float) -> None:
        """Take a finished epoch; send it with those waiting, unless the last has just gone."""
        if not self._seconds:
            self._first = number
        for name, value in metrics.items():
            self._waiting.setdefault(name, []).append(value)
        self._seconds.append(seconds)
        if time.monotonic() - self._epoch_sent >= _EPOCH_EVENT_SECONDS:
            self.flush()

    def step(
        self, epoch: int, step: int, steps: int, metrics: Callable[[], dict[str, float]]
    ) -> None:
        """Tell where in an epoch we are, unless that was told a moment ago."""
        if time.monotonic() - self._step_sent < _STEP_EVENT_SECONDS:
            return
        self.flush()
        values = encode_values(metrics())
        self._sink.write(events.Step(epoch=epoch, step=step, steps=steps, metrics=values))
        self._step_sent = time.monotonic()

    def flush(self) -> None:
        """Send what waits."""
        if self._seconds:
            columns = encode_columns(self._waiting)
            event = events.Epoch(first=self._first, metrics=columns, seconds=self._seconds)
            self._sink.write(event)
        self._waiting, self._seconds = {}, []
        self._epoch_sent = self._step_sent = time.monotonic()
