"""Sends epochs and steps no more often than a screen can show them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from tutor.lab import events
from tutor.lab.numbers import encode_columns, encode_values
from tutor.training.epoch import Epoch
from tutor.training.sink import Sink

_STEP_EVENT_SECONDS = 0.2
_EPOCH_EVENT_SECONDS = 0.03


class Pacer:
    """Small networks run hundreds of epochs a second: those that come quickly share one event."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._waiting: dict[str, list[float]] = {}
        self._layers: dict[str, list[float]] = {}
        self._seconds: list[float] = []
        self._first = 1
        self._epoch_sent = -math.inf
        self._step_sent = time.monotonic()

    def epoch(self, number: int, epoch: Epoch, seconds: float) -> None:
        """Take a finished epoch; send it with those waiting, unless the last has just gone."""
        if not self._seconds:
            self._first = number
        for waiting, values in ((self._waiting, epoch.metrics), (self._layers, epoch.layers)):
            for name, value in values.items():
                waiting.setdefault(name, []).append(value)
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
            event = events.Epoch(
                first=self._first, metrics=encode_columns(self._waiting), seconds=self._seconds,
                layers=encode_columns(self._layers),
            )  # fmt: skip
            self._sink.write(event)
        self._waiting, self._layers, self._seconds = {}, {}, []
        self._epoch_sent = self._step_sent = time.monotonic()
