"""Figures and their differences as sentences have them."""

from __future__ import annotations

import pytest

from tutor.ui.units import LOSS, Unit

SHARE = Unit("a figure", share=True, metric="m")


@pytest.mark.parametrize(
    ("share", "ends", "said"),
    [
        (True, (-0.0004, 0.042), "just below 0 to +4.2 points"),
        (True, (0.0004, 0.08), "just above 0 to +8.0 points"),
        (True, (-0.02, 0.0), "−2.0 to 0 points"),
        (True, (-0.0001, 0.0002), ""),
        (False, (0.0, 0.0), ""),
        (False, (-1e-12, 0.013), "0 to +0.013"),
        (False, (0.00108, 0.00123), "+0.0011 to +0.0012"),
        (False, (-0.000091, 0.02), "just below 0 to +0.020"),
        (False, (0.0062, 0.06), "+0.0062 to +0.060"),
        (False, (112.0, 1280.0), "+112 to +1,280"),
    ],
)
def test_an_end_near_0_says_on_which_side_it_lies(
    share: bool, ends: tuple[float, float], said: str
) -> None:
    assert Unit("a figure", share=share, metric="m").span(*ends) == said


def test_shares_are_never_further_apart_than_100_points() -> None:
    assert SHARE.reach(1.3) == "±100.0 points"
    assert LOSS.reach(113.2) == "±113"
    assert LOSS.reach(0.00113) == "±0.0011"


def test_a_loss_has_three_digits_whatever_its_size() -> None:
    figures = [LOSS.value(value) for value in (0.000363, 0.00151, 0.4, 1.9, 1234.5)]
    assert figures == ["0.000363", "0.00151", "0.400", "1.90", "1,234"]
    assert [LOSS.moved(by) for by in (-0.5, 0.00115, 112.0)] == ["−0.500", "+0.00115", "+112"]
    assert SHARE.moved(-0.02) == "−2.0 points"


def test_what_is_wide_leaves_all_open() -> None:
    assert SHARE.anything(0.5, 0.9, 0.95)
    assert not SHARE.anything(0.49, 0.1, 0.2)
    assert LOSS.anything(0.5, 0.4, 0.3)
    assert not LOSS.anything(0.2, 0.4, 0.3)
