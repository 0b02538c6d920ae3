"""The marked epoch's label: under its line, at every width that has room for it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.plot import Plot, drawn


def rows_of(width: int, mark: int, *, braille: bool = True) -> list[str]:
    plotted = Plot("loss", [0.9] * 30, [0.8] * 30, 30, mark=mark, mark_word="rises after")
    return ["".join(text for text, _ in row) for row in drawn(plotted, width, 12, braille=braille)]


@given(st.integers(18, 90), st.integers(1, 30), st.booleans())
def test_the_label_stands_under_its_line_or_right_before_the_last_epoch(
    width: int, mark: int, braille: bool
) -> None:
    rows = rows_of(width, mark, braille=braille)
    axis, line = rows[-1], next(row.index("╎") for row in rows if "╎" in row)
    assert len(axis) == width
    assert axis.endswith(" 30")
    if "▲" not in axis:
        assert width < 36 or mark < 4
        return
    arrow = axis.index("▲")
    assert not re.search(r"▲ .*\d \d", axis), axis
    assert re.search(rf"▲ (rises after |epoch )?{mark} |(^|\D){mark} ▲", axis), axis
    assert arrow == line or axis[arrow + 1 :] == " 30"
    assert not axis.endswith("▲ epoch 30"), "the best epoch and the last one read as one"


def test_where_it_is_narrow_the_label_is_worth_more_than_the_word_epoch() -> None:
    assert rows_of(60, 12)[-1].split() == [
        "└1", "not", "from", "0", "▲", "rises", "after", "12", "epoch", "30",
    ]  # fmt: skip
    assert rows_of(38, 12)[-1].split() == ["└1", "▲", "rises", "after", "12", "30"]
    assert rows_of(38, 14)[-1].split() == ["└1", "▲", "epoch", "14", "30"]
    assert rows_of(24, 8)[-1].split() == ["└1", "▲", "epoch", "8", "30"]


def test_an_only_epoch_has_an_axis_that_ends_with_it() -> None:
    for mark in (None, 1):
        rows = drawn(Plot("loss", [0.9], [0.8], 1, mark=mark), 60, 12, braille=True)
        assert "".join(text for text, _ in rows[-1]).split()[:2] == ["└epoch", "1"]
        assert "2" not in "".join(text for text, _ in rows[-1])


def test_a_first_epoch_that_is_the_best_is_named_in_place_of_the_first() -> None:
    assert rows_of(60, 1)[-1].split()[:4] == ["└▲", "rises", "after", "1"]
    assert rows_of(60, 1)[-1].endswith("epoch 30")
