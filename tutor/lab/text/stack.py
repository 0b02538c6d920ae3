"""A network's layers in a few words."""

from __future__ import annotations

from tutor.lab.network import Layer, Network

_KINDS = {"Conv2D": "conv", "Dense": "dense"}


def stack(network: Network) -> str:
    """The layers that were chosen, from input to output: `conv 16, two-way GRU 32, dense 64`."""
    layers = [_told(layer) for layer in network.layers if layer.place is not None]
    return ", ".join(layers) or "no hidden layer"


def _told(layer: Layer) -> str:
    if layer.type == "Bidirectional":
        return f"two-way {layer.options['cell']} {layer.options['units']}"
    return f"{_KINDS.get(layer.type, layer.type)} {layer.shape[-1]}"
