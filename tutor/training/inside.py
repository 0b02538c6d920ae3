"""What goes on inside a Keras model, as far as it can be seen from outside its training."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np

from tutor.diagnosis.history import MOVING, ZERO_UNITS, layer_column
from tutor.training.labelled import Array, Labelled

_LOOKED_AT = 1_000
"""Examples on which a unit must be zero to be called silent."""

_MOST_WEIGHTS = 20_000_000
"""Above so many, a copy of them after each epoch is too much."""

_TINY = 1e-30


class Inside:
    """Predicts with a model and sees which units are at work; follows how far the weights move."""

    def __init__(self, model: keras.Model) -> None:
        """Look at a model that is built; its layers keep their weights and their outputs."""
        self._model = model
        self._moving = [layer for layer in model.layers if _has_matrix(layer)]
        count = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
        if count > _MOST_WEIGHTS:
            self._moving = []
        self._before = [_weights(layer) for layer in self._moving]
        self._steps = self._step()
        self._rectified, self._tapped = _tapped(model)

    def moved(self) -> dict[str, float]:
        """How far a step moved each layer's weights since the last call, by column of a history.

        The way from then to now, as a share of the weights' norm then, divided by the steps.
        """
        steps, self._steps = self._step() - self._steps, self._step()
        if steps < 1:  # a training that doesn't count them
            return {}
        found = {}
        for place, layer in enumerate(self._moving):
            before, now = self._before[place], _weights(layer)
            way = _norm([b - a for a, b in zip(before, now, strict=True)])
            found[layer_column(MOVING[-1], layer.name)] = way / (_norm(before) + _TINY) / steps
            self._before[place] = now
        return found

    def predictions(
        self, data: Labelled, batch_size: int, silent: dict[str, float]
    ) -> Iterator[tuple[slice, Any]]:
        """What the model gives, a batch of examples at a time.

        Args:
            data: the examples.
            batch_size: how many at once.
            silent: is told, at the end, the share of each layer's units that were zero on all of
                about 1,000 of the examples, by column of a history.
        """
        parts = [slice(first, first + batch_size) for first in range(0, len(data), batch_size)]
        looked_at = self._looked_at(len(parts), batch_size)
        greatest: list[Array] = []
        for place, part in enumerate(parts):
            if self._tapped is None or place not in looked_at:
                yield part, self._model.predict_on_batch(data.inputs(part))
                continue
            predicted, *peaks = self._tapped.predict_on_batch(data.inputs(part))
            greatest = [np.maximum(*pair) for pair in zip(greatest or peaks, peaks, strict=True)]
            yield part, predicted
        for name, peak in zip(self._rectified if greatest else [], greatest, strict=True):
            silent[layer_column(ZERO_UNITS, name)] = float((peak <= 0.0).mean())

    def silent(self, data: Labelled, batch_size: int) -> dict[str, float]:
        """What `predictions` would tell of silent units, from no more examples than that takes."""
        found: dict[str, float] = {}
        if self._tapped is not None:
            deque(self.predictions(data.thinned(_LOOKED_AT), batch_size, found), maxlen=0)
        return found

    def _looked_at(self, batches: int, batch_size: int) -> set[int]:
        """The numbers of the batches in which units are looked at, evenly from first to last."""
        count = min(batches, max(1, _LOOKED_AT // batch_size))
        return set(np.linspace(0, batches - 1, count).astype(int).tolist())

    def _step(self) -> int:
        return int(keras.ops.convert_to_numpy(self._model.optimizer.iterations))


def _tapped(model: keras.Model) -> tuple[list[str], keras.Model | None]:
    """The layers with ReLU, and a model that also gives the greatest output of each of their units.

    Over a batch and every place in it: (units,) for each layer. None where no layer has ReLU or the
    model's way from inputs to outputs isn't known.
    """
    plain = type(model).predict_step is keras.Model.predict_step
    if not plain or len(getattr(model, "outputs", None) or []) != 1:
        return [], None
    taps = {}
    for layer in model.layers:
        output = _output(layer)
        if output is not None and _is_rectified(layer):
            first = getattr(layer, "data_format", None) == "channels_first"
            units = 1 if first else len(output.shape) - 1
            others = tuple(axis for axis in range(len(output.shape)) if axis != units)
            taps[layer.name] = keras.ops.max(output, axis=others)
    if not taps:
        return [], None
    inputs = model.inputs[0] if isinstance(model, keras.Sequential) else model.input
    tapped = keras.Model(inputs, [model.outputs[0], *taps.values()])
    tapped.run_eagerly, tapped.jit_compile = model.run_eagerly, model.jit_compile
    return list(taps), tapped


def _output(layer: keras.layers.Layer) -> Any:  # noqa: ANN401 - a symbolic tensor
    """What a layer gives; None where it was called more than once, or gives several things."""
    try:
        output = layer.output
    except (AttributeError, ValueError):
        return None
    return output if isinstance(output, keras.KerasTensor) else None


def _is_rectified(layer: keras.layers.Layer) -> bool:
    if isinstance(layer, keras.layers.ReLU):
        return not layer.negative_slope
    return getattr(layer, "activation", None) is keras.activations.relu


def _has_matrix(layer: keras.layers.Layer) -> bool:
    return any(len(weight.shape) > 1 for weight in layer.trainable_weights)


def _weights(layer: keras.layers.Layer) -> list[Array]:
    """Copies, since on some backends training writes to the arrays themselves."""
    weights = (keras.ops.convert_to_numpy(weight) for weight in layer.trainable_weights)
    return [np.array(weight, dtype=np.float32) for weight in weights]


def _norm(arrays: list[Array]) -> float:
    """The Euclidean norm of all numbers together."""
    return float(np.sqrt(sum(float(np.vdot(array, array)) for array in arrays)))
