"""The y axis of a plot: where it begins and ends, and its numbers in few characters."""

from __future__ import annotations

import math
from collections.abc import Iterable

from tutor.lab.text.signs import minus_in

_HUGE = 1e300
_HIGH_FROM = 0.8
"""Accuracies that never fall below are drawn from there on; all others from 0."""
_SAMPLE = 4000
"""Values, evenly taken, that tell of longer curves where most of them lie."""
_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def limits(values: Iterable[float], *, unit_range: bool = False) -> tuple[float, float]:
    """The least and the greatest y on the axis, round numbers that seldom move.

    Accuracies go from 0 to 1, so that runs can be compared by eye, or from 0.8 where all are above
    it; losses begin at 0 unless all are far from it. Outliers, such as the first
    epoch of a training that began badly, may not flatten the rest: where the greatest value is
    over twenty times the median, the axis ends at what 98 % of the values stay below.

    Args:
        values: of all curves; what is not finite is passed over.
        unit_range: whether they lie between 0 and 1, as accuracies do.
    """
    known = list(values)
    if not math.isfinite(sum(known)):  # also where finite values add up to too much
        known = [min(max(value, -_HUGE), _HUGE) for value in known if math.isfinite(value)]
    if not known:
        return 0.0, 1.0
    least, greatest = max(min(known), -_HUGE), min(max(known), _HUGE)
    if unit_range:
        return (_HIGH_FROM if least > _HIGH_FROM else 0.0), 1.0
    ordered = sorted(known[:: 1 + len(known) // _SAMPLE])
    if len(ordered) > 20 and greatest > 20 * ordered[len(ordered) // 2] > 0:
        greatest = min(ordered[int(len(ordered) * 0.98)], _HUGE)
    low = 0.0 if 0.0 <= least < greatest * 0.5 else least
    spread = greatest - low or abs(greatest) or 1.0
    return low, low + _round_up(spread)


def _round_up(spread: float) -> float:
    """The next of 1, 1.2, 1.5, 2, … times a power of ten."""
    power = 10.0 ** math.floor(math.log10(max(spread, 1e-300)))
    return next((step * power for step in _STEPS if step * power >= spread), spread)


def label(value: float, width: int, figures: int = 3) -> str:
    """A value on the axis in `width` columns, with as many of so many figures as have room.

    The sign and the power of ten are never cut off. The 0 before the point goes first, then figures
    do; what still is too long is a number of a hundred digits, or of none.
    """
    texts = [f"{value:.0f}"] if 1000 <= abs(value) < 10**width else []
    for kept in range(figures, 0, -1):
        text = f"{value:.{kept}g}"
        bare = text.replace("0.", ".", 1) if abs(value) < 1.0 else text
        power = text.replace("e+", "e").replace("e0", "e").replace("e-0", "e-")
        texts += [text, bare, power]
    fitting = next((text for text in texts if len(text) <= width), None)
    if fitting is not None:
        return minus_in(fitting)
    return "0" if abs(value) < 1.0 else "−inf" if value < 0 else "inf"


def figure(value: float, *, share: bool) -> str:
    """A value of a curve in five characters or so; a share is rounded as its per cent are."""
    if share and math.isfinite(value):
        return short(float(f"{100 * value:.1f}") / 100)
    return short(value)


def short(value: float) -> str:
    """A value in five characters or fewer, where it can be."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "inf" if value > 0 else "−inf"
    size = abs(value)
    if size >= 10_000 or 0 < size < 0.001:
        return minus_in(f"{value:.0e}".replace("e+0", "e").replace("e-0", "e-"))
    digits = 3 if size < 10 else 2 if size < 100 else 1 if size < 1000 else 0
    return minus_in(f"{value:.{digits}f}")
