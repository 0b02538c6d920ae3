"""A run whose best weights were kept is judged by the network that is left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import Trained, history, trained
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.kept import place_of
from tutor.diagnosis.kept import told as kept_told
from tutor.diagnosis.verdict import Diagnosis, Finding

CHOICES = {
    "early_stopping": [0, 2, 3, 5], "epochs": (1, 200), "dropout": (0.0, 0.5),
    "learning_rate": (0.0001, 1.0),
}  # fmt: skip


def overfits(seed: int = 1) -> tuple[Trained, int]:
    """A training that learns by heart, and the epoch of its lowest validation loss."""
    run = trained(seed, train=150, validation=400, features=60, epochs=40, rate=0.05, noise=0.2)
    settings: dict[str, object] = {
        "early_stopping": 5, "epochs": 60, "dropout": 0.0, "learning_rate": 0.001,
        "optimizer": "adam",
    }  # fmt: skip
    facts = replace(run.facts, settings=settings, choices=CHOICES)
    best = int(np.argmin(run.history.column("val_loss"))) + 1
    return replace(run, facts=facts), best


def judged(run: Trained, kept: int | None) -> Diagnosis:
    return diagnose(run.history, run.facts, run.examples, kept=kept)


def test_early_stopping_is_a_cure() -> None:
    run, best = overfits()
    assert 5 <= best < 25
    assert judged(run, None).has("overfitting")
    told = judged(run, best)
    assert not told.has("overfitting")
    assert not told.has("overconfident")
    assert (
        f"Validation loss began to rise after epoch {best}; early stopping kept its weights: this "
        "is about them."
    ) in told.primary.evidence
    assert "early_stopping" not in told.advised.change


def test_what_still_limits_it_is_measured_at_the_epoch_that_was_kept() -> None:
    run, best = overfits()
    gap = next(one for one in judged(run, best).findings if one.name == "large_gap")
    right = run.history.column("train_accuracy")[best - 1]
    assert f"Training accuracy ended at {100 * right:.1f}".removesuffix(".0") in gap.evidence
    assert gap.change == {"dropout": 0.3}


def test_going_on_did_not_help_so_more_epochs_are_not_advised() -> None:
    losses = np.array([2.0, 1.6, 1.3, 1.1, 0.95, 0.83, 0.74, 0.67, 0.7, 0.72, 0.71])
    course, settings = history(loss=losses, val_loss=losses), {"early_stopping": 3, "epochs": 60}
    falling = diagnose(history(loss=losses[:8], val_loss=losses[:8])).primary
    assert falling.name == "still_improving"
    facts = Facts(settings=settings, choices=CHOICES)
    assert not diagnose(course, facts, kept=8).has("still_improving")
    # Two more epochs of eight tell too little of what more would bring.
    ended = Facts(settings={"early_stopping": 20, "epochs": 10}, choices=CHOICES)
    short = diagnose(history(loss=losses[:10], val_loss=losses[:10]), ended, kept=8)
    assert short.primary.name == "still_improving"
    assert short.primary.change == {"epochs": 12}


def test_a_network_that_was_soon_at_its_best_is_not_told_that_its_epochs_were_few() -> None:
    losses = np.array([0.5, 0.4, 0.38, 0.45, 0.5, 0.55])
    settings: dict[str, object] = {
        "early_stopping": 3, "epochs": 30, "learning_rate": 0.01, "optimizer": "adam",
    }  # fmt: skip
    found = diagnose(history(loss=0.95 * losses, val_loss=losses),
                     Facts(settings=settings, choices=CHOICES), kept=3).primary  # fmt: skip
    assert found.name == "not_enough_evidence"
    assert found.evidence.startswith("After 3 epochs this network was at its best")
    assert set(found.change) == {"learning_rate"}
    assert "epochs" not in found.change


def test_a_good_network_that_was_kept_is_not_said_to_have_settled() -> None:
    losses = np.r_[0.5 + 1.5 * np.exp(-np.arange(30) / 4), 0.503, 0.502, 0.504]
    found = diagnose(history(loss=losses, val_loss=losses), Facts(settings={"early_stopping": 3}),
                     kept=30).primary  # fmt: skip
    assert found.name == "good_fit"
    assert found.evidence.startswith("Validation loss fell to 0.501")
    assert "was lowest at epoch 30" in found.evidence


def test_a_loss_that_left_all_bounds_is_told_whatever_was_kept() -> None:
    losses = np.array([0.5, 0.4, 0.3, 0.35, np.nan, np.nan])
    course = history(loss=losses, val_loss=losses)
    assert diagnose(course, kept=3) == diagnose(course)
    assert diagnose(course).primary.name == "diverged"


@pytest.mark.parametrize(("kept", "place"), [(None, None), (3, 2), (6, None), (4, None)])
def test_what_was_kept_is_found_by_its_number(kept: int | None, place: int | None) -> None:
    some = History({"loss": [3.0, 2.0, 1.0]}, numbers=[1, 3, 6])
    assert place_of(some, kept) == place


def test_where_the_last_weights_were_kept_nothing_changes() -> None:
    run, _ = overfits()
    assert judged(run, 40) == judged(run, None)


@pytest.mark.parametrize(
    ("name", "about"), [("unstable", "the epochs until then"), ("large_gap", "them")]
)
def test_what_jumped_is_told_of_the_epochs_and_not_of_the_weights(name: str, about: str) -> None:
    finding = Finding(name=name, confidence=0.9, evidence="So it is.", remedy="Wait.")
    facts = Facts(settings={"early_stopping": 5}, after=5)
    told = kept_told(finding, facts, 42, rose=False).evidence
    assert told.endswith(f"early stopping kept its weights: this is about {about}.")
