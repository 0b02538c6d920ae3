from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import history, overfitted, trained, wobble
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.judge import diagnose, early
from tutor.lab.text.card import card

EPOCHS = np.arange(30)
FALL = 0.05 + 0.95 * 0.8**EPOCHS


@pytest.mark.parametrize("epochs", [10, 20, 50, 200, 2000])
@pytest.mark.parametrize(("strength", "least"), [(0.2, 0.9), (0.6, 0.97)])
def test_overfitting_is_found_by_the_curves(epochs: int, strength: float, least: float) -> None:
    random = np.random.default_rng(epochs)
    found = [diagnose(overfitted(random, epochs, strength)) for _ in range(40)]
    assert np.mean([one.primary.name == "overfitting" for one in found]) >= least


def test_the_evidence_has_the_rise_its_interval_the_epochs_and_the_sizes() -> None:
    rise = 0.5 + 0.5 * 0.5**EPOCHS + 0.02 * np.clip(EPOCHS - 9, 0, None)
    facts = Facts(
        train_examples=120, parameters=41_000, settings={"dropout": 0.0},
        choices={"dropout": (0.0, 0.9)},
    )  # fmt: skip
    found = diagnose(history(loss=FALL, val_loss=rise), facts).primary
    assert found.name == "overfitting"
    assert found.epoch in (9, 10, 11)
    assert f"from 0.501 at epoch {found.epoch}, its lowest, to 0.880 in epochs 28 to 30" in (
        found.evidence
    )
    assert "training loss fell" in found.evidence
    assert "120 examples for 41,000 parameters" in found.evidence
    assert found.remedy.startswith("Set dropout to 0.3")
    assert found.change == {"dropout": 0.3}


def test_more_certainty_where_the_rise_is_larger() -> None:
    def confidence(slope: float) -> float:
        random = np.random.default_rng(1)
        val = (0.5 + slope * np.clip(EPOCHS - 9, 0, None)) * wobble(random, 30, 0.005)
        return diagnose(history(loss=FALL, val_loss=val)).primary.confidence

    assert confidence(0.0016) < confidence(0.03) <= 0.99


def test_a_rise_that_training_shares_is_no_overfitting() -> None:
    val = 0.5 + 0.02 * np.clip(EPOCHS - 9, 0, None)
    both = np.where(EPOCHS < 8, 1.0 - 0.1 * EPOCHS, 0.2) + 0.3 * (val - 0.5)
    assert not diagnose(history(loss=both, val_loss=val)).has("overfitting")
    alone = diagnose(history(val_loss=val))
    assert not alone.has("overfitting")


def test_a_rise_beside_a_level_training_loss_is_overfitting() -> None:
    """As after the last drop of a learning rate, where the training set is known by heart."""
    val = 0.5 + 0.02 * np.clip(EPOCHS - 9, 0, None) + 0.01 * np.clip(9 - EPOCHS, 0, None)
    level = np.where(EPOCHS < 8, 1.0 - 0.1 * EPOCHS, 0.2)
    found = diagnose(history(loss=level, val_loss=val)).primary
    assert found.name == "overfitting"
    assert "while training loss stayed at 0.2" in found.evidence


def test_accuracies_stand_in_for_a_training_loss() -> None:
    val = 0.5 + 0.5 * 0.5**EPOCHS + 0.02 * np.clip(EPOCHS - 9, 0, None)
    right = 1 - 0.5 * 0.85**EPOCHS
    found = diagnose(history(accuracy=right, val_loss=val, val_accuracy=0 * val + 0.8)).findings
    story = next(one for one in found if one.name == "overfitting").evidence
    assert "the share of wrong answers in training fell 9" in story
    worse = diagnose(history(accuracy=right[::-1], val_loss=val, val_accuracy=0 * val + 0.8))
    assert not worse.has("overfitting")


@pytest.mark.parametrize("epochs", [60, 300, 1000])
def test_a_jump_down_at_a_lower_learning_rate_hides_no_rise(epochs: int) -> None:
    """The curve wobbles by a tenth before the drop and by a thousandth after it."""
    random, u = np.random.default_rng(epochs), np.arange(epochs) / epochs
    late = np.where(u < 0.5, 0.0, 1.0)
    size = np.where(u < 0.5, 0.1, 0.001)
    loss = (1.0 - 0.9 * late - 0.1 * u) * np.exp(size * random.standard_normal(epochs) / 3)
    val = (1.2 - 0.6 * late) * np.exp(size * random.standard_normal(epochs))
    assert not diagnose(history(loss=loss, val_loss=val)).has("overfitting")
    risen = val * (1 + 0.2 * np.clip(u - 0.5, 0, None))
    assert diagnose(history(loss=loss, val_loss=risen)).primary.name == "overfitting"


def test_a_bend_in_the_last_two_epochs_is_too_little() -> None:
    val = 0.4 + FALL.copy()
    val[-2:] += 0.3
    assert not diagnose(history(loss=FALL, val_loss=val)).has("overfitting")


def test_one_spike_is_no_overfitting() -> None:
    val = 0.4 + FALL.copy()
    val[20] += 3.0
    val[-1] += 3.0
    assert not diagnose(history(loss=FALL, val_loss=val)).has("overfitting")


def test_few_validation_examples_demand_a_larger_rise() -> None:
    val = 0.5 + 0.002 * np.clip(EPOCHS - 5, 0, None)
    made = history(loss=FALL, val_loss=val)
    assert diagnose(made, Facts(validation_examples=5000)).has("overfitting")
    assert not diagnose(made, Facts(validation_examples=40)).has("overfitting")


def test_single_examples_overrule_the_curves() -> None:
    run = trained(3, train=60, validation=400, features=60, epochs=30)
    found = diagnose(run.history, run.facts, run.examples).primary
    assert found.name == "overfitting"
    assert "Validation accuracy changed by" in found.evidence
    flat = replace(run.examples, losses=np.tile(run.examples.losses[:1], (30, 1)))
    assert not diagnose(run.history, run.facts, flat).has("overfitting")


def gap(train: float, val: float, facts: Facts, measured: bool = True) -> bool:
    course = 0.5 * 0.6**EPOCHS
    made = history(train_accuracy=train - course, val_accuracy=val - course,
                   train_loss=0.1 + course, val_loss=0.1 + course)  # fmt: skip
    if not measured:
        made = History({name.removeprefix("train_"): made.metrics[name] for name in made.metrics})
    return diagnose(made, facts).has("large_gap")


def test_a_gap_counts_beyond_five_points_and_three_standard_errors() -> None:
    many = Facts(train_examples=10_000, validation_examples=5000)
    assert gap(0.98, 0.90, many)
    assert not gap(0.98, 0.94, many)
    assert not gap(0.90, 0.98, many)
    assert not gap(0.98, 0.90, replace(many, validation_examples=60))


def test_more_is_demanded_where_less_is_known() -> None:
    many = Facts(train_examples=10_000, validation_examples=5000)
    assert gap(0.98, 0.92, many)
    assert not gap(0.98, 0.92, many, measured=False)
    assert not gap(0.98, 0.92, Facts())


def test_the_gap_is_told_with_its_interval() -> None:
    course = 0.5 * 0.6**EPOCHS
    made = history(train_loss=0.1 + course, val_loss=0.3 + course, train_accuracy=0.99 - course,
                   val_accuracy=0.84 - course)  # fmt: skip
    found = diagnose(made, Facts(train_examples=1000, validation_examples=359)).primary
    assert found.name == "large_gap"
    assert "a gap of 15 points (" in found.evidence
    assert "359 validation examples" in found.evidence


def test_without_accuracies_a_third_of_validation_loss_is_a_gap() -> None:
    course = 0.5 * 0.6**EPOCHS
    wide = diagnose(history(train_loss=0.1 + course, val_loss=0.25 + course)).primary
    assert wide.name == "large_gap"
    assert "60 % of validation loss" in wide.evidence
    close = diagnose(history(train_loss=0.1 + course, val_loss=0.13 + course))
    assert not close.has("large_gap")


def test_early_overfitting_is_found_while_the_run_goes_on_and_never_in_a_healthy_one() -> None:
    random = np.random.default_rng(8)
    found = [early(overfitted(random, 40, 0.8)) for _ in range(30)]
    assert np.mean([one is not None and one.name == "overfitting" for one in found]) >= 0.9
    begun = early(History({"loss": FALL.tolist()[:6], "val_loss": (FALL + 1).tolist()[:6]}))
    assert begun is None


def test_a_rise_by_one_leap_that_training_loss_shares_ends_no_training_early() -> None:
    # A SimpleRNN of the course's, which came back to 0.99 from 1.78 and was better later.
    val = np.array([2.08, 2.04, 2.05, 2.01, 0.99, 0.94, 1.78, 1.48, 1.31, 1.13, 1.0, 0.99])
    train = np.array([2.08, 2.03, 2.03, 1.96, 0.94, 1.01, 1.73, 1.44, 1.25, 1.12, 0.98, 0.97])
    hard = np.random.default_rng(1).standard_normal(40) * 0.002

    def stopped(train_loss: np.ndarray) -> bool:
        losses = (val[:, None] + hard[None, :]).astype(np.float32)
        made = history(loss=train_loss, train_loss=train_loss, val_loss=losses.mean(axis=1))
        return early(made, Facts(), Examples(losses, np.full_like(losses, 0.5))) is not None

    assert not stopped(train)
    assert stopped(np.minimum.accumulate(train) - 0.02 * np.arange(12))


@pytest.mark.parametrize(("after", "told"), [([0.212], False), ([0.212, 0.22, 0.23, 0.235], True)])
def test_one_jump_at_the_end_of_a_curve_that_jumps_is_no_overfitting(
    after: list[float], told: bool
) -> None:
    # Three convolutions on frames: each second epoch was worse than the one before.
    val = np.array([0.538, 0.382, 0.276, 0.237, 0.237, 0.189, 0.229, 0.168, 0.194, 0.206, 0.162])
    val = np.concatenate([val, after])
    hard = np.random.default_rng(1).standard_normal(40) * 0.002
    losses = (val[:, None] + hard[None, :]).astype(np.float32)
    train = 0.5 * 0.8 ** np.arange(len(val))
    made = history(loss=train, train_loss=train, val_loss=losses.mean(axis=1))
    found = diagnose(made, Facts(), Examples(losses, np.full_like(losses, 0.9)))
    assert found.has("overfitting") is told


@pytest.mark.parametrize(
    ("gained", "said", "many", "change"),
    [
        (0.0, "no more than chance gives", "about as many answers are right as", "early_stopping"),
        (0.1, "the answers are better than before", "more answers are right than", "dropout"),
    ],
)
def test_an_accuracy_that_rises_with_the_loss_is_told_as_a_rise_and_kept(
    gained: float, said: str, many: str, change: str
) -> None:
    course = 1.0 + 0.08 * np.maximum(0, np.arange(20) - 8)
    hard = np.random.default_rng(1).standard_normal(40) * 0.02
    losses = (course[:, None] + hard[None, :]).astype(np.float32)
    right = np.full_like(losses, 0.8)
    right[9:] += gained
    right += 0.01 * np.random.default_rng(2).standard_normal(right.shape).astype(np.float32)
    made = history(
        loss=2.0 * 0.9 ** np.arange(20), val_loss=course, val_accuracy=right.mean(axis=1)
    )
    facts = Facts(
        validation_examples=400, settings={"dropout": 0.0, "early_stopping": 0, "epochs": 20},
        choices={"dropout": (0.0, 0.9), "early_stopping": [0, 3, 5]},
    )  # fmt: skip
    found = diagnose(made, facts, Examples(losses, right))
    [told] = [one.evidence for one in found.findings if one.name == "overconfident"]
    assert said in told
    assert ("rose by" in told) == (gained > 0)
    assert found.primary.name == "overfitting"
    assert f"So {many} before" in found.primary.evidence
    assert list(found.primary.change) == [change]
    shown = card(found, 80)
    assert "verconfident" not in shown
    assert shown.count("Try") == 1


@pytest.mark.parametrize(("simple", "change"), [(0.9, {"cell": "GRU"}), (0.7, {"dropout": 0.3})])
def test_a_reader_that_does_no_better_than_a_bag_of_words_is_to_read_better_first(
    simple: float, change: dict[str, object]
) -> None:
    facts = Facts(
        train_examples=400, validation_examples=4000, baseline_accuracy=simple,
        settings={"recurrent_layers": 1, "cell": "SimpleRNN", "dropout": 0.0},
        choices={"cell": ["SimpleRNN", "GRU"], "dropout": (0.0, 0.7)},
    )  # fmt: skip
    rise = 0.5 + 0.5 * 0.5**EPOCHS + 0.02 * np.clip(EPOCHS - 9, 0, None)
    curves = history(loss=FALL, val_loss=rise, accuracy=1 - FALL / 3, val_accuracy=np.full(30, 0.8))
    found = diagnose(curves, facts).primary
    assert (found.name, found.change) == ("overfitting", change)
    few = history(
        loss=FALL[:4], val_loss=1.1 - 0.1 * FALL[:4], accuracy=1 - FALL[:4] / 3,
        val_accuracy=np.full(4, 0.8),
    )  # fmt: skip
    found = diagnose(few, facts).primary
    assert found.name == "not_enough_evidence"
    assert (found.change == change) == (simple > 0.8)
    assert ("A simple model is right on 90 %." in found.evidence) == (simple > 0.8)
