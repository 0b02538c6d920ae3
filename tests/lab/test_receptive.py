"""Receptive fields: what places see, with and without padding, behind poolings."""

from __future__ import annotations

import pytest

from tests.answers import layers
from tutor.lab.receptive import field


def test_a_place_behind_one_convolution_sees_its_kernel() -> None:
    assert field(layers.order().network, "conv1").region(0, 5) == (-1, 4, 2, 7)


def test_without_padding_fields_begin_at_the_edge() -> None:
    assert field(layers.order("valid").network, "conv1").region(0, 5) == (0, 5, 3, 8)


def test_pooling_doubles_the_steps() -> None:
    network = layers.order().network
    assert field(network, "pool1").region(1, 0) == (1, -1, 5, 3)
    assert field(network, "conv2").region(1, 1) == (-1, -1, 7, 7)
    assert field(network, "conv2").down.step == 2


def test_fields_lie_around_the_middle_of_the_pixels_they_stand_for() -> None:
    network = layers.order().network
    assert field(network, "conv1").down.centre(0) == 0.5
    assert field(network, "pool2").down.centre(0) == 2.0


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(KeyError):
        field(layers.order().network, "conv9")
