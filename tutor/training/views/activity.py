"""Activity: what the layers of a network with convolutions give, and for what they give most."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import keras
import numpy as np
import numpy.typing as npt
from keras import ops

from tutor.datasets.arrays import Array, Floats
from tutor.lab.views.files import ViewError
from tutor.training.views.subject import Subject

_MAPPED = ("Conv2D", "BatchNormalization", "MaxPooling2D", "AveragePooling2D")
"""Types of layers that have feature maps."""
_LOOKED_AT = 500
"""Pictures of the validation set that are looked at, at most."""
_PIECE = 100
"""Pictures that go through the network at once, with the maps of all layers."""
_AXES = 4
"""Batch, height, width, filters."""


@dataclass(frozen=True, slots=True, eq=False)
class Extremes:
    """What the filters of a layer give at most.

    Attributes:
        peaks: the greatest absolute value of each filter on any picture, (filters,).
        tops: the greatest value of each filter on each picture, (pictures, filters).
        places: where that is, row by row from 0, (pictures, filters).
    """

    peaks: Floats
    tops: Floats
    places: npt.NDArray[np.intp]


class Activity:
    """The feature maps of a subject's layers.

    Attributes:
        layers: names of all layers with feature maps, from the input's side.
        convolutions: names of the convolutions among them.
    """

    def __init__(self, subject: Subject, model: keras.Model | None = None) -> None:
        """Look into a network.

        Args:
            subject: whose data it sees.
            model: the network, where it is not the subject's own.

        Raises:
            ViewError, DataError: it has no convolution; network or data cannot be had.
        """
        self._data = subject.data
        self._model = subject.model if model is None else model
        found = [layer for layer in self._model.layers if _has_maps(layer)]
        self.layers = [layer.name for layer in found]
        self.convolutions = [layer.name for layer in found if type(layer).__name__ == "Conv2D"]
        if not self.convolutions:
            raise ViewError(
                "This network has no convolution, so it has no filters and no feature maps: "
                "add a convolutional layer in Build, and train again."
            )
        self._tapped = keras.Model(self._model.inputs, [layer.output for layer in found])

    def maps(self, x: Array) -> dict[str, Floats]:
        """The maps of all layers for some pictures, each (pictures, height, width, filters)."""
        given = self._tapped(ops.convert_to_tensor(x), training=False)
        given = given if isinstance(given, list | tuple) else [given]
        return {
            name: np.asarray(ops.convert_to_numpy(maps), np.float32)
            for name, maps in zip(self.layers, given, strict=True)
        }

    @cached_property
    def looked_at(self) -> npt.NDArray[np.intp]:
        """The numbers of the validation pictures that are looked at, spread evenly."""
        images = len(self._data.validation)
        return np.unique(np.linspace(0, images - 1, min(images, _LOOKED_AT)).astype(np.intp))

    @cached_property
    def extremes(self) -> dict[str, Extremes]:
        """What every layer's filters give at most, by its name."""
        tops: dict[str, list[Floats]] = {name: [] for name in self.layers}
        lows: dict[str, list[Floats]] = {name: [] for name in self.layers}
        places: dict[str, list[npt.NDArray[np.intp]]] = {name: [] for name in self.layers}
        for first in range(0, len(self.looked_at), _PIECE):
            numbers = self.looked_at[first : first + _PIECE]
            for name, maps in self.maps(self._data.validation.x[numbers]).items():
                flat = maps.reshape(len(maps), -1, maps.shape[-1])
                where = flat.argmax(axis=1)
                places[name].append(where)
                tops[name].append(np.take_along_axis(flat, where[:, None], axis=1)[:, 0])
                lows[name].append(flat.min(axis=(0, 1)))
        return {
            name: Extremes(
                np.maximum(np.concatenate(tops[name]).max(axis=0), -np.min(lows[name], axis=0)),
                np.concatenate(tops[name]),
                np.concatenate(places[name]),
            )
            for name in self.layers
        }

    def convolved(self, x: Array) -> dict[str, Floats]:
        """The maps of all convolutions for any number of pictures."""
        found: dict[str, list[Floats]] = {name: [] for name in self.convolutions}
        for first in range(0, len(x), _PIECE):
            maps = self.maps(x[first : first + _PIECE])
            for name, pieces in found.items():
                pieces.append(maps[name])
        return {name: np.concatenate(pieces) for name, pieces in found.items()}

    def width(self, name: str) -> int:
        """The width of a layer's maps."""
        return int(self._model.get_layer(name).output.shape[2])

    def kernel(self, name: str) -> Floats:
        """The kernel of a convolution, (height, width, channels, filters)."""
        return np.asarray(ops.convert_to_numpy(self._model.get_layer(name).kernel), np.float32)


def activity(subject: Subject) -> Activity:
    """The activity of a subject, which is looked into once.

    Raises:
        ViewError, DataError: as `Activity`.
    """
    return subject.once("activity", lambda: Activity(subject))


def levels(values: Floats, scales: Floats) -> npt.NDArray[np.int8]:
    """Numbers as levels from -127 to 127, where 127 stands for the scale.

    Args:
        values: of any shape.
        scales: of a shape that broadcasts; where it is 0, levels are 0.
    """
    shares = values / np.where(scales > 0.0, scales, 1.0)
    return np.clip(np.rint(shares * 127.0), -127, 127).astype(np.int8)


def _has_maps(layer: keras.layers.Layer) -> bool:
    return type(layer).__name__ in _MAPPED and len(layer.output.shape) == _AXES
