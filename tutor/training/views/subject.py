"""Subject: the trained network of a run, with the data it was for, as its views need them."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar, cast

import keras
import numpy as np

from tutor.datasets.arrays import Array, Data, Floats
from tutor.datasets.registry import CARDS
from tutor.lab.run import Order, Run, RunError, find
from tutor.lab.views.files import ViewError
from tutor.training.backend import forward
from tutor.training.shelf import Shelf

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
        self._made: dict[str, Any] = {}
        self._beside: Subject | None = None
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
        path = self.run.folder / "model.keras"
        if not path.is_file():
            raise ViewError("The network of this run was not kept: only its curves can be shown.")
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

    @property
    def labels(self) -> list[str]:
        """What the classes, labels, tags or actions are called, in the order of their numbers."""
        card = CARDS.get(self.order.dataset)
        if card is not None:
            return list(card.labels)
        return list(cast("tuple[str, ...]", self.data.extra.get("labels", ())))

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
        """What `make` makes, made when it is first asked for by this name."""
        if name not in self._made:
            self._made[name] = make()
        return cast("T", self._made[name])

    def beside(self, run: str) -> Subject:
        """Another run, kept until one more is asked for.

        Args:
            run: its id.

        Raises:
            ViewError, RunError: nothing can be read of it.
        """
        if self._beside is None or self._beside.run.id != run:
            self._beside = Subject(find(run), self._shelf)
        return self._beside
