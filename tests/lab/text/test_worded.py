"""Prose that is spelled for a terminal which shows ASCII only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.worded import said, worded


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("↑↓ row, ←→ value", "Up/Down row, Left/Right value"),
        ("←→↑↓ move · Enter", "arrows move · Enter"),
        ("→", "Right"), ("↓", "Down"), ("↑/↓", "Up/Down"), ("↵", "Enter"),
        ("At the start. → takes a step.", "At the start. Right takes a step."),
        ("Enter looks at it, → completes", "Enter looks at it, Right completes"),
        ("seed 1 → 2; loss 0.4 ±0.1", "seed 1 -> 2; loss 0.4 +-0.1"),
        ("seed 1 → 2. ↓ and → show more", "seed 1 -> 2. Down and Right show more"),
        ("a→b is an a", "a->b is an a"),
        ("Loading … 3 s", "Loading ... 3 s"),
        ("everythin…", "everythin…"),
    ],
)  # fmt: skip
def test_a_text_of_the_screen_names_keys_and_keeps_what_parts_and_what_is_cut(
    text: str, shown: str
) -> None:
    assert said(text) == shown
