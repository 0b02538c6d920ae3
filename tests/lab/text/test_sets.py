"""Sizes and shapes in words, of examples and of games."""

from __future__ import annotations

import pytest

from tutor.datasets.registry import CARDS
from tutor.lab.text.sets import held, shape


def test_sets_of_examples_are_counted() -> None:
    assert held(CARDS["digits"]).endswith(" to test")
    assert held(CARDS["digits"], "kept for a last test").endswith("kept for a last test")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "1,079 to train, "),
        ({"train_size": 2000, "remove_duplicates": False}, "1,079 to train, "),
        ({"train_size": 200}, "200 of 1,079 to train, "),
        ({"remove_duplicates": True}, "1,079 to train before copies are removed, "),
        (
            {"train_size": 200, "remove_duplicates": True},
            "at most 200 of 1,079 to train, copies removed, ",
        ),
    ],
)
def test_settings_that_leave_examples_out_are_told(settings: dict[str, object], said: str) -> None:
    assert held(CARDS["digits"], settings=settings).startswith(said)


def test_a_game_has_mazes_and_no_examples() -> None:
    assert held(CARDS["tmaze"]) == "new mazes in every epoch, 200 others to judge by"


def test_any_length_is_named() -> None:
    assert shape(CARDS["tmaze"].sizes()) == "steps×4"
    assert shape((8, 8, 1)) == "8×8×1"
    assert shape((None, 3)) == "steps×3"
