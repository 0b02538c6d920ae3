"""Arithmetic counted by hand, and the fixed rules that follow from it."""

from __future__ import annotations

import msgspec
import pytest

from tests.support import order
from tutor.datasets.registry import CARDS
from tutor.lab.architecture import describe
from tutor.lab.network import Inputs, Parts, inputs_of, recurrent_parameters
from tutor.lab.run import Order
from tutor.lab.settings import Settings
from tutor.lab.work import (
    PIECE_BELOW,
    WHOLE_BELOW,
    heavy,
    judged_at_once,
    multiplications,
    whole_epochs,
    xla_pays,
)

DIGITS = inputs_of(CARDS["digits"])
WORDS = Inputs(kind="tokens", shape=(24,), classes=3, vocabulary=100)
TAGS = Inputs(kind="tokens", shape=(24,), classes=3, vocabulary=100, target="tags")
POINTS = Inputs(kind="vector", shape=(2,), classes=2)


def of(inputs: Inputs, settings: Settings, parts: Parts | None = None) -> int:
    return multiplications(describe(inputs, settings, parts))


def test_convolutions_and_dense_layers() -> None:
    assert of(DIGITS, {"conv_layers": 1, "filters": 8}) == 8 * 8 * 8 * 9 + 128 * 10


def test_a_convolution_counts_its_own_kernel_and_what_padding_leaves() -> None:
    tall: Settings = {"conv_layers": 1, "filters": 4, "kernel_size": 5, "kernel_shape": "tall"}
    made = of(DIGITS, tall, Parts(padding="valid"))
    assert made == 4 * 8 * 4 * 5 + (2 * 4 * 4) * 10


def test_pooling_dropout_norms_and_augmentation_multiply_nothing() -> None:
    plain = of(DIGITS, {"conv_layers": 1, "filters": 4})
    more: Settings = {"dropout": 0.3, "batch_norm": True, "augmentation": "both"}
    assert of(DIGITS, {"conv_layers": 1, "filters": 4, **more}) == plain


@pytest.mark.parametrize("cell", ["SimpleRNN", "GRU", "LSTM"])
@pytest.mark.parametrize("both", [False, True])
def test_a_recurrent_layer_works_once_a_step_in_each_direction(cell: str, both: bool) -> None:
    settings: Settings = {
        "recurrent_layers": 2, "cell": cell, "units": [8, 4], "bidirectional": both,
    }  # fmt: skip
    ways = 2 if both else 1
    first = ways * recurrent_parameters(cell, 16, 8)
    second = ways * recurrent_parameters(cell, ways * 8, 4)
    assert of(WORDS, settings) == 24 * (first + second) + ways * 4 * 3


def test_a_dense_layer_works_at_every_step_that_has_an_answer() -> None:
    assert of(TAGS, {"hidden_layers": 1, "units": 8}) == 24 * (16 * 8 + 8 * 3)


def test_without_recurrent_layers_the_mean_of_the_words_is_taken() -> None:
    assert of(WORDS, {"hidden_layers": 1, "units": 8}) == 16 * 8 + 8 * 3


def test_the_lessons_defaults_are_light_and_wide_networks_heavy() -> None:
    assert not heavy(order())
    assert heavy(order({"conv_layers": 3, "filters": 64, "batch_size": 512}))


def made(inputs: Inputs, settings: Settings) -> Order:
    """An order for a network on `inputs`."""
    network = describe(inputs, settings)
    return msgspec.structs.replace(order(), network=network, settings={"epochs": 1, **settings})


@pytest.mark.parametrize(
    ("inputs", "settings", "way"),
    [
        (DIGITS, {"conv_layers": 1, "filters": 8}, (False, False)),
        (DIGITS, {"conv_layers": 3, "filters": 64, "batch_size": 512}, (False, True)),
        (POINTS, {"hidden_layers": 3, "units": 8, "batch_size": 10}, (True, False)),
        (WORDS, {"recurrent_layers": 1, "cell": "LSTM", "units": 64}, (True, False)),
        (WORDS, {"recurrent_layers": 1, "cell": "LSTM", "units": 256}, (True, False)),
        (WORDS, {"hidden_layers": 3, "units": 1024, "batch_size": 64}, (False, True)),
    ],
)
def test_xla_is_for_recurrent_and_small_dense_steps_and_threads_for_large_ones_without_it(
    inputs: Inputs, settings: Settings, way: tuple[bool, bool]
) -> None:
    asked = made(inputs, settings)
    assert (xla_pays(asked), heavy(asked)) == way


def test_small_epochs_are_one_call_and_large_ones_are_not() -> None:
    small = made(POINTS, {"hidden_layers": 3, "units": 8, "batch_size": 10})
    assert whole_epochs(small, 250, 500)
    assert not whole_epochs(small, 10_000_000, 500)
    assert not whole_epochs(small, 250, WHOLE_BELOW)


def test_an_epoch_of_very_many_small_steps_is_not_one_call() -> None:
    for size, one_call in ((32, True), (1, False)):
        few = made(DIGITS, {"conv_layers": 1, "filters": 4, "batch_size": size})
        assert whole_epochs(few, 1079, 718) is one_call


def test_long_sequences_take_longer_than_their_arithmetic() -> None:
    shape: Settings = {"recurrent_layers": 1, "units": 2, "batch_size": 4}
    for length, one_call in ((10, True), (400, False)):
        steps = Inputs(kind="sequence", shape=(length, 2), classes=1, target="number")
        assert whole_epochs(made(steps, shape), 1000, 100) is one_call


def test_both_directions_take_twice_as_long() -> None:
    steps = Inputs(kind="sequence", shape=(60, 2), classes=1, target="number")
    for both, one_call in ((False, True), (True, False)):
        shape: Settings = {"recurrent_layers": 1, "units": 1, "batch_size": 2}
        order_of = made(steps, {**shape, "bidirectional": both})
        assert whole_epochs(order_of, 1000, 100) is one_call


def test_a_batch_larger_than_the_set_is_one_step() -> None:
    assert whole_epochs(made(POINTS, {"hidden_layers": 1, "batch_size": 4096}), 10, 10)


@pytest.mark.parametrize("filters", [1, 16, 512])
def test_what_is_judged_in_one_call_is_bounded_by_arithmetic_and_by_number(filters: int) -> None:
    pictures = inputs_of(CARDS["mnist"])
    network = describe(pictures, {"conv_layers": 2, "filters": filters})
    many = judged_at_once(network)
    assert 1 <= many <= 1024
    assert many == 1 or many * multiplications(network) <= PIECE_BELOW
    assert many == 1024 or (many + 1) * multiplications(network) > PIECE_BELOW
