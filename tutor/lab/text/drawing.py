"""A drawing in rows of text: what is drawn, what the network sees of it, what it says.

The styles are `title`, `axis`, `quiet`, `mark`, `train`, and colours as in `picture`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.lab.drawing import TIMES, Drawing
from tutor.lab.text import bars, shades
from tutor.lab.text.picture import SHADES, Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cells, side_by_side
from tutor.lab.text.shares import percent

_GAP = 3
_NARROW = 60
_LEAST_BARS = 10
_CANVAS_SHARE = 0.43
_BAYER = (0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5)
"""The thresholds of ordered dithering, 4×4 (B. E. Bayer, An optimum method for two-level rendition
of continuous-tone pictures, IEEE International Conference on Communications 1 (1973), 26-11–26-15):
of sixteen fine points as many are bright as the shade says."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a drawing, and where in them the learner draws.

    Attributes:
        rows: all of them.
        top: the row in which the canvas begins.
        across, down: fine points in a cell.
        columns, lines: of the canvas, in cells.
    """

    rows: list[PlotRow]
    top: int
    across: float
    down: float
    columns: int
    lines: int

    def point(self, column: int, line: int) -> tuple[int, int] | None:
        """The fine point in the middle of a cell of the rows; None beside the canvas."""
        line -= self.top
        if not (0 <= column < self.columns and 0 <= line < self.lines):
            return None
        return int((column + 0.5) * self.across), int((line + 0.5) * self.down)


def sheet(
    drawing: Drawing, labels: list[str], values: list[float], room: tuple[int, int], way: Way
) -> Sheet:
    """A drawing beside what the network sees and says; the bars stand below where it is narrow.

    Args:
        drawing: with its pen.
        labels: of the classes.
        values: what the network gives to each; empty where nothing is to be told.
        room: columns and rows.
        way: how pictures are drawn.
    """
    width, height = room
    if width < _NARROW:
        return _narrow(drawing, labels, values, room, way)
    canvas = _canvas(drawing, int(width * _CANVAS_SHARE), height - 1, way)
    across = len(canvas.cells[0])
    least = bars.label_columns(labels) + 1 + _LEAST_BARS
    room_seen = min(max(width - across - 2 * _GAP - least, 8), across)
    seen = _seen(drawing, room_seen, min(height - 1, len(canvas.cells)), way)
    beside = _beside(shades.rows(canvas), seen, "You draw", _sees(drawing))
    used = across + max(cells(seen[0]), len(_sees(drawing))) + 2 * _GAP
    told: list[PlotRow] = [[("It says", "title")]]
    told += bars.shares(labels, values, min(width - used, 48), ascii_only=way == "letters")
    rows = side_by_side(beside, told, used)
    return Sheet(rows, 1, canvas.across, canvas.down, across, len(canvas.cells))


def _narrow(
    drawing: Drawing, labels: list[str], values: list[float], room: tuple[int, int], way: Way
) -> Sheet:
    width, height = room
    half = (width - _GAP) // 2
    told = bars.shares(labels, values, half, ascii_only=way == "letters")
    below = -(-len(told) // 2)
    lines = max(height - 1 - below, 3)
    canvas = _canvas(drawing, half, lines, way)
    seen = _seen(drawing, half, lines, way)
    beside = _beside(shades.rows(canvas), seen, "You draw", _sees(drawing, short=True))
    left, right = told[:below], told[below:]
    rows = [*beside, *side_by_side(left, right, half + _GAP)]
    return Sheet(rows, 1, canvas.across, canvas.down, len(canvas.cells[0]), len(canvas.cells))


def _sees(drawing: Drawing, *, short: bool = False) -> str:
    """What stands above the network's picture: whether the figure was brought to size."""
    fitted = drawing.fitted and not drawing.base
    return f"{'It' if short else 'The network'} sees{', fitted' if fitted else ''}"


def verdict(labels: list[str], values: list[float]) -> str:
    """What the network takes a drawing for, in one sentence."""
    order = sorted(range(len(values)), key=lambda at: -values[at])
    first = f"It says {labels[order[0]]}, {percent(values[order[0]])} sure"
    if len(order) < 2 or values[order[1]] < 0.005:
        return f"{first}."
    return f"{first}; then {labels[order[1]]}, {percent(values[order[1]])}."


def _canvas(drawing: Drawing, columns: int, lines: int, way: Way) -> shades.Fitted:
    """What the learner has drawn, with the pen upon it."""
    found = shades.fitted(fine(drawing, way), columns, lines, way, sharp=True)
    x, y = drawing.pen
    cell = found.cells[min(int(y / found.down), len(found.cells) - 1)]
    sign = ("●" if drawing.down else "○") if drawing.ink else ("■" if drawing.down else "□")
    if way == "letters":
        sign = ("O" if drawing.down else "o") if drawing.ink else ("X" if drawing.down else "x")
    at = min(int(x / found.across), len(cell) - 1)
    ground = cell[at][1].partition("/")[2]
    cell[at] = (sign, f"#e0602a/{ground}" if ground else "mark")
    return found


def fine(drawing: Drawing, way: Way) -> list[list[int]]:
    """The shades of all fine points; in block elements black and white alone, dithered."""
    marks, across = drawing.marks(), drawing.width * TIMES
    base, found = drawing.base, []
    for y in range(drawing.height * TIMES):
        line = marks[y * across : (y + 1) * across]
        if not base:
            found.append([255 * (mark == 1) for mark in line])
            continue
        under = base[y // TIMES * drawing.width : (y // TIMES + 1) * drawing.width]
        row: list[int] = []
        for x, mark in enumerate(line):
            shade = under[x // TIMES]
            if way == "shades":
                shade = 255 * (16 * shade > 255 * (_BAYER[y % 4 * 4 + x % 4] + 0.5))
            row.append(shade if mark == 0 else 255 * (mark == 1))
        found.append(row)
    return found


def _seen(drawing: Drawing, columns: int, lines: int, way: Way) -> list[PlotRow]:
    """What the network sees, pixel by pixel."""
    picture, width = drawing.seen(), drawing.width
    grid = [list(picture[at : at + width]) for at in range(0, len(picture), width)]
    if way == "shades" and 2 * width <= columns and drawing.height <= lines:
        times = min(columns // (2 * width), lines // drawing.height)
        return [
            [("".join(2 * times * SHADES[min(shade * 5 // 256, 4)] for shade in row), "")]
            for row in grid
            for _ in range(times)
        ]
    return shades.rows(shades.fitted(grid, columns, lines, way))


def _beside(left: list[PlotRow], right: list[PlotRow], *titles: str) -> list[PlotRow]:
    column = max(cells(left[0]), len(titles[0])) + _GAP
    head: PlotRow = [(f"{titles[0]:<{column}}", "title"), (titles[1], "title")]
    return [head, *side_by_side(left, right, column)]
