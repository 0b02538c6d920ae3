"""Intervals of proportions. They need no numpy, so that a terminal can tell them at once."""

from __future__ import annotations

import math
from typing import NamedTuple

Z95 = 1.96
"""Half the width of a two-sided 95 % normal interval, in standard errors."""


class Interval(NamedTuple):
    """Both ends of an interval."""

    low: float
    high: float


def wilson(share: float, examples: float, z: float = Z95) -> Interval:
    """Interval of a proportion seen as `share` among `examples`.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    J. Am. Stat. Assoc. 22 (1927), 209–212. It keeps within 0 and 1 and holds for few examples.
    Where examples are no independent witnesses, `examples` is how many such they are worth.
    """
    n, p = max(examples, 1), min(max(share, 0.0), 1.0)
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def shares_differ(
    first: float, of_first: int, second: float, of_second: int, z: float = Z95
) -> Interval:
    """Interval of the difference `first - second` of two proportions of independent examples.

    Source: R. G. Newcombe, Interval estimation for the difference between independent
    proportions, Stat. Med. 17 (1998), 873–890, method 10: made of two Wilson intervals.
    """
    one, two = wilson(first, of_first, z), wilson(second, of_second, z)
    difference = first - second
    low = difference - math.hypot(first - one.low, two.high - second)
    return Interval(low, difference + math.hypot(one.high - first, second - two.low))


def in_tenths(share: float) -> float:
    """A share to a tenth of a per cent, as it is told, so that differences are of what is read."""
    return float(f"{100 * share:z.1f}") / 100
