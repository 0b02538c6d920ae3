"""What is left of the gradient at each step back, where it is known."""

from __future__ import annotations

import pytest

from tests.training.scripted import found

pytestmark = pytest.mark.slow

WEIGHT, LENGTH, REAL = 0.7, 12, 8


def test_of_a_linear_unit_a_power_of_its_weight_is_left() -> None:
    left = found("fading.py")["linear"]
    assert left == pytest.approx([WEIGHT**back for back in range(LENGTH)], rel=1e-4)


def test_what_only_fills_up_is_no_step() -> None:
    left = found("fading.py")["padded"]
    assert left == pytest.approx([WEIGHT**back for back in range(REAL)], rel=1e-4)


def test_at_the_end_nothing_is_lost_yet() -> None:
    assert found("fading.py")["at_end"] == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("cell", ["SimpleRNN", "GRU", "LSTM"])
def test_in_the_middle_it_is_that_of_keras_own_layer_begun_there(cell: str) -> None:
    assert found("fading.py")[cell] == pytest.approx(0.0, abs=1e-4)
