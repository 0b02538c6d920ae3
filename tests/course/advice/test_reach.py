"""Advice never leads beyond what an experiment's goal allows."""

from __future__ import annotations

import msgspec
import pytest

from tests.support import lesson
from tutor.course.advice.reach import within_goal
from tutor.course.plan import order as plan
from tutor.lab.settings import Scalar, Setting
from tutor.lab.ways import ways

DIGITS = lesson().experiments[0]


def left(*goal: str) -> dict[str, Setting]:
    asked = msgspec.structs.replace(DIGITS, goal=list(goal))
    return {one.name: one for one in within_goal(asked, DIGITS.dataset)}


def test_epochs_end_where_the_goal_ends_them() -> None:
    assert left("epochs <= 10")["epochs"].high == 10
    assert left("epochs <= 10")["epochs"].low == DIGITS.offered["epochs"].low
    assert left("val_accuracy >= 0.9")["epochs"] == DIGITS.offered["epochs"]


def test_an_order_takes_the_goal_along_and_runs_beyond_it_stay_possible() -> None:
    asked = msgspec.structs.replace(DIGITS, goal=["epochs <= 5"])
    made = plan("l", asked, {"epochs": 6})
    assert made.settings["epochs"] == 6
    assert next(one for one in made.offered if one.name == "epochs").high == 5


@pytest.mark.parametrize(
    ("condition", "values"),
    [("filters <= 8", [4, 8]), ("filters > 8", [16]), ("filters != 8", [4, 16]),
     ("filters >= 64", [4, 8, 16])],
)  # fmt: skip
def test_of_listed_values_those_that_meet_it_are_left(condition: str, values: list[Scalar]) -> None:
    listed = Setting(name="filters", default=4, choices=[4, 8, 16])
    settings = [one for one in DIGITS.settings if one.name != "filters"] + [listed]
    asked = msgspec.structs.replace(DIGITS, goal=[condition], settings=settings)
    assert {one.name: one for one in within_goal(asked, DIGITS.dataset)}["filters"].values == values


def test_advice_keeps_to_what_the_step_is_about() -> None:
    made = plan("l", msgspec.structs.replace(DIGITS, advice=["filters"]), {})
    assert [one.name for one in made.advisable] == ["filters"]
    free = plan("l", msgspec.structs.replace(DIGITS, advice=[]), {})
    assert made.offered == free.offered == free.advisable
    found = ways(made)
    assert set(found.larger) == set(found.smaller) == {"filters"}
    assert {name for one in found.others for name in one} <= {"filters"}


def test_on_own_data_the_goal_is_none() -> None:
    asked = msgspec.structs.replace(DIGITS, goal=["epochs <= 5"])
    assert within_goal(asked, "own") == list(DIGITS.offered.values())
