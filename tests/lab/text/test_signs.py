"""Signs of numbers."""

from __future__ import annotations

from tutor.lab.text.signs import minus, minus_in


def test_hyphens_become_minus_signs_and_nothing_else_changes() -> None:
    assert minus(f"{-1.5:+.1f} to {2.0:+.1f} points") == "−1.5 to +2.0 points"


def test_in_a_sentence_only_the_hyphens_before_numbers_do() -> None:
    said = "It fell by -2.5 points (-3 to -.2) in a T-maze of 2-3 rooms, x = 1e-5."
    assert (
        minus_in(said) == "It fell by −2.5 points (−3 to −.2) in a T-maze of 2-3 rooms, x = 1e-5."
    )
