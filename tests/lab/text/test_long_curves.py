"""Long curves: their columns hold the same as before, and cost little."""

from __future__ import annotations

import math
import random
import statistics
import sys

from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.canvas import _columns, _place
from tutor.lab.text.plot import Plot, drawn
from tutor.lab.text.scale import limits

NUMBERS = st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.floats(-2, 2))


def one_by_one(
    values: list[float], x_end: int, columns: int, *, smooth: bool
) -> list[tuple[int, float, float]]:
    """The plain way to find what falls into each column."""
    found: dict[int, list[float]] = {}
    for index, value in enumerate(values):
        if math.isfinite(value):
            found.setdefault(_place(index + 1, x_end, columns), []).append(value)
    if smooth:
        return [(at, statistics.median(shared), statistics.median(shared))
                for at, shared in found.items()]  # fmt: skip
    return [(at, min(shared), max(shared)) for at, shared in found.items()]


@given(
    st.lists(NUMBERS, max_size=120), st.integers(0, 60), st.integers(1, 50), st.booleans()
)  # fmt: skip
def test_columns_hold_what_falls_into_them(
    values: list[float], more: int, columns: int, smooth: bool
) -> None:
    x_end = max(len(values) + more, 1)
    expected = one_by_one(values, x_end, columns, smooth=smooth)
    assert _columns(values, x_end, columns, smooth=smooth) == expected


def test_extremes_of_a_long_curve_are_kept() -> None:
    values = [0.5] * 10_000
    values[7_123], values[2_345] = 0.9, 0.1
    found = _columns(values, len(values), 146)
    assert max(high for _, _, high in found) == 0.9
    assert min(low for _, low, _ in found) == 0.1
    assert limits(values) == (0.0, 1.0)


def test_a_long_curve_is_not_drawn_value_by_value() -> None:
    epochs = 100_000
    noise = random.Random(1)
    values = [2 / (1 + 20 * n / epochs) + 0.1 * noise.random() for n in range(epochs)]
    plot = Plot("loss", values, values, epochs)
    called = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal called
        called += event == "call"

    sys.setprofile(count)
    try:
        rows = drawn(plot, 80, 24, braille=True)
    finally:
        sys.setprofile(None)
    assert len(rows) == 24
    assert called < epochs / 2, "no function of Python is called for each value"
