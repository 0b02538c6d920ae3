"""The data that the worker has at hand: loaded once, prepared for the order that wants them."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, TypeVar, cast

import numpy as np

from tutor.datasets import own_data, registry
from tutor.datasets.arrays import Data, Part
from tutor.datasets.preparation import PREPARING, prepare
from tutor.datasets.tmaze import VERSION, Mazes
from tutor.lab.run import Order
from tutor.lab.settings import number

_KEPT = 2
"""Data sets that are kept: one is trained on while another run's network is looked at."""

_Source = tuple[str, tuple[tuple[str, registry.Scalar], ...]]
"""The name of a data set and its options: what has to be loaded."""


Key = TypeVar("Key")


class Shelf:
    """Loads data sets and keeps those asked for last; threads may share it."""

    def __init__(self) -> None:
        """An empty shelf."""
        self._loaded: list[tuple[_Source, Data]] = []
        self._prepared: list[tuple[tuple[_Source, list[object]], Data]] = []
        self._lock = threading.Lock()

    def data(self, order: Order) -> Data:
        """The data of `order`, prepared as its settings ask for.

        Raises:
            DataError: they cannot be had.
        """
        if order.network.inputs.target == "action":
            return _blank(order)
        settings: list[object] = [order.settings.get(name) for name in PREPARING]
        asked = (_source(order), settings)
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
        loaded = _newest(self._loaded, source)
        if loaded is None:
            loaded = _load(order.dataset, order.data_options)
            self._forget_older(source)
        _put(self._loaded, source, loaded)
        return loaded

    def _forget_older(self, source: _Source) -> None:
        """Forget what a file of the learner's held before it was changed."""
        self._loaded = [one for one in self._loaded if not _older(one[0], source)]
        self._prepared = [one for one in self._prepared if not _older(one[0][0], source)]


def _source(order: Order) -> _Source:
    """What has to be loaded for an order."""
    return order.dataset, tuple(sorted(order.data_options.items()))


def _older(source: _Source, newest: _Source) -> bool:
    """Whether it is another content of the same file of the learner's."""
    if not source[0] == newest[0] == own_data.NAME:
        return False
    before, now = dict(source[1]), dict(newest[1])
    return before["path"] == now["path"] and before["fingerprint"] != now["fingerprint"]


def _newest(kept: list[tuple[Key, Data]], asked: Key) -> Data | None:
    """What is kept of what is asked for."""
    return next((data for key, data in kept if key == asked), None)


def _put(kept: list[tuple[Key, Data]], key: Key, data: Data) -> None:
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
