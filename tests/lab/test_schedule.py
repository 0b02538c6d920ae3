"""Learning rates over a run, against their formulas."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.schedule import SCHEDULES, rate_at


def rates(schedule: str, epochs: int, rate: float = 0.1) -> list[float]:
    return [rate_at(schedule, rate, epoch, epochs) for epoch in range(1, epochs + 1)]


def test_a_constant_rate_stays() -> None:
    assert rates("constant", 5) == [0.1] * 5


def test_cosine_falls_along_half_a_cosine() -> None:
    found = rates("cosine", 4)
    assert found == pytest.approx([0.1, 0.05 * (1 + math.sqrt(0.5)), 0.05, 0.05 - 0.05 / 2**0.5])


def test_cosine_reaches_nothing_after_the_last_epoch() -> None:
    assert rate_at("cosine", 0.1, 11, 10) == pytest.approx(0.0, abs=1e-15)


def test_step_divides_by_ten_after_half_and_after_three_quarters() -> None:
    assert rates("step", 8) == pytest.approx([0.1] * 4 + [0.01] * 2 + [0.001] * 2)


def test_exponential_falls_by_one_factor_to_a_hundredth_after_the_last() -> None:
    found = rates("exponential", 10)
    factors = [after / before for before, after in itertools.pairwise(found)]
    assert factors == pytest.approx([0.01**0.1] * 9)
    assert rate_at("exponential", 0.1, 11, 10) == pytest.approx(0.001)


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_schedule_begins_with_the_rate_that_was_set(schedule: str) -> None:
    assert rate_at(schedule, 0.3, 1, 1) == 0.3
    assert rate_at(schedule, 0.3, 1, 50) == 0.3


@given(
    schedule=st.sampled_from(SCHEDULES),
    rate=st.floats(1e-6, 100.0),
    epochs=st.integers(1, 10_000),
    place=st.floats(0.0, 1.0, exclude_max=True),
)
def test_no_rate_is_negative_or_above_the_first_and_none_rises(
    schedule: str, rate: float, epochs: int, place: float
) -> None:
    epoch = 1 + int(place * epochs)
    now = rate_at(schedule, rate, epoch, epochs)
    after = rate_at(schedule, rate, epoch + 1, epochs)
    assert 0.0 <= after <= now <= rate
    if schedule in {"cosine", "exponential"}:
        assert after < now


def test_an_unknown_schedule_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"no schedule 'linear'; there are constant, cosine"):
        rate_at("linear", 0.1, 1, 10)
