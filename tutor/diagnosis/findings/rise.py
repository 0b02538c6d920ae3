"""How far validation loss stands above its lowest at the end, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tutor.diagnosis.case import Case
from tutor.diagnosis.examples import CrossFit, cross_fit
from tutor.diagnosis.findings.lowest import Lowest, fallen, moved
from tutor.diagnosis.statistics import Array, Interval, Paired, chance, trend

_PAIRED_SD = 0.5
"""Assumed spread, as a share of the mean loss, by which one example's losses under two networks of
one run differ. It stands in where the number of examples is known but not their losses."""

FEWEST_EPOCHS = 5
"""Fewer show no course: a rise among them is no more than wobble."""

SHARED = 0.5
LEVEL = 0.05
"""How much of a rise of validation loss the training loss may share and still pass for level."""

_BLUNTED = 0.9
"""What is left of a rise where both its ends are medians over a tenth of the run."""

_CLIMB_WOBBLES = 1.5
_LEAST_FOR_CLIMB = 8
"""So many points at least show a line where each wobbles."""

_FEW_POINTS, _JUMP_WOBBLES = 3, 2.0
"""After the lowest: so few may be a jump, which the next points take back."""

_LEAP, _LEAPS = 0.2, 4.0
"""Of the lowest validation loss; times as far as training loss has fallen in all."""

_FEW_WRONG = 1e-3
"""Added to shares of wrong answers, so that the last few don't count for much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a rise must reach to be called overfitting.

    Attributes:
        rise: as a share of the lowest validation loss.
        rise_of_groups: the same where groups of examples are known.
        wobbles: in standard errors by the curve's wobble; three rather than two, since the lowest
            of many points is partly the lowest by luck.
        errors: in standard errors that come from the choice of examples, for curves alone.
        sure: where groups of examples are known, the chance that the true loss rose by so much;
            wobbles, errors and points are then not asked for.
        after: where groups are known, how long the best epoch must be past, as a share of the
            epochs until then: a loss that fell for long may take long to fall again.
        points: how many points after the lowest must stand half so high above it.
        climb: whether a steady climb since the lowest stands in for `wobbles`.
        some: where groups are known, the chance that the true loss rose at all.
    """

    rise: float = 0.05
    rise_of_groups: float = 0.05
    wobbles: float = 3.0
    errors: float = 1.645
    sure: float = 0.5
    after: float = 0.0
    points: int = 3
    climb: bool = True
    some: float = 0.9


FINAL = Demand()
"""For a run that has ended."""

EARLY = Demand(
    rise=0.05, wobbles=5.0, errors=2.6, sure=0.6, after=0.3, points=4, rise_of_groups=0.01,
    climb=False, some=0.0,
)  # fmt: skip
"""For a run under way, which is asked again and again. On the runs of half `tune` it stops so that
in 96.6 % the epoch that is kept is as good as the one that running on would have kept."""


@dataclass(frozen=True, slots=True)
class Rise:
    """The rise from the lowest validation loss to the end.

    Attributes:
        lowest: the point of the lowest validation loss, as the curve shows it and early stopping
            keeps it: the one that people are told.
        end: the median of the last points as a share of the value there, less 1.
        best: the point of the lowest validation loss near the lowest smoothed one.
        above: how far each point after the latter stands above the lowest, as a share of that.
        share: the rise as a share of the lowest loss.
        wobble: standard error of `share` from the curve's wobble; where `cross` is known only that
            of a rise of the last few points, else 0.
        error: standard error of `share` from wobble and the choice of examples together.
        sampling: standard error of `share` from the choice of examples alone.
        train_fall: by which share the training loss fell while validation loss rose, so from the
            last point that is still as low as the lowest but for wobble; 0 where there is none.
        shared: how much of the rise the training loss shares; a rise of both is no overfitting.
            Infinite where no training curve tells.
        cross: the cross-fitted test, where losses of groups of examples are known.
        climbs: whether validation loss went up beyond doubt along a line since the lowest while
            training loss went down: of many points that wobble much, that is surer than two ends.
    """

    lowest: int
    end: float
    best: int
    above: Array
    share: float
    wobble: float
    error: float
    sampling: float
    train_fall: float
    shared: float
    cross: CrossFit | None
    climbs: bool = False

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

    @property
    def steady(self) -> bool:
        """Whether it is more than a jump of the last few points, where examples tell its size."""
        return self.share > _JUMP_WOBBLES * self.wobble

    def shown(self, demand: Demand) -> bool:
        """Whether it is overfitting by the measure of `demand`."""
        if self.cross is not None:
            fallen = self.train_fall > 0.0 and self.shared < SHARED and self.steady
            past = len(self.above) >= demand.after * (self.best + 1)
            clear = self.chance(0.0) >= demand.some
            return fallen and past and clear and self.chance(demand.rise_of_groups) >= demand.sure
        return (
            self.higher(demand.rise / 2) >= demand.points
            and self.share > _BLUNTED * demand.rise
            and self.share > demand.errors * self.sampling
            and (
                (self.share > demand.wobbles * self.wobble and self.shared < LEVEL)
                or (demand.climb and self.climbs)
            )
        )


@lru_cache(maxsize=2)
def measure(case: Case) -> Rise | None:
    """The rise of validation loss above its lowest, by the curves or, better, by the examples.

    Returns:
        None where nothing was validated or fewer than three epochs were run.
    """
    if case.val is None or case.points < 3:
        return None
    return _by_examples(case, case.val) or _by_curves(case, case.val)


def _by_examples(case: Case, val: Array) -> Rise | None:
    """The rise by cross-fitting, which the choice of the lowest cannot bias."""
    lowest = Lowest.of(val, case.width, case.tail)
    if lowest is None or case.examples is None:
        return None
    cross = cross_fit(case.examples, case.width * case.block | 1, lowest.tail * case.block)
    if cross is None:
        return None
    share, error = cross.both.mean / lowest.scale, cross.both.error / lowest.scale
    fall, shared = 0.0, 0.0
    if case.train is not None:
        fall = fallen(case.train, lowest.last_low(lowest.slow_wobble), lowest.tail)
        smooth = case.smooth(case.train)
        up = float(smooth[-1] - smooth[lowest.at])
        shared = up / (share * lowest.scale) if share > 0.0 else 0.0
    wobble = lowest.error if len(lowest.above) < _FEW_POINTS else 0.0
    return Rise(
        *_shown(case, lowest), lowest.single, lowest.above, share, wobble, error, error, fall,
        shared, cross,
    )  # fmt: skip


def _shown(case: Case, lowest: Lowest) -> tuple[int, float]:
    """The point of the lowest value, and how far the end stands above that, as a share."""
    point = int(lowest.val.argmin())
    low = float(lowest.val[point])
    return point, (case.end(lowest.val) - low) / (low if low > 0.0 else lowest.scale)


def _by_curves(case: Case, val: Array) -> Rise | None:
    """The rise by the curves, from the lowest to the last tenth, each three points at least.

    Where no training loss was recorded, the share of wrong answers in training stands in.
    """
    tenth = max(3, case.points // 10)
    lowest = Lowest.of(val, tenth | 1, tenth)
    if lowest is None:
        return None
    share, wobble, known = lowest.rise, lowest.error, case.validation_examples
    sampling = 0.0 if known is None else _PAIRED_SD / math.sqrt(known)
    turn, fall, shared = lowest.last_low(wobble), 0.0, math.inf
    if case.train is not None:
        fall = fallen(case.train, turn, lowest.tail)
        up = moved(case.train, turn, lowest.tail)
        shared = up / (share * lowest.scale) if share > 0.0 else 0.0
    elif case.train_accuracy is not None:
        fall = fallen(1 - case.train_accuracy + _FEW_WRONG, turn, lowest.tail)
        shared = -fall / share if share > 0.0 else 0.0
    climbs = case.train is not None and _climbs(lowest, case.train)
    if case.train is not None and climbs:
        fall = max(fall, fallen(case.train, lowest.at, lowest.tail))
    error = math.hypot(wobble, sampling)
    return Rise(
        *_shown(case, lowest), lowest.single, lowest.above, share, wobble, error, sampling, fall,
        shared, None, climbs,
    )  # fmt: skip


def _climbs(lowest: Lowest, train: Array) -> bool:
    """Whether validation loss rises along a line and training loss falls, after the lowest.

    The points that were chosen as the lowest are left out, since they are low partly by luck.
    """
    first = lowest.at + lowest.width // 2 + 1
    later, trained = lowest.val[first:], train[first:]
    if len(later) < _LEAST_FOR_CLIMB:
        return False
    up = trend(later)
    rises = up.low > 0.0 and up.change > lowest.scale * LEVEL
    return (
        rises
        and lowest.rise > _CLIMB_WOBBLES * lowest.error
        and trend(trained).change < 0.0
        and fallen(train, lowest.at, lowest.tail) > LEVEL
    )


def leapt(case: Case) -> bool:
    """Whether training loss leapt up since the lowest validation loss, and took that along.

    By a fifth of that loss, and by far more than it has fallen since: what is lost in one leap may
    be won back.
    """
    rise = measure(case)
    if rise is None or case.train is None or case.val is None:
        return False
    since = case.train[rise.lowest :]
    up, fallen_by = float(since.max() - since[0]), float(since[0] - since[-1])
    return up > max(_LEAP * abs(float(case.val[rise.lowest])), _LEAPS * fallen_by)
