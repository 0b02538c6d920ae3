"""A picture that is drawn with a pen, on a grid finer than the picture's own pixels.

A pixel's shade is the share of its fine points that have ink. The data set `digits` was made so:
bitmaps of 32×32 points, of which each block of 4×4 was counted (E. Alpaydin and C. Kaynak, Optical
Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998,
https://archive.ics.uci.edu/dataset/80). That makes soft edges.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import lru_cache

TIMES = 4
"""Fine points in a pixel, across and down."""

_INK, _RUBBED = 1, 2
_PEN_OF_SMALL, _SMALL = 1.25, 16
"""Width of the pen in pixels of a picture, and the longest side of one that it is for."""
_STROKES = 12
"""Widths of the pen in the side of a larger picture."""
_STEPS = 28
"""Steps of the pen across a picture, about."""
_MOST_ENLARGED = 3.0

FILLED: dict[str, float] = {"digits": 1.0, "mnist": 20 / 28}
"""The share of a picture's height that its figure fills, in data sets that bring all to one size.

Every validation example of `digits` fills all eight rows; for MNIST see Y. LeCun, L. Bottou, Y.
Bengio and P. Haffner, Gradient-based learning applied to document recognition, Proceedings of the
IEEE 86 (1998), 2278–2324, section III.A.
"""

Point = tuple[int, int]


@dataclass(slots=True)
class Stroke:
    """One stroke of the pen.

    Attributes:
        ink: whether it draws; else it rubs out.
        points: where the pen was, in fine points (across, down).
    """

    ink: bool
    points: list[Point] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _State:
    """What `undo` brings back."""

    strokes: list[Stroke]
    base: bytes


class Drawing:
    """A picture under the pen.

    Attributes:
        height, width: in pixels.
        down: whether the pen draws as it moves.
        ink: whether it draws, else it rubs out.
        pen: where it is, in fine points (across, down).
        base: shades of the picture that is altered, row by row; empty for none.
        fitted: whether the network sees the figure brought to the size and place of its data.
    """

    def __init__(self, height: int, width: int, filled: float | None = None) -> None:
        """Nothing is drawn yet.

        Args:
            height, width: of the picture, in pixels.
            filled: the share of the height that figures fill in the data; None where they fill any.
        """
        self.height, self.width = height, width
        self._filled = filled
        self.down, self.ink = False, True
        self.pen: Point = (width * TIMES // 2, height * TIMES // 2)
        self.base = b""
        self.fitted = filled is not None
        self._strokes: list[Stroke] = []
        self._past: list[_State] = []

    @property
    def can_fit(self) -> bool:
        """Whether the data have one size and place for all figures."""
        return self._filled is not None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see."""
        return not self.base and not any(stroke.ink for stroke in self._strokes)

    @property
    def step(self) -> int:
        """Fine points that a key moves the pen."""
        return max(2, max(self.height, self.width) * TIMES // _STEPS)

    def toggle_pen(self) -> None:
        """Put the pen down, which makes a dot, or lift it."""
        self.down = not self.down
        if self.down:
            self._begin()

    def toggle_ink(self) -> None:
        """Draw with ink, or rub out."""
        self.ink = not self.ink
        if self.down:
            self._begin()

    def toggle_fit(self) -> None:
        """Show the network the figure as it is, or in the size and place that its data have."""
        self.fitted = not self.fitted

    def move(self, across: int, down: int) -> None:
        """Move the pen by steps; it stays within the picture."""
        x, y = self.pen
        self.go(x + across * self.step, y + down * self.step)

    def go(self, x: int, y: int) -> None:
        """Move the pen to a fine point, drawing where it is down."""
        right, bottom = self.width * TIMES - 1, self.height * TIMES - 1
        self.pen = (min(max(x, 0), right), min(max(y, 0), bottom))
        if self.down and self._strokes and self._strokes[-1].points[-1] != self.pen:
            self._strokes[-1].points.append(self.pen)

    def clear(self) -> None:
        """Let everything go."""
        if self._strokes or self.base:
            self._keep()
        self._strokes, self.base, self.down = [], b"", False

    def begin_with(self, shades: bytes) -> None:
        """Alter a picture; `shades` row by row, 0 to 255.

        One that stands there untouched is no drawing to come back to.
        """
        if self._strokes or not self.base:
            self._keep()
        self._strokes, self.base, self.down = [], shades, False

    @property
    def covered(self) -> bool:
        """Whether an untouched picture stands in place of something drawn, which `undo` shows."""
        before = self._past[-1].strokes if self._past else []
        return bool(self.base) and not self._strokes and any(stroke.ink for stroke in before)

    def undo(self) -> None:
        """Take the last stroke back, or whatever came last."""
        if self._past:
            last = self._past.pop()
            self._strokes, self.base, self.down = last.strokes, last.base, False

    def marks(self, *, fitted: bool = False) -> bytearray:
        """The fine points row by row: 0 where no stroke went, 1 for ink, 2 where it was rubbed out.

        Args:
            fitted: whether in the size and place that the data have.
        """
        across, down = self.width * TIMES, self.height * TIMES
        found = bytearray(across * down)
        place = self._fit() if fitted else _Fit()
        nib = _nib(self._pen_width())
        for stroke in self._strokes:
            value = _INK if stroke.ink else _RUBBED
            for x, y in _along([place(point) for point in stroke.points]):
                for dx, dy in nib:
                    if 0 <= x + dx < across and 0 <= y + dy < down:
                        found[(y + dy) * across + x + dx] = value
        return found

    def seen(self) -> bytes:
        """The picture as the network is to see it, row by row, 0 to 255."""
        marks = self.marks(fitted=self.fitted and not self.base)
        across, points = self.width * TIMES, TIMES * TIMES
        shades = bytearray()
        for y in range(self.height):
            lines = [marks[at : at + across] for at in _starts(y, across)]
            for x in range(self.width):
                block = b"".join(line[x * TIMES : (x + 1) * TIMES] for line in lines)
                inked, untouched = block.count(_INK), block.count(0)
                under = self.base[y * self.width + x] if self.base else 0
                shades.append(round((255 * inked + under * untouched) / points))
        return bytes(shades)

    def _pen_width(self) -> float:
        side = max(self.height, self.width)
        return TIMES * (_PEN_OF_SMALL if side <= _SMALL else side / _STROKES)

    def _begin(self) -> None:
        self._keep()
        self._strokes = [*self._strokes, Stroke(self.ink, [self.pen])]

    def _keep(self) -> None:
        self._past.append(_State(self._strokes, self.base))

    def _fit(self) -> _Fit:
        """How the ink is brought to the size and place of the data's figures."""
        points = [point for stroke in self._strokes if stroke.ink for point in stroke.points]
        if not points or self._filled is None:
            return _Fit()
        xs, ys = [x for x, _ in points], [y for _, y in points]
        pen = self._pen_width()
        room = self._filled * TIMES
        scale = min(
            (room * self.height - pen) / max(max(ys) - min(ys), 1),
            (room * self.width - pen) / max(max(xs) - min(xs), 1),
            _MOST_ENLARGED,
        )
        middle = (self.width * TIMES - 1) / 2, (self.height * TIMES - 1) / 2
        return _Fit(scale, ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2), middle)


@dataclass(frozen=True, slots=True)
class _Fit:
    """Brings `centre` to `middle`, and all else `scale` times as far from it."""

    scale: float = 1.0
    centre: tuple[float, float] = (0.0, 0.0)
    middle: tuple[float, float] = (0.0, 0.0)

    def __call__(self, point: Point) -> Point:
        x, y = (
            round(to + self.scale * (at - of))
            for at, of, to in zip(point, self.centre, self.middle, strict=True)
        )
        return x, y


def _along(points: list[Point]) -> list[Point]:
    """Every fine point on the way from each point to the next."""
    found = points[:1]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        steps = max(abs(x1 - x0), abs(y1 - y0))
        found += [
            (round(x0 + (x1 - x0) * n / steps), round(y0 + (y1 - y0) * n / steps))
            for n in range(1, steps + 1)
        ]
    return found


def _starts(y: int, across: int) -> range:
    """Where the fine lines of a row of pixels begin."""
    return range(y * TIMES * across, (y + 1) * TIMES * across, across)


@lru_cache(maxsize=8)
def _nib(width: float) -> tuple[Point, ...]:
    """The fine points of a round pen around its middle."""
    reach, radius = int(width / 2 + 0.5), width / 2
    span = range(-reach, reach + 1)
    return tuple((x, y) for y in span for x in span if x * x + y * y <= radius * radius)
