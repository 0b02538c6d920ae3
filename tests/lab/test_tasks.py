"""Tasks: one for every target that data can have."""

from __future__ import annotations

from typing import get_args

import pytest

from tutor.datasets.registry import CARDS, Target
from tutor.lab.tasks import TASKS, charted, task_of


@pytest.mark.parametrize("target", get_args(Target))
def test_every_target_has_one_task(target: Target) -> None:
    assert [task.name for task in TASKS.values() if task.target == target] == [task_of(target).name]


@pytest.mark.parametrize("name", CARDS)
def test_every_data_set_has_a_task(name: str) -> None:
    assert task_of(CARDS[name].target).target == CARDS[name].target


def test_tasks_are_found_by_their_own_names() -> None:
    assert all(task.name == name for name, task in TASKS.items())
    assert {name: task.measure for name, task in TASKS.items() if task.measure != "accuracy"} == {
        "act": "success"
    }
    assert {name for name, task in TASKS.items() if "f1" in task.scores} == {"tag", "detect"}


@pytest.mark.parametrize(
    ("metrics", "shown"),
    [
        (["loss", "accuracy", "val_loss"], ("loss", "accuracy")),
        (["loss", "success", "val_success", "exploration"], ("exploration", "success")),
        (["loss", "success"], ("loss", "success")),
    ],
)
def test_games_are_charted_by_exploration_where_it_was_measured(
    metrics: list[str], shown: tuple[str, str]
) -> None:
    assert charted(metrics) == shown
