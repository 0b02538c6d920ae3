"""A plot of points in rows of text: what a run cost, and what came of it.

Marked points carry their letter, the others a dot; the Pareto front, the points that no other one
beats in both, is drawn as a stair.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tutor.lab.text.canvas import Canvas, Curve
from tutor.lab.text.plot import GUTTER, LEAST_FOR_MIDDLE, PlotRow, told_apart
from tutor.lab.text.scale import label, short

FRONT = "front"
"""The style of the front."""
_LEAST_RANGE = 0.02
"""The ends of the y axis are so far apart at least."""
_WIDE_RANGE = 10.0
"""The greatest x over the least from which on x is drawn by powers of ten."""


@dataclass(frozen=True, slots=True)
class Point:
    """One run.

    Attributes:
        x: what it cost, such as seconds, above 0.
        y: what came of it, the more the better: a share from 0 to 1, or a loss with a minus.
        letter: of a marked run; empty for others.
        here: whether the cursor is on it.
        sound: whether y can be believed, so that it may be among the best.
    """

    x: float
    y: float
    letter: str = ""
    here: bool = False
    sound: bool = True


def pareto(points: Sequence[Point]) -> list[Point]:
    """The sound points that no other one beats in both: less x and more y; by x."""
    front: list[Point] = []
    for point in sorted((one for one in points if one.sound), key=lambda one: (one.x, -one.y)):
        if not front or point.y > front[-1].y:
            front.append(point)
    return front


def scattered(
    points: Sequence[Point],
    width: int,
    height: int,
    words: tuple[str, str],
    *,
    braille: bool,
    shares: bool = True,
) -> list[PlotRow]:
    """All rows of a plot of `width` × `height` cells.

    Args:
        points: with finite coordinates; others are left out.
        width, height: of the plot.
        words: what y and x are, for people.
        braille: whether the terminal shows braille dots, else ASCII.
        shares: whether the values of y are shares, and not losses.
    """
    known = [p for p in points if math.isfinite(p.x) and math.isfinite(p.y) and p.x > 0]
    across, down = width - GUTTER, height - 2
    if not known or across < 8 or down < 2:
        return [[(f"{words[0]} ", "title")]]
    left, right = min(p.x for p in known), max(p.x for p in known)
    ends = _range([p.y for p in known], 1.0 if shares else 0.0)
    low, high = _beyond(ends, down, braille=braille)
    canvas = Canvas(across, down, braille=braille)
    steps = across * 2
    signs = ("◆", "•") if braille else ("@", "o")

    def column(x: float) -> int:
        return _column(x, left, right, steps)

    canvas.draw(Curve(FRONT, _stair(pareto(known), column, steps), point="-"), steps, low, high)
    for point in sorted(known, key=lambda one: (not one.here, not one.letter)):
        place = canvas.column_of(column(point.x), steps), canvas.line_of(point.y, low, high)
        canvas.write(*_sign(point, *signs), place)
    numbers = _labels(ends, down, _share if shares else _loss)
    return [
        _fitting(_title(words[0], *signs, leaky=not all(p.sound for p in known)), width),
        *([(f"{numbers.get(y, ''):>{GUTTER - 2}} │", "axis"), *canvas.row(y)] for y in range(down)),
        [(_axis(left, right, across, words[1]), "axis")],
    ]


def _title(word: str, here: str, dot: str, *, leaky: bool) -> PlotRow:
    """What y is, and what the signs stand for; the best ones are those without leakage."""
    best = "── best, leakage aside" if leaky else "── best for its time"
    return [(f"{word} ", "title"), (f"{dot} run  ", "point"), (f"{here} cursor  ", "here"),
            (best, FRONT)]  # fmt: skip


def _sign(point: Point, here: str, dot: str) -> tuple[str, str]:
    """What stands for a point, and its style."""
    if point.letter:
        return point.letter, f"run-{point.letter.lower()}"
    return (here, "here") if point.here else (dot, "point")


def _column(x: float, left: float, right: float, steps: int) -> int:
    """The place of x on the axis, from 1 to `steps`; by its logarithm where they differ much."""
    if right / _WIDE_RANGE > left:
        share = (math.log(x) - math.log(left)) / (math.log(right) - math.log(left))
    else:
        share = (x - left) / (right - left) if right > left else 0.5
    return 1 + round(share * (steps - 1))


def _range(values: Sequence[float], most: float) -> tuple[float, float]:
    """What the lowest and the highest row of cells stand for: the ends of all values.

    They are 0.02 apart at least, within what values of y can be, at most `most`: a share is from 0
    to 1, and no loss less than 0.
    """
    low, high = min(values), max(values)
    if high - low >= _LEAST_RANGE:
        return low, high
    low = min((low + high - _LEAST_RANGE) / 2, most - _LEAST_RANGE)
    low = max(low, 0.0) if most else low
    return low, low + _LEAST_RANGE


def _beyond(ends: tuple[float, float], down: int, *, braille: bool) -> tuple[float, float]:
    """The y of the lowest and the highest dot, where `ends` are in the middle of their cells.

    So every value stands in the row of cells whose label is nearest to it. Of the four dots of a
    cell the outer ones lie three eighths of a row from its middle.
    """
    low, high = ends
    margin = 0.375 * (high - low) / (down - 1) if braille else 0.0
    return low - margin, high + margin


def _labels(
    ends: tuple[float, float], down: int, told: Callable[[float, int], str]
) -> dict[int, str]:
    """What rows of cells stand for: both ends and, in high plots, one in the middle."""
    low, high = ends
    lines = [0, down - 1, *([down // 2] if down >= LEAST_FOR_MIDDLE else [])]
    return told_apart([(line, high - line * (high - low) / (down - 1)) for line in lines], told)


def _stair(front: Sequence[Point], column: object, steps: int) -> list[float]:
    """The best y that could be had up to each place on the axis; a gap before the first."""
    assert callable(column)
    stair = [math.nan] * steps
    for point in front:
        begin = column(point.x) - 1
        stair[begin:] = [point.y] * (steps - begin)
    return stair


def _share(value: float, figures: int) -> str:
    """A label of the y axis in per cent, without a decimal for three figures or where none fits."""
    if figures <= 3:
        return f"{100 * value:.0f} %"
    told = f"{100 * value:.1f}%"
    return told if len(told) <= GUTTER - 2 else f"{100 * value:.0f} %"


def _loss(value: float, figures: int) -> str:
    """A label of the y axis of losses, which stand with a minus to be the better the higher."""
    return label(abs(value), GUTTER - 2, figures)


def _axis(left: float, right: float, across: int, word: str) -> str:
    """The least and the greatest x under the plot; what stands halfway where that is no mean."""
    first, halfway, last = (
        f"{one:.2g}" if one < 100 else short(one) for one in (left, math.sqrt(left * right), right)
    )
    last = f"{word} {last}"
    if right / _WIDE_RANGE > left and across > len(first) + 2 * len(last) + len(halfway):
        first = f"{first:<{across // 2}}{halfway}"
    line = f"{first}{last:>{max(across - len(first), 0)}}"[:across]
    return " " * (GUTTER - 1) + "└" + line


def _fitting(row: PlotRow, width: int) -> PlotRow:
    """As many runs of text as there is room for."""
    kept: PlotRow = []
    used = 0
    for text, style in row:
        if used + len(text.rstrip()) > width:
            break
        kept.append((text, style))
        used += len(text)
    return kept
