"""A chart in rows of text: a title with the newest values, a y axis, the curves, an x axis.

Every row is a list of runs (text, style); the styles are `title`, `axis`, `train`, `validation`,
`band`, `mark`, and empty for none. What they look like is for the caller to say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tutor.lab.text.canvas import ASCII_DASHED, ASCII_SOLID, Canvas, Curve
from tutor.lab.text.scale import figure, label, limits, short
from tutor.lab.text.signs import minus_in

GUTTER = 7
"""Columns left of the curves: the y axis and its numbers."""
LEAST_WIDTH, LEAST_HEIGHT = GUTTER + 4, 4
"""A chart needs so many columns and rows."""
_FIGURES = (3, 4, 5)
"""How many figures the y axis' numbers have: more where those before don't tell them apart."""
LEAST_FOR_MIDDLE = 6
"""Rows of cells from which on the y axis has a third label."""
_APART = 3
"""Columns from an arrow to the words of the last epoch."""

PlotRow = list[tuple[str, str]]
"""A row of a chart: runs of (text, style)."""


@dataclass(frozen=True, slots=True)
class Band:
    """The region that a curve's noise covers; it is drawn beneath the curves.

    Attributes:
        low, high: its edges, one for each x; what is not finite is a gap.
        reach: half its width, in the units of y.
    """

    low: Sequence[float]
    high: Sequence[float]
    reach: float


@dataclass(frozen=True, slots=True)
class Plot:
    """What a chart shows.

    Attributes:
        title: the metric's name.
        train, validation: one value an epoch; either may be empty.
        x_end: the last epoch on the axis.
        unit_range: whether values lie between 0 and 1, as accuracies do.
        mark: the place of an epoch to mark with a vertical line, counted from 1.
        mark_word: what the marked epoch is.
        numbers: what each epoch is called, where that is not its place counted from 1.
        band: the noise around a curve.
        smooth: whether long curves are drawn thin, as medians.
        kept: the place of the epoch whose values the title has, in place of the newest ones: the
            one whose weights were kept, counted from 1.
        early: epochs at the beginning that may lie above the axis, or they would flatten the rest.
    """

    title: str
    train: Sequence[float]
    validation: Sequence[float]
    x_end: int
    unit_range: bool = False
    mark: int | None = None
    mark_word: str = "best"
    numbers: Sequence[int] = ()
    band: Band | None = None
    smooth: bool = False
    early: int = 0
    kept: int | None = None

    def called(self, place: int) -> int:
        """The number of the epoch at a place counted from 1."""
        return self.numbers[place - 1] if self.numbers else place


def bounds(plot: Plot) -> tuple[float, float]:
    """The least and the greatest y on the axis of a plot."""
    values = (*plot.train[plot.early :], *plot.validation[plot.early :])
    return limits(values, unit_range=plot.unit_range)


def drawn(plot: Plot, width: int, height: int, *, braille: bool) -> list[PlotRow]:
    """All rows of a chart of `width` × `height` cells."""
    low, high = bounds(plot)
    across, down = width - GUTTER, height - 2
    canvas = Canvas(across, down, braille=braille)
    if plot.band is not None:
        canvas.shade(plot.band.low, plot.band.high, plot.x_end, (low, high))
    train = Curve("train", plot.train, solid=False, smooth=plot.smooth)
    curves = (train, Curve("validation", plot.validation, smooth=plot.smooth))
    for curve in curves:
        canvas.draw(curve, plot.x_end, low, high)
    tell_cut(canvas, curves, plot.x_end, high, braille=braille)
    marked = None if plot.mark is None else canvas.mark(plot.mark, plot.x_end, "mark")
    rows: list[PlotRow] = [_title(plot, width, braille=braille)]
    rows += [[gutter, *canvas.row(y)] for y, gutter in enumerate(y_axis(canvas, low, high))]
    rows.append([(x_axis(plot, across, marked, begins(canvas, low, high)), "axis")])
    return rows


def tell_cut(
    canvas: Canvas, curves: Sequence[Curve], x_end: int, high: float, *, braille: bool
) -> None:
    """Write the greatest value beside its place at the top, where the axis ends below it.

    Args:
        canvas: on which the curves are drawn.
        curves: all of them.
        x_end: the last x on the axis.
        high: the end of the axis.
        braille: whether the terminal shows braille dots, and so an arrow.
    """
    # Most axes are not cut, and a look at the greatest value of a long curve is quick.
    cut = [curve for curve in curves if not max(curve.values, default=high) <= high]
    values = [
        (value, place, curve.name)
        for curve in cut
        for place, value in enumerate(curve.values, 1)
        if high < value < math.inf
    ]
    if not values:
        return
    value, place, name = max(values)
    text = f"{'↑' if braille else '^'}{short(value)}"
    column = canvas.column_of(place, x_end)
    right = column + 2
    canvas.note(
        text, name, (right if right + len(text) <= canvas.width else column - 1 - len(text), 0)
    )


def y_axis(canvas: Canvas, low: float, high: float) -> list[tuple[str, str]]:
    """What stands left of each row of cells, broken at the bottom where the axis leaves 0 out."""
    numbers = labels(canvas, low, high)
    broken = [y == canvas.height - 1 and _without_0(low, high) for y in range(canvas.height)]
    return [
        (f"{numbers.get(y, ''):>{GUTTER - 2}} {'≈' if here else '│'}"[-GUTTER:],
         "mark" if here else "axis")
        for y, here in enumerate(broken)
    ]  # fmt: skip


def labels(canvas: Canvas, low: float, high: float) -> dict[int, str]:
    """The y axis' values by their rows of cells: both ends and, in high charts, the middle.

    Args:
        canvas: that the axis stands beside.
        low, high: the ends of the axis.
    """
    values = [high, low] if canvas.height < LEAST_FOR_MIDDLE else [high, low, (low + high) / 2]
    return told_apart(
        [(canvas.line_of(value, low, high), value) for value in values],
        lambda value, figures: label(value, GUTTER - 2, figures),
    )


def told_apart(
    values: Sequence[tuple[int, float]], write: Callable[[float, int], str]
) -> dict[int, str]:
    """Labels of a y axis by their rows of cells.

    No two read alike: they have more figures than usual where that tells them apart, or one is left
    out.

    Args:
        values: each with its row, those that matter most first.
        write: a value with about so many figures.
    """
    texts: list[str] = []
    for figures in _FIGURES:
        texts = [write(value, figures) for _, value in values]
        if len(set(texts)) == len(texts):
            break
    found: dict[int, str] = {}
    for (line, _), text in zip(values, texts, strict=True):
        if text not in found.values():
            found.setdefault(line, text)
    return found


def _without_0(low: float, high: float) -> bool:
    """Whether an axis leaves 0 out, so that curves look steeper than on others."""
    return not low <= 0.0 <= high


def _title(plot: Plot, width: int, *, braille: bool) -> PlotRow:
    """The metric's name, and for each curve a sample of its line with its newest value.

    Of weights that were kept before the end, it is their epoch's, which is named where there is
    room. Where it is narrow, the noise is left out and the name is cut rather than the legend.
    """
    solid, dashed = ("──", "╌╌") if braille else (2 * ASCII_SOLID, 2 * ASCII_DASHED)
    legend = [
        (f"{sample} {label} {figure(_told(plot, values), share=plot.unit_range)}", name)
        for name, sample, label, values in (
            ("validation", solid, "val", plot.validation),
            ("train", dashed, "train", plot.train),
        )
        if values
    ]
    noise: PlotRow = []
    if plot.band is not None:
        either = "±" if braille else "+-"
        noise = [(f"{_shade(braille)} wobble {either}{short(plot.band.reach)}", "band")]
    kept = [] if plot.kept is None else [f" at epoch {plot.called(plot.kept)}"]
    for title, gap, shown in (
        *((plot.title + when, "  ", legend) for when in kept),
        (plot.title, "  ", [*legend, *noise]),
        (plot.title, "  ", legend),
        (plot.title, " ", legend),
        (plot.title[:3], " ", legend),
        ("", " ", legend),
    ):
        row: PlotRow = [(title + " ", "title"), *((text + gap, name) for text, name in shown)]
        if sum(len(text) for text, _ in row) - len(gap) <= width:
            return row
    return legend[:1]


def _told(plot: Plot, values: Sequence[float]) -> float:
    """The value of a curve that its title has."""
    known = plot.kept is not None and plot.kept <= len(values)
    return values[plot.kept - 1] if known and plot.kept is not None else values[-1]


def _shade(braille: bool) -> str:
    """Two cells of a band, as the canvas draws them."""
    canvas = Canvas(2, 1, braille=braille)
    canvas.shade([0.0, 0.0], [1.0, 1.0], 2, (0.0, 1.0))
    return canvas.row(0)[0][0]


def begins(canvas: Canvas, low: float, high: float) -> str:
    """What the y axis begins with where it leaves 0 out, as it stands beside it; else empty."""
    return labels(canvas, low, high).get(canvas.height - 1, "") if _without_0(low, high) else ""


def x_axis(plot: Plot, across: int, marked: int | None, lowest: str) -> str:
    """Epoch numbers under the plot: the first, the last, and the marked one.

    Where the y axis leaves 0 out and begins with `lowest`, that is said here. An only epoch
    stands at the left, where its values are.
    """
    first, number = str(plot.called(1)), str(plot.called(plot.x_end))
    last, label = f"epoch {number}", None
    if plot.x_end == 1:
        first, last = last, ""
    elif plot.mark is not None and marked is not None:
        last, label = _mark_label(plot, marked, across, len(first))
    line = list(" " * across)
    line[: len(first)] = first[:across]
    line[max(across - len(last), 0) :] = last[-across:]
    end = across - len(last)
    if label is not None:
        end, text = label
        line[end : end + len(text)] = text
    begin = len(first) + 2
    for told in map(minus_in, (f"not from 0 but {lowest}", "not from 0")):
        if lowest and begin + len(told) < end:
            line[begin : begin + len(told)] = told
            break
    return " " * (GUTTER - 1) + "└" + "".join(line)


def _mark_label(
    plot: Plot, marked: int, across: int, first: int
) -> tuple[str, tuple[int, str] | None]:
    """The last epoch's label and, where there is room, the marked one's with its first column.

    The marked one has its arrow under the line and stands to the right of it or, where the last
    epoch's number stands there, to the left. Where it is narrow, or the arrow so near that both
    would read as one, the word `epoch` goes first, then what the marked epoch is.

    Args:
        plot: with a marked epoch.
        marked: the column of its line.
        across: columns of the axis.
        first: how many the first epoch's number takes.
    """
    number, epoch = str(plot.called(plot.x_end)), str(plot.called(plot.mark or 1))
    word, told = f"{plot.mark_word} {epoch}", f"epoch {number}"
    for text, last in ((word, told), (word, number), (f"epoch {epoch}", number), (epoch, told)):
        end = across - len(last)
        apart = 1 if last == told else 2  # two bare numbers beside each other read as one
        if marked + len(text) + 2 <= end - apart:
            start, label = marked, f"▲ {text}"
        elif last == told and marked > end - _APART:
            continue
        else:
            start, label = min(marked, end - 2) - len(text) - 1, f"{text} ▲"
        if start > first or (marked < first and start == marked):  # itself says which is first
            return last, (start, label)
    return told, None
