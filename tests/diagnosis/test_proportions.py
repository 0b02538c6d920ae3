from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.diagnosis.proportions import shares_differ, wilson


def test_wilson_gives_the_published_interval() -> None:
    # Newcombe, Stat. Med. 17 (1998), 857-872, table I: 81 of 263, method 3.
    assert wilson(81 / 263, 263) == pytest.approx((0.2553, 0.3662), abs=5e-4)
    assert wilson(0.0, 20) == pytest.approx((0.0, 0.1611), abs=5e-4)


@given(st.floats(0, 1), st.integers(1, 10**7))
def test_wilson_lies_within_0_and_1_around_the_share(share: float, examples: int) -> None:
    low, high = wilson(share, examples)
    assert 0.0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1.0


def test_wilson_covers_the_truth_as_often_as_it_says() -> None:
    seen = np.random.default_rng(1).binomial(200, 0.93, 2000) / 200
    ends = [wilson(float(share), 200) for share in seen]
    held = np.mean([low <= 0.93 <= high for low, high in ends])
    assert 0.93 < held < 0.97


def test_difference_of_shares_gives_the_published_interval() -> None:
    # Newcombe, Stat. Med. 17 (1998), 873-890, table II (a): 56 of 70 and 48 of 80, method 10.
    assert shares_differ(56 / 70, 70, 48 / 80, 80) == pytest.approx((0.0524, 0.3339), abs=5e-4)
