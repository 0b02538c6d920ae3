"""Subject: the trained network of a run, with the data it was for, as its views need them."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import cached_property
from typing import TypeVar, cast

import keras
import numpy as np

from tutor.datasets.arrays import Array, Data, Floats
from tutor.lab.run import Order, Run, RunError, find
from tutor.lab.views.files import ViewError
from tutor.lab.views.trained import trained
from tutor.training.backend import forward
from tutor.training.class_names import labels_of
from tutor.training.shelf import Shelf
from tutor.training.views.reading import Reader

_PIECE = 512
"""Examples that go through the network at once."""

T = TypeVar("T")


class Subject:
    """A run's network, loaded when it is first needed.

    Attributes:
        run: its folder.
        order: what was asked for.
    """

    def __init__(self, run: Run, shelf: Shelf) -> None:
        """Look at `run`, with data from `shelf`.

        Raises:
            ViewError: nothing can be read of it.
        """
        self.run = run
        self._shelf = shelf
        self._outputs: dict[str, Floats] = {}
        if not run.folder.is_dir():
            raise ViewError(f"There is no run {run.id}.")
        self._made: dict[str, object] = {}
        self._beside: dict[str, Subject] = {}
        try:
            self.order: Order = run.order()
        except RunError as error:
            raise ViewError(str(error)) from error

    @cached_property
    def model(self) -> keras.Model:
        """The network with the weights that were kept.

        Raises:
            ViewError: it is missing, damaged, or of a version that cannot be read.
        """
        path = trained(self.run)
        try:
            return keras.saving.load_model(path, compile=False, safe_mode=True)
        except Exception as error:  # whatever a damaged file makes Keras raise; the log has it
            traceback.print_exc()
            raise ViewError(
                "The network of this run cannot be read, since its file is damaged or was written "
                "by another version: only its curves can be shown."
            ) from error

    @cached_property
    def data(self) -> Data:
        """The data as the run's settings prepared them.

        Raises:
            DataError: they cannot be had.
        """
        return self._shelf.data(self.order)

    def get_ready(self) -> None:
        """Have the network and its data at hand, and compile what it gives.

        Raises:
            ViewError, DataError: it cannot be had.
        """
        self.predict(self.data.validation.x[:1])
        if self.order.network.inputs.target == "next":
            self.reader.warm()

    @cached_property
    def reader(self) -> Reader:
        """The network of a run that predicts the next symbol, reading symbol by symbol.

        Raises:
            ViewError: as for `model`.
        """
        return Reader(self.model)

    @property
    def raw(self) -> Data:
        """The data as they come: what is shown to people, not what the network gets.

        The validation and the test set have the same examples in the same order as in `data`.

        Raises:
            DataError: they cannot be had.
        """
        return self._shelf.loaded(self.order)

    @property
    def labels(self) -> list[str]:
        """What the classes, labels, tags or actions are called, in the order of their numbers."""
        return labels_of(self.order, self.data)

    def beside(self, run: str) -> Subject:
        """Another run, with data from the same shelf; the same one each time.

        Raises:
            RunError: that is no run's id.
            ViewError: nothing can be read of it.
        """
        other = self._beside.get(run)
        if other is None:
            other = self._beside[run] = Subject(find(run), self._shelf)
        return other

    def outputs(self, part: str) -> Floats:
        """What the network gives for each example of `train`, `validation` or `test`."""
        if part not in self._outputs:
            self._outputs[part] = self.predict(getattr(self.data, part).x)
        return self._outputs[part]

    def predict(self, x: Array) -> Floats:
        """What the network gives for examples, in inference mode; one row each."""
        pieces = [self._forward(x[first : first + _PIECE]) for first in range(0, len(x), _PIECE)]
        return np.concatenate(pieces).astype(np.float32)

    @cached_property
    def _forward(self) -> Callable[[Array], Array]:
        return forward(self.model)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What a view makes of the network once and needs again.

        Args:
            name: by which it is known among all views.
            make: makes it, when it is first asked for.
        """
        if name not in self._made:
            self._made[name] = make()
        return cast("T", self._made[name])
