"""Overlaps of filters with parts: exact cases, chance, and intervals that hold."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.training.overlaps import bonferroni, interval, overlaps, thresholds


def test_a_filter_that_fires_exactly_on_the_part_overlaps_wholly() -> None:
    masks = np.random.default_rng(0).random((40, 64)) < 0.1
    found = overlaps(masks[None], masks)
    assert found.overlap[0] == pytest.approx(1.0)
    assert found.error[0] == pytest.approx(0.0)
    assert found.chance[0] < 0.1


def test_one_that_never_fires_overlaps_with_nothing() -> None:
    masks = np.ones((5, 9), np.bool_)
    found = overlaps(np.zeros((1, 5, 9), np.bool_), masks)
    assert found.overlap[0] == 0.0
    assert found.excess_error[0] == 0.0
    assert overlaps(np.zeros((1, 5, 9), np.bool_), ~masks).overlap[0] == 0.0


def test_one_that_fires_always_at_the_same_place_is_no_better_than_chance() -> None:
    generator = np.random.default_rng(1)
    fired = np.zeros((1, 300, 100), np.bool_)
    fired[:, :, 40:50] = True
    masks = np.zeros((300, 100), np.bool_)
    for mask, start in zip(masks, generator.integers(36, 46, 300), strict=True):
        mask[start : start + 10] = True
    found = overlaps(fired, masks)
    assert found.overlap[0] > 0.3
    assert found.chance[0] == pytest.approx(found.overlap[0], abs=0.002)


def test_chance_is_what_pairing_all_different_pictures_gives() -> None:
    generator = np.random.default_rng(2)
    fired, masks = generator.random((1, 12, 30)) < 0.3, generator.random((12, 30)) < 0.2
    both = [(fired[0, i] & masks[j]).sum() for i in range(12) for j in range(12) if i != j]
    union = fired.sum() / 12 + masks.sum() / 12 - np.mean(both)
    assert overlaps(fired, masks).chance[0] == pytest.approx(np.mean(both) / union)


def test_errors_are_those_of_drawing_pictures_anew() -> None:
    generator = np.random.default_rng(3)

    def drawn() -> tuple[np.ndarray, np.ndarray]:
        masks = generator.random((100, 50)) < generator.uniform(0.05, 0.4, (100, 1))
        return (masks & (generator.random((100, 50)) < 0.5))[None], masks

    many = [overlaps(*drawn()) for _ in range(200)]
    spread = np.std([one.overlap[0] for one in many])
    assert np.mean([one.error[0] for one in many]) == pytest.approx(spread, rel=0.2)
    spread = np.std([one.overlap[0] - one.chance[0] for one in many])
    assert np.mean([one.excess_error[0] for one in many]) == pytest.approx(spread, rel=0.25)


def test_thresholds_leave_as_large_a_share_above() -> None:
    values = np.random.default_rng(4).permutation(100_000).astype(np.float32)
    shares = np.array([0.05, 0.004])
    for share, limit in zip(shares, thresholds(values, shares), strict=True):
        assert (values > limit).mean() == pytest.approx(share, abs=2e-5)


def test_a_filter_that_is_mostly_silent_fires_where_it_is_not() -> None:
    values = np.zeros(50_000, np.float32)
    values[:100] = 1.0
    assert (values > thresholds(values, np.array([0.1]))[0]).sum() == 100
    assert thresholds(np.zeros(30, np.float32), np.array([0.5]))[0] == 0.0


def test_more_comparisons_need_more() -> None:
    assert bonferroni(1) == pytest.approx(1.96, abs=0.001)
    assert bonferroni(320) > 3.7
    assert interval(0.01, 0.1)[0] == 0.0
