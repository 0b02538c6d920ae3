"""The y axis' numbers: short, and never without their sign or their power of ten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.plot import Plot, drawn
from tutor.lab.text.scale import label


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (0.5, "0.5"), (1.25, "1.25"), (0.123, "0.123"), (0.0478, ".0478"),
        (-0.0478, "-.048"), (-0.1, "-0.1"), (-0.123, "-.123"), (-1.25, "-1.25"),
        (0.00123, ".0012"), (1234.0, "1234"), (-1234.0, "-1234"), (123456.0, "1.2e5"),
        (-5.8e-7, "-6e-7"), (1.2e-5, "1e-05"), (-1e-300, "0"), (-1e300, "-∞"),
    ],
)  # fmt: skip
def test_a_label_keeps_what_matters(value: float, text: str) -> None:
    assert label(value, 5) == text


@given(st.floats(-1e99, 1e99), st.integers(5, 9))
def test_a_label_fits_and_is_near_its_value(value: float, width: int) -> None:
    text = label(value, width)
    assert len(text) <= width
    if text in {"0", "-∞"}:
        assert abs(value) < 1e-9 or value < -1e9
    else:
        assert float(text) == pytest.approx(value, rel=0.5)


def test_negative_losses_are_told_as_such() -> None:
    plot = Plot("loss", [-0.0478, -0.02, -0.03], [], 3)
    rows = ["".join(text for text, _ in row) for row in drawn(plot, 50, 10, braille=True)]
    assert any(row.startswith("-.048 ") for row in rows)
    assert not any(row.startswith(".0478") for row in rows)
