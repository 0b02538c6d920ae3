"""The layers of a network as Keras code, with the seeds that `tutor.training.build` gives them."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.lab.network import Layer, Network

_FIRST_OFFSET, _LAST_OFFSET = 0, 5
"""What is added to a layer's seed for the forward and the backward direction."""
_PICTURED = ("RandomTranslation", "RandomRotation", "Dropout")
"""Layers that draw numbers, from the layer's own seed."""


def model_code(network: Network, seed: int) -> list[str]:
    """The lines that make `model`.

    Raises:
        ValueError: a layer's type is unknown.
    """
    inputs = network.inputs
    shape = tuple(size or None for size in inputs.shape)
    dtype = "int32" if inputs.kind == "tokens" else "float32"
    lines = ["model = keras.Sequential(", "    ["]
    lines.append(f'        keras.Input({shape}, dtype="{dtype}"),')
    for index, layer in enumerate(network.layers):
        lines += [f"        {line}" for line in _layer(layer, 1000 * seed + 10 * index)]
    return [*lines, "    ]", ")"]


def _layer(layer: Layer, seed: int) -> list[str]:
    options = dict(layer.options)
    match layer.type:
        case "Conv2D" | "Dense":
            given = {**_plain(options), **_weights(layer, options, seed)}
            return _call(layer.type, given, layer.name)
        case "SimpleRNN" | "GRU" | "LSTM":
            return _recurrent(layer.type, layer, options, seed, layer.name)
        case "Bidirectional":
            return _both_ways(layer, options, seed)
        case "Embedding":
            draw = f"keras.initializers.RandomUniform(-0.05, 0.05, seed={seed})"
            return _call(
                layer.type, {**_plain(options), "embeddings_initializer": draw}, layer.name
            )
        case (
            "Flatten" | "MaxPooling2D" | "AveragePooling2D" | "BatchNormalization"
            | "GlobalAveragePooling1D" | "GlobalAveragePooling2D" | "GlobalMaxPooling2D"
            | "RandomTranslation" | "RandomRotation" | "Dropout"
        ):  # fmt: skip
            drawn = {"seed": str(seed)} if layer.type in _PICTURED else {}
            return _call(layer.type, {**_plain(options), **drawn}, layer.name)
    raise ValueError(f"layer type {layer.type!r} is unknown")


def _plain(options: dict[str, object]) -> dict[str, str]:
    """Arguments as they stand, but those that become something else."""
    return {name: repr(value) for name, value in options.items() if name not in {"l2", "cell"}}


def _weights(layer: Layer, options: dict[str, object], seed: int) -> dict[str, str]:
    """Activation, initializer and regularizer."""
    given = {
        "activation": repr(layer.activation),
        "kernel_initializer": f"keras.initializers.GlorotUniform({seed})",
    }
    if options.get("l2"):
        given["kernel_regularizer"] = f"keras.regularizers.L2({options['l2']!r})"
    return given


def _recurrent(
    kind: str, layer: Layer, options: dict[str, object], seed: int, name: str, **more: str
) -> list[str]:
    """One direction of a recurrent layer."""
    orthogonal = f"keras.initializers.Orthogonal(seed={seed + 1})"
    given = {
        **_plain(options), **_weights(layer, options, seed), **more,
        "recurrent_initializer": orthogonal, "seed": str(seed + 2),
    }  # fmt: skip
    return _call(kind, given, name)


def _both_ways(layer: Layer, options: dict[str, object], seed: int) -> list[str]:
    """A recurrent layer that reads forwards and backwards."""
    cell = str(options.get("cell", "GRU"))
    forward = _recurrent(cell, layer, options, seed + _FIRST_OFFSET, f"{layer.name}_forward")
    backward = _recurrent(
        cell, layer, options, seed + _LAST_OFFSET, f"{layer.name}_backward", go_backwards="True"
    )
    lines = ["keras.layers.Bidirectional(", *_indented(forward)]
    lines += [f"    backward_layer={backward[0]}", *_indented(backward[1:])]
    return [*lines, f'    name="{layer.name}",', "),"]


def _indented(lines: list[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def _call(kind: str, given: dict[str, str], name: str) -> list[str]:
    """A call of a layer's class, on one line where it is short."""
    arguments = [f"{key}={value}" for key, value in given.items()] + [f'name="{name}"']
    short = f"keras.layers.{kind}({', '.join(arguments)}),".replace("'", '"')
    if len(short) < 84:
        return [short]
    inner = [f"    {argument},".replace("'", '"') for argument in arguments]
    return [f"keras.layers.{kind}(", *inner, "),"]
