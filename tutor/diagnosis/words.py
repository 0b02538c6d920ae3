"""Numbers as they stand in a finding's sentences. ASCII only, so that every terminal shows them."""

from __future__ import annotations

import math

from tutor.diagnosis.statistics import Interval, probability

_LEAST, _MOST = 0.5, 0.99
_APART = 0.02
"""So far from the usual share, the last epoch's own is told: a legend shows it."""
_NEARLY_ALL = 0.995
"""What percentages round to all."""
_TINY, _WRITTEN_OUT = 1e-4, 1e-8
"""Below and above which a number is written out that has a power of ten by its length."""
_LONG, _TOO_LONG = 999.5, 999_999.5
"""From which on a number is told by whole thousands, and by a power of ten."""


def confidence(z: float, ceiling: float = _MOST) -> float:
    """The chance of being right for a finding that stands `z` standard errors beyond its bound.

    Never below 0.5, since a finding that is less likely than not is not given, and never 1.
    """
    return round(min(ceiling, max(_LEAST, probability(z))), 3)


def percent(share: float) -> str:
    """A share in percent: `18 %`, `4.2 %`, `1,200 %`."""
    return f"{_figure(100 * share)} %"


def less(share: float) -> str:
    """By how much a positive figure is lower: `18 %`; never all of it."""
    return "over 99 %" if share > _NEARLY_ALL else percent(share)


def span(interval: Interval) -> str:
    """An interval of shares in percent: `12 to 25 %`; near all to a tenth: `99.8 to 100 %`."""
    low, high = (_figure(100 * end) for end in interval)
    if low == high == _figure(100.0):
        low = f"{100 * interval.low:.1f}"
    return f"{low} to {high} %"


def change_span(interval: Interval) -> str:
    """An interval of changes that may be either: `12 % lower to 25 % higher`."""
    low, high = (
        f"{_figure(100 * abs(end))} % {'higher' if end > 0 else 'lower'}"
        for end in (interval.low, interval.high)
    )
    return f"{low} to {high}"


def points(share: float) -> str:
    """A difference of accuracies: `5.3 points`."""
    figure = _figure(100 * share)
    return f"{figure} point{'' if figure == '1' else 's'}"


def points_span(interval: Interval) -> str:
    """An interval of differences of accuracies: `1.2 to 3.4 points`."""
    return f"{_figure(100 * interval.low)} to {_figure(100 * interval.high)} points"


def number(value: float) -> str:
    """A loss with three figures: `0.0813`, `2.30`, `1.2e+09`; with two where tiny: `0.000098`.

    Few learners read powers of ten, so that a small loss is written out. What is a whole number has
    no zeros behind the point.
    """
    if _WRITTEN_OUT <= abs(value) < _TINY:
        return f"{value:.{1 - math.floor(math.log10(abs(value)))}f}"
    if _LONG <= abs(value) < _TOO_LONG:
        return f"{value:,.0f}"
    whole = abs(value) >= 99.95 or float(value).is_integer()
    return f"{value:.3g}" if whole else f"{value:#.3g}"


def tenths(share: float) -> str:
    """A share of answers to a tenth of a per cent, as legends have it: a goal may lie between."""
    return f"{100 * share:z.1f} %".replace(".0 %", " %")


def at_last(usual: float, last: float) -> str:
    """The last epoch's share, a part of a sentence: where it is far from that of the last ones."""
    return f"; after the last one it was {tenths(last)}" if abs(last - usual) > _APART else ""


def _figure(value: float) -> str:
    if abs(value) >= 1e6:
        return f"{value:.2g}"
    if abs(value) >= 9.95:
        return f"{value:,.0f}"
    text = f"{value:z.1f}"
    return text[:-2] if text.endswith(".0") else text
