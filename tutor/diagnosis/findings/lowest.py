"""Where validation loss has its lowest, how far its end stands above, what training did since."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tutor.diagnosis.statistics import MAD_TO_SD, Array, noise, running_median, trend, widening

_MEDIAN_VARIANCE = math.pi / 2
"""Variance of a median of normal values over that of their mean."""

_LEAST_FOR_LINE = 6
_LEAST_FOR_NOISE = 10


@dataclass(frozen=True, slots=True, eq=False)
class Lowest:
    """The lowest of a validation loss, smoothed by a running median, and its end.

    Attributes:
        val: validation loss, (points,).
        smooth: its running median, (points,).
        width: over how many points.
        at: the point where that is lowest.
        tail: how many of the last points stand for the end; none of them lies before `at`.
        scale: what rises are a share of: the lowest; of losses that reach below zero, the range.
    """

    val: Array
    smooth: Array
    width: int
    at: int
    tail: int
    scale: float

    @classmethod
    def of(cls, val: Array, width: int, tail: int) -> Lowest | None:
        """The lowest over `width` points; None for a curve that has no scale, being all zero."""
        smooth = running_median(val, width)
        at = int(smooth.argmin())
        tail = max(1, min(tail, len(val) - 1 - at))
        scale = float(smooth[at]) if float(val.min()) > 0.0 else float(np.ptp(val))
        return cls(val, smooth, width, at, tail, scale) if scale > 0.0 else None

    @property
    def value(self) -> float:
        """The lowest smoothed value."""
        return float(self.smooth[self.at])

    @property
    def single(self) -> int:
        """The point of the lowest value near the lowest smoothed one."""
        first = max(0, self.at - self.width // 2)
        return first + int(self.val[first : self.at + self.width // 2 + 1].argmin())

    @property
    def above(self) -> Array:
        """How far each point after the lowest stands above it, as a share of `scale`."""
        return np.asarray((self.val[self.at + 1 :] - self.value) / self.scale)

    @property
    def rise(self) -> float:
        """How far the median of the end stands above the lowest, as a share of `scale`."""
        return (float(np.median(self.val[-self.tail :])) - self.value) / self.scale

    def last_low(self, slack: float) -> int:
        """The last point where the smoothed curve is as low, but for a share `slack` of `scale`."""
        bound = self.value + slack * self.scale
        return int(np.flatnonzero(self.smooth <= bound)[-1])

    @property
    def error(self) -> float:
        """The standard error of `rise`, by how the curve wobbles after the lowest.

        What comes long before does not count: a curve that jumped at a high learning rate may be
        smooth at a low one. What a running median over a tenth leaves tells the size of slower
        wobble, and how far neighbouring points go together, so that they are fewer witnesses.
        """
        part = self.val[max(0, min(self.at - self.width, len(self.val) - _LEAST_FOR_NOISE)) :]
        left = part - running_median(part, max(3, len(part) // 10 | 1))
        variance = _MEDIAN_VARIANCE * (1 / self.tail + 1 / self.width) * widening(left)
        spread = max(noise(part), MAD_TO_SD * float(np.median(np.abs(left))))
        return spread * math.sqrt(variance) / self.scale

    @property
    def slow_wobble(self) -> float:
        """The curve's wobble by second differences and, after the lowest, around a line; a share.

        Second differences don't see slow wobble; residuals from a line do, where there are enough.
        """
        fast, later = noise(self.val), self.val[self.at + 1 :]
        slow = trend(later).spread if len(later) >= _LEAST_FOR_LINE else 0.0
        return max(fast, slow) / self.scale


def moved(curve: Array, since: int, tail: int) -> float:
    """From around one point to the end, the median of the last `tail`: above 0 for a rise."""
    smooth = running_median(curve, 3)
    return float(np.median(curve[-tail:])) - float(smooth[since])


def fallen(curve: Array, since: int, tail: int) -> float:
    """The opposite as a share: of where it began, or of the range of a curve that reaches zero."""
    start = float(running_median(curve, 3)[since])
    scale = start if float(curve.min()) > 0.0 else float(np.ptp(curve))
    return -moved(curve, since, tail) / scale if scale > 0.0 else 0.0
