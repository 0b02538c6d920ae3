"""The curves of several runs over each other, as a chart in rows of text.

Each run has a letter and a style of its own: validation is an unbroken line with its capital letter
on it here and there, training a dashed one with the small letter. Where there is no braille, the
letters are the curve's points. So runs can be told apart without colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.lab.text.canvas import Canvas, Curve
from tutor.lab.text.plot import GUTTER, Plot, PlotRow, begins, tell_cut, x_axis, y_axis
from tutor.lab.text.scale import figure, limits

LETTERS = "ABCDEF"
"""What runs are called beside each other; more than six curves cannot be told apart."""
_EACH = 24
"""Columns from one letter on a curve to the next."""


@dataclass(frozen=True, slots=True)
class Course:
    """One run's curve.

    Attributes:
        letter: of the run, one of `LETTERS`.
        validation, train: one value an epoch; either may be empty.
        kept: the epoch whose weights were kept, counted from 1; None where that is the last.
    """

    letter: str
    validation: Sequence[float]
    train: Sequence[float] = ()
    kept: int | None = None

    @property
    def told(self) -> float | None:
        """The newest value or, of weights that were kept, theirs; None without a curve."""
        values = self.validation or self.train
        return values[min(self.kept or len(values), len(values)) - 1] if values else None

    @property
    def style(self) -> str:
        """The name of its style: `run-a` and so on."""
        return f"run-{self.letter.lower()}"


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a chart of several runs shows.

    Attributes:
        title: the metric's name.
        courses: the runs.
        unit_range: whether values lie between 0 and 1, as accuracies do.
    """

    title: str
    courses: Sequence[Course]
    unit_range: bool = False

    @property
    def x_end(self) -> int:
        """The last epoch of the longest run."""
        return max((max(len(c.validation), len(c.train)) for c in self.courses), default=1)


def overlaid(overlay: Overlay, width: int, height: int, *, braille: bool) -> list[PlotRow]:
    """All rows of a chart of `width` × `height` cells."""
    lines = [line for course in overlay.courses for line in (course.validation, course.train)]
    low, high = limits((v for line in lines for v in line), unit_range=overlay.unit_range)
    across, down, x_end = width - GUTTER, height - 2, max(overlay.x_end, 1)
    canvas = Canvas(across, down, braille=braille)
    curves = [
        *(Curve(one.style, one.train, solid=False, point=one.letter.lower())
          for one in overlay.courses),
        *(Curve(one.style, one.validation, point=one.letter) for one in overlay.courses),
    ]  # fmt: skip
    for curve in curves:
        canvas.draw(curve, x_end, low, high)
    tell_cut(canvas, curves, x_end, high, braille=braille)
    if braille:
        _letter(canvas, overlay, x_end, (low, high))
    rows: list[PlotRow] = [_title(overlay, width)]
    for y, (gutter, _) in enumerate(y_axis(canvas, low, high)):
        rows.append([(gutter, "axis"), *canvas.row(y)])
    rows.append(
        [(x_axis(Plot("", [], [], x_end), across, None, begins(canvas, low, high)), "axis")]
    )
    return rows


def _letter(canvas: Canvas, overlay: Overlay, x_end: int, y: tuple[float, float]) -> None:
    """Write each run's letter on its curves: at the end, and here and there on the way."""
    count = len(overlay.courses)
    for place, course in enumerate(overlay.courses):
        for values, letter in (
            (course.validation, course.letter),
            (course.train, course.letter.lower()),
        ):
            if not values:
                continue
            last = canvas.column_of(len(values), x_end)
            shift = _EACH * place // count + 2
            for column in (last, *range(shift, last - 2, _EACH)):
                x = min(max(round(column / max(last, 1) * (len(values) - 1)), 0), len(values) - 1)
                if math.isfinite(values[x]):
                    canvas.write(letter, course.style, (column, canvas.line_of(values[x], *y)))


def _title(overlay: Overlay, width: int) -> PlotRow:
    """The metric's name, and for each run its letter and value, as far as there is room."""
    row: PlotRow = [(f"{overlay.title} ", "title")]
    used = len(overlay.title) + 1
    told = [(course, course.told) for course in overlay.courses]
    texts = [
        "" if value is None else f" {course.letter} {figure(value, share=overlay.unit_range)}"
        for course, value in told
    ]
    if used + sum(map(len, texts)) > width:
        texts = [f" {course.letter}" for course in overlay.courses]
    for course, text in zip(overlay.courses, texts, strict=True):
        if text and used + len(text) <= width:
            row.append((text, course.style))
            used += len(text)
    return row
