"""Numbers without a power of ten."""

from __future__ import annotations

import math

import pytest

from tutor.diagnosis.digits import in_digits


@pytest.mark.parametrize(
    ("value", "said"),
    [(1e-5, "0.00001"), (10.0, "10"), (0.1 + 0.2, "0.3"), (2e7, "20000000"), (-0.5, "-0.5"),
     (0.0, "0"), (math.inf, "inf"), (math.nan, "nan")],
)  # fmt: skip
def test_numbers_have_the_digits_they_need(value: float, said: str) -> None:
    assert in_digits(value) == said
