from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis import remedies
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.findings.swings import bumps
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.second_look import SecondLook
from tutor.diagnosis.verdict import Diagnosis, Finding

EPOCHS, GROUPS = 30, 40
SETTLED = 0.5 + np.exp(-np.arange(EPOCHS) / 3)
Array = NDArray[np.float64]


def names(
    train: Array, val: Array, *, spread: float, wobble: float = 0.0, seed: int = 0,
    symbols: bool = False,
) -> set[str]:  # fmt: skip
    """The names of the findings on a run; arguments are those of `found`."""
    told = found(train, val, spread=spread, wobble=wobble, seed=seed, symbols=symbols)
    return {one.name for one in told.findings}


def found(
    train: Array, val: Array, *, spread: float, wobble: float = 0.0, seed: int = 0,
    wider: float | None = None, rate: float = 0.001, symbols: bool = False, first: float = 1.6,
) -> Diagnosis:  # fmt: skip
    """The findings on a run whose groups differ by `spread` and wobble each by itself.

    With `wider` a network with that loss was tried; `first` is the loss before the training.
    """
    random = np.random.default_rng(seed)
    own = val[:, None] + spread * random.standard_normal(GROUPS)
    own = own + wobble * random.standard_normal((len(val), GROUPS))
    losses = np.maximum(own, 0.0)
    made = history(train_loss=train, val_loss=losses.mean(axis=1))
    made.initial = {"val_loss": first}
    examples = Examples(losses.astype(np.float32), np.full(losses.shape, 0.8, np.float32))
    facts = Facts(
        symbols=symbols,
        train_examples=2000, validation_examples=400,
        settings={"learning_rate": rate, "hidden_layers": 1, "units": 8},
        choices={"learning_rate": (1e-5, 10.0), "units": (1, 64)},
    )  # fmt: skip
    second = None
    if wider is not None:
        other = (own.mean(axis=0) - own.mean() + wider).astype(np.float32)
        second = SecondLook(wider=other, times=2, change={"units": 16})
    return diagnose(made, facts, examples, second)


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


def test_jumps_that_are_small_beside_the_whole_fall_are_said_to_be() -> None:
    both = jumping(0.3)
    said = [found(both, both + 0.05, spread=0.1, first=first).primary for first in (1.6, 12.0)]
    assert {one.name for one in said} == {"unstable"}
    small = ["the jumps are small" in one.evidence for one in said]
    assert small == [False, True]


def test_where_a_wider_network_was_tried_and_is_surely_better_that_is_the_cure() -> None:
    both = jumping(0.3)
    said = [
        found(both, both + 0.05, spread=0.01, wider=wider, rate=rate).primary
        for wider, rate in ((0.1, 0.001), (0.5, 0.001), (0.1, 1.0))
    ]
    assert {one.name for one in said} == {"unstable"}
    assert [one.change for one in said] == [
        {"units": 16}, {"learning_rate": 0.0003}, {"learning_rate": 0.03},
    ]  # fmt: skip
    assert "Tried: a network twice as wide reaches a validation loss" in said[0].evidence
    assert "Tried" not in said[1].evidence


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
    told = names(SETTLED, SETTLED + 0.02, spread=0.1)
    assert not told & {"unstable", "noisy_validation"}


def test_validation_that_wobbles_by_its_few_examples_is_noisy_and_not_unstable() -> None:
    told = names(SETTLED, SETTLED + 0.02, spread=0.1, wobble=0.6)
    assert "noisy_validation" in told
    assert "unstable" not in told


def test_a_validation_set_that_is_easier_is_unlike_the_training_set() -> None:
    assert "noisy_validation" in names(SETTLED, SETTLED - 0.2, spread=0.1)
    assert "noisy_validation" not in names(SETTLED, SETTLED - 0.02, spread=0.5)
    # Windows of a few texts: these differ by more than windows of one do.
    assert "noisy_validation" not in names(SETTLED, SETTLED - 0.2, spread=0.1, symbols=True)


def test_of_a_shaky_validation_what_was_tried_and_surely_helps_is_advised_first() -> None:
    def told(wider: float | None) -> Finding:
        said = found(SETTLED, SETTLED + 0.02, spread=0.1, wobble=0.6, rate=0.01, wider=wider)
        return next(one for one in said.findings if one.name == "noisy_validation")

    better = told(0.01)
    assert better.change == {"units": 16}
    assert "Tried: a network twice as wide" in better.evidence
    for wider in (None, 0.4):
        assert list(told(wider).change) == ["learning_rate"]
        assert "Tried" not in told(wider).evidence


def test_a_rise_that_training_loss_shares_is_unstable_and_no_overfitting() -> None:
    epochs = np.arange(12)
    course = 0.4 + 0.1 * np.maximum(0, 5 - epochs) + 0.03 * np.maximum(0, epochs - 6)
    hard = np.random.default_rng(3).standard_normal(40) * 0.01
    losses = (course[:, None] + hard[None, :]).astype(np.float32)
    made = history(
        loss=course, train_loss=course - 0.02, val_loss=losses.mean(axis=1, dtype=np.float64)
    )
    known = Facts(train_examples=500, validation_examples=400)
    told = diagnose(made, known, Examples(losses, np.ones_like(losses)))
    assert told.primary.name == "unstable"
    assert "training loss rose with it" in told.primary.evidence
    assert not told.has("overfitting")
    falling = history(
        loss=course, train_loss=np.linspace(0.5, 0.1, 12),
        val_loss=losses.mean(axis=1, dtype=np.float64),
    )  # fmt: skip
    told = diagnose(falling, known, Examples(losses, np.ones_like(losses)))
    assert told.has("overfitting")
    assert not told.has("unstable")


def test_a_loss_that_falls_unevenly_but_always_is_not_unstable() -> None:
    steps = np.where(np.arange(EPOCHS) % 3 == 0, 0.8, 0.99)
    both = np.asarray(np.cumprod(steps), np.float64)
    assert "unstable" not in names(both, both + 0.001, spread=0.0)


def test_what_has_come_to_rest_is_not_unstable() -> None:
    both = jumping(0.3)
    assert "unstable" in names(both, both + 0.05, spread=0.1)
    both[-max(4, EPOCHS // 4) :] = both.min()
    assert "unstable" not in names(both, both + 0.05, spread=0.1)


def test_a_loss_that_was_nothing_once_is_borne() -> None:
    val = SETTLED.copy()
    val[10] = 0.0
    assert names(SETTLED, val, spread=0.0)


def test_one_step_back_in_a_steep_fall_undoes_too_little_to_be_unstable() -> None:
    falling = np.array([0.3, 0.25, 0.21, 0.18, 0.159, 0.121, 0.135, 0.029, 0.030, 0.024])
    assert "unstable" not in names(0.9 * falling, falling, spread=0.002)
    back = np.array([0.3, 0.25, 0.21, 0.18, 0.159, 0.121, 0.235, 0.029, 0.130, 0.024])
    assert "unstable" in names(0.9 * back, back, spread=0.002)


def test_a_step_back_at_the_very_end_of_a_steep_fall_is_no_loss_of_what_was_learned() -> None:
    fall = np.array([2.06, 2.06, 2.06, 2.05, 2.05, 2.04, 2.02, 1.72, 1.01, 1.1, 0.67, 0.76])
    assert "unstable" not in names(fall + 0.01, fall, spread=0.1, wobble=0.02)
    lost = np.array([2.06, 1.9, 1.5, 1.1, 0.8, 0.67, 0.68, 0.7, 0.72, 0.76, 0.8, 0.85])
    assert "unstable" in names(lost + 0.01, lost, spread=0.1, wobble=0.02)


def test_smaller_steps_come_with_more_epochs_where_the_network_was_still_getting_better() -> None:
    choices = {"learning_rate": (1e-5, 10.0), "epochs": (1, 60)}
    facts = Facts(settings={"learning_rate": 0.002, "epochs": 30}, choices=choices)
    assert remedies.settle(facts).change == {"learning_rate": 0.0006}
    longer = remedies.settle(facts, longer=True)
    assert longer.change == {"learning_rate": 0.0006, "epochs": 60}
    assert longer.text.endswith("smaller steps make calmer curves, and it takes more of them.")
    few = replace(facts, choices={**choices, "epochs": (1, 40)})
    assert remedies.settle(few, longer=True).change == {"learning_rate": 0.0006}


def test_one_worse_epoch_at_the_end_undid_some_and_is_no_course() -> None:
    fall = [1.5, 1.2, 1.0, 0.8, 0.7, 0.62, 0.56, 0.52, 0.5, 0.49, 0.48, 0.485, 0.47, 0.475]
    losses = np.array([*fall, 0.46, 0.465, 0.45, 0.455, 0.44, 0.56])
    told = found(losses - 0.02, losses, spread=0.02).primary
    assert told.name == "unstable"
    assert told.evidence.endswith("the last steps undid some of what was learned.")
