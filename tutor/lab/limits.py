"""What a network can't learn, however long it trains: told from its layers and inputs alone."""

from __future__ import annotations

from tutor.diagnosis.limits import Limit
from tutor.lab.network import Layer, Network

_READING = ("SimpleRNN", "GRU", "LSTM", "Bidirectional")
"""Layers that carry something from step to step."""

_CHOOSING = ("MaxPooling2D", "GlobalMaxPooling2D")
"""Layers that bend although they have no activation: the largest of several numbers is kept."""


LARGE = 10.0
"""A column of inputs with a greater root mean square is unscaled: scaled ones have about 1."""


def limit_of(network: Network, size: float = 1.0) -> Limit:
    """Which limit there is; the one that is felt first where there are several.

    Args:
        network: its layers.
        size: the root mean square of the largest column of its inputs; of tokens 1.
    """
    return "scale" if size > LARGE else _of_layers(network)


def _of_layers(network: Network) -> Limit:
    inputs, hidden = network.inputs, network.layers[:-1]
    if any(layer.type in _READING for layer in hidden):
        return ""
    if inputs.kind in {"tokens", "sequence"} and inputs.stepwise:
        return "steps"
    if inputs.kind == "tokens":
        return "order"
    return "" if any(map(_bends, hidden)) else "straight"


def _bends(layer: Layer) -> bool:
    return layer.type in _CHOOSING or layer.activation not in {None, "linear"}
