"""Logs of one object for each thing that was logged: Hugging Face's, and others line by line."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from tutor.lab.logs import Log, LogError, read_log


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "trainer_state.json"


def read(path: Path, entries: Sequence[object]) -> Log:
    path.write_text(json.dumps({"best_metric": None, "global_step": 6, "log_history": entries}))
    return read_log(path)


STEPS = [
    {"epoch": 0.5, "step": 50, "loss": 3.0, "learning_rate": 2e-5, "grad_norm": 1.5},
    {"epoch": 1.0, "step": 100, "loss": 1.0, "learning_rate": 1e-5, "grad_norm": 1.0},
    {"epoch": 1.0, "step": 100, "eval_loss": 1.5, "eval_accuracy": 0.5, "eval_runtime": 2.0},
    {"epoch": 1.5, "step": 150, "loss": 0.75, "learning_rate": 0.0},
    {"epoch": 2.0, "step": 200, "loss": 0.25},
    {"epoch": 2.0, "step": 200, "eval_loss": 1.25, "eval_accuracy": 0.75},
]
SUMMARY = {"epoch": 2.0, "step": 200, "train_loss": 1.25, "train_runtime": 60.0, "total_flos": 1e9}


def test_the_losses_of_steps_are_averaged_up_to_each_evaluation(log: Path) -> None:
    made = read(log, [*STEPS, SUMMARY])
    assert {name: made.history.column(name) for name in ("loss", "val_loss", "val_accuracy")} == {
        "loss": [2.0, 0.5], "val_loss": [1.5, 1.25], "val_accuracy": [0.5, 0.75],
    }  # fmt: skip
    assert list(made.history.counted) == [1, 2]
    assert "train_loss" not in made.history.metrics
    assert made.notes == []


def test_whole_epochs_only(log: Path) -> None:
    whole = [entry for entry in STEPS if entry["epoch"] in (1.0, 2.0)]
    made = read(log, whole).history
    assert made.column("loss") == [1.0, 0.25]
    assert list(made.counted) == [1, 2]


def test_epochs_that_end_just_off_a_whole_number_are_that_number(log: Path) -> None:
    entries = [{"epoch": end - 0.4, "loss": 1.0} for end in (0.99, 1.98, 2.97)]
    ends = [{"epoch": end, "eval_loss": 2.0} for end in (0.99, 1.98, 2.97)]
    both = [entry for pair in zip(entries, ends, strict=True) for entry in pair]
    assert list(read(log, both).history.counted) == [1, 2, 3]


def test_evaluations_within_epochs_are_counted_and_that_is_said(log: Path) -> None:
    entries = [
        entry
        for step in range(1, 9)
        for entry in (
            {"epoch": step / 5, "step": step, "loss": 1 / step},
            {"epoch": step / 5, "step": step, "eval_loss": 2 / step},
        )
    ]
    made = read(log, entries)
    assert list(made.history.counted) == list(range(1, 9))
    assert made.notes == ["What is called an epoch here is one evaluation of the log."]


def test_without_evaluation_the_steps_of_each_epoch_are_averaged(log: Path) -> None:
    made = read(log, [{"epoch": at, "step": at * 8, "loss": at} for at in (0.5, 1.0, 1.25, 1.75)])
    assert made.history.metrics["loss"] == [0.75, 1.5]
    assert list(made.history.counted) == [1, 2]


def test_a_loss_that_is_lost(log: Path) -> None:
    log.write_text('{"log_history": [{"epoch": 1.0, "loss": 2.0}, {"epoch": 2.0, "loss": NaN}]}')
    assert math.isnan(read_log(log).history.column("loss")[1])


def test_an_object_in_each_line(log: Path) -> None:
    log.write_text(
        '{"train_lr": 0.1, "train_loss": 2.0, "test_loss": 2.5, "test_acc1": 40.0, "epoch": 0}\n'
        '{"train_lr": 0.1, "train_loss": 1.0, "test_loss": 1.5, "test_acc1": 60.0, "epoch": 1}\n'
    )
    made = read_log(log)
    assert made.history.column("loss") == [2.0, 1.0]
    assert made.history.column("val_loss") == [2.5, 1.5]
    assert made.history.column("val_accuracy") == [40.0, 60.0]
    assert made.notes == ["It has no val_loss; test_loss is taken for it."]


def test_one_test_at_the_end_is_no_validation(log: Path) -> None:
    entries = [{"epoch": i, "loss": 2.0 - i} for i in range(2)]
    made = read(log, [*entries, {"epoch": 2, "test_loss": 1.5}])
    assert made.history.column("loss") == [2.0, 1.0]
    assert "val_loss" not in made.history.metrics


def test_a_list_of_epochs_with_null_for_what_was_not_validated(log: Path) -> None:
    entries = [{"epoch": i, "loss": 3.0 - i, "val_loss": 3.0 if i % 2 else None} for i in range(4)]
    log.write_text(json.dumps(entries))
    made = read_log(log).history
    assert list(made.counted) == [1, 3]
    assert made.column("loss") == [2.0, 0.0]


def test_null_beside_numbers_of_its_set_is_nan(log: Path) -> None:
    entries = [{"epoch": 0, "loss": 1.0, "acc": 0.5}, {"epoch": 1, "loss": None, "acc": 0.1}]
    log.write_text(json.dumps(entries))
    assert math.isnan(read_log(log).history.column("loss")[1])


def test_a_mode_says_which_set_an_object_is_of(log: Path) -> None:
    log.write_text(
        "\n".join(
            json.dumps({"mode": mode, "epoch": epoch, "loss": loss})
            for mode, epoch, loss in
            [("train", 1, 2.0), ("val", 1, 2.5), ("train", 2, 1.0), ("val", 2, 1.5)]
        )
    )  # fmt: skip
    assert read_log(log).history.metrics == {"loss": [2.0, 1.0], "val_loss": [2.5, 1.5]}


def test_a_named_error_serves_as_loss_where_there_is_none(log: Path) -> None:
    log.write_text('{"mse": [2.0, 1.0], "val_mse": [2.5, 1.5], "lr": [0.1, 0.1]}')
    made = read_log(log)
    assert made.history.column("val_loss") == [2.5, 1.5]
    assert made.notes == ["It has no loss; mse is taken for it."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"log_history": []}', "found a list"),
        ('{"log_history": [{"step": 1}]}', "no column is a loss"),
        ('{"log_history": [{"loss": "high"}]}', "value 1 of loss is 'high', not a number"),
        ('{"loss": 1.0}\n{"loss": 2.0,}\n', ":2: broken JSON"),
        ('{"loss": 1.0} x', ":1: broken JSON"),
    ],
)
def test_refusals(log: Path, text: str, expected: str) -> None:
    log.write_text(text)
    with pytest.raises(LogError, match=expected):
        read_log(log)
