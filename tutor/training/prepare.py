"""Networks compiled ahead of their training, kept while there is reason to.

The worker prepares in a thread of its own: a training that wants another network starts at once,
and the obsolete work ends at its next stage.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np

from tutor.datasets import registry
from tutor.datasets.arrays import Data
from tutor.lab.commands import graph_key
from tutor.lab.run import Order
from tutor.training.backend import Epochs
from tutor.training.build import build, compile_model, copy_state

_KEPT = 4


class ObsoleteError(Exception):
    """Nobody wants this network any more."""


@dataclass(slots=True)
class Compiled:
    """A network that is ready to be trained, and the data it is for."""

    model: keras.Model
    epochs: Epochs
    data: Data

    @property
    def trainable(self) -> int:
        """How many parameters training changes."""
        return int(sum(np.prod(weight.shape) for weight in self.model.trainable_weights))

    def restart(self, order: Order) -> None:
        """Set every variable to what a fresh process would begin with for this order."""
        fresh = build(order.network, order.seed)
        compile_model(fresh, order.settings)
        copy_state(fresh, self.model)


def xla_pays(order: Order) -> bool:
    """The fixed rule for the way of computing: XLA for recurrent networks, not for convolutions.

    Measured on processors: XLA more than halves the time of a recurrent epoch and multiplies that
    of a convolution. It changes dropout's random numbers, so the way belongs to the run's record.
    """
    kinds = {layer.type for layer in order.network.layers}
    return bool(kinds & {"SimpleRNN", "GRU", "LSTM", "Bidirectional"}) and "Conv2D" not in kinds


class Workshop:
    """Compiles networks and keeps the newest few."""

    def __init__(self, on_prepared: Callable[[str, float], None]) -> None:
        """Make a workshop; `on_prepared` is told each run id of a `prepare` done, and its seconds.

        It is called from the thread that prepared.
        """
        self._on_prepared = on_prepared
        self._kept: OrderedDict[str, Compiled] = OrderedDict()
        self._data: dict[str, Data] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._wanted = ""
        self._underway = ""

    def prepare(self, order: Order) -> None:
        """Begin to compile in the background; whatever else was under way becomes obsolete."""
        key = self._wanted = graph_key(order)
        if key in self._kept:
            self._on_prepared(order.run, 0.0)
        elif key != self._underway:
            self._thread = threading.Thread(target=self._work, args=(order, key), daemon=True)
            self._underway = key
            self._thread.start()

    def get(self, order: Order) -> tuple[Compiled, float]:
        """The compiled network of `order`, waiting for the preparation that is making it.

        Returns:
            the network, set to its beginning, and the seconds spent here.

        Raises:
            DataError: its data cannot be had.
        """
        began = time.perf_counter()
        key = self._wanted = graph_key(order)
        if self._underway == key and self._thread is not None:
            self._thread.join()
        compiled = self._kept.get(key) or self._compile(order, key)
        self._kept.move_to_end(key)
        compiled.restart(order)
        return compiled, time.perf_counter() - began

    def data(self, order: Order) -> Data:
        """The data of `order`, cut to the training size it asks for.

        Raises:
            DataError: they cannot be had.
        """
        name = f"{order.dataset} {sorted(order.data_options.items())}"
        with self._lock:
            if name not in self._data:
                self._data[name] = registry.load(order.dataset, order.data_options)
        data = self._data[name]
        size = order.settings.get("train_size")
        if not isinstance(size, int) or size >= len(data.train):
            return data
        return Data(data.train.take(np.arange(size)), data.validation, data.test, data.version)

    def _work(self, order: Order, key: str) -> None:
        began = time.perf_counter()
        try:
            with contextlib.suppress(ObsoleteError):
                self._compile(order, key)
                self._on_prepared(order.run, time.perf_counter() - began)
        finally:
            if self._underway == key:
                self._underway = ""

    def _compile(self, order: Order, key: str) -> Compiled:
        """Build, trace and compile; between stages look whether it is still wanted."""
        data = self.data(order)
        self._still(key)
        model = build(order.network, order.seed)
        compile_model(model, order.settings)
        self._still(key)
        size = order.settings.get("batch_size", 32)
        epochs = Epochs(
            model,
            data.train,
            batch_size=int(size) if isinstance(size, int | float) else 32,
            xla=xla_pays(order),
        )
        self._still(key)
        epochs.compile()
        compiled = Compiled(model, epochs, data)
        self._kept[key] = compiled
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return compiled

    def _still(self, key: str) -> None:
        if self._wanted != key:
            raise ObsoleteError
