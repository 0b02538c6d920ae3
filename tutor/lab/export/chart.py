"""The curves of a run as a drawing of lines and words, for files: loss beside accuracy.

What is drawn is told in points of a plane, so that a vector file and a picture show the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tutor.diagnosis.history import History
from tutor.lab.tasks import charted
from tutor.lab.text.scale import limits

WIDTH, HEIGHT = 960, 400
"""The drawing's size."""
GROUND, INK, QUIET, RULE = "#ffffff", "#1d2433", "#6b7385", "#e3e6ee"
VALIDATION, TRAINING = "#c26a00", "#00708f"

_TOP, _BOTTOM, _LEFT, _GAP = 64, 348, 62, 84
_PANEL = (WIDTH - _LEFT - _GAP - 24) / 2
_TICKS = 4
_MOST_POINTS = 500


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; dashed or not."""

    points: list[tuple[float, float]]
    colour: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Text at a point; `anchor` says which of its ends stands there: start, middle or end."""

    text: str
    place: tuple[float, float]
    colour: str = QUIET
    size: int = 13
    anchor: str = "start"


@dataclass(slots=True)
class Drawing:
    """All strokes and words, in the order in which they are drawn."""

    strokes: list[Stroke] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


def drawing(history: History, title: str) -> Drawing:
    """The curves of a training: the loss and accuracy, or exploration and success of games."""
    drawn = Drawing(words=[Words(title, (_LEFT, 26), INK, 16)])
    for place, metric in enumerate(charted(history.metrics)):
        left = _LEFT + place * (_PANEL + _GAP)
        train = history.column(f"train_{metric}") or history.column(metric)
        _panel(drawn, left, metric, (train, history.column(f"val_{metric}")))
    return drawn


def _panel(
    drawn: Drawing, left: float, metric: str, curves: tuple[Sequence[float], Sequence[float]]
) -> None:
    """One chart with its axes, its curves, and a name at each curve's legend."""
    low, high = limits((v for curve in curves for v in curve), unit_range=metric != "loss")
    end = max(max(map(len, curves)), 2)
    for tick in range(_TICKS + 1):
        value = low + (high - low) * tick / _TICKS
        y = _y(value, low, high)
        drawn.strokes.append(Stroke([(left, y), (left + _PANEL, y)], RULE))
        drawn.words.append(Words(f"{value:.3g}", (left - 8, y + 4), anchor="end"))
    for number in sorted({1, 1 + (end - 1) // 2, end}):
        drawn.words.append(
            Words(str(number), (_x(number, end, left), _BOTTOM + 20), anchor="middle")
        )
    drawn.words.append(Words("epoch", (left + _PANEL / 2, _BOTTOM + 40), anchor="middle"))
    drawn.words.append(Words(metric, (left, _TOP - 14), INK, 14))
    legend = ((TRAINING, "training", True, 190), (VALIDATION, "validation", False, 84))
    for curve, (colour, name, dashed, back) in zip(curves, legend, strict=True):
        if not curve:
            continue
        x, y = left + _PANEL - back, _TOP - 18
        drawn.strokes.append(Stroke([(x - 26, y), (x - 6, y)], colour, 2.0, dashed))
        drawn.words.append(Words(name, (x, y + 4), colour))
        for points in _lines(curve, end, left, (low, high)):
            drawn.strokes.append(Stroke(points, colour, 2.0, dashed))


def _lines(
    curve: Sequence[float], end: int, left: float, y: tuple[float, float]
) -> Iterator[list[tuple[float, float]]]:
    """The curve in pieces without gaps; of a long one each stretch's least and greatest."""
    piece: list[tuple[float, float]] = []
    for number, value in _thinned(curve):
        if math.isfinite(value):
            piece.append((_x(number, end, left), _y(value, *y)))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece if len(piece) > 1 else [piece[0], (piece[0][0] + 1, piece[0][1])]


def _thinned(curve: Sequence[float]) -> Iterator[tuple[int, float]]:
    """Epochs, counted from 1, with their values: all, or two of each stretch."""
    step = max(1, 2 * len(curve) // _MOST_POINTS)
    if step < 3:
        yield from enumerate(curve, 1)
        return
    for start in range(0, len(curve), step):
        known = [(value, start + at + 1) for at, value in enumerate(curve[start : start + step])
                 if math.isfinite(value)]  # fmt: skip
        if not known:
            yield start + 1, math.nan
            continue
        for value, number in sorted({min(known), max(known)}, key=lambda one: one[1]):
            yield number, value


def _x(number: int, end: int, left: float) -> float:
    return left + _PANEL * (number - 1) / (end - 1)


def _y(value: float, low: float, high: float) -> float:
    share = (min(max(value, low), high) - low) / (high - low) if high > low else 0.5
    return _BOTTOM - (_BOTTOM - _TOP) * share
