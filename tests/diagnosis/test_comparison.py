"""Two trainings held against each other: intervals that cover, and alarms as rare as they say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tutor.diagnosis.comparison import (
    Difference,
    other_examples,
    quantile,
    same_examples,
    spread,
)
from tutor.diagnosis.examples import Grouping
from tutor.diagnosis.proportions import Interval

FIGURES = st.lists(st.floats(0, 1), min_size=2, max_size=12)


@given(st.integers(1, 400), st.floats(0.05, 0.99))
def test_quantiles_are_those_of_students_t(freedom: int, sure: float) -> None:
    assert quantile(freedom, sure) == pytest.approx(stats.t.ppf((1 + sure) / 2, freedom), rel=1e-8)


def test_without_freedom_there_is_no_quantile() -> None:
    with pytest.raises(ValueError, match="freedom is 0"):
        quantile(0)


def test_the_interval_over_the_same_examples_is_that_of_the_paired_t_test() -> None:
    # Student's own example (Biometrika 6 (1908), p. 20): hours of sleep that two drugs gained.
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = same_examples(first, second)
    assert found is not None
    assert found.moved == pytest.approx(1.58)
    expected = stats.ttest_rel(second, first).confidence_interval()
    assert found.interval == pytest.approx((expected.low, expected.high))
    assert found.beyond_chance


def test_a_figure_of_its_own_moves_the_interval_and_a_grain_widens_it() -> None:
    plain = same_examples([0.5, 0.7, 0.6], [0.6, 0.7, 0.9])
    told = same_examples([0.5, 0.7, 0.6], [0.6, 0.7, 0.9], moved=0.1, grain=0.05)
    assert plain is not None
    assert told is not None
    half = (plain.interval.high - plain.interval.low) / 2
    assert told.interval == pytest.approx((0.1 - half - 0.05, 0.1 + half + 0.05))


@pytest.mark.parametrize(
    ("before", "after"),
    [([0.5], [0.6]), ([0.5, 0.6], [0.5]), ([0.5, math.nan], [0.5, 0.6]), ([], [])],
)
def test_groups_that_cannot_be_paired_tell_nothing(before: list[float], after: list[float]) -> None:
    assert same_examples(before, after) is None


@given(st.integers(0, 40), st.integers(0, 40), st.floats(-1, 1))
def test_what_touches_0_is_within_chance(low: int, high: int, moved: float) -> None:
    beyond = Difference(moved, Interval(low / 10 - 2, high / 10 - 2)).beyond_chance
    assert beyond == (low > 20 or high < 20)


def alarms(examples: int, wrong: float, differing: float, gain: float, runs: int = 1500) -> float:
    """How often two networks are said to differ.

    Args:
        examples: validated on.
        wrong: share that the first answers wrong.
        differing: share of examples that exactly one of the two answers right.
        gain: how much better the second is.
        runs: how many pairs are tried.
    """
    random = np.random.default_rng([examples, round(1e4 * gain)])
    grouping = Grouping(examples)
    told = 0
    for _ in range(runs):
        first = random.random(examples) >= wrong
        flip = random.random(examples)
        worse, better = (differing - gain) / 2 / (1 - wrong), (differing + gain) / 2 / wrong
        second = np.where(first, flip >= worse, flip < better)
        groups = [grouping.means(right.astype(np.float32)).tolist() for right in (first, second)]
        moved = float(second.mean() - first.mean())
        found = same_examples(*groups, moved=moved, grain=1 / examples)
        assert found is not None
        told += found.beyond_chance
    return told / runs


@pytest.mark.parametrize("examples", [50, 359, 3000])
def test_equal_networks_seldom_seem_to_differ(examples: int) -> None:
    assert alarms(examples, wrong=0.1, differing=0.06, gain=0.0) < 0.06


def test_pairing_sees_what_the_shares_alone_do_not() -> None:
    assert alarms(359, wrong=0.1, differing=0.05, gain=0.035) > 0.7
    assert not other_examples(0.9, 359, 0.935, 359).beyond_chance


def test_skewed_losses_of_equal_networks_seldom_seem_to_differ() -> None:
    random = np.random.default_rng(3)
    grouping, told = Grouping(400), 0
    for _ in range(1000):
        losses = random.lognormal(-2.0, 1.5, 400)
        pair = [losses * random.lognormal(0.0, 0.4, 400) for _ in range(2)]
        groups = [grouping.means(one.astype(np.float32)).tolist() for one in pair]
        found = same_examples(*groups)
        assert found is not None
        told += found.beyond_chance
    assert told / 1000 < 0.07


def test_other_examples_are_compared_as_independent_shares() -> None:
    # Newcombe, Stat. Med. 17 (1998), 873-890, table II (a): 56 of 70 and 48 of 80, method 10.
    found = other_examples(48 / 80, 80, 56 / 70, 70)
    assert found.moved == pytest.approx(0.2)
    assert found.interval == pytest.approx((0.0524, 0.3339), abs=5e-4)


def test_seeds_are_pooled_over_all_settings_that_had_several() -> None:
    found = spread([[0.90, 0.92], [0.80], [0.70, 0.73, 0.76], [math.nan, 0.5]])
    assert found is not None
    assert found.freedom == 3
    assert found.deviation == pytest.approx(math.sqrt((2 * 0.01**2 + 2 * 0.03**2) / 3))
    two = found.deviation * math.sqrt(2)
    assert found.reach() == pytest.approx(stats.t.ppf(0.975, 3) * two)
    assert found.reach(4, 4) == pytest.approx(found.reach() / 2)


def test_without_a_second_seed_nothing_is_known() -> None:
    assert spread([]) is None
    assert spread([[0.9], [0.8], [math.inf, 0.7]]) is None


@given(st.lists(FIGURES, min_size=1, max_size=4), st.floats(0.01, 0.99))
def test_a_level_of_its_own_for_each_setting_changes_nothing(
    settings: list[list[float]], shift: float
) -> None:
    moved = [[value + shift * place for value in one] for place, one in enumerate(settings)]
    first, second = spread(settings), spread(moved)
    assert first is not None
    assert second is not None
    assert second.deviation == pytest.approx(first.deviation, abs=1e-9)
    assert second.freedom == sum(len(one) - 1 for one in settings)


def test_seeds_that_agree_to_the_last_example_leave_the_step_of_the_figure() -> None:
    found = spread([[0.9, 0.9]], grain=0.01)
    assert found is not None
    assert found.deviation == pytest.approx(0.01 / math.sqrt(12))
    assert 0.03 < found.reach() < 0.06


@pytest.mark.parametrize("seeds", [2, 3])
def test_seeds_alone_seldom_seem_to_be_more(seeds: int) -> None:
    random = np.random.default_rng(seeds)
    told = 0
    for _ in range(2000):
        first, second, other = random.normal(0.0, 0.02, (3, seeds))
        found = spread([first.tolist(), second.tolist(), other.tolist()])
        assert found is not None
        told += abs(first.mean() - second.mean()) > found.reach(seeds, seeds)
    assert 0.03 < told / 2000 < 0.07
