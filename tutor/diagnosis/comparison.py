"""Whether two trainings differ by more than chance: the choice of examples, and the seeds.

A figure on the validation set depends on luck twice. Other validation examples would have given
another figure for the same network; another seed would have given another network. Both are told
here, each by itself. Every interval is one of 95 %, so that of twenty comparisons of equals one
looks like a difference.

This needs no numpy, so that a terminal can tell it at once.

Source: X. Bouthillier et al., Accounting for variance in machine learning benchmarks, Proceedings
of Machine Learning and Systems 3 (2021), 747–769, who find that what is usually taken for a better
method is often no more than either of the two.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean, stdev, variance

from tutor.diagnosis.proportions import Interval, shares_differ

GROUPS = 40
"""Into so many groups validation examples are put, where there are more of them."""
_SURE = 0.95


@dataclass(frozen=True, slots=True)
class Difference:
    """How far a figure moved from one training to the next.

    Attributes:
        moved: the second less the first.
        interval: of what it would be over all examples there are, for these two networks.
    """

    moved: float
    interval: Interval

    @property
    def beyond_chance(self) -> bool:
        """Whether the choice of examples doesn't explain it."""
        return self.interval.low > 0.0 or self.interval.high < 0.0


def same_examples(
    before: Sequence[float],
    after: Sequence[float],
    *,
    moved: float | None = None,
    grain: float = 0.0,
) -> Difference | None:
    """How far a mean moved over the same examples, by a paired t interval over groups of them.

    Both networks find the same examples hard, so that their difference wobbles less than either
    figure does. A figure that counts examples moves by whole steps, and the interval is widened by
    one on each side.

    Source: Student, The probable error of a mean, Biometrika 6 (1908), 1–25; A. L. Edwards, Note on
    the correction for continuity in testing the significance of the difference between correlated
    proportions, Psychometrika 13 (1948), 185–187.

    Args:
        before: mean of each group under the first network.
        after: mean of the same groups under the second.
        moved: the difference of the figures themselves, where groups that differ in size or weight
            give another one; the mean difference of the groups where None.
        grain: the least step that the figure can take: 1 / n for a share of n examples.

    Returns:
        None where the groups don't match, are fewer than two, or hold what is no number.
    """
    if len(before) != len(after) or len(before) < 2:
        return None
    each = [second - first for first, second in zip(before, after, strict=True)]
    centre = fmean(each) if moved is None else moved
    if not math.isfinite(centre) or not all(map(math.isfinite, each)):
        return None
    half = quantile(len(each) - 1) * stdev(each) / math.sqrt(len(each)) + grain
    return Difference(centre, Interval(centre - half, centre + half))


def other_examples(before: float, of_before: int, after: float, of_after: int) -> Difference:
    """How far a share moved from one set of examples to another one.

    Of the same examples it is the bound to take where only the shares are known: networks agree on
    examples more than chance would have them do, and the interval is then too wide, never too
    narrow. See `shares_differ` for its source.

    Args:
        before, after: the shares.
        of_before, of_after: how many examples each is a share of.
    """
    return Difference(after - before, shares_differ(after, of_after, before, of_before))


@dataclass(frozen=True, slots=True)
class Spread:
    """How far trainings with the same settings come out apart by their seeds.

    Attributes:
        deviation: the standard deviation of one training.
        freedom: degrees of freedom that it stands on: trainings less settings.
    """

    deviation: float
    freedom: int

    def reach(self, before: int = 1, after: int = 1) -> float:
        """How far apart seeds alone put two figures, in 19 of 20 cases.

        Each seed is taken for a draw of its own, also where two settings had the same ones: the
        networks differ, and so does what a seed makes of them.

        Args:
            before, after: over how many seeds each figure is a mean.
        """
        return quantile(self.freedom) * self.deviation * math.sqrt(1 / before + 1 / after)


def spread(settings: Iterable[Sequence[float]], grain: float = 0.0) -> Spread | None:
    """What seeds make, pooled over all settings that were trained with two or more of them.

    Source: the variance within groups of R. A. Fisher, Statistical Methods for Research Workers
    (1925), chapter 7. Figures that count examples are rounded to steps; the variance is not taken
    for smaller than that of rounding, grain² / 12 (W. F. Sheppard, Proc. London Math. Soc. 29
    (1898), 353–380), or two seeds that happen to agree would make everything else a difference.

    Args:
        settings: for each the figure of each of its seeds; what is not finite is left out.
        grain: the least step that the figure can take.

    Returns:
        None where nothing was trained with two seeds.
    """
    total, freedom = 0.0, 0
    for figures in settings:
        known = [figure for figure in figures if math.isfinite(figure)]
        if len(known) > 1:
            total += variance(known) * (len(known) - 1)
            freedom += len(known) - 1
    if not freedom:
        return None
    return Spread(math.sqrt(max(total / freedom, grain * grain / 12)), freedom)


@cache
def quantile(freedom: int, sure: float = _SURE) -> float:
    """How many standard errors hold a share `sure` of Student's t with so many degrees of freedom.

    Source: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4,
    turned round by halving.

    Raises:
        ValueError: no degree of freedom.
    """
    if freedom < 1:
        raise ValueError(f"freedom is {freedom}; at least 1 is needed")
    low, high = 0.0, math.pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < sure else (low, middle)
    return math.sqrt(freedom) * math.tan(low)


def _within(angle: float, freedom: int) -> float:
    """The chance that |t| is below √freedom · tan(angle)."""
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = freedom % 2
    term, total = cosine if odd else 1.0, 0.0
    for power in range(1 if odd else 0, freedom - 1, 2):
        total += term
        term *= cosine * cosine * (power + 1) / (power + 2)
    return (angle + sine * total) * 2 / math.pi if odd else sine * total
