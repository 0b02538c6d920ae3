"""Signs of numbers."""

from __future__ import annotations

from tutor.lab.text.signs import minus


def test_hyphens_become_minus_signs_and_nothing_else_changes() -> None:
    assert minus(f"{-1.5:+.1f} to {2.0:+.1f} points") == "−1.5 to +2.0 points"
