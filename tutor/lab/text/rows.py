"""Rows of styled text: broken, measured, cut, and put beside each other."""

from __future__ import annotations

from tutor.lab.text.plot import PlotRow
from tutor.lab.text.width import cells as measured
from tutor.lab.text.width import wrapped


def sentence(text: str, width: int, style: str = "title") -> list[PlotRow]:
    """A text in rows of at most `width` columns; a number and its unit stay together."""
    return [[(line, style)] for line in wrapped(text, max(width, 8)) or [""]]


def cells(row: PlotRow) -> int:
    """Columns of a row."""
    return sum(measured(text) for text, _ in row)


def cut(row: PlotRow, width: int) -> PlotRow:
    """A row without what lies beyond `width` columns."""
    kept: PlotRow = []
    for text, style in row:
        if width <= 0:
            break
        kept.append((text[:width], style))
        width -= len(text)
    return kept


def side_by_side(left: list[PlotRow], right: list[PlotRow], column: int) -> list[PlotRow]:
    """Rows with others beside them, which begin in a column; the left ones are no wider."""
    rows: list[PlotRow] = []
    for y in range(max(len(left), len(right))):
        row = list(left[y]) if y < len(left) else []
        if y < len(right) and right[y]:
            row.append((" " * max(column - cells(row), 0), ""))
            row += right[y]
        rows.append(row)
    return rows
