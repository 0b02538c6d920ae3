"""Sizes and shapes in words, of examples and of games."""

from __future__ import annotations

from tutor.datasets.registry import CARDS
from tutor.lab.text.sets import held, shape


def test_sets_of_examples_are_counted() -> None:
    assert held(CARDS["digits"]).endswith(" to test")
    assert held(CARDS["digits"], "kept for a last test").endswith("kept for a last test")


def test_a_game_has_mazes_and_no_examples() -> None:
    assert held(CARDS["tmaze"]) == "new mazes in every epoch, 200 others to judge by"


def test_any_length_is_a_question_mark() -> None:
    assert shape(CARDS["tmaze"].sizes()) == "?×4"
    assert shape((8, 8, 1)) == "8×8×1"
    assert shape((None, 3)) == "?×3"
