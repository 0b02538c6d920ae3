"""The data that the worker has at hand: loaded once, prepared for the order that wants them."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, cast

import numpy as np

from tutor.datasets import own_data, registry
from tutor.datasets.arrays import Data, Part
from tutor.datasets.preparation import PREPARING, prepare
from tutor.datasets.tmaze import VERSION, Mazes
from tutor.lab.run import Order
from tutor.lab.settings import number

_KEPT = 2
"""Data sets that are kept: one is trained on while another run's network is looked at."""


class Shelf:
    """Loads data sets and keeps those asked for last; threads may share it."""

    def __init__(self) -> None:
        """An empty shelf."""
        self._loaded: list[tuple[object, Data]] = []
        self._prepared: list[tuple[object, Data]] = []
        self._lock = threading.Lock()

    def data(self, order: Order) -> Data:
        """The data of `order`, prepared as its settings ask for.

        Raises:
            DataError: they cannot be had.
        """
        if order.network.inputs.target == "action":
            return _blank(order)
        asked = (_source(order), [order.settings.get(name) for name in PREPARING])
        with self._lock:
            prepared = _newest(self._prepared, asked)
            if prepared is None:
                loaded = self._load(order)
                prepared = prepare(loaded, order.settings, order.network.inputs.classes)
            _put(self._prepared, asked, prepared)
            return prepared

    def loaded(self, order: Order) -> Data:
        """The data of `order` as they come, before its settings prepare them.

        Raises:
            DataError: they cannot be had.
        """
        with self._lock:
            return self._load(order)

    def _load(self, order: Order) -> Data:
        source = _source(order)
        loaded = _newest(self._loaded, source) or _load(order.dataset, order.data_options)
        _put(self._loaded, source, loaded)
        return loaded


def _source(order: Order) -> object:
    """What has to be loaded for an order."""
    return order.dataset, sorted(order.data_options.items())


def _newest(kept: list[tuple[object, Data]], asked: object) -> Data | None:
    """What is kept of what is asked for."""
    return next((data for key, data in kept if key == asked), None)


def _put(kept: list[tuple[object, Data]], key: object, data: Data) -> None:
    """Keep data as the newest, and no more than `_KEPT`."""
    kept[:] = [*(one for one in kept if one[0] != key), (key, data)][-_KEPT:]


def _blank(order: Order) -> Data:
    """Data with the shapes of games, for compiling: a policy makes its own examples."""
    games = int(number(order.settings, "batch_size", 32))
    mazes = Mazes(games, order.data_options.get("corridor_length", 5))
    x = np.zeros((games, mazes.steps, mazes.observations), np.float32)
    y = np.zeros((games, mazes.steps), np.int32)
    part = Part(x, y, np.ones(y.shape, np.float32))
    return Data(part, part, part, VERSION)


def _load(name: str, options: Mapping[str, registry.Scalar]) -> Data:
    """The arrays, from wherever this data set comes.

    Raises:
        DataError: they cannot be had.
    """
    if name == own_data.NAME:
        return own_data.load(**cast("dict[str, Any]", dict(options)))
    if name in registry.CARDS and registry.CARDS[name].download:
        from tutor.training import keras_data

        return keras_data.load(name)
    return registry.load(name, options)
