"""How far validation loss stands above its lowest at the end, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tutor.diagnosis.case import Case
from tutor.diagnosis.examples import CrossFit, cross_fit
from tutor.diagnosis.statistics import (
    Array,
    Interval,
    Paired,
    chance,
    noise,
    running_median,
    trend,
)
from tutor.diagnosis.words import percent, span

_PAIRED_SD = 0.5
"""Assumed spread, as a share of the mean loss, by which one example's losses under two networks of
one run differ. It stands in where the number of examples is known but not their losses."""

_MEDIAN_VARIANCE = math.pi / 2
"""Variance of a median of normal values over that of their mean."""

_LEAST_FOR_LINE = 6
_SHARED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a rise must reach to be called overfitting.

    Attributes:
        rise: as a share of the lowest validation loss.
        rise_of_groups: the same where groups of examples are known.
        wobbles: in standard deviations of the curve's wobble.
        errors: in standard errors that come from the choice of examples, for curves alone.
        sure: where groups of examples are known, the chance that the true loss rose by so much;
            wobbles, errors and points are then not asked for.
        after: where groups are known, how long the best epoch must be past, as a share of the
            epochs until then: a loss that fell for long may take long to fall again.
        points: how many points after the lowest must stand so high above it.
        train_fall: by which share the training loss must have fallen meanwhile.
    """

    rise: float = 0.05
    rise_of_groups: float = 0.05
    wobbles: float = 3.0
    errors: float = 1.645
    sure: float = 0.5
    after: float = 0.0
    points: int = 3
    train_fall: float = 0.01


FINAL = Demand()
"""For a run that has ended."""

EARLY = Demand(
    rise=0.05, wobbles=4.0, errors=2.6, sure=0.7, after=0.3, points=4, train_fall=0.03,
    rise_of_groups=0.02,
)  # fmt: skip
"""For a run under way, which is asked again and again. On the runs of half `tune` it stops so that
in 97 % the epoch that is kept is as good as the one that running on would have kept."""


@dataclass(frozen=True, slots=True)
class Rise:
    """The rise from the lowest validation loss to the end.

    Attributes:
        best: the point of the lowest validation loss near the lowest smoothed one.
        above: how far each point after the latter stands above the lowest, as a share of that.
        share: the rise as a share of the lowest loss.
        wobble: standard deviation of the curve's wobble, as the same share.
        error: standard error of `share` from wobble and the choice of examples together.
        sampling: standard error of `share` from the choice of examples alone.
        train_fall: by which share the training loss fell while validation loss rose, so from the
            last point that is still as low as the lowest but for wobble; 0 where there is none.
        shared: how much of the rise the training loss shares; a rise of both is no overfitting.
        cross: the cross-fitted test, where losses of groups of examples are known.
    """

    best: int
    above: Array
    share: float
    wobble: float
    error: float
    sampling: float
    train_fall: float
    shared: float
    cross: CrossFit | None

    def chance(self, worth: float) -> float:
        """The chance that the true loss rose by more than this share of its lowest."""
        return chance(worth, self.share, self.error)

    @property
    def interval(self) -> Interval:
        """The 95 % interval of `share`."""
        return Interval(self.share - 1.96 * self.error, self.share + 1.96 * self.error)

    def seen(self, tail: int) -> float:
        """How far the last points, `tail` at most, stand above the lowest on the curve itself."""
        return float(np.median(self.above[-tail:])) if len(self.above) else 0.0

    def higher(self, rise: float) -> int:
        """How many points after the lowest stand more than `rise` above it."""
        return int(np.count_nonzero(self.above > rise))

    @property
    def accuracy(self) -> Paired | None:
        """The change of validation accuracy since the best epoch, where examples show it."""
        return None if self.cross is None else self.cross.accuracy

    def shown(self, demand: Demand) -> bool:
        """Whether it is overfitting by the measure of `demand`."""
        if self.cross is not None:
            fallen = self.train_fall > 0.0 and self.shared < _SHARED
            past = len(self.above) >= demand.after * (self.best + 1)
            return fallen and past and self.chance(demand.rise_of_groups) >= demand.sure
        return (
            self.higher(demand.rise) >= demand.points
            and self.share > demand.rise
            and self.share > demand.wobbles * self.wobble
            and self.train_fall > demand.train_fall
            and self.share > demand.errors * self.sampling
        )


@lru_cache(maxsize=2)
def measure(case: Case) -> Rise | None:
    """The rise of validation loss above its lowest, by the curves or, better, by the examples.

    The curve is smoothed by a running median over a twentieth of the run, at least three epochs;
    the end is the median of the last tenth, at least three. Where losses of single examples are
    known, the rise itself comes from cross-fitting, which the choice of the lowest cannot bias.

    Returns:
        None where nothing was validated or fewer than three epochs were run.
    """
    val = case.val
    if val is None or case.points < 3:
        return None
    width = case.width
    smooth = case.smooth(val)
    best = int(smooth.argmin())
    after = case.points - 1 - best
    tail = max(1, min(case.tail, after))
    lowest = float(smooth[best])
    scale = lowest if float(val.min()) > 0.0 else float(np.ptp(val))
    if scale <= 0.0:
        return None
    share = (float(np.median(val[-tail:])) - lowest) / scale
    wobble = _wobble(case, best) / scale
    sampling, cross = 0.0, None
    if case.examples is not None:
        cross = cross_fit(case.examples, width * case.block | 1, tail * case.block)
    if cross is not None:
        share, sampling = cross.both.mean / scale, cross.both.error / scale
    elif case.validation_examples is not None:
        sampling = _PAIRED_SD / math.sqrt(case.validation_examples)
    spread = wobble * math.sqrt(_MEDIAN_VARIANCE * (1 / tail + 1 / width))
    error = sampling if cross is not None else math.hypot(spread, sampling)
    calm = np.flatnonzero(smooth <= lowest + wobble * scale)
    fall = _train_fall(case, int(calm[-1]), tail)
    above = (val[best + 1 :] - lowest) / scale
    first = max(0, best - width // 2)
    lowest_at = first + int(val[first : best + width // 2 + 1].argmin())
    shared = _shared(case, best, share * scale)
    return Rise(lowest_at, above, share, wobble, error, sampling, fall, shared, cross)


def _shared(case: Case, best: int, rise: float) -> float:
    """The training loss's own rise since the best point, over that of the validation loss."""
    if case.train is None or rise <= 0.0:
        return 0.0
    smooth = case.smooth(case.train)
    return float(smooth[-1] - smooth[best]) / rise


def within_chance(case: Case, rise: Rise) -> str:
    """Why a rise that can be seen is not called overfitting, a clause with its interval."""
    known, reach = case.validation_examples, rise.interval
    by_chance = (
        f"with {known:,} validation examples chance alone may give that"
        if known
        else "the curve wobbles enough for chance to give that"
    )
    least = f"it may be as small as {percent(reach.low)}"
    if rise.cross is None:
        return f"{by_chance} ({span(reach)})" if reach.low <= 0.0 else least
    fair = f"on examples that did not choose that epoch it is {percent(rise.share)} ({span(reach)})"
    return f"{fair}, and {by_chance if reach.low <= 0.0 else least}"


def _wobble(case: Case, best: int) -> float:
    """The curve's wobble: by second differences and, after the lowest, around a straight line.

    Second differences don't see slow wobble; residuals from a line do, where there are enough.
    """
    assert case.val is not None
    fast = noise(case.val)
    later = case.val[best + 1 :]
    return max(fast, trend(later).spread) if len(later) >= _LEAST_FOR_LINE else fast


def _train_fall(case: Case, turn: int, tail: int) -> float:
    if case.train is None:
        return 0.0
    smooth = running_median(case.train, 3)
    start, end = float(smooth[turn]), float(np.median(case.train[-tail:]))
    scale = start if float(case.train.min()) > 0.0 else float(np.ptp(case.train))
    return (start - end) / scale if scale > 0.0 else 0.0
