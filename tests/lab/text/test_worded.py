"""Prose that is spelled for a terminal which shows ASCII only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.worded import worded


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("e² = 7.4, and 0.9³⁰ is 0.042", "e^2 = 7.4, and 0.9^30 is 0.042"),
        ("a flat of 70 m².", "a flat of 70 m^2."),
        ("10⁻¹² is left", "10^−12 is left"),
        ("Turned by 180° a 6 is a 9.", "Turned by 180 degrees a 6 is a 9."),
        ("at 20 °C or 20°C", "at 20 degrees C or 20 degrees C"),
        ("2 · b + 10 · 10 = 100", "2 * b + 10 * 10 = 100"),
        ("The light …: 0.9 · 0.9 …, then", "The light ...: 0.9 * 0.9 ..., then"),
        ("each column to 0…1.", "each column to 0...1."),
        ("8 → 64 filters, *a→b*", "8 -> 64 filters, *a->b*"),
        ("70 % ≥ 60 % ± 2", "70 % >= 60 % +- 2"),
        ("→", "Right"),
        ("with `←` and `→`", "with `Left` and `Right`"),
        ("← and → go back, ↑ and ↓ change it.", "Left and Right go back, Up and Down change it."),
        ("↑↓ choose", "Up/Down choose"),
        ("blocks of 2×2", "blocks of 2×2"),
    ],
)
def test_signs_are_spelled(text: str, shown: str) -> None:
    assert worded(text) == shown


@given(st.text(max_size=60))
def test_what_is_spelled_stays_as_it_is(text: str) -> None:
    once = worded(text)
    assert worded(once) == once


@given(st.text("abc 123.,*_`^", max_size=60))
def test_ascii_is_left_alone(text: str) -> None:
    assert worded(text) == text
