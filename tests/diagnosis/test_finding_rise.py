"""A rise of validation loss among much wobble is seen by its line."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.diagnosis.case import Case, columns, prepare
from tutor.diagnosis.findings.rise import EARLY, FINAL, measure
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.statistics import Array

FALLING: Array = np.linspace(1.0, 0.2, 40)


def case(val: Array, train: Array) -> Case:
    history = History({"loss": train.tolist(), "val_loss": val.tolist()})
    return prepare(history, columns(history), Facts(), None)


def spiky(rise: float, seed: int) -> Array:
    """A loss that falls for ten epochs and then goes up, with spikes that grow beside it."""
    random = np.random.default_rng(seed)
    course = np.concatenate([np.linspace(2.0, 1.0, 10), np.linspace(1.0, 1.0 + rise, 30)])
    return course * np.exp(0.15 * np.abs(random.standard_normal(40)))


@pytest.mark.parametrize("seed", range(5))
def test_a_climb_among_spikes_is_overfitting_once_the_run_has_ended(seed: int) -> None:
    rise = measure(case(spiky(0.8, seed), FALLING))
    assert rise is not None
    assert rise.climbs
    assert rise.shown(FINAL)


@pytest.mark.parametrize("seed", range(5))
def test_no_climb_is_told_of_a_level_loss_or_one_that_training_shares(seed: int) -> None:
    level = measure(case(spiky(0.0, seed), FALLING))
    both = measure(case(spiky(0.8, seed), FALLING[::-1]))
    assert level is not None
    assert both is not None
    assert not level.climbs
    assert not both.climbs


def test_a_run_under_way_is_not_stopped_for_a_climb() -> None:
    rise = measure(case(spiky(0.8, 0), FALLING))
    assert rise is not None
    if rise.share < EARLY.wobbles * rise.wobble:
        assert not rise.shown(EARLY)


def test_few_points_show_no_line() -> None:
    rise = measure(case(np.array([2.0, 1.0, 1.3, 1.2, 1.5, 1.4]), FALLING[:6]))
    assert rise is not None
    assert not rise.climbs
