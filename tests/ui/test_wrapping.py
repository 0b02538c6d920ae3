"""The screen breaks no line between a number and its unit."""

from __future__ import annotations

from rich._wrap import divide_line
from textual.content import Content

from tutor.ui.wrapping import keep_units


def test_textual_keeps_numbers_and_units_together() -> None:
    keep_units()
    said = Content("Then 90.0 % (1.5 points) were right, in 3.2 s; s and % alone are words.")
    for width in range(12, 75):
        lines = [line.plain for line in said.divide(divide_line(said.plain, width))]
        assert "".join(lines) == said.plain
        assert not [line for line in lines[:-1] if line.rstrip().endswith(("90.0", "1.5", "3.2"))]
