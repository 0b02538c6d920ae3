from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.diagnosis.statistics import (
    noise,
    paired,
    probability,
    running_median,
    thinned,
    trend,
)


def test_noise_is_deaf_to_level_slope_and_spikes() -> None:
    random = np.random.default_rng(2)
    values = 5.0 - 0.1 * np.arange(400) + 0.3 * random.standard_normal(400)
    values[[50, 200]] = 1e6
    assert noise(values) == pytest.approx(0.3, rel=0.12)
    assert noise(2.0 * np.arange(30.0)) == pytest.approx(0.0, abs=1e-12)
    assert noise(np.array([1.0, 2.0])) == 0.0


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40), st.integers(0, 15))
def test_running_median_is_the_median_of_what_is_near(values: list[float], half: int) -> None:
    smooth = running_median(np.array(values), 2 * half + 1)
    expected = [
        float(np.median(values[max(0, place - half) : place + half + 1]))
        for place in range(len(values))
    ]
    assert smooth.tolist() == expected


def test_thinning_takes_medians_of_blocks_that_end_with_the_last_value() -> None:
    assert thinned(np.array([9.0, 1.0, 2.0, 3.0, 7.0, 5.0, 6.0]), 3).tolist() == [2.0, 6.0]
    assert thinned(np.array([1.0, 2.0]), 1).tolist() == [1.0, 2.0]


def test_trend_of_a_line_is_the_line() -> None:
    found = trend(3.0 - 0.25 * np.arange(9.0))
    assert (found.change, found.low, found.high) == pytest.approx((-2.0, -2.0, -2.0))
    assert found.spread == pytest.approx(0.0, abs=1e-12)


def test_trend_interval_leaves_as_many_slopes_out_above_as_below() -> None:
    falling = np.array([1.2283, 1.1775, 1.1417, 1.1161, 1.1472, 1.0493, 1.0631])
    down, up = trend(falling), trend(-falling)
    assert down.high < 0.0  # Kendall's test of these seven points has p = 0.024
    assert (down.low, down.high) == pytest.approx((-up.high, -up.low))


def test_trend_covers_the_truth_and_bears_an_outlier() -> None:
    random = np.random.default_rng(3)
    held = 0
    for _ in range(300):
        values = 0.02 * np.arange(20) + 0.1 * random.standard_normal(20)
        values[4] = 50.0
        found = trend(values)
        held += found.low <= 0.02 * 19 <= found.high
    assert held >= 0.9 * 300


def test_trend_of_remembering_wobble_is_less_sure() -> None:
    random = np.random.default_rng(4)
    false = 0
    for _ in range(300):
        steps = random.standard_normal(60)
        for place in range(1, 60):
            steps[place] += 0.5 * steps[place - 1]
        found = trend(steps)
        false += not found.low <= 0.0 <= found.high
    assert false <= 0.12 * 300


def test_trend_of_a_very_long_curve_is_quick_and_right() -> None:
    values = np.linspace(0.0, 1.0, 100_000)
    assert trend(values).change == pytest.approx(1.0, abs=0.02)


def test_paired_test_agrees_with_students_table() -> None:
    # With 9 degrees of freedom t = 2.262 is the two-sided 5 % point, a normal quantile of 1.96.
    values = np.array([1.0, -1.0] * 5)
    values = values / values.std(ddof=1)
    found = paired(values + 2.262 / math.sqrt(10))
    assert found.z == pytest.approx(1.96, abs=0.02)
    assert found.error == pytest.approx(1 / math.sqrt(10))


def test_paired_test_of_nothing_and_of_constants() -> None:
    assert paired(np.array([])).z == 0.0
    assert paired(np.array([3.0])).error == math.inf
    assert paired(np.zeros(5)).z == 0.0
    assert paired(np.full(5, -1.0)).z < -10


def test_probability_is_bounded_and_calm_about_nan() -> None:
    assert probability(0.0) == 0.5
    assert probability(math.nan) == 0.5
    assert probability(math.inf) == pytest.approx(1.0)
    assert probability(1.96) == pytest.approx(0.975, abs=1e-4)


@pytest.mark.parametrize("examples", [180, 400, 1500])
@pytest.mark.parametrize("wrong", [0.02, 0.05, 0.15])
def test_paired_test_keeps_its_level_where_a_few_differences_are_large(
    examples: int, wrong: float
) -> None:
    # A few wrong answers get much worse, all others a little better: nothing on average.
    random = np.random.default_rng(int(examples + 100 * wrong))
    false = 0
    for _ in range(800):
        large = np.where(random.random(examples) < wrong, random.exponential(1.0, examples), 0.0)
        small = 0.02 * random.standard_normal(examples)
        false += paired(large - wrong + small).z > 1.645
    assert 0.02 <= false / 800 <= 0.08


def test_paired_test_keeps_its_level_on_normal_differences() -> None:
    random = np.random.default_rng(9)
    false = [paired(random.standard_normal(50)).z > 1.645 for _ in range(2000)]
    assert 0.035 <= np.mean(false) <= 0.065
