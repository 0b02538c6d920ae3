"""Which cells of some rows of text differ: over a slow link a picture costs what changed of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from textual.geometry import Region

from tutor.lab.text.plot import PlotRow


def changed(old: Sequence[PlotRow], new: Sequence[PlotRow], width: int) -> list[Region]:
    """The regions in which `new` rows look otherwise than `old` ones, one a row at most.

    Args:
        old, new: rows of runs (text, style); a row that is missing is empty.
        width: cells of a row.
    """
    found = []
    for y in range(max(len(old), len(new))):
        before, after = (rows[y] if y < len(rows) else [] for rows in (old, new))
        if before != after:
            start, stop = _span(_cells(before, width), _cells(after, width))
            if start < stop:
                found.append(Region(start, y, stop - start, 1))
    return found


def _cells(row: PlotRow, width: int) -> list[tuple[str, str]]:
    """Each cell's character and style, blanks up to `width`."""
    cells = [(character, style) for text, style in row for character in text]
    return cells + [(" ", "")] * (width - len(cells))


def _span(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> tuple[int, int]:
    """From where to where two rows of cells differ."""
    length = max(len(old), len(new))
    pairs = list(zip(old, new, strict=False))
    same_before = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if len(old) != len(new):
        return same_before, length
    behind = takewhile(lambda pair: pair[0] == pair[1], reversed(pairs[same_before:]))
    return same_before, length - sum(1 for _ in behind)
