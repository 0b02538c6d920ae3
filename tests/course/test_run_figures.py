"""The figures of one run, as texts name them."""

from __future__ import annotations

import math

import pytest

from tests.support import CURVES, OVERFITTING
from tutor.course.run_figures import (
    RunFigures,
    best_epoch,
    loss_text,
    measured_text,
    metrics_of,
    setting_text,
)
from tutor.diagnosis.history import History
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.numbers import encode_columns
from tutor.lab.run import Record
from tutor.lab.tasks import TASKS


def record(diagnosis: Diagnosis = OVERFITTING) -> Record:
    made = Record()
    made.apply(events.Epoch(first=1, metrics=encode_columns(CURVES), seconds=[0.1] * 8))
    made.apply(events.Diagnosed(diagnosis=diagnosis))
    last = {name: column[-1] for name, column in CURVES.items()}
    made.apply(events.RunEnded(reason="finished", epochs=8, seconds=63.24, metrics={**last}))
    return made


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("val_accuracy", "79.0 %"), ("val_loss", "0.900"), ("gap", "17.0 points"),
        ("best_epoch", "4"), ("epochs", "8"), ("seconds", "63.2 s"), ("diagnosis", "Overfitting"),
        ("units", "8 and 16"), ("bidirectional", "both ways"), ("val_f1", None), ("cell", None),
    ],
)  # fmt: skip
def test_how_figures_are_shown(name: str, text: str | None) -> None:
    figures = RunFigures.of(record(), {"units": [8, 16], "bidirectional": True, "epochs": 10})
    assert figures.text(name) == text


def test_a_diagnosis_that_is_not_ours_is_not_shown() -> None:
    odd = Diagnosis((Finding(name="\x1b[2J", confidence=1.0, evidence="", remedy=""),))
    assert RunFigures.of(record(odd), {}).text("diagnosis") is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.3541, "0.354"), (1.896, "1.90"), (12.04, "12.0"), (1234.5, "1,234"), (0.0, "0.00"),
     (0.00123, "0.00123"), (1e-9, "0.000000"), (-0.5, "-0.500")],
)  # fmt: skip
def test_losses_have_three_digits(value: float, text: str) -> None:
    assert loss_text(value) == text


def test_figures_that_are_none_are_unknown() -> None:
    assert measured_text("val_loss", math.nan) == "unknown"
    assert measured_text("seconds", math.inf) == "unknown"


@pytest.mark.parametrize(
    ("value", "text"),
    [(1000, "1,000"), (0.001, "0.001"), (False, "off"), ("GRU", "GRU"), ([1], "1"),
     ([8, 16, 32], "8, 16 and 32"), ([], "")],
)  # fmt: skip
def test_settings(value: object, text: str) -> None:
    assert setting_text(value) == text  # type: ignore[arg-type]


def test_the_best_epoch_without_a_validation_loss_has_the_best_headline() -> None:
    assert best_epoch(History(metrics={"val_success": [0.1, 0.9, 0.4]})) == 2
    assert best_epoch(History(metrics={"val_loss": [math.nan, 2.0, 1.5]})) == 3
    assert best_epoch(History()) is None


def test_every_task_has_metrics() -> None:
    for task in TASKS:
        assert "loss" in metrics_of(task)
    assert "val_f1" in metrics_of("tag")
    assert "val_success" in metrics_of("act")
    assert metrics_of("juggle") == ()
