from __future__ import annotations

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import wobble
from tutor.diagnosis.findings.lowest import Lowest, fallen, moved
from tutor.diagnosis.statistics import Array

V: Array = np.array([3.0, 2.0, 1.1, 1.0, 0.9, 1.0, 1.2, 1.4, 1.6, 1.8])


def lowest(values: Array, width: int = 3, tail: int = 3) -> Lowest:
    found = Lowest.of(values, width, tail)
    assert found is not None
    return found


def test_the_lowest_and_the_end_are_medians() -> None:
    found = lowest(V)
    assert (found.at, found.single, found.value) == (3, 4, 1.0)
    assert found.rise == pytest.approx(0.6)
    assert found.above == pytest.approx([-0.1, 0.0, 0.2, 0.4, 0.6, 0.8])
    assert (found.last_low(0.0), found.last_low(0.21)) == (5, 6)


def test_the_end_never_reaches_back_before_the_lowest() -> None:
    assert lowest(V[:7], tail=9).tail == 3
    assert lowest(V[:3]).tail == 1


def test_of_losses_below_zero_a_rise_is_a_share_of_the_range() -> None:
    found = lowest(V - 10)
    assert found.scale == pytest.approx(2.1)
    assert found.rise == pytest.approx(0.6 / 2.1)
    assert Lowest.of(np.zeros(9), 3, 3) is None


@pytest.mark.parametrize(("memory", "least", "most"), [(0.0, 0.9, 1.4), (0.7, 0.6, 1.2)])
def test_the_error_is_that_of_two_medians(memory: float, least: float, most: float) -> None:
    """Of a level curve that wobbles: what two windows differ by, if chosen beforehand."""
    random = np.random.default_rng(5)
    errors, differences = [], []
    for _ in range(300):
        val = wobble(random, 300, 0.02, memory)
        val[100:131] -= 0.2
        found = lowest(val, 31, 30)
        errors.append(found.error)
        differences.append(np.median(val[-30:]) - np.median(val[100:131]) - 0.2)
    assert least < np.mean(errors) * found.scale / np.std(differences) < most


def test_only_what_comes_after_the_lowest_counts_as_wobble() -> None:
    random = np.random.default_rng(7)
    val = np.concatenate(
        [2.0 + 0.3 * random.standard_normal(50), np.ones(50) + 0.001 * V[[4] * 50]]
    )
    assert lowest(val, 11, 10).error < 1e-9


def test_what_another_curve_did_since() -> None:
    assert moved(V, 4, 3) == pytest.approx(0.6)
    assert fallen(V, 4, 3) == pytest.approx(-0.6)
    assert fallen(V[::-1], 5, 3) == pytest.approx(-1.0)
    assert fallen(np.zeros(9), 2, 3) == 0.0
