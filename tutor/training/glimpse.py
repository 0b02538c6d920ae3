"""A glimpse of a network of dense layers: what it and its units make of a plane, as bytes.

It is taken between the epochs of a training, so it only reads the weights, and all arithmetic is
one compiled call.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from tutor.lab.network import Layer, Network
from tutor.lab.views.boundary import LIVE, MIDDLE, OF_FILM, REACH, Boundary, Unit, UnitLayer, levels
from tutor.training.backend import compiled
from tutor.training.plane import Plane

_MOST_UNITS = 32
"""Units of a layer that are told."""
_MOST_BYTES = 96_000
"""Of all units' responses together."""
_TINY = 1e-30


class Glimpse:
    """Looks at a network whose weights may change between the looks."""

    def __init__(self, model: keras.Model, network: Network) -> None:
        """Look at `model`, which was built of `network`."""
        self._model = model
        self._classes = network.inputs.classes
        self._layers = [layer for layer in network.layers if layer.place is not None]
        self._output = network.layers[-1].name
        hidden = [model.get_layer(layer.name).output for layer in self._layers]
        self._tapped = keras.Model(model.inputs, [*hidden, model.output]) if hidden else None
        self._compiled = compiled(self._through, xla=False)
        self._told_apart = compiled(self._classes_of, xla=False)

    def warm(self, plane: Plane) -> None:
        """Trace the graphs of live looks, so that the first one waits for nothing."""
        self.look(plane, [], epoch=0)
        self.field(plane)

    def field(self, plane: Plane) -> bytes:
        """The likeliest class and how sure the network is, as a picture of a film."""
        points = ops.convert_to_tensor(plane.grid(OF_FILM))
        found: bytes = ops.convert_to_numpy(self._told_apart(points)).tobytes()
        return found

    def look(
        self, plane: Plane, labels: Sequence[str], *, epoch: int | None, grid: int = LIVE,
        once: bool = False,
    ) -> Boundary:  # fmt: skip
        """What the network makes of `plane` with the weights that it has now.

        Args:
            plane: where.
            labels: of the classes.
            epoch: after which epoch; None for weights that were kept.
            grid: points along each side.
            once: whether this is not worth tracing a graph for its size of grid.
        """
        through = self._through if once else self._compiled
        stride = self._stride(grid)
        points = plane.grid(grid)
        seen = points.reshape(grid, grid, 2)[stride // 2 :: stride, stride // 2 :: stride]
        told = through(ops.convert_to_tensor(points), ops.convert_to_tensor(seen.reshape(-1, 2)))
        field, responses, scales = (ops.convert_to_numpy(one) for one in told)
        layers = self._told(responses.tobytes(), scales.tolist(), grid // stride)
        output = self._weights(self._output, self._classes)
        numbers = [*scales.tolist(), *(weight for row in output for weight in row)]
        return Boundary(
            epoch=epoch, low=plane.low, high=plane.high, grid=grid, labels=list(labels),
            field=field.tobytes(), finite=all(map(math.isfinite, numbers)),
            points=list(plane.points), layers=layers,
            output=[list(map(_number, row)) for row in output],
        )  # fmt: skip

    def _through(self, points: Any, seen: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401
        """The field's bytes, those of all units one after the other, and the units' scales.

        Args:
            points: at which the network is asked, (n, 2).
            seen: at which its units are, (m, 2).
        """
        field = self._classes_of(points)
        if self._tapped is None:
            return field, ops.zeros((0,), "uint8"), ops.zeros((0,))
        hidden = self._tapped(seen, training=False)[:-1]
        responses = ops.transpose(ops.concatenate([one[:, :_MOST_UNITS] for one in hidden], 1))
        scales = ops.max(ops.abs(responses), axis=1)
        rows = responses / ops.maximum(scales, _TINY)[:, None]
        rows = ops.where(ops.isfinite(rows), rows, 0.0)
        quantised = ops.cast(ops.round(rows * REACH + MIDDLE), "uint8")
        return field, quantised, scales

    def _classes_of(self, points: Any) -> Any:  # noqa: ANN401
        """The field's bytes at points (n, 2)."""
        shares = self._model(points, training=False)
        degrees, classes = levels(self._classes), max(self._classes, 2)
        sure = (ops.max(shares, axis=1) - 1 / classes) / (1 - 1 / classes)
        sure = ops.where(ops.isfinite(sure), sure, 0.0)
        level = ops.clip(ops.floor(sure * degrees), 0, degrees - 1)
        field = ops.cast(ops.argmax(shares, axis=1), "float32") * degrees + level
        return ops.cast(field, "uint8")

    def _stride(self, grid: int) -> int:
        """Every how many points of the grid units are looked at: they are drawn smaller."""
        units = sum(min(_width(layer), _MOST_UNITS) for layer in self._layers)
        least = 1 if units == 0 or grid > LIVE else 2
        fitting = (one for one in range(least, grid + 1)
                   if grid % one == 0 and units * (grid // one) ** 2 <= _MOST_BYTES)  # fmt: skip
        return next(fitting, grid)

    def _told(self, responses: bytes, scales: list[float], side: int) -> list[UnitLayer]:
        layers, first, size = [], 0, side * side
        for layer in self._layers:
            count = min(_width(layer), _MOST_UNITS)
            bias = self._kernels(layer.name)[1]
            incoming = self._weights(layer.name, count)
            units = [
                Unit(
                    scale=_number(scales[first + at]), bias=_number(bias[at]),
                    incoming=list(map(_number, incoming[at])),
                    response=responses[(first + at) * size : (first + at + 1) * size],
                )
                for at in range(count)
            ]  # fmt: skip
            layers.append(
                UnitLayer(
                    activation=layer.activation or "linear", total=_width(layer), grid=side,
                    units=units,
                )
            )  # fmt: skip
            first += count
        return layers

    def _kernels(self, layer: str) -> tuple[list[list[float]], list[float]]:
        """A layer's weights, one row for each of its units, and its biases."""
        kernel, bias = (ops.convert_to_numpy(one) for one in self._model.get_layer(layer).weights)
        return np.transpose(kernel).tolist(), bias.tolist()

    def _weights(self, layer: str, count: int) -> list[list[float]]:
        """The weights of a layer's first units from what is told of the layer before."""
        return [row[:_MOST_UNITS] for row in self._kernels(layer)[0][:count]]


def _width(layer: Layer) -> int:
    return int(layer.shape[-1] or 0)


def _number(value: float) -> float:
    """A number with four digits; 0 for what is none."""
    return float(f"{value:.4g}") if math.isfinite(value) else 0.0
