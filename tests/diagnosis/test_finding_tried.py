"""Tests of what is told of the further trainings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import history
from tests.diagnosis.test_second_look import EPOCHS, FACTS, groups, told
from tutor.diagnosis.case import Case, columns, prepare
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.findings import tried
from tutor.diagnosis.second_look import SecondLook


def ending_at(last: float, second: SecondLook) -> Case:
    """A run that has settled at a validation loss of 0.3, but for its last two epochs."""
    course = 0.3 + 0.4 * 0.5 ** np.arange(EPOCHS)
    course[-2:] = last
    losses = np.stack([groups(value, seed) for seed, value in enumerate(course)])
    made = history(loss=course, train_loss=course, val_loss=losses.mean(axis=1, dtype=np.float64))
    return prepare(made, columns(made), FACTS, Examples(losses, np.full_like(losses, 0.88)), second)


@pytest.mark.parametrize(("last", "jumped"), [(0.3, False), (0.45, True)])
def test_a_run_that_ended_on_a_jump_is_held_by_its_best_epoch_against_a_wider_one(
    last: float, *, jumped: bool
) -> None:
    case = ending_at(last, SecondLook(wider=groups(0.27, 5)))
    found = tried.wider(case)
    assert found is not None
    assert found.mean == pytest.approx(0.1, abs=0.02)
    assert tried.jumped(case) == jumped
    best = "comes to 0.261 at its best, where this run's own best epoch had 0.292."
    assert tried.story(case).endswith(best) == jumped


def test_who_has_understood_all_labels_that_are_right_is_not_underfitting() -> None:
    wide = SecondLook(wider=groups(0.2, 5), train=0.3, wider_train=0.2, learned=0.79)
    assert told(wide).primary.name == "underfitting"
    noisy = replace(FACTS, settings={**FACTS.settings, "label_noise": 0.2})
    assert not told(wide, noisy).has("underfitting")
    less = replace(wide, learned=0.75)
    assert told(less, noisy).primary.name == "underfitting"
