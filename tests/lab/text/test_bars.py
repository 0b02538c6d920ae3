"""Bars of shares, and columns of signed numbers."""

from __future__ import annotations

import pytest

from tutor.lab.text import bars
from tutor.lab.text.plot import PlotRow


def text(row: PlotRow) -> str:
    return "".join(part for part, _ in row)


@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_bar_is_as_wide_as_asked_whatever_its_share(*, ascii_only: bool) -> None:
    for share in (-1.0, 0.0, 0.01, 0.5, 0.999, 1.0, 7.0):
        drawn = bars.bar(share, 10, ascii_only=ascii_only)
        assert len(drawn) == 10, share
        assert not ascii_only or drawn.isascii()
    assert bars.bar(0.5, 10).strip() == "█████"


def test_the_greatest_share_is_marked_and_numbers_stand_below_each_other() -> None:
    rows = bars.shares(["a", "long name"], [0.25, 0.75], 40)
    assert text(rows[1]).endswith("75 %")
    assert {len(text(row)) for row in rows} == {40}
    assert [row[-1][1] for row in rows] == ["", "mark"]


def test_nothing_is_claimed_where_nothing_is_known() -> None:
    assert "%" not in "".join(text(row) for row in bars.shares(["a", "b"], [], 40))


def test_signed_numbers_stand_above_or_below_the_middle() -> None:
    above, below = (text(row) for row in bars.signed([1.0, -1.0, 0.0], 10))
    assert above == "█  "
    assert below == " █ "
    assert all(text(row).isascii() for row in bars.signed([0.3, -2.0], 10, ascii_only=True))
