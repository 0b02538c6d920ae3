"""A live chart: one metric of training and validation, repainted row by row.

Over a slow link a curve costs what its changed rows cost, so the widget keeps its rows and asks for
a repaint of those that differ.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tutor.ui.styles import sheet
from tutor.ui.widgets.canvas import ASCII_DASHED, ASCII_SOLID, Canvas, Curve

_GUTTER = 7
_HUGE = 1e300
_HIGH_FROM = 0.8
"""Accuracies that never fall below are drawn from there on; all others from 0."""
_LEAST_FOR_MIDDLE = 6
"""Rows of cells from which on the y axis has a third label."""
_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_Row = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Plot:
    """What a chart shows.

    Attributes:
        title: the metric's name.
        train, validation: one value an epoch; either may be empty.
        x_end: the last epoch on the axis.
        unit_range: whether values lie between 0 and 1, as accuracies do.
        mark: an epoch to mark with a vertical line.
    """

    title: str
    train: Sequence[float]
    validation: Sequence[float]
    x_end: int
    unit_range: bool = False
    mark: int | None = None


class Chart(Widget):
    """Title with newest values, a y axis, the curves, an x axis."""

    DEFAULT_CSS = sheet(__file__)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "chart--title",
        "chart--axis",
        "chart--train",
        "chart--validation",
        "chart--mark",
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """An empty chart."""
        super().__init__(id=id)
        self._plot: Plot | None = None
        self._rows: list[_Row] = []
        self.repainted_rows = 0

    def show(self, plot: Plot) -> None:
        """Draw `plot`; only rows that differ from what is shown are repainted."""
        self._plot = plot
        self._redraw()

    def clear(self) -> None:
        """Show nothing, before another run begins."""
        self._plot = None
        self._redraw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw again in the new size."""
        self._redraw()

    def render_line(self, y: int) -> Strip:
        """One row of the chart."""
        width = self.size.width
        row = self._rows[y] if y < len(self._rows) else []
        base = self.rich_style
        segments = [
            Segment(text, base + self.get_component_rich_style(f"chart--{name}", partial=True))
            if name
            else Segment(text, base)
            for text, name in row
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def _redraw(self) -> None:
        width, height = self.size
        if self._plot is None or width < _GUTTER + 4 or height < 4:
            rows: list[_Row] = []
        else:
            rows = _draw(self._plot, width, height, braille=self._braille)
        changed = [
            y
            for y in range(max(len(rows), len(self._rows)))
            if rows[y : y + 1] != self._rows[y : y + 1]
        ]
        self._rows = rows
        self.repainted_rows += len(changed)
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    @property
    def _braille(self) -> bool:
        return not getattr(self.app, "ascii_only", False)


def _draw(plot: Plot, width: int, height: int, *, braille: bool) -> list[_Row]:
    """All rows of a chart of `width` × `height` cells."""
    low, high = bounds(plot)
    across, down = width - _GUTTER, height - 2
    canvas = Canvas(across, down, braille=braille)
    canvas.draw(Curve("train", plot.train, solid=False), plot.x_end, low, high)
    canvas.draw(Curve("validation", plot.validation), plot.x_end, low, high)
    marked = None if plot.mark is None else canvas.mark(plot.mark, plot.x_end, "mark")
    labels = _labels(canvas, low, high)
    rows: list[_Row] = [_title(plot, width, braille=braille)]
    for y in range(down):
        broken = y == down - 1 and low != 0.0
        gutter = f"{labels.get(y, ''):>{_GUTTER - 2}} {'≈' if broken else '│'}"[-_GUTTER:]
        rows.append([(gutter, "mark" if broken else "axis"), *canvas.row(y)])
    rows.append([(_x_axis(plot, across, marked, low), "axis")])
    return rows


def _labels(canvas: Canvas, low: float, high: float) -> dict[int, str]:
    """The y axis' values by their rows of cells: both ends and, in high charts, the middle."""
    values = [low, high] if canvas.height < _LEAST_FOR_MIDDLE else [(low + high) / 2, low, high]
    return {canvas.line_of(value, low, high): f"{value:.3g}" for value in values}


def _title(plot: Plot, width: int, *, braille: bool) -> _Row:
    """The metric's name, and for each curve a sample of its line with its newest value.

    Where it is narrow, the name is cut rather than the legend.
    """
    solid, dashed = ("──", "╌╌") if braille else (2 * ASCII_SOLID, 2 * ASCII_DASHED)
    legend = [
        (f"{sample} {label} {_number(values[-1])}", name)
        for name, sample, label, values in (
            ("validation", solid, "val", plot.validation),
            ("train", dashed, "train", plot.train),
        )
        if values
    ]
    for title, gap in ((plot.title, "  "), (plot.title, " "), (plot.title[:3], " "), ("", " ")):
        row: _Row = [(title + " ", "title"), *((text + gap, name) for text, name in legend)]
        if sum(len(text) for text, _ in row) - len(gap) <= width:
            return row
    return legend[:1]


def _x_axis(plot: Plot, across: int, marked: int | None, low: float) -> str:
    """Epoch numbers under the plot: the first, the last, and the marked one.

    Where the y axis begins above 0, so that curves look steeper than elsewhere, that is said here.
    """
    last = f"epoch {plot.x_end}"
    line = list(" " * across)
    line[0] = "1"
    line[-len(last) :] = last[-across:]
    end = across - len(last)
    if marked is not None:
        text = f"▲ best {plot.mark}"
        first = min(max(marked, 0), across - len(text))
        if first > 1 and first + len(text) < end:
            line[first : first + len(text)] = text
            end = first
    told = f"not from 0 but {low:.3g}"
    if low != 0.0 and 3 + len(told) < end:
        line[3 : 3 + len(told)] = told
    return " " * (_GUTTER - 1) + "└" + "".join(line)


def bounds(plot: Plot) -> tuple[float, float]:
    """The least and the greatest y on the axis, round numbers that seldom move.

    Accuracies go from 0 to 1, so that runs can be compared by eye, or from 0.8 where all are above
    it; losses begin at 0 unless all are far from it. Outliers, such as the first
    epoch of a training that began badly, may not flatten the rest: where the greatest value is
    over twenty times the median, the axis ends at what 98 % of the values stay below.
    """
    values = sorted(
        min(max(value, -_HUGE), _HUGE)
        for value in (*plot.train, *plot.validation)
        if math.isfinite(value)
    )
    if not values:
        return 0.0, 1.0
    least, greatest = values[0], values[-1]
    if plot.unit_range:
        return (_HIGH_FROM if least > _HIGH_FROM else 0.0), 1.0
    if len(values) > 20 and greatest > 20 * values[len(values) // 2] > 0:
        greatest = values[int(len(values) * 0.98)]
    low = 0.0 if 0.0 <= least < greatest * 0.5 else least
    spread = greatest - low or abs(greatest) or 1.0
    return low, low + _round_up(spread)


def _round_up(spread: float) -> float:
    """The next of 1, 1.2, 1.5, 2, … times a power of ten."""
    power = 10.0 ** math.floor(math.log10(max(spread, 1e-300)))
    return next((step * power for step in _STEPS if step * power >= spread), spread)


def _number(value: float) -> str:
    """A value in five characters or fewer, where it can be."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞" if value > 0 else "−∞"
    size = abs(value)
    if size >= 10_000 or 0 < size < 0.001:
        return f"{value:.0e}".replace("e+0", "e").replace("e-0", "e-")
    digits = 3 if size < 10 else 2 if size < 100 else 1 if size < 1000 else 0
    return f"{value:.{digits}f}"
