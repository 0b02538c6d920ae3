"""What goes on inside a network while it trains, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from tutor.diagnosis.history import MOVING, ZERO_UNITS, layer_column

_TINY = 1e-30


class Watch:
    """Keeps the gradients' norms of the steps of an epoch, and how far the weights moved in it.

    Attributes:
        layers: names of the layers with matrices of weights, the first one first.
        rectified: names of the layers whose units can fall silent: those with ReLU.
        widths: how many units each of `rectified` has.
    """

    def __init__(self, model: keras.Model) -> None:
        """Watch a model that is built and compiled."""
        self._model = model
        watched = [layer for layer in model.layers if _has_matrix(layer)]
        self.layers = [layer.name for layer in watched]
        self._weights = [list(layer.trainable_weights) for layer in watched]
        silent = [layer for layer in model.layers if _is_rectified(layer)]
        self.rectified = [layer.name for layer in silent]
        self.widths = [int(layer.output.shape[-1]) for layer in silent]
        outputs = [model.output, *(layer.output for layer in silent)]
        self._tapped = keras.Model(model.inputs, outputs) if silent else None
        self._norms = tf.Variable(tf.zeros((2, len(watched))), trainable=False)

    def forward(self, x: tf.Tensor) -> tuple[tf.Tensor, list[tf.Tensor]]:
        """What the network gives in inference mode, and which rectified units were ever at work.

        Returns:
            the output, and for each layer of `rectified` the greatest output of each unit on any
            of the examples, anywhere in them, (units,): zero where it was never at work.
        """
        if self._tapped is None:
            return self._model(x, training=False), []
        predicted, *hidden = self._tapped(x, training=False)
        return predicted, [
            tf.reduce_max(layer, axis=tuple(range(len(layer.shape) - 1))) for layer in hidden
        ]

    @contextmanager
    def gradients(self) -> Iterator[None]:
        """Note the gradients that the optimizer is given, while a step is being traced."""
        optimizer = self._model.optimizer
        apply = optimizer.apply_gradients

        def noting(pairs: Any) -> Any:  # noqa: ANN401
            known = [(gradient, variable) for gradient, variable in pairs]
            self._note({variable.path: gradient for gradient, variable in known})
            return apply(known)

        optimizer.apply_gradients = noting
        try:
            yield
        finally:
            del optimizer.apply_gradients

    def begin(self) -> list[tf.Tensor]:
        """Begin an epoch; the weights as they are now, to be given to `tell`."""
        self._norms.assign(tf.zeros_like(self._norms))
        return [tf.identity(weight.value) for layer in self._weights for weight in layer]

    def tell(self, before: list[tf.Tensor], steps: tf.Tensor) -> tf.Tensor:
        """What an epoch brought, (3, layers): mean and greatest gradient norm, update ratio.

        Args:
            before: the weights as `begin` gave them.
            steps: how many there were.
        """
        each = tf.maximum(tf.cast(steps, tf.float32), 1.0)
        starts = iter(before)
        ratios = []
        for layer in self._weights:
            pairs = [(next(starts), weight.value) for weight in layer]
            moved = _norm([after - start for start, after in pairs])
            ratios.append(moved / (_norm([start for start, _ in pairs]) + _TINY) / each)
        return tf.stack([self._norms[0] / each, self._norms[1], tf.stack(ratios)])

    def named(
        self, told: npt.NDArray[np.float32], active: Sequence[npt.NDArray[np.bool_]]
    ) -> dict[str, float]:
        """What `tell` and `forward` gave, by the names that `History.layers` has."""
        found = {
            layer_column(kind, layer): value
            for kind, row in zip(MOVING, told.tolist(), strict=True)
            for layer, value in zip(self.layers, row, strict=True)
        }
        for layer, at_work in zip(self.rectified, active, strict=True):
            found[layer_column(ZERO_UNITS, layer)] = 1.0 - float(at_work.mean())
        return found

    def _note(self, gradients: dict[str, Any]) -> None:
        norms = tf.stack(
            [_norm([gradients[weight.path] for weight in layer]) for layer in self._weights]
        )
        total, peak = self._norms[0], self._norms[1]
        self._norms.assign(tf.stack([total + norms, tf.maximum(peak, norms)]))


def _norm(values: list[Any]) -> tf.Tensor:
    """The Euclidean norm of all numbers together."""
    squares = [2.0 * tf.nn.l2_loss(tf.convert_to_tensor(value)) for value in values]
    return tf.sqrt(tf.add_n(squares))


def _has_matrix(layer: keras.layers.Layer) -> bool:
    return any(len(weight.shape) > 1 for weight in layer.trainable_weights)


def _is_rectified(layer: keras.layers.Layer) -> bool:
    return getattr(layer, "activation", None) is keras.activations.relu
