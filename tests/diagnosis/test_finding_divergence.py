from __future__ import annotations

import math

import pytest

from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.judge import diagnose, early
from tutor.diagnosis.verdict import Finding

LESSON = Facts(settings={"learning_rate": 0.5}, choices={"learning_rate": (1e-5, 10.0)})


def judged(**columns: list[float]) -> Finding:
    return diagnose(History(dict(columns)), LESSON).primary


@pytest.mark.parametrize("last", [math.nan, math.inf, -math.inf])
def test_a_loss_that_is_no_finite_number_diverged(last: float) -> None:
    found = judged(loss=[2.3, 9.0, 1e9, last, last], val_loss=[2.3, 9.0, 1e9, 1.0, 1.0])
    assert found.name == "diverged"
    assert found.epoch == 4
    assert "epoch 4" in found.evidence
    assert "1e+09" in found.evidence
    assert found.change == {"learning_rate": 0.001}


def test_a_validation_loss_alone_may_diverge() -> None:
    found = judged(loss=[2.0, 1.0, 0.5], val_loss=[2.0, 1.0, math.nan])
    assert found.name == "diverged"
    assert found.evidence.startswith("Validation loss")


def test_one_lost_epoch_is_told_with_less_certainty() -> None:
    found = judged(loss=[2.0, math.nan, 1.0, 0.9])
    assert found.name == "diverged"
    assert found.confidence <= 0.8
    assert "later" in found.evidence


def test_the_first_epoch_may_be_the_lost_one() -> None:
    found = judged(loss=[math.nan])
    assert (found.name, found.epoch) == ("diverged", 1)


def test_over_ten_times_the_first_for_three_epochs_diverged() -> None:
    assert judged(loss=[1.0, 0.9, 11.0, 30.0, 80.0]).name == "diverged"
    assert judged(loss=[1.0, 0.9, 11.0, 30.0, 80.0]).epoch == 3


def test_two_high_epochs_or_a_recovery_are_no_divergence() -> None:
    assert judged(loss=[1.0, 0.9, 0.8, 30.0, 80.0]).name != "diverged"
    assert judged(loss=[1.0, 11.0, 12.0, 13.0, 0.5, 0.4, 0.3]).name != "diverged"


def test_validation_loss_may_grow_tenfold_by_overfitting() -> None:
    found = judged(loss=[0.8**i for i in range(20)], val_loss=[0.5 + 0.5 * i for i in range(20)])
    assert found.name == "overfitting"


def test_it_is_told_during_the_run() -> None:
    found = early(History({"loss": [1.0, math.nan]}))
    assert found is not None
    assert found.name == "diverged"


@pytest.mark.parametrize(("classes", "end", "there"), [
    (2, 20.0, True),
    (None, 20.0, False),  # in whatever unit the loss is
    (2, 4.0, False),  # it fell: a loss at work, in another unit
])  # fmt: skip
def test_a_log_that_begins_when_all_is_lost(classes: int | None, end: float, there: bool) -> None:
    losses = [15.5, 14.1, 25.3, 21.1, end]
    found = diagnose(History({"loss": losses, "val_loss": losses}), Facts(classes=classes))
    assert found.has("diverged") is there
    if there:
        assert "where guessing costs 0.693" in found.primary.evidence
