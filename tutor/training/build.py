"""Makes the Keras model of a `Network`: the only place where a model is made.

Every random number of the model comes from seeds derived from the run's own, so that the same seed
gives the same weights and the same dropout, whatever was built in this process before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras

from tutor.lab.network import Layer, Network
from tutor.lab.settings import Settings

_OPTIMIZERS: dict[str, Callable[[float], keras.optimizers.Optimizer]] = {
    "adam": lambda rate: keras.optimizers.Adam(rate),
    "adamw": lambda rate: keras.optimizers.AdamW(rate),
    "sgd": lambda rate: keras.optimizers.SGD(rate),
    "momentum": lambda rate: keras.optimizers.SGD(rate, momentum=0.9),
    "rmsprop": lambda rate: keras.optimizers.RMSprop(rate),
    "nadam": lambda rate: keras.optimizers.Nadam(rate),
}

_CELLS = {
    "SimpleRNN": keras.layers.SimpleRNN,
    "GRU": keras.layers.GRU,
    "LSTM": keras.layers.LSTM,
}


def build(network: Network, seed: int) -> keras.Model:
    """The model of `network`, built but not compiled, its weights drawn from `seed`.

    Raises:
        ValueError: a layer's type is unknown.
    """
    inputs = network.inputs
    dtype = "int32" if inputs.kind == "tokens" else "float32"
    tensor = entry = keras.Input(inputs.shape, dtype=dtype, name="input")
    for index, layer in enumerate(network.layers):
        tensor = _layer(layer, 1000 * seed + 10 * index)(tensor)
    return keras.Model(entry, tensor, name="network")


def compile_model(model: keras.Model, settings: Settings) -> None:
    """Give the model its loss, metric and optimizer, with all their variables made.

    Keras makes optimizer slots and metric variables at the first batch; a compiled epoch needs
    them before.
    """
    rate = settings.get("learning_rate", 0.001)
    optimizer = _OPTIMIZERS[str(settings.get("optimizer", "adam"))]
    model.compile(
        optimizer=optimizer(float(rate) if isinstance(rate, int | float) else 0.001),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
        jit_compile=False,
    )
    model.optimizer.build(model.trainable_variables)


def copy_state(source: keras.Model, target: keras.Model) -> None:
    """Set every variable of `target`, those of its optimizer too, to the one of `source`.

    Both were built and compiled from the same description; weights, dropout's random states, batch
    statistics, optimizer slots and the learning rate all come along.
    """
    for old, new in zip(target.variables, source.variables, strict=True):
        old.assign(new)
    for old, new in zip(target.optimizer.variables, source.optimizer.variables, strict=True):
        old.assign(new)


def _layer(layer: Layer, seed: int) -> keras.layers.Layer:
    """One Keras layer; its initializers and dropout take consecutive seeds from `seed` on."""
    options: dict[str, Any] = dict(layer.options)
    penalty = options.pop("l2", None)
    regularizer = keras.regularizers.L2(penalty) if penalty else None
    uniform = keras.initializers.GlorotUniform(seed)
    match layer.type:
        case "Conv2D" | "Dense":
            kind = keras.layers.Conv2D if layer.type == "Conv2D" else keras.layers.Dense
            return kind(
                **options, name=layer.name, activation=layer.activation,
                kernel_initializer=uniform, kernel_regularizer=regularizer,
            )  # fmt: skip
        case "SimpleRNN" | "GRU" | "LSTM" | "Bidirectional":
            return _recurrent(layer, options, seed, regularizer)
        case "Embedding":
            draw = keras.initializers.RandomUniform(-0.05, 0.05, seed)
            return keras.layers.Embedding(**options, name=layer.name, embeddings_initializer=draw)
        case "Dropout":
            return keras.layers.Dropout(**options, name=layer.name, seed=seed)
        case (
            "Flatten" | "MaxPooling2D" | "AveragePooling2D" | "BatchNormalization"
            | "GlobalAveragePooling1D" | "GlobalAveragePooling2D" | "GlobalMaxPooling2D"
        ):  # fmt: skip
            kind = getattr(keras.layers, layer.type)
            return kind(**options, name=layer.name)
    raise ValueError(f"layer type {layer.type!r} is unknown")


def _recurrent(
    layer: Layer, options: dict[str, Any], seed: int, regularizer: object
) -> keras.layers.Layer:
    """A recurrent layer, in one direction or in both."""
    kind = _CELLS[options.pop("cell", layer.type)]

    def direction(offset: int, name: str, *, backwards: bool) -> keras.layers.Layer:
        return kind(
            **options, name=name, activation=layer.activation, go_backwards=backwards,
            kernel_initializer=keras.initializers.GlorotUniform(seed + offset),
            recurrent_initializer=keras.initializers.Orthogonal(seed=seed + offset + 1),
            kernel_regularizer=regularizer, seed=seed + offset + 2,
        )  # fmt: skip

    if layer.type != "Bidirectional":
        return direction(0, layer.name, backwards=False)
    return keras.layers.Bidirectional(
        direction(0, f"{layer.name}_forward", backwards=False),
        backward_layer=direction(5, f"{layer.name}_backward", backwards=True),
        name=layer.name,
    )
