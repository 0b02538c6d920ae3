"""Which of several runs came out best."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tutor.store.best import best
from tutor.store.rows import RunResult


def row(run: str, *, reached: bool = False, parameters: int = 10, **metrics: float) -> RunResult:
    return RunResult(
        run=run, lesson="l", experiment="e", settings={}, seed=1, ended="finished", epochs=3,
        metrics=metrics, diagnosis=None, goal_reached=reached, parameters=parameters, seconds=1.0,
        at=0.0,
    )  # fmt: skip


GOOD = row("good", val_accuracy=0.9, val_loss=1.2)
CALM = row("calm", val_accuracy=0.8, val_loss=0.6)
LOST = row("lost", val_accuracy=math.nan, val_loss=math.nan)
SHORT = row("short", reached=True, val_accuracy=0.7, val_loss=2.0)


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        (["val_accuracy >= 0.95"], "good"),
        (["parameters <= 100", "val_loss <= 0.5", "val_accuracy >= 0.9"], "calm"),
        (["diagnosis == overfitting"], "good"),
        ([], "good"),
        (["val_success >= 0.9"], "calm"),
    ],
)
def test_by_the_first_metric_that_the_goal_names(goal: list[str], expected: str) -> None:
    assert best([LOST, CALM, GOOD], goal).run == expected


def test_who_reached_the_goal_comes_first() -> None:
    assert best([GOOD, SHORT, CALM], ["val_accuracy >= 0.95", "length >= 30"]).run == "short"


def test_of_equal_runs_it_is_the_one_with_the_fewest_parameters() -> None:
    runs = [
        row("large", parameters=900, val_accuracy=0.99985, val_loss=0.001),
        row("small", parameters=50, val_accuracy=0.9998, val_loss=0.01),
        row("least", parameters=20, val_accuracy=0.99, val_loss=0.1),
    ]
    assert best(runs, ["val_accuracy >= 0.9"]).run == "small"
    assert best(runs, []).run == "small"
    assert best(runs, ["val_loss <= 0.5"]).run == "large"


def test_of_equal_runs_it_is_the_quickest_where_the_goal_counts_seconds() -> None:
    slow, quick = (
        replace(row(run, val_accuracy=0.98, parameters=parameters), seconds=seconds)
        for run, parameters, seconds in (("slow", 50, 2.9), ("quick", 90, 2.1))
    )
    assert best([slow, quick], ["val_accuracy >= 0.97", "seconds <= 3"]).run == "quick"
    assert best([slow, quick], ["val_accuracy >= 0.97"]).run == "slow"


def test_of_equal_runs_it_is_the_one_with_the_least_loss_else_the_first() -> None:
    runs = [row("a", val_accuracy=0.5, val_loss=0.3), row("b", val_accuracy=0.5, val_loss=0.2)]
    assert best(runs, ["val_accuracy >= 0.4", "val_loss <= 0.5"]).run == "b"
    assert best([row("a", val_accuracy=0.5), row("b", val_accuracy=0.5)], []).run == "a"
