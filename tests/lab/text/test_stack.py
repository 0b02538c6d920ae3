"""A network's layers in a few words."""

from __future__ import annotations

import pytest

from tests.training.orders import made
from tutor.lab.settings import Settings
from tutor.lab.text.stack import stack


@pytest.mark.parametrize(
    ("dataset", "settings", "told"),
    [
        ("digits", {"conv_layers": 2, "filters": [8, 16], "dense_layers": 1, "units": 32},
         "conv 8, conv 16, dense 32"),
        ("reviews", {"recurrent_layers": 1, "cell": "GRU", "units": 16, "bidirectional": True},
         "two-way GRU 16"),
        ("recall", {"recurrent_layers": 1, "cell": "LSTM", "units": 8}, "LSTM 8"),
        ("points", {"hidden_layers": 0}, "no hidden layer"),
    ],
)  # fmt: skip
def test_layers_are_told_from_input_to_output(dataset: str, settings: Settings, told: str) -> None:
    assert stack(made(dataset, settings).network) == told
