"""What a network can't learn, as its layers and the size of its inputs tell."""

from __future__ import annotations

import pytest

from tutor.datasets.registry import CARDS
from tutor.diagnosis.limits import Limit
from tutor.lab.architecture import describe
from tutor.lab.limits import LARGE, limit_of
from tutor.lab.network import Network, inputs_of
from tutor.lab.settings import Settings


def network(dataset: str, settings: Settings) -> Network:
    return describe(inputs_of(CARDS[dataset]), settings)


@pytest.mark.parametrize(
    ("dataset", "settings", "limit"),
    [
        ("points", {}, "straight"),
        ("points", {"hidden_layers": 3, "activation": "linear"}, "straight"),
        ("points", {"hidden_layers": 1, "activation": "relu"}, ""),
        ("digits", {}, "straight"),
        ("digits", {"conv_layers": 1, "activation": "linear", "pooling": "none"}, "straight"),
        ("digits", {"conv_layers": 1, "activation": "linear", "pooling": "max"}, ""),
        ("recall", {"dense_layers": 1}, "order"),
        ("recall", {"recurrent_layers": 1}, ""),
        ("key-phrases", {"dense_layers": 1}, "steps"),
        ("key-phrases", {"recurrent_layers": 1, "bidirectional": True}, ""),
    ],
)
def test_layers_set_limits(dataset: str, settings: Settings, limit: Limit) -> None:
    assert limit_of(network(dataset, settings)) == limit


def test_inputs_that_are_far_too_large_are_felt_first() -> None:
    straight = network("wine", {})
    assert limit_of(straight, 2 * LARGE) == "scale"
    assert limit_of(straight, 1.0) == "straight"
