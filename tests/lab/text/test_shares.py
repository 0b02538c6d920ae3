"""Shares and probabilities in words."""

from __future__ import annotations

import pytest

from tutor.lab.text.bars import shares
from tutor.lab.text.shares import brief, percent, probability


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.0, "<1 %"),
        (0.004, "<1 %"),
        (0.006, "1 %"),
        (0.92, "92 %"),
        (0.996, ">99 %"),
        (1.0, ">99 %"),
    ],
)
def test_a_networks_probability_is_never_told_as_certain(value: float, told: str) -> None:
    assert probability(value) == told
    assert percent(value) == told.replace("<", "under ").replace(">", "over ")


def test_a_share_may_be_none_or_all() -> None:
    assert [brief(value) for value in (0.0, 0.001, 0.999, 1.0)] == ["0 %", "<1 %", ">99 %", "100 %"]


def test_bars_of_a_policy_that_is_rounded_to_certain_do_not_say_so() -> None:
    rows = ["".join(text for text, _ in row) for row in shares(["up", "down"], [1.0, 0.0], 24)]
    assert rows[0].endswith(">99 %")
    assert rows[1].endswith("<1 %")
