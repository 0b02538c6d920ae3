from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.diagnosis.proportions import in_tenths
from tutor.diagnosis.statistics import Interval
from tutor.diagnosis.words import (
    at_last,
    confidence,
    less,
    number,
    percent,
    points,
    points_span,
    span,
    tenths,
)


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.183, "18 %"), (0.042, "4.2 %"), (0.05, "5 %"), (12.0, "1,200 %"), (0.0, "0 %"),
     (-0.25, "-25 %"), (1e9, "1e+11 %"), (0.0996, "10 %")],
)  # fmt: skip
def test_percent(share: float, text: str) -> None:
    assert percent(share) == text


def test_spans_and_points() -> None:
    assert span(Interval(0.12, 0.254)) == "12 to 25 %"
    assert points(0.053) == "5.3 points"
    assert points(0.01) == "1 point"
    assert points_span(Interval(-0.012, 0.034)) == "-1.2 to 3.4 points"
    assert number(0.08131) == "0.0813"
    assert number(9.8e-5) == "0.000098"
    assert number(-2e-8) == "-0.000000020"
    assert number(0.0) == "0"
    assert number(2.3004) == "2.30"
    assert number(99.97) == "100"
    assert number(4.0) == "4"
    assert number(1.2e9) == "1.2e+09"


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_confidence_is_never_below_a_half_nor_one(z: float) -> None:
    assert 0.5 <= confidence(z) <= 0.99


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert percent(-0.0003) == "0 %"
    assert span(Interval(-0.0003, 0.04)) == "0 to 4 %"


@pytest.mark.parametrize(
    ("share", "said"), [(0.18, "18 %"), (0.994, "99 %"), (0.9997, "over 99 %"), (1.0, "over 99 %")]
)
def test_no_loss_is_said_to_be_lower_by_all_of_it(share: float, said: str) -> None:
    assert less(share) == said


@pytest.mark.parametrize("share", [0.8975, 0.884, 0.9708, 0.5, 1.0])
def test_a_share_in_tenths_is_what_is_read(share: float) -> None:
    assert f"{100 * in_tenths(share):.1f}".removesuffix(".0") == tenths(share).removesuffix(" %")


@pytest.mark.parametrize(("last", "told"), [
    (0.861, "; after the last one it was 86.1 %"), (0.82, ""),
    (0.8, "; after the last one it was 80 %"),
])  # fmt: skip
def test_a_last_epoch_far_from_the_usual_share_is_told(last: float, told: str) -> None:
    assert at_last(0.836, last) == told
