"""A board of cells on which pictures and lines are laid, read off row by row."""

from __future__ import annotations

from tutor.lab.text.plot import PlotRow


class Board:
    """Cells with a sign and a style; empty ones are blanks."""

    def __init__(self, width: int, height: int) -> None:
        """An empty board of `width` × `height` cells."""
        self.width, self.height = width, height
        self._signs = [[" "] * width for _ in range(height)]
        self._styles = [[""] * width for _ in range(height)]

    def put(self, x: int, y: int, sign: str, style: str = "") -> None:
        """Lay one sign down; what lies beyond the edges is left out."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self._signs[y][x], self._styles[y][x] = sign, style

    def lay(self, x: int, y: int, rows: list[PlotRow]) -> None:
        """Lay rows down, the upper left corner at `x`, `y`."""
        for below, row in enumerate(rows):
            at = x
            for text, style in row:
                for sign in text:
                    self.put(at, y + below, sign, style)
                    at += 1

    def write(self, x: int, y: int, text: str, style: str = "") -> None:
        """Write a line of text."""
        self.lay(x, y, [[(text, style)]])

    def rows(self) -> list[PlotRow]:
        """All rows; neighbours of one style are one run."""
        found: list[PlotRow] = []
        for signs, styles in zip(self._signs, self._styles, strict=True):
            row: PlotRow = []
            start = 0
            for at in range(1, self.width + 1):
                if at == self.width or styles[at] != styles[start]:
                    row.append(("".join(signs[start:at]), styles[start]))
                    start = at
            found.append(row)
        return found
