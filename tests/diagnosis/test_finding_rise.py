"""A rise of validation loss among much wobble is seen by its line."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis.case import Case, columns, prepare
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.findings.rise import EARLY, FINAL, measure
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.statistics import Array
from tutor.diagnosis.verdict import Finding

FACTS_OF_400 = Facts(train_examples=200, validation_examples=400, parameters=5000)
FALLING: Array = np.linspace(1.0, 0.2, 40)


def case(val: Array, train: Array) -> Case:
    made = History({"loss": train.tolist(), "val_loss": val.tolist()})
    return prepare(made, columns(made), Facts(), None)


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


def carried_by(few: int, rise: float) -> tuple[list[float], Finding | None]:
    """Validation loss, and what is said, where so many groups of 40 carry a rise."""
    random = np.random.default_rng(5)
    losses = np.full((40, 40), 0.5) + 0.6 * 0.6 ** np.arange(40)[:, None]
    late = np.clip(np.arange(40) - 12, 0, None) / 27
    losses[:, :few] += rise * late[:, None] * random.uniform(0.2, 1.8, few)
    losses += 0.002 * random.standard_normal((40, 1))
    made = history(train_loss=0.9 ** np.arange(40), val_loss=losses.mean(axis=1))
    wide = losses.astype(np.float32)
    found = diagnose(made, FACTS_OF_400, Examples(wide, np.full_like(wide, 0.8))).findings
    told = next((one for one in found if one.name == "overfitting"), None)
    return losses.mean(axis=1).tolist(), told


def test_the_epoch_that_is_told_is_the_lowest_of_the_curve() -> None:
    losses, told = carried_by(40, 0.5)
    assert told is not None
    assert told.epoch == int(np.argmin(losses)) + 1
    assert f"at epoch {told.epoch}, its lowest, to 0.962 in epochs 37 to 40" in told.evidence
    assert re.search(r"[Tt]he rise is \d+ % \(\d+ to \d+ %\)", told.evidence)


@pytest.mark.parametrize("few", range(1, 8))
def test_no_interval_with_a_fall_in_it_is_told_beside_a_rise(few: int) -> None:
    _losses, told = carried_by(few, 3.0)
    assert told is None or "(-" not in told.evidence.partition("rise is")[2]
