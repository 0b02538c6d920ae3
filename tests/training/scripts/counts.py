"""Parameters and shapes of networks as described here and as Keras makes them; prints JSON."""

from __future__ import annotations

import json

from tutor.datasets import registry
from tutor.lab.architecture import describe
from tutor.lab.network import Inputs, Parts, inputs_of
from tutor.lab.settings import Settings
from tutor.training.build import build

PICTURES = inputs_of(registry.CARDS["digits"])
WORDS = Inputs(kind="tokens", shape=(12,), classes=3, vocabulary=50)
TAGS = Inputs(kind="tokens", shape=(12,), classes=3, vocabulary=50, target="tags")
STEPS = Inputs(kind="sequence", shape=(9, 2), classes=1, target="number")
PEOPLE = Inputs(kind="image", shape=(8, 10, 3), classes=5, target="labels")

CASES: list[tuple[Inputs, Settings, Parts]] = [
    (PICTURES, {"conv_layers": 0}, Parts()),
    (PICTURES, {"conv_layers": 3, "filters": [4, 8, 16], "kernel_size": [5, 3, 2]}, Parts()),
    (PICTURES, {"conv_layers": 2, "batch_norm": True, "dense_layers": 2},
     Parts(head="global_average")),
    (PICTURES, {"conv_layers": 1, "kernel_size": 5, "dropout": 0.2}, Parts(padding="valid")),
    (PICTURES, {"conv_layers": 2, "kernel_shape": ["tall", "wide"], "augmentation": "both"},
     Parts(padding="valid")),
    (PEOPLE, {"conv_layers": 1, "augmentation": "shift"}, Parts(head="global_max")),
    (WORDS, {"recurrent_layers": 0, "dense_layers": 1}, Parts(embedding=5)),
    (TAGS, {"recurrent_layers": 2, "bidirectional": True, "dense_layers": 1}, Parts()),
    (TAGS, {"hidden_layers": 1, "dropout": 0.1}, Parts()),
    (STEPS, {"recurrent_layers": 1, "cell": "LSTM"}, Parts()),
    (STEPS, {"hidden_layers": 2}, Parts()),
]  # fmt: skip
for cell in ("SimpleRNN", "GRU", "LSTM"):
    for both in (False, True):
        stacked: Settings = {"recurrent_layers": 2, "cell": cell, "bidirectional": both}
        CASES.append((WORDS, {**stacked, "units": [7, 5]}, Parts(embedding=5)))


def agreement(inputs: Inputs, settings: Settings, parts: Parts) -> tuple[int, int, bool]:
    """Our parameters, Keras's, and whether all shapes agree."""
    network = describe(inputs, settings, parts)
    model = build(network, 1)
    shapes = [tuple(model.get_layer(layer.name).output.shape[1:]) for layer in network.layers]
    return (
        network.parameters,
        int(model.count_params()),
        [tuple(layer.shape) for layer in network.layers] == shapes,
    )


if __name__ == "__main__":
    print(json.dumps([agreement(*case) for case in CASES]))
