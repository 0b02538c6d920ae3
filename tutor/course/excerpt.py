"""A line of a text with what matches in it."""

from __future__ import annotations

from tutor.lab.text.width import cells, cut

Marks = tuple[tuple[int, int], ...]
"""The parts of a text that were searched for, from and to, in characters."""


def excerpt(text: str, marks: Marks, width: int) -> tuple[str, Marks]:
    """As much of a paragraph as fits in `width` cells, with its first match.

    Args:
        text: of the paragraph, on one line.
        marks: what matches of it.
        width: in cells.

    Returns:
        The line, with `…` where something is missing, and the marks that are left in it.
    """
    first, last = marks[0] if marks else (0, 0)
    start = 0
    if cells(text[:last]) > max(width - 8, width // 2):
        start = max(first - max(width // 3, 1), 0)
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else start
    lead = "…" if start else ""
    whole = lead + text[start:]
    line = cut(whole, width)
    moved = start - len(lead)
    end = len(line) - (line != whole)
    shown = ((max(a - moved, 0), min(b - moved, end)) for a, b in marks)
    return line, tuple((a, b) for a, b in shown if a < b)
