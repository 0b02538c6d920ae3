"""What `tutor train` tells people of a run."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support import OVERFITTING
from tests.support import order as order_of
from tutor.cli.outcome import run_text
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.numbers import encode_values
from tutor.lab.run import Order, Record
from tutor.lab.views import files
from tutor.lab.views.writing import SAMPLE, Sample

GOAL = ["val_accuracy >= 0.97", "diagnosis != overfitting", "parameters < 5000"]
METRICS = {
    "loss": 1.9842, "accuracy": 0.6738, "val_loss": 0.1, "val_accuracy": 0.981,
    "train_loss": 0.05, "train_accuracy": 1.0,
}  # fmt: skip


def ended(
    order: Order,
    *,
    reason: str = "finished",
    epochs: int = 10,
    metrics: dict[str, float] | None = None,
    message: str = "",
    diagnosis: Diagnosis | None = OVERFITTING,
) -> Record:
    record = Record()
    told: list[events.Any] = [
        events.RunStarted(
            run=order.run, at=0.0, epochs=10, steps=34, parameters=order.network.parameters,
            train=1079, validation=359, test=359, device="CPU", prepare_seconds=0.0,
        ),
        events.RunEnded(
            reason=reason, epochs=epochs, seconds=1.25, message=message,
            metrics=encode_values(METRICS if metrics is None else metrics),
        ),
    ]  # fmt: skip
    if diagnosis is not None:
        told.append(events.Diagnosed(diagnosis=diagnosis))
    for event in told:
        record.apply(event)
    return record


def test_the_page_of_a_finished_run() -> None:
    order = order_of()
    assert run_text(ended(order), order, GOAL, 80) == (
        f"""Finished after 10 epochs, 1.2 s of training
Run {order.run}, 1,370 parameters, seed 1

               training  validation
  loss           0.0500      0.1000
  accuracy      100.0 %      98.1 %
  Measured after the last whole epoch, with dropout off.

Diagnosis: Overfitting (93 % sure)
  After its best epoch the network learned what holds only for its training
  examples, and its loss on new ones rose.
  Evidence         Validation loss rose 18 % (12 to 25 %) after epoch 4 while
                   training fell.
  Try              Set dropout to 0.3.
  Would change it  A validation loss that comes down again.

Goal not reached yet
  met      at least 97 % validation accuracy (it has 98.1 %)
  not met  no overfitting (it says “overfitting”)
  met      under 5,000 parameters (it has 1,370)"""
    )


def test_a_stopped_run_counts_its_whole_epochs() -> None:
    order = order_of()
    text = run_text(ended(order, reason="cancelled", epochs=6), order, GOAL, 80)
    assert text.startswith("Stopped after 6 of 10 epochs, ")


def test_a_failure_is_told_with_its_reason_and_without_empty_tables() -> None:
    order = order_of()
    failed = ended(
        order, reason="failed", epochs=0, metrics={}, message="Out of memory.", diagnosis=None
    )
    assert run_text(failed, order, GOAL[:1], 80) == (
        "Failed after 0 of 10 epochs, 1.2 s of training\nOut of memory.\n"
        f"Run {order.run}, 1,370 parameters, seed 1\n\n"
        "Goal not reached yet\n  not met  at least 97 % validation accuracy (it has none)"
    )


def test_the_test_set_has_a_column_where_it_was_opened() -> None:
    order = order_of()
    opened = {**METRICS, "test_loss": 0.11, "test_accuracy": 0.97}
    text = run_text(ended(order, metrics=opened), order, [], 80)
    assert "training  validation        test\n" in text
    assert "Goal" not in text


def test_numbers_that_are_none_are_borne() -> None:
    order = order_of()
    gone = {**METRICS, "train_loss": math.nan, "val_loss": math.inf}
    assert "  loss              nan         inf\n" in run_text(
        ended(order, metrics=gone), order, GOAL, 80
    )


def test_what_a_network_wrote_stands_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    order = order_of()
    record = ended(order)
    record.views[SAMPLE] = files.file_of(SAMPLE)
    assert "It goes on" not in run_text(record, order, GOAL, 80)  # the file is not there
    folder = tmp_path / "runs" / order.run
    folder.mkdir(parents=True)
    written = Sample(temperature=0.7, given=list("once "), drawn=list("upon\na \x1b[2Jtime"))
    files.write(folder, files.file_of(SAMPLE), written)
    text = run_text(record, order, GOAL, 80)
    assert "It goes on from 'once', at temperature 0.7:\n  upon\n  a \\u001b[2Jtime" in text


def test_of_games_only_what_was_won_is_told() -> None:
    order = order_of()
    text = run_text(ended(order, metrics={"val_success": 0.97}, diagnosis=None), order, [], 80)
    assert "  success        97.0 %\n" in text
    assert "\n  loss" not in text


def test_where_the_curves_leave_it_open_the_second_look_is_named() -> None:
    order = order_of()
    open_ = Diagnosis(
        (Finding(name="not_enough_evidence", confidence=0.5, evidence="e", remedy="r"),)
    )
    told = run_text(ended(order, diagnosis=open_), order, GOAL, 80)
    assert "--second-look goes on unseen" in told
    asked = replace(order, second_look=True)
    assert "--second-look" not in run_text(ended(asked, diagnosis=open_), asked, GOAL, 80)
    assert "--second-look" not in run_text(ended(order), order, GOAL, 80)
    stopped = ended(order, reason="cancelled", diagnosis=open_)
    assert "--second-look" not in run_text(stopped, order, GOAL, 80), "it would have none"
