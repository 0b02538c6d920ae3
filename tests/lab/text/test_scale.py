"""The y axis' numbers: short, and never without their sign or their power of ten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.canvas import Canvas
from tutor.lab.text.plot import Plot, drawn, labels
from tutor.lab.text.scale import label


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (0.5, "0.5"), (1.25, "1.25"), (0.123, "0.123"), (0.0478, ".0478"),
        (-0.0478, "−.048"), (-0.1, "−0.1"), (-0.123, "−.123"), (-1.25, "−1.25"),
        (0.00123, ".0012"), (1234.0, "1234"), (-1234.0, "−1234"), (123456.0, "1.2e5"),
        (-5.8e-7, "−6e-7"), (1.2e-5, "1e-05"), (-1e-300, "0"), (-1e300, "−inf"),
    ],
)  # fmt: skip
def test_a_label_keeps_what_matters(value: float, text: str) -> None:
    assert label(value, 5) == text


@given(st.floats(-1e99, 1e99), st.integers(5, 9))
def test_a_label_fits_and_is_near_its_value(value: float, width: int) -> None:
    text = label(value, width)
    assert len(text) <= width
    if text in {"0", "−inf"}:
        assert abs(value) < 1e-9 or value < -1e9
    else:
        assert float(text.replace("−", "-")) == pytest.approx(value, rel=0.5)


def test_negative_losses_are_told_as_such() -> None:
    plot = Plot("loss", [-0.0478, -0.02, -0.03], [], 3)
    rows = ["".join(text for text, _ in row) for row in drawn(plot, 50, 10, braille=True)]
    assert any(row.startswith("−.048 ") for row in rows)
    assert not any(row.startswith(".0478") for row in rows)


@pytest.mark.parametrize(
    ("train", "told"),
    [([-0.0478, 0.02], False), ([0.9, 1.1], True), ([-0.5, -0.4], True), ([0.0, 1.0], False)],
)
def test_an_axis_is_said_to_be_without_0_where_0_does_not_lie_on_it(
    train: list[float], told: bool
) -> None:
    rows = drawn(Plot("loss", train, [], 2), 60, 10, braille=True)
    texts = ["".join(text for text, _ in row) for row in rows]
    assert ("not from 0" in texts[-1]) is told
    assert ("≈" in texts[-2]) is told


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (1.789, 1.794, ["1.794", "1.792", "1.789"]),
        (1.7908, 1.7912, ["1.791"]),
        (0.0, 1.0, ["1", "0.5", "0"]),
        (1.7, 1.9, ["1.9", "1.8", "1.7"]),
    ],
)
def test_numbers_of_an_axis_are_told_apart(low: float, high: float, texts: list[str]) -> None:
    found = labels(Canvas(20, 10), low, high)
    assert [found[y] for y in sorted(found)] == texts


@given(st.floats(-1e6, 1e6), st.floats(1e-12, 1e6), st.integers(2, 20))
def test_no_two_numbers_of_an_axis_read_alike(low: float, spread: float, height: int) -> None:
    found = labels(Canvas(20, height), low, low + spread)
    assert found
    assert len(set(found.values())) == len(found)
