"""What a Keras model gives and what it is held against, as far as the model itself tells."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np

from tutor.diagnosis.history import Output
from tutor.training.labelled import Array

ONE_OF_MANY = ("sparse_categorical_crossentropy", "categorical_crossentropy")
YES_OR_NO = "binary_crossentropy"
_NUMBERS = (
    "mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error", "huber", "log_cosh",
)  # fmt: skip
_LOSSES = (*ONE_OF_MANY, YES_OR_NO, *_NUMBERS)
"""Losses of which it is known what they ask of the last layer."""

_ACTIVATIONS = (
    "linear", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "tanh", "sigmoid", "softmax",
)  # fmt: skip
"""Activations of which it is known what they can give."""

_LAYERS = ("Dense", "EinsumDense", "Conv1D", "Conv2D", "Conv3D")
"""Layers that end with their activation."""


def loss_of(model: keras.Model) -> tuple[str, Mapping[str, Any]] | None:
    """The full name and the settings of a loss of Keras's own; None where it is another."""
    loss: Any = keras.losses.get(model.loss) if isinstance(model.loss, str) else model.loss
    function, config = loss, {}
    if isinstance(loss, keras.losses.Loss):
        if getattr(keras.losses, type(loss).__name__, None) is not type(loss):
            return None
        function = getattr(loss, "fn", None)
        config = {**loss.get_config(), **getattr(loss, "_fn_kwargs", {})}
    name = getattr(function, "__name__", "")
    known = name in _LOSSES and getattr(keras.losses, name, None) is function
    return (name, config) if known and config.get("axis", -1) == -1 else None


def output_of(model: keras.Model, answers: Sequence[Array]) -> Output | None:
    """The last layer, the loss and the answers; None where one of them is not surely known.

    Args:
        model: compiled and built.
        answers: of the sets that are known, each (n, ...).
    """
    loss, outputs = loss_of(model), getattr(model, "outputs", None) or []
    if (
        not answers
        or loss is None
        or len(outputs) != 1
        or not isinstance(outputs[0].shape[-1], int)
    ):
        return None
    activation, (name, config) = _last_activation(model), loss
    if activation is None:
        return None
    units, y = outputs[0].shape[-1], answers[0]
    single = y.ndim == len(outputs[0].shape) - 1
    found = _range(answers, config.get("ignore_class"))
    return Output(
        activation=activation,
        units=units,
        loss=name,
        from_logits=bool(config.get("from_logits", False)),
        labels=None if found is None else found[:2],
        label_size=1 if single else int(y.shape[-1]),
        whole=None if found is None else found[2],
    )


def _range(answers: Sequence[Array], ignored: int | None) -> tuple[float, float, bool] | None:
    """The least and the greatest number, and whether all are whole; None where some are none."""
    kept = [y[y != ignored] if ignored is not None else y.ravel() for y in answers]
    if any(not np.issubdtype(y.dtype, np.number) and y.dtype != np.bool_ for y in kept):
        return None
    if not all(len(y) and bool(np.isfinite(y).all()) for y in kept):
        return None
    whole = all(bool((y == np.floor(y)).all()) for y in kept)
    return min(float(y.min()) for y in kept), max(float(y.max()) for y in kept), whole


def _last_activation(model: keras.Model) -> str | None:
    """The activation of the layer that gives the output; None where it isn't known."""
    if not model.layers:
        return None
    last = model.layers[-1]
    if not isinstance(model, keras.Sequential):
        last = next((layer for layer in model.layers if _gives(layer, model.outputs[0])), None)
    return _activation_of(last)


def _activation_of(layer: Any) -> str | None:  # noqa: ANN401 - a layer or None
    if isinstance(layer, keras.Model):
        return _last_activation(layer) if len(getattr(layer, "outputs", None) or []) == 1 else None
    if type(layer) is keras.layers.TimeDistributed:
        return _activation_of(layer.layer)
    if type(layer) is keras.layers.Softmax:
        return "softmax" if layer.axis == -1 else None
    own = type(layer) in [getattr(keras.layers, name) for name in _LAYERS]
    if not own and type(layer) is not keras.layers.Activation:
        return None
    name = _name(layer.activation)
    return name if own or name != "linear" else None  # what passes it may be anything


def _name(activation: Any) -> str | None:  # noqa: ANN401 - a function or a layer
    """The name of an activation of Keras's own."""
    if isinstance(activation, keras.layers.Layer):
        return _activation_of(activation)
    name = getattr(activation, "__name__", "")
    same = any(getattr(home, name, None) is activation for home in (keras.activations, keras.ops))
    return name if same and name in _ACTIVATIONS else None


def _gives(layer: keras.layers.Layer, output: Any) -> bool:  # noqa: ANN401 - a symbolic tensor
    try:
        return layer.output is output
    except (AttributeError, ValueError):  # never called, or more than once
        return False


def settings_of(
    model: keras.Model, params: Mapping[str, Any], examples: int | None
) -> dict[str, object]:
    """What can be read of a training's settings, by the names that a diagnosis knows.

    Args:
        model: compiled.
        params: what Keras tells its callbacks: `epochs` and `steps`.
        examples: in the training set, where that is known.
    """
    found: dict[str, object] = {}
    if params.get("epochs"):
        found["epochs"] = int(params["epochs"])
    batch = _batch_size(examples, params.get("steps"))
    if batch is not None:
        found["batch_size"] = batch
    optimizer = getattr(model.optimizer, "inner_optimizer", model.optimizer)
    if optimizer is not None:
        name = type(optimizer).__name__.lower()
        momentum = name == "sgd" and getattr(optimizer, "momentum", 0.0) > 0
        found["optimizer"] = "momentum" if momentum else name
    with contextlib.suppress(AttributeError):  # there is none, or several have their own
        found["learning_rate"] = float(keras.ops.convert_to_numpy(optimizer.learning_rate))
    return found


def _batch_size(examples: int | None, steps: int | None) -> int | None:
    """The one batch size that makes so many steps of so many examples; None where several do."""
    if not examples or not steps:
        return None
    least = -(-examples // steps)
    most = examples if steps == 1 else -(-examples // (steps - 1)) - 1
    return least if least == most else None


def cross_entropy(model: keras.Model, units: int) -> bool:
    """Whether the loss is surely the cross-entropy of one class of several for each answer."""
    loss = loss_of(model)
    return loss is not None and (loss[0] in ONE_OF_MANY or (loss[0] == YES_OR_NO and units <= 2))
