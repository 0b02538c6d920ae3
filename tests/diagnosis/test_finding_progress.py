from __future__ import annotations

import re

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import history, slow, wobble
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.judge import diagnose, findings
from tutor.diagnosis.second_look import SecondLook


@pytest.mark.parametrize("epochs", [4, 5, 8, 12, 30, 100, 3000])
def test_slow_learning_is_still_improving(epochs: int) -> None:
    random = np.random.default_rng(epochs)
    found = [diagnose(slow(random, epochs)).primary.name for _ in range(20)]
    assert found.count("still_improving") >= 19


@pytest.mark.parametrize("epochs", [6, 10, 20, 60])
def test_a_fall_that_ended_before_the_last_third_is_none(epochs: int) -> None:
    course = 0.4 + 2.0 * np.exp(-14.0 / epochs * np.arange(epochs))
    found = diagnose(history(loss=course, val_loss=course * 1.05))
    assert not found.has("still_improving")


def test_a_training_that_has_only_begun_to_learn_is_still_improving() -> None:
    # Ten epochs of the digits at a learning rate of 0.0001: 2.30 is the loss of guessing.
    begun = np.array([2.302, 2.287, 2.272, 2.256, 2.24, 2.221, 2.202, 2.181, 2.157, 2.13])
    found = diagnose(history(loss=begun + 0.015, val_loss=begun))
    assert found.primary.name == "still_improving"
    straight = 2.302 - 0.019 * np.arange(10)  # as far, but slowing is expected
    assert not diagnose(history(loss=straight, val_loss=straight)).has("still_improving")


def test_symbols_are_measured_by_their_perplexity() -> None:
    # Ten epochs of a network that reads characters: the next five brought it from 2.05 to 1.96.
    read = np.array([2.93, 2.56, 2.37, 2.28, 2.22, 2.17, 2.14, 2.10, 2.07, 2.05])
    course = history(loss=read - 0.03, val_loss=read)
    assert not diagnose(course).has("still_improving")
    assert diagnose(course, Facts(symbols=True)).primary.name == "still_improving"
    low = history(loss=0.1 * read, val_loss=0.1 * read)  # from 20 to 19 of 100 is no more than 5 %
    assert not diagnose(low, Facts(symbols=True)).has("still_improving")


def test_training_loss_stands_in_and_says_so() -> None:
    found = diagnose(history(loss=2.0 - 0.05 * np.arange(20))).primary
    assert found.name == "still_improving"
    assert "No validation loss" in found.evidence


def test_falling_training_loss_alone_is_no_progress() -> None:
    epochs = np.arange(40)
    settled = 0.5 + 0.4 * 0.7**epochs
    found = diagnose(history(loss=0.9**epochs + 0.3, val_loss=settled))
    assert not found.has("still_improving")


def test_wobble_is_no_fall() -> None:
    random = np.random.default_rng(2)
    alarms = 0
    for _ in range(200):
        flat = 0.3 * wobble(random, 18, 0.04, 0.3)
        start = np.array([2.0, 0.8])
        curve = np.concatenate([start, flat])
        alarms += diagnose(history(loss=curve, val_loss=curve)).has("still_improving")
    assert alarms <= 0.06 * 200


def test_the_evidence_names_the_fall_and_the_epochs() -> None:
    found = diagnose(
        History({"loss": [2.3 - 0.05 * i for i in range(30)]}),
        Facts(settings={"epochs": 30}, choices={"epochs": (1, 200)}),
    ).primary
    assert "from epoch 21 to epoch 30" in found.evidence
    assert re.search(r"by 3[45] % \(", found.evidence)  # 1.3 to 0.85 is a fall of 34.6 %
    assert found.change == {"epochs": 45}
    assert found.epoch == 30


def test_of_a_run_that_had_been_much_better_that_is_told() -> None:
    after = np.linspace(1.7, 1.2, 12)
    lost = np.concatenate([np.linspace(2.0, 0.9, 8), after])
    told = diagnose(history(loss=lost, val_loss=lost)).primary
    assert told.name == "still_improving"
    assert "This run itself had been better: 0.900 at epoch 8." in told.evidence
    calm = np.concatenate([np.linspace(2.0, 1.8, 8), after])
    assert "better" not in diagnose(history(loss=calm, val_loss=calm)).primary.evidence


def test_a_fall_that_comes_down_from_a_rise_is_told_as_that() -> None:
    up = np.concatenate([np.linspace(2.0, 1.2, 12), [1.3, 1.45, 1.6]])
    jumped = np.concatenate([up, np.linspace(1.55, 1.0, 8)])
    told = diagnose(history(loss=jumped, val_loss=jumped)).primary
    assert told.name == "still_improving"
    assert "Before that it had risen from 1.20 at epoch 12." in told.evidence


def test_no_loss_falls_by_more_than_there_is() -> None:
    losses = np.array([0.3, 0.25, 0.21, 0.18, 0.16, 0.15, 0.15, 0.08, 0.05, 0.03])
    found = diagnose(history(loss=losses - 0.01, val_loss=losses)).primary
    assert found.name == "still_improving"
    told = re.search(r"by (\d+) % \(([\d.]+) to (\d+) %\) from epoch 7 to epoch 10", found.evidence)
    assert told is not None
    fall, low, high = map(float, told.groups())
    assert low < 80 < high < 100
    assert fall == pytest.approx(80, abs=6)


@pytest.mark.parametrize(("end", "improving"), [(0.45, False), (0.25, True)])
def test_what_went_on_and_never_got_back_to_its_best_is_not_improving(
    end: float, *, improving: bool
) -> None:
    course = np.array([0.8, 0.6, 0.45, 0.3, 0.4, 0.45, 0.5, 0.52, 0.55, 0.6])
    spread = 0.02 * np.random.default_rng(7).standard_normal(40)
    losses, later = (
        (np.asarray(rows)[:, None] + spread).astype(np.float32)
        for rows in (course, [0.6, *np.linspace(0.55, end, 5)])
    )
    made = history(loss=course, train_loss=course, val_loss=losses.mean(axis=1),
                   val_accuracy=np.full(10, 0.8))  # fmt: skip
    facts = Facts(train_examples=1000, validation_examples=400, classes=2)
    rights = np.full_like(losses, 0.8)
    _, found, _ = findings(made, facts, Examples(losses, rights), SecondLook(later=later))
    assert ("still_improving" in [one.name for one in found]) is improving
