"""Makes the Keras model of a `Network`: the only place where a model is made.

Every random number of the model comes from seeds derived from the run's own, so that the same seed
gives the same weights and the same dropout, whatever was built in this process before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy.typing as npt

from tutor.datasets.registry import Target
from tutor.lab.network import Layer, Network
from tutor.lab.settings import Settings, number
from tutor.training.backend.draws import uniform
from tutor.training.backend.recurrent import GRU, LSTM, SimpleRNN
from tutor.training.targets import loss_of, metric_of

_OPTIMIZERS: dict[str, Callable[..., keras.optimizers.Optimizer]] = {
    "adam": keras.optimizers.Adam,
    "adamw": keras.optimizers.AdamW,
    "sgd": keras.optimizers.SGD,
    "momentum": partial(keras.optimizers.SGD, momentum=0.9),
    "rmsprop": keras.optimizers.RMSprop,
    "nadam": keras.optimizers.Nadam,
}

_CELLS = {"SimpleRNN": SimpleRNN, "GRU": GRU, "LSTM": LSTM}
_OURS = ("Dropout", "Bidirectional", *_CELLS)
"""Layers of ours that stand in for Keras's."""


class _Rate:
    """A number that a compiled graph reads each time; Keras doesn't take it for a weight."""

    def __init__(self, value: float) -> None:
        self.variable = keras.Variable(value, trainable=False, name="rate")


class FreeDropout(keras.layers.Dropout):  # type: ignore[misc]
    """Keras's dropout with a rate that can be set without compiling again."""

    def __init__(self, rate: float, **options: Any) -> None:  # noqa: ANN401
        """Begin with `rate`, above 0."""
        super().__init__(rate, **options)
        self._held = _Rate(rate)

    def set_rate(self, rate: float) -> None:
        """Drop this share of the inputs from now on."""
        self.rate = rate
        self._held.variable.assign(rate)

    def call(self, inputs: Any, training: bool = False) -> Any:  # noqa: ANN401
        """The inputs; in training with a share of them set to 0 and the rest scaled up."""
        if not training:
            return inputs
        rate = self._held.variable
        drawn = uniform(keras.ops.shape(inputs), self.seed_generator)
        return keras.ops.where(drawn >= rate, inputs / (1.0 - rate), 0.0)


def set_rates(model: keras.Model, network: Network) -> None:
    """Give a model's dropout the rates of `network`, which differs from its own in nothing else."""
    for layer in network.layers:
        if layer.type == "Dropout":
            model.get_layer(layer.name).set_rate(layer.options["rate"])


def build(network: Network, seed: int, *, stock: bool = False) -> keras.Model:
    """The model of `network`, built but not compiled, its weights drawn from `seed`.

    Args:
        network: its layers.
        seed: of everything random in it.
        stock: whether all layers are Keras's own, so that Keras alone can load what is saved.

    Raises:
        ValueError: a layer's type is unknown.
    """
    inputs = network.inputs
    dtype = "int32" if inputs.kind == "tokens" else "float32"
    shape = tuple(size or None for size in inputs.shape)  # 0 stands for any length
    tensor = entry = keras.Input(shape, dtype=dtype, name="input")
    for index, layer in enumerate(network.layers):
        tensor = _layer(layer, 1000 * seed + 10 * index, stock=stock)(tensor)
    return keras.Model(entry, tensor, name="network")


def compile_model(model: keras.Model, settings: Settings, target: Target) -> None:
    """Give the model its loss, metric and optimizer, with all their variables made.

    Keras makes optimizer slots and metric variables at the first batch; a compiled epoch needs
    them before.
    """
    optimizer = _OPTIMIZERS[str(settings.get("optimizer", "adam"))]
    model.compile(
        optimizer=optimizer(
            number(settings, "learning_rate", 0.001),
            global_clipnorm=number(settings, "global_clipnorm", 0.0) or None,
        ),
        loss=loss_of(target),
        metrics=[metric_of(target)],
        jit_compile=False,
    )
    model.optimizer.build(model.trainable_variables)


State = list[npt.NDArray[Any]]
"""Every variable of a model and its optimizer: weights, dropout's random states, batch statistics,
optimizer slots, the learning rate."""


def state_of(model: keras.Model) -> State:
    """A copy of every variable of a compiled model and its optimizer."""
    return [keras.ops.convert_to_numpy(variable).copy() for variable in _variables(model)]


def set_state(model: keras.Model, state: State) -> None:
    """Set every variable of a model and its optimizer to what `state_of` gave.

    The state may come from another model that was built and compiled from the same description.
    """
    for variable, value in zip(_variables(model), state, strict=True):
        variable.assign(value)


def save(model: keras.Model, network: Network, settings: Settings, path: Path) -> None:
    """Save a trained model as one of Keras's own layers alone, with its optimizer.

    It is there as a whole or not at all: it may be looked at while it is being saved.

    Raises:
        OSError: it cannot be written.
    """
    plain = model
    if any(layer.type in _OURS for layer in network.layers):
        plain = build(network, 0, stock=True)
        compile_model(plain, settings, network.inputs.target)
        set_state(plain, state_of(model))
    nascent = path.with_name(f".nascent-{path.name}")  # Keras goes by the end of the name
    try:
        plain.save(nascent)
        nascent.replace(path)
    finally:
        nascent.unlink(missing_ok=True)


def _variables(model: keras.Model) -> list[keras.Variable]:
    return [*model.variables, *model.optimizer.variables]


def _layer(layer: Layer, seed: int, *, stock: bool) -> keras.layers.Layer:
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
            return _recurrent(layer, options, seed, regularizer, stock=stock)
        case "Embedding":
            draw = keras.initializers.RandomUniform(-0.05, 0.05, seed)
            return keras.layers.Embedding(**options, name=layer.name, embeddings_initializer=draw)
        case "Dropout":
            dropout = keras.layers.Dropout if stock else FreeDropout
            return dropout(**options, name=layer.name, seed=seed)
        case (
            "Flatten" | "MaxPooling2D" | "AveragePooling2D" | "BatchNormalization"
            | "GlobalAveragePooling1D" | "GlobalAveragePooling2D" | "GlobalMaxPooling2D"
        ):  # fmt: skip
            kind = getattr(keras.layers, layer.type)
            return kind(**options, name=layer.name)
        case "RandomTranslation" | "RandomRotation":
            kind = getattr(keras.layers, layer.type)
            return kind(**options, name=layer.name, seed=seed)
    raise ValueError(f"layer type {layer.type!r} is unknown")


def _recurrent(
    layer: Layer, options: dict[str, Any], seed: int, regularizer: object, *, stock: bool
) -> keras.layers.Layer:
    """A recurrent layer, in one direction or in both."""
    cell = str(options.pop("cell", layer.type))
    kind = getattr(keras.layers, cell) if stock else _CELLS[cell]

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
