"""Networks described without Keras: shapes, counts, and what cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.datasets.registry import CARDS
from tutor.lab.architecture import check_lists, describe, layer_counts, used
from tutor.lab.network import Inputs, Parts, inputs_of, recurrent_parameters
from tutor.lab.settings import SettingError, Settings

PICTURES = inputs_of(CARDS["digits"])
WORDS = Inputs(kind="tokens", shape=(24,), classes=3, vocabulary=500)


def test_convolutions_pooling_and_head_have_the_shapes_of_arithmetic() -> None:
    made = describe(PICTURES, {"conv_layers": 2, "filters": [8, 16], "pooling": ["max", "none"]})
    assert [(layer.type, layer.shape) for layer in made.layers] == [
        ("Conv2D", (8, 8, 8)),
        ("MaxPooling2D", (4, 4, 8)),
        ("Conv2D", (4, 4, 16)),
        ("Flatten", (256,)),
        ("Dense", (10,)),
    ]
    assert made.parameters == (9 + 1) * 8 + (9 * 8 + 1) * 16 + 257 * 10


@pytest.mark.parametrize(
    ("name", "settings", "told"),
    [
        ("cell", {"recurrent_layers": 0, "dense_layers": 1}, False),
        ("cell", {"recurrent_layers": 1}, True),
        ("units", {"recurrent_layers": 0, "dense_layers": 1}, True),
        ("units", {"conv_layers": 3, "dense_layers": 0}, False),
        ("pooling", {"conv_layers": 0}, False),
        ("activation", {"conv_layers": 2, "dense_layers": 0}, True),
        ("activation", {"conv_layers": 0, "dense_layers": 0}, False),
        ("filters", {}, True),
        ("dropout", {"dense_layers": 0}, True),
    ],
)
def test_a_setting_of_layers_is_used_where_some_layer_has_it(
    name: str, settings: Settings, told: bool
) -> None:
    assert used(name, settings) is told


def test_without_layers_it_is_a_linear_classifier() -> None:
    made = describe(PICTURES, {"conv_layers": 0})
    assert made.parameters == 65 * 10


def test_each_layer_has_its_own_activation_and_the_last_one_given_serves_the_rest() -> None:
    settings: Settings = {"conv_layers": 2, "dense_layers": 2, "activation": ["tanh", "gelu"]}
    made = describe(PICTURES, settings)
    hidden = [layer.activation for layer in made.layers if layer.place is not None]
    assert hidden == ["tanh", "gelu", "gelu", "gelu"]


def test_too_many_values_are_refused_with_both_numbers() -> None:
    with pytest.raises(SettingError, match="filters has 3 values, but the network has 1 layers"):
        check_lists({"conv_layers": 1, "filters": [8, 16, 32]})


def test_layers_that_do_not_fit_the_data_are_refused() -> None:
    with pytest.raises(SettingError, match="no pictures"):
        describe(WORDS, {"conv_layers": 1})
    with pytest.raises(SettingError, match="no sequences"):
        describe(PICTURES, {"recurrent_layers": 1})
    with pytest.raises(SettingError, match="kernel_size is 5"):
        describe(PICTURES, {"conv_layers": 3, "kernel_size": 5}, Parts(padding="valid"))


def test_stacked_recurrent_layers_pass_whole_sequences_on() -> None:
    settings: Settings = {"recurrent_layers": 2, "cell": ["GRU", "LSTM"], "bidirectional": True}
    made = describe(WORDS, {**settings, "units": [8, 4]}, Parts(embedding=6))
    assert [(layer.type, layer.shape) for layer in made.layers] == [
        ("Embedding", (24, 6)),
        ("Bidirectional", (24, 16)),
        ("Bidirectional", (8,)),
        ("Dense", (3,)),
    ]
    first = 2 * recurrent_parameters("GRU", 6, 8)
    second = 2 * recurrent_parameters("LSTM", 16, 4)
    assert made.parameters == 500 * 6 + first + second + 9 * 3


@given(
    conv=st.integers(0, 4),
    dense=st.integers(0, 3),
    pooling=st.sampled_from(["max", "average", "none"]),
    dropout=st.sampled_from([0.0, 0.3]),
)
def test_any_counts_give_that_many_layers(
    conv: int, dense: int, pooling: str, dropout: float
) -> None:
    settings: Settings = {
        "conv_layers": conv, "dense_layers": dense, "pooling": pooling, "dropout": dropout,
    }  # fmt: skip
    made = describe(PICTURES, settings)
    assert sum(layer.type == "Conv2D" for layer in made.layers) == conv
    assert sum(layer.place is not None for layer in made.layers) == conv + dense
    assert layer_counts(settings)["hidden"] == conv + dense
    assert len({layer.name for layer in made.layers}) == len(made.layers)
    assert all(size is None or size >= 1 for layer in made.layers for size in layer.shape)
