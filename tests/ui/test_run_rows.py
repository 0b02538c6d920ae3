"""One run as a row: its figure, and what it came to."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tutor.store.runs import RunRow
from tutor.ui.run_rows import OUTCOME, called, figure, outcome
from tutor.ui.words import moment


def row(diagnosis: str | None = None, *, reached: bool = False, **metrics: float) -> RunRow:
    return RunRow(
        run="20260131-120000-1a2b3c", ended="finished", diagnosis=diagnosis, goal_reached=reached,
        metrics=metrics, at=1.8e9,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("diagnosis", "reached", "expected"),
    [
        ("still_improving", False, "still improving"),
        ("still_improving", True, "✓ goal reached"),
        ("good_fit", True, "✓ goal reached"),
        (None, True, "✓ goal reached"),
        (None, False, "finished"),
        ("overfitting", True, "✓ goal, overfitting"),
        ("class_imbalance", True, "✓ goal reached"),
    ],
)
def test_a_goal_that_was_reached_is_said_and_a_trouble_beside_it_where_there_is_room(
    diagnosis: str | None, reached: bool, expected: str
) -> None:
    assert outcome(row(diagnosis, reached=reached)) == expected
    assert len(expected) <= OUTCOME


@pytest.mark.parametrize(
    ("sure", "reached", "expected"),
    [
        (0.38, False, "perhaps a good fit"),
        (0.38, True, "✓ goal reached"),
        (0.7, False, "good fit"),
        (None, False, "good fit"),
    ],
)
def test_a_fit_that_is_not_likely_is_not_called_good_without_reserve(
    sure: float | None, reached: bool, expected: str
) -> None:
    assert outcome(replace(row("good_fit", reached=reached), sure=sure)) == expected
    assert len(expected) <= OUTCOME
    assert outcome(replace(row("overfitting"), sure=0.3)) == "overfitting"


def test_where_the_goal_is_on_the_loss_that_is_the_figure() -> None:
    both = row(val_accuracy=0.514, val_loss=1.741)
    assert figure(both, "val_loss") == "1.74"
    assert figure(both, "") == figure(both, "seconds") == "51.4 %"
    assert figure(row(val_accuracy=0.514), "val_loss") == "51.4 %"
    assert figure(row(val_loss=math.nan), "val_loss") == "–"


def test_a_run_is_called_by_what_the_list_shows_of_it() -> None:
    when = moment(1.8e9)
    assert called(row(val_accuracy=0.514), "") == f"the run of {when} with accuracy 51.4 %"
    assert called(row(val_loss=1.741), "val_loss") == f"the run of {when} with loss 1.74"
    assert called(row(val_accuracy=math.nan), "") == called(row(), "") == f"the run of {when}"
    damaged = RunRow(run="20260131-120000-1a2b3c", at=1.8e9, problem="It cannot be read.")
    assert called(damaged, "") == "run 20260131-120000-1a2b3c"
