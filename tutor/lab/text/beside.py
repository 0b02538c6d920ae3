"""A table of several runs beside each other: a label, and a cell for each run.

Where there is no room for columns, the runs stand below each other under each label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.lab.text.plot import PlotRow
from tutor.lab.text.width import wrapped

_LABEL = 20
_LEAST = 11
"""Cells that a column needs to be read."""
_GAP = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table.

    Attributes:
        label: what it tells.
        cells: for each run what it has.
    """

    label: str
    cells: tuple[str, ...]


class Table:
    """Lays lines out in the same columns; `run-` and a small letter is the style of each run."""

    def __init__(self, lines: Sequence[Line], letters: Sequence[str], width: int) -> None:
        """Size the columns.

        Args:
            lines: all that will stand in the table.
            letters: of the runs.
            width: cells of a row.
        """
        self._letters, self._width = letters, width
        self._label = min(_LABEL, max((len(line.label) for line in lines), default=0) + _GAP)
        longest = max((len(cell) for line in lines for cell in line.cells), default=0)
        room = (width - self._label) // max(len(letters), 1)
        self._column = min(room, longest + _GAP)
        self._stacks = room < min(_LEAST, longest + _GAP)

    def heading(self) -> list[PlotRow]:
        """The letters above their columns; nothing where runs stand below each other."""
        return [] if self._stacks else self._columns(Line("", tuple(self._letters)))

    def rows(self, lines: Sequence[Line]) -> list[PlotRow]:
        """The rows of some of the lines."""
        lay = self._stack if self._stacks else self._columns
        return [row for line in lines for row in lay(line)]

    def _columns(self, line: Line) -> list[PlotRow]:
        """A line as columns, its cells wrapped into as many rows as they need."""
        named = wrapped(line.label, self._label - 1) or [""]
        broken = [wrapped(cell, self._column - 1) or [""] for cell in line.cells]
        rows: list[PlotRow] = []
        for number in range(max(len(named), *(len(cell) for cell in broken))):
            row: PlotRow = [(f"{_at(named, number):<{self._label}}", "axis")]
            for letter, cell in zip(self._letters, broken, strict=True):
                text = f"{_at(cell, number):<{self._column}}"
                row.append((text, f"run-{letter.lower()}"))
            rows.append(row)
        return rows

    def _stack(self, line: Line) -> list[PlotRow]:
        """A label, and after or below it each run's letter and what it has."""
        pairs = [(f"  {letter} {cell}", f"run-{letter.lower()}")
                 for letter, cell in zip(self._letters, line.cells, strict=True)]  # fmt: skip
        if len(line.label) + sum(len(text) for text, _ in pairs) <= self._width:
            return [[(line.label, "axis"), *pairs]]
        rows: list[PlotRow] = [[(line.label, "axis")]]
        for letter, cell in zip(self._letters, line.cells, strict=True):
            texts = wrapped(cell, max(self._width - 4, 8)) or ["–"]
            for number, text in enumerate(texts):
                mark = " " if number else letter
                rows.append([(f"  {mark} {text}", f"run-{letter.lower()}")])
        return rows


def _at(texts: Sequence[str], number: int) -> str:
    return texts[number] if number < len(texts) else ""
