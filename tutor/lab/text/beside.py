"""Blocks of rows beside each other."""

from __future__ import annotations

from tutor.lab.text.plot import PlotRow


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


def cells(row: PlotRow) -> int:
    """Columns of a row whose signs are one column wide each."""
    return sum(len(text) for text, _ in row)
