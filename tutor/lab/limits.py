"""What a network can't learn, however it is trained: told from its layers alone."""

from __future__ import annotations

from tutor.diagnosis.limits import Limit
from tutor.lab.network import Layer, Network

_READING = ("SimpleRNN", "GRU", "LSTM", "Bidirectional")
"""Layers that carry something from step to step."""

_CHOOSING = ("MaxPooling2D", "GlobalMaxPooling2D")
"""Layers that bend although they have no activation: the largest of several numbers is kept."""


def limit_of(network: Network) -> Limit:
    """Which limit its layers set; the one that is felt first where there are several."""
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
