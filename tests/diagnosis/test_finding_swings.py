from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.findings.swings import bumps
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose

EPOCHS, GROUPS = 30, 40
SETTLED = 0.5 + np.exp(-np.arange(EPOCHS) / 3)
Array = NDArray[np.float64]


def names(
    train: Array, val: Array, *, spread: float, wobble: float = 0.0, seed: int = 0
) -> set[str]:
    """The findings on a run whose groups differ by `spread` and wobble each by itself."""
    random = np.random.default_rng(seed)
    own = val[:, None] + spread * random.standard_normal(GROUPS)
    own = own + wobble * random.standard_normal((len(val), GROUPS))
    losses = np.maximum(own, 0.0)
    made = history(train_loss=train, val_loss=losses.mean(axis=1))
    made.initial = {"val_loss": 1.6}
    examples = Examples(losses.astype(np.float32), np.full(losses.shape, 0.8, np.float32))
    facts = Facts(train_examples=2000, validation_examples=400)
    return {finding.name for finding in diagnose(made, facts, examples).findings}


def jumping(size: float) -> Array:
    return np.asarray(SETTLED * (1 + size * np.random.default_rng(1).standard_normal(EPOCHS)))


def test_bumps_are_what_stands_above_the_neighbours() -> None:
    assert bumps(np.array([4.0, 3.0, 2.0, 1.0])).tolist() == [0.0, 0.0]
    assert bumps(np.array([1.0, 3.0, 1.0, 1.0])).tolist() == [2.0, 0.0]
    steep = np.exp(-np.arange(10.0))
    assert bumps(steep).max() == 0.0


def test_curves_that_jump_together_are_unstable() -> None:
    both = jumping(0.3)
    assert "unstable" in names(both, both + 0.05, spread=0.1)


def test_jumps_are_those_of_the_weights_though_few_examples_make_them_look_unsure() -> None:
    both = jumping(0.3)
    assert "unstable" in names(both, both + 0.05, spread=0.4, wobble=0.5)


def test_jumps_of_each_curve_for_itself_are_not() -> None:
    train = SETTLED * (1 + 0.3 * np.resize([1, -1], EPOCHS))
    val = SETTLED * (1 + 0.3 * np.resize([1, -1, -1, 1], EPOCHS))
    assert "unstable" in names(val, val, spread=0.1)
    assert "unstable" not in names(train, val, spread=0.1)


def test_jumps_of_a_loss_that_has_nearly_gone_are_no_trouble() -> None:
    gone = np.where(np.arange(EPOCHS) % 2, 7e-4, 13e-4).astype(np.float64)
    gone[0] = 1.5
    assert "unstable" not in names(gone, 1.1 * gone, spread=1e-4)


def test_a_rise_of_a_loss_that_has_nearly_gone_is_no_trouble() -> None:
    course = 4e-4 + 1.2 * np.exp(-1.5 * np.arange(12.0)) + 5e-5 * np.maximum(0, np.arange(12) - 7)
    assert "unstable" not in names(course, course, spread=1e-6)
    assert "unstable" in names(1000 * course, 1000 * course, spread=1e-3)


@pytest.mark.parametrize(("epochs", "told"), [(4, False), (5, True)])
def test_no_rise_is_told_of_under_five_epochs(epochs: int, told: bool) -> None:
    val = np.linspace(0.5, 0.9, epochs)
    assert ("overfitting" in names(np.linspace(0.5, 0.1, epochs), val, spread=0.01)) is told
    assert ("unstable" in names(val, val, spread=0.01)) is told


def test_calm_curves_are_not() -> None:
    found = names(SETTLED, SETTLED + 0.02, spread=0.1)
    assert not found & {"unstable", "noisy_validation"}


def test_validation_that_wobbles_by_its_few_examples_is_noisy_and_not_unstable() -> None:
    found = names(SETTLED, SETTLED + 0.02, spread=0.1, wobble=0.6)
    assert "noisy_validation" in found
    assert "unstable" not in found


def test_a_validation_set_that_is_easier_is_unlike_the_training_set() -> None:
    assert "noisy_validation" in names(SETTLED, SETTLED - 0.2, spread=0.1)
    assert "noisy_validation" not in names(SETTLED, SETTLED - 0.02, spread=0.5)


def test_a_rise_that_training_loss_shares_is_unstable_and_no_overfitting() -> None:
    epochs = np.arange(12)
    course = 0.4 + 0.1 * np.maximum(0, 5 - epochs) + 0.03 * np.maximum(0, epochs - 6)
    hard = np.random.default_rng(3).standard_normal(40) * 0.01
    losses = (course[:, None] + hard[None, :]).astype(np.float32)
    made = history(
        loss=course, train_loss=course - 0.02, val_loss=losses.mean(axis=1, dtype=np.float64)
    )
    known = Facts(train_examples=500, validation_examples=400)
    found = diagnose(made, known, Examples(losses, np.ones_like(losses)))
    assert found.primary.name == "unstable"
    assert "training loss rose with it" in found.primary.evidence
    assert not found.has("overfitting")
    falling = history(
        loss=course, train_loss=np.linspace(0.5, 0.1, 12),
        val_loss=losses.mean(axis=1, dtype=np.float64),
    )  # fmt: skip
    found = diagnose(falling, known, Examples(losses, np.ones_like(losses)))
    assert found.has("overfitting")
    assert not found.has("unstable")
