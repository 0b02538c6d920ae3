"""What a training does with its settings, seen from inside its process.

Each script runs once in a process of its own; the tests look at what it found.
"""

from __future__ import annotations

import pytest
from scipy.stats import ks_2samp

from tests.training.scripted import found

pytestmark = pytest.mark.slow

LEVEL = 0.001
"""Of the two-sample test: so rarely do samples of one distribution seem to differ."""


@pytest.mark.parametrize("case", ["early", "finished"])
def test_with_patience_the_best_weights_are_kept_and_their_metrics_told(case: str) -> None:
    run = found("stopping.py")["patience"][case]
    losses = run["val_loss"]
    best = losses.index(min(losses)) + 1
    assert best < len(losses)
    assert run["message"].endswith(f"The weights of epoch {best} are kept.")
    assert run["final"]["val_loss"] == min(losses)
    assert run["again"]["loss"] == pytest.approx(min(losses), abs=1e-5)
    assert run["again"]["accuracy"] == pytest.approx(run["final"]["val_accuracy"], abs=1e-5)


@pytest.mark.parametrize("case", ["early", "finished", "one"])
def test_groups_of_validation_examples_are_kept_of_the_weights_that_are(case: str) -> None:
    run = found("stopping.py")["patience"][case]
    losses, kept = run["val_loss"], run["validated"]
    assert kept["epoch"] == losses.index(min(losses)) + 1
    # 250 examples in 40 groups: those of seven weigh no more than those of six.
    assert kept["loss"] == pytest.approx(run["final"]["val_loss"], rel=0.02)
    assert kept["right"] == pytest.approx(run["final"]["val_accuracy"], abs=0.01)


def test_a_run_stops_early_after_its_patience_and_not_before() -> None:
    run = found("stopping.py")["patience"]["early"]
    losses = run["val_loss"]
    assert run["reason"] == "early_stopped"
    assert run["message"].startswith("Validation loss has not fallen for 4 epochs.")
    assert len(losses) == losses.index(min(losses)) + 1 + 4 < 60


@pytest.mark.parametrize("case", ["early", "finished"])
def test_the_diagnosis_is_on_the_network_that_is_kept(case: str) -> None:
    run = found("stopping.py")["patience"][case]
    best = run["val_loss"].index(min(run["val_loss"])) + 1
    assert "overfitting" not in run["findings"]
    assert f"epoch {best}; early stopping kept its weights: this is about" in run["evidence"]


def test_a_run_whose_last_epoch_is_the_best_says_nothing_of_weights() -> None:
    run = found("stopping.py")["patience"]["one"]
    assert (run["reason"], run["message"]) == ("finished", "")


def test_under_xla_what_does_not_change_the_graph_compiles_nothing_either() -> None:
    assert found("stopping.py")["patience"]["compiles"] == 1


def test_patience_without_any_number_ends_the_run_and_promises_no_weights() -> None:
    over, sentence = found("stopping.py")["patience"]["lost"]
    assert over == [False, True]
    assert sentence == "Validation loss has not fallen for 2 epochs."


def test_a_policy_is_stopped_by_the_games_it_solves() -> None:
    reason, message, success, final = found("stopping.py")["patience"]["game"]
    best = success.index(max(success)) + 1
    assert reason == "early_stopped"
    assert message.startswith("Success in new games has not risen for 3 epochs.")
    assert len(success) == best + 3 < 150
    assert final == max(success)


def test_a_schedule_sets_the_rate_of_every_epoch() -> None:
    schedules = found("stopping.py")["schedules"]
    assert set(schedules) == {"constant", "cosine", "step", "exponential"}
    for name, (rates, formula) in schedules.items():
        assert rates == pytest.approx(formula, rel=1e-6), name
        assert len(set(rates)) == {"constant": 1, "step": 3}.get(name, 8)


@pytest.mark.parametrize(
    "setting",
    [
        "learning_rate", "epochs", "seed", "label_noise", "scaling", "early_stopping", "schedule",
        "another dropout",
    ],
)  # fmt: skip
def test_what_does_not_change_the_graph_compiles_and_traces_nothing(setting: str) -> None:
    assert found("stopping.py")["compiles"][setting] == [0, 0]


@pytest.mark.parametrize(
    "setting",
    ["units", "dropout", "batch_size", "train_size", "class_weights", "optimizer"],
)
def test_what_changes_the_graph_compiles_once_and_leaves_the_other_alone(setting: str) -> None:
    assert found("stopping.py")["compiles"][setting] == [1, 0]


def test_the_test_set_is_opened_only_when_it_is_asked_for() -> None:
    opened = found("stopping.py")["test set"]
    assert opened["opened"] == ["test_accuracy", "test_loss"]
    assert opened["closed"] == []
    assert opened["stopped"] == []


def test_a_policy_with_memory_solves_the_maze_and_one_without_guesses() -> None:
    game = found("learning.py")["game"]
    assert min(game["memory"]) >= 0.95
    # A guess is right in half of 200 mazes; 0.61 is 3 standard deviations above that.
    assert max(game["none"]) <= 0.61


def test_class_weights_raise_the_recall_of_a_rare_class() -> None:
    rare = found("learning.py")["rare"]
    for without, weighed in zip(rare["False"], rare["True"], strict=True):
        assert weighed > without + 0.1


@pytest.mark.parametrize("augmentation", ["none", "shift", "rotate", "both"])
def test_pictures_are_moved_in_training_and_not_in_judging(augmentation: str) -> None:
    moved = found("learning.py")["moved"][augmentation]
    assert moved["repeats"] is True
    assert moved["judged"] == pytest.approx(moved["evaluated"], abs=1e-6)
    change = abs(moved["trained on"] - moved["judged"])
    if augmentation == "none":
        assert change < 1e-5
    else:
        assert change > 1e-4


def test_under_xla_dropout_gives_the_distribution_of_fit() -> None:
    losses = found("distribution.py")
    assert len(losses["ours"]) == len(losses["fit"]) == 12
    assert ks_2samp(losses["ours"], losses["fit"]).pvalue > LEVEL
    # The same test tells a training without dropout apart, so that it is no empty one.
    assert ks_2samp(losses["ours without dropout"], losses["fit"]).pvalue < LEVEL
