"""Trainings within the test script's own process, so that it can look at the model."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Part
from tutor.lab.run import Order, Record, Run
from tutor.training.backend import Epochs
from tutor.training.fit import Fit
from tutor.training.prepare import Compiled, Workshop
from tutor.training.sink import Sink


@dataclass(frozen=True)
class Trained:
    """A run that has ended.

    Attributes:
        record: all that it told.
        compiled: its network and data.
        metrics: as they were at the end.
    """

    record: Record
    compiled: Compiled

    @property
    def metrics(self) -> dict[str, float]:
        return self.record.metrics

    def predicted(self, part: Part) -> npt.NDArray[np.float32]:
        """What Keras's own model gives for a set."""
        return np.asarray(self.compiled.model.predict(part.x, verbose=0))


class Bench:
    """Trains orders one after the other, as one worker does.

    Attributes:
        compiles: how many networks were compiled so far.
    """

    def __init__(self) -> None:
        self.compiles = 0
        self._workshop = Workshop(lambda _run, _seconds: None, lambda _run, _error: None)
        whole = Epochs.compile

        def counted(epochs: Epochs, *data: object) -> None:
            self.compiles += 1
            whole(epochs, *data)  # type: ignore[arg-type]

        Epochs.compile = counted  # type: ignore[method-assign,assignment]

    def train(
        self, order: Order, stopped: Callable[[keras.Model], bool] = lambda _model: False
    ) -> Trained:
        """Carry an order out; `stopped` is asked whenever the loop asks."""
        compiled, _ = self._workshop.get(order)
        with tempfile.TemporaryDirectory() as folder:
            run = Run(Path(folder))
            sink = Sink(run.events_path)
            Fit(order, compiled, sink, lambda: stopped(compiled.model), run.folder).run()
            sink.close()
            return Trained(run.record(), compiled)

    def traces(self, compiled: Compiled) -> int:
        """How many graphs the network's compiled functions were traced to."""
        functions = [value for value in vars(compiled.epochs).values()
                     if hasattr(value, "experimental_get_tracing_count")]  # fmt: skip
        assert len(functions) >= 4
        return sum(function.experimental_get_tracing_count() for function in functions)
