"""Arithmetic counted by hand."""

from __future__ import annotations

from tests.support import order
from tutor.datasets.registry import CARDS
from tutor.lab.architecture import describe
from tutor.lab.network import Inputs, inputs_of, recurrent_parameters
from tutor.lab.work import heavy, multiplications


def test_convolutions_and_dense_layers() -> None:
    made = describe(inputs_of(CARDS["digits"]), {"conv_layers": 1, "filters": 8})
    assert multiplications(made) == 8 * 8 * 8 * 9 + 128 * 10


def test_a_recurrent_layer_works_once_a_step() -> None:
    words = Inputs(kind="tokens", shape=(24,), classes=3, vocabulary=100)
    made = describe(words, {"recurrent_layers": 1, "cell": "GRU", "units": 8})
    assert multiplications(made) == 24 * recurrent_parameters("GRU", 16, 8) + 8 * 3


def test_the_lessons_defaults_are_light_and_wide_networks_heavy() -> None:
    assert not heavy(order())
    assert heavy(order({"conv_layers": 3, "filters": 64, "batch_size": 512}))
