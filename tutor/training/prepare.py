"""Networks compiled ahead of their training, kept while there is reason to.

The worker prepares in a thread of its own: a training that wants another network starts at once,
and the obsolete work ends at its next stage.
"""

from __future__ import annotations

import contextlib
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import keras
import numpy as np

from tutor.datasets.arrays import Data, Part
from tutor.lab.commands import graph_key
from tutor.lab.network import Network
from tutor.lab.run import Order
from tutor.lab.settings import number
from tutor.lab.views import boundary
from tutor.lab.work import epochs_at_once, judged_at_once, whole_epochs, xla_pays
from tutor.training.backend import Epochs, Plan, Tensors, tensors
from tutor.training.build import (
    State,
    build,
    compile_model,
    set_rates,
    set_state,
    state_of,
)
from tutor.training.glimpse import Glimpse
from tutor.training.plane import plane_of
from tutor.training.shelf import Shelf
from tutor.training.stepper import Stepper

_KEPT = 4


class ObsoleteError(Exception):
    """Nobody wants this network any more."""


@dataclass(slots=True)
class Compiled:
    """A network that is ready to be trained, and the data it is for.

    Attributes:
        model: compiled.
        epochs: its compiled training.
        data: of the order it is set to.
        train: the training set as tensors.
        probe: examples of the training set that are judged after each epoch.
        network: what the model was built of.
    """

    model: keras.Model
    epochs: Epochs
    data: Data
    train: Tensors
    probe: Part
    network: Network
    _initial: dict[int, State] = field(default_factory=dict)
    _stepper: Stepper | None = None
    _glimpse: Glimpse | None = None

    @property
    def trainable(self) -> int:
        """How many parameters training changes."""
        return int(sum(np.prod(weight.shape) for weight in self.model.trainable_weights))

    @property
    def stepper(self) -> Stepper:
        """Steps through sequences with the network, as it is by then."""
        if self._stepper is None:
            self._stepper = Stepper(self.model)
        return self._stepper

    @property
    def glimpse(self) -> Glimpse:
        """Looks at what the network, as it is by then, makes of a plane."""
        if self._glimpse is None:
            self._glimpse = Glimpse(self.model, self.network)
        return self._glimpse

    def remember(self, seed: int) -> None:
        """Keep the model's state as what a training with `seed` begins with."""
        self._initial = {seed: state_of(self.model)}

    def restart(self, order: Order, data: Data) -> None:
        """Set every variable to what a fresh process would begin with for this order."""
        if order.seed not in self._initial:
            fresh = build(order.network, order.seed)
            compile_model(fresh, order.settings, order.network.inputs.target)
            self._initial = {order.seed: state_of(fresh)}
        set_state(self.model, self._initial[order.seed])
        set_rates(self.model, order.network)
        self.model.optimizer.learning_rate = number(order.settings, "learning_rate", 0.001)
        if data is not self.data:
            self.data, self.train, self.probe = data, tensors(data.train), probe_of(data)


def probe_of(data: Data) -> Part:
    """The examples of the training set that are judged after each epoch: as many as are held out.

    Without their weights, since judging weighs all alike.
    """
    size = min(len(data.train), max(len(data.validation), 1))
    return Part(data.train.x[:size], data.train.y[:size])


class Workshop:
    """Compiles networks and keeps the newest few."""

    def __init__(
        self,
        on_prepared: Callable[[str, float], None],
        on_failed: Callable[[str, Exception], None],
        shelf: Shelf | None = None,
    ) -> None:
        """Make a workshop; the functions are called from the thread that prepared.

        Args:
            on_prepared: told the run id of each `prepare` done, and its seconds.
            on_failed: told the run id of each that cannot be done, and why.
            shelf: where data come from; the tutor's own data sets where none is given.
        """
        self._on_prepared, self._on_failed = on_prepared, on_failed
        self._kept: OrderedDict[str, Compiled] = OrderedDict()
        self._shelf = shelf or Shelf()
        self._thread: threading.Thread | None = None
        self._wanted = ""
        self._underway = ""
        self._asked = ""
        self._keeping = threading.Lock()

    def prepare(self, order: Order) -> None:
        """Begin to compile in the background; whatever else was under way becomes obsolete.

        The newest order is told of what its network came to, whichever order began to compile it.
        """
        key, self._asked = graph_key(order), order.run
        self._wanted = key
        if key in self._kept:
            self._on_prepared(order.run, 0.0)
        elif key != self._underway:
            self._thread = threading.Thread(target=self._work, args=(order, key), daemon=True)
            self._underway = key
            self._thread.start()

    def get(self, order: Order) -> tuple[Compiled, float]:
        """The compiled network of `order`, waiting for the preparation that is making it.

        Returns:
            the network, set to its beginning, and the seconds until it was compiled: 0 where it
            was before.

        Raises:
            DataError: its data cannot be had.
        """
        began = time.perf_counter()
        key = self._wanted = graph_key(order)
        ready = key in self._kept
        if self._underway == key and self._thread is not None:
            self._thread.join()
        compiled = self._kept.get(key) or self._compile(order)
        seconds = 0.0 if ready else time.perf_counter() - began
        self._keep(key, compiled)
        compiled.restart(order, self._shelf.data(order))
        return compiled, seconds

    def aside(self, order: Order, between: Callable[[], None]) -> Compiled:
        """Compile a network that is wanted once, beside those that are kept.

        It is set to its beginning: what it comes to is what a run of this order would.

        Args:
            order: with its network.
            between: called between the stages; may raise to give up.

        Raises:
            DataError: its data cannot be had.
        """
        compiled = self._compile(order, between)
        compiled.restart(order, self._shelf.data(order))
        return compiled

    def _work(self, order: Order, key: str) -> None:
        """Compile in a thread, and tell whoever wants this network by then, if anybody does."""
        began = time.perf_counter()
        try:
            with contextlib.suppress(ObsoleteError):
                self._keep(key, self._compile(order, lambda: self._still(key)))
                self._still(key)
                self._on_prepared(self._asked, time.perf_counter() - began)
        except Exception as error:  # told to the screen, whatever it is; the log has the details
            traceback.print_exc()
            if self._wanted == key:
                self._on_failed(self._asked, error)
        finally:
            if self._underway == key:
                self._underway = ""

    def _compile(self, order: Order, between: Callable[[], None] = lambda: None) -> Compiled:
        """Build, trace and compile; `between` is called between the stages and may raise."""
        data = self._shelf.data(order)
        between()
        model = build(order.network, order.seed)
        compile_model(model, order.settings, order.network.inputs.target)
        compiled = Compiled(
            model, Epochs(model, plan(order, data)), data, tensors(data.train), probe_of(data),
            order.network,
        )  # fmt: skip
        compiled.remember(order.seed)
        between()
        compiled.epochs.compile(compiled.train, data.validation, compiled.probe)
        if order.network.inputs.target == "next":  # it writes a sample at a run's end
            compiled.stepper.warm(data.validation.x[:1, 0])
        if boundary.fits(order.network.inputs):  # its boundary is shown live
            compiled.glimpse.warm(plane_of(data))
        return compiled

    def _keep(self, key: str, compiled: Compiled) -> None:
        """Keep a network as the newest, and no more than `_KEPT`."""
        with self._keeping:
            self._kept[key] = compiled
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)

    def _still(self, key: str) -> None:
        if self._wanted != key:
            raise ObsoleteError


def plan(order: Order, data: Data) -> Plan:
    """How the order's epochs are compiled, by fixed rules."""
    inputs = order.network.inputs
    judged = len(data.validation) + len(probe_of(data))
    whole = inputs.target != "action" and whole_epochs(order, len(data.train), judged)
    return Plan(
        examples=len(data.train),
        batch_size=int(number(order.settings, "batch_size", 32)),
        target=inputs.target,
        padded=inputs.padded,
        xla=xla_pays(order),
        whole=whole,
        together=epochs_at_once(order, len(data.train), judged) if whole else 1,
        piece=judged_at_once(order.network),
    )
