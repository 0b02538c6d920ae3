"""The compiled epochs against Keras itself: the same numbers, counts and scores.

Each test runs a script in a process of its own, since TensorFlow belongs in no test's process.
"""

from __future__ import annotations

import pytest

from tests.training.scripted import found

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]  # thirteen networks are compiled


def test_an_epoch_gives_the_numbers_of_fit_with_the_same_order_of_batches() -> None:
    told = found("parity.py")
    assert len(told) == 13
    for name, differences in told.items():
        for number, difference in differences.items():
            assert difference < 2e-6, (name, number, differences)


def test_parameters_and_shapes_are_those_of_keras() -> None:
    told = found("counts.py")
    assert len(told) == 17
    for ours, theirs, shapes_agree in told:
        assert ours == theirs
        assert shapes_agree


@pytest.mark.parametrize("way", ["xla", "graph"])
def test_dropout_draws_the_numbers_that_keras_draws(way: str) -> None:
    ours, theirs = found("drawing.py")[way]
    assert ours == theirs
    first, second = ours
    assert first != second
    assert 0.0 <= min(first) < 0.01
    assert 0.99 < max(first) < 1.0
