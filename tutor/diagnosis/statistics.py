"""The statistics that the findings stand on: intervals, robust slopes, noise, paired tests.

Arrays are one-dimensional and finite. Every function is deterministic and names its source.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from tutor.diagnosis.proportions import Z95 as Z95
from tutor.diagnosis.proportions import Interval as Interval
from tutor.diagnosis.proportions import shares_differ as shares_differ
from tutor.diagnosis.proportions import wilson as wilson

Array = NDArray[np.float64]

MAD_TO_SD = 1.4826
"""Median absolute deviation of a normal variable to its standard deviation: 1 / Φ⁻¹(3/4)."""

_NORMAL = NormalDist()
_MOST_POINTS = 250
_LEAST_FOR_CORRELATION = 10
_LEAST_FOR_SKEWNESS = 40


def probability(z: float) -> float:
    """Φ(z): the chance that a standard normal variable is below `z`; 0.5 where `z` is NaN."""
    return 0.5 if math.isnan(z) else _NORMAL.cdf(max(-40.0, min(40.0, z)))


def chance(threshold: float, estimate: float, error: float) -> float:
    """The chance that what was estimated with a normal error is above a threshold."""
    return probability((estimate - threshold) / max(error, 1e-9))


def noise(values: Array) -> float:
    """Standard deviation of the wobble of a curve around whatever smooth course it takes.

    Second differences cancel a level and a slope; for independent wobble their variance is
    1 + 4 + 1 = 6 times its own. The median of their size, times 1.4826, is their standard
    deviation and is deaf to single spikes.

    Source: the difference-based estimate of T. Gasser, L. Sroka, C. Jennen-Steinmetz, Residual
    variance and residual pattern in nonlinear regression, Biometrika 73 (1986), 625–633, with the
    median absolute deviation of F. R. Hampel, J. Am. Stat. Assoc. 69 (1974), 383–393.

    Returns:
        0 for fewer than three values.
    """
    if len(values) < 3:
        return 0.0
    return float(MAD_TO_SD * np.median(np.abs(np.diff(values, 2))) / math.sqrt(6))


def running_median(values: Array, width: int) -> Array:
    """The median of the `width` values around each place, of fewer near the ends.

    Source: J. W. Tukey, Exploratory Data Analysis (1977), chapter 7.
    """
    half, count = max(width // 2, 0), len(values)
    whole = max(0, count - 2 * half)
    smooth = np.empty(count)
    if whole:
        windows = np.lib.stride_tricks.sliding_window_view(values, 2 * half + 1)
        smooth[half : half + whole] = np.median(windows, axis=1)
    ends = np.r_[0 : min(half, count), max(half + whole, half) : count]
    if half and count:
        padded = np.pad(values, half, constant_values=np.nan)
        few = np.sort(np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1)[ends], axis=1)
        there = np.count_nonzero(~np.isnan(few), axis=1)
        rows = np.arange(len(ends))
        smooth[ends] = (few[rows, (there - 1) // 2] + few[rows, there // 2]) / 2
    return smooth


def thinned(values: Array, block: int) -> Array:
    """Medians of consecutive blocks that end with the last value; what is left over goes first."""
    if block <= 1:
        return values
    whole = values[len(values) % block :].reshape(-1, block)
    return np.asarray(np.median(whole, axis=1), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight course through some points of a curve.

    Attributes:
        change: from the first point to the last, along the fitted line.
        low, high: 95 % interval of `change`.
        spread: robust standard deviation of the points around the line.
    """

    change: float
    low: float
    high: float
    spread: float

    @property
    def error(self) -> float:
        """The standard error of `change` that its interval amounts to."""
        return (self.high - self.low) / (2 * Z95)


def trend(values: Array) -> Trend:
    """The median slope through all pairs of points, times the length, with its interval.

    Source: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, J. Am.
    Stat. Assoc. 63 (1968), 1379–1389: the interval is made of order statistics of the pairwise
    slopes, at the normal quantile of Kendall's variance n(n-1)(2n+5)/18. From ten points on, the
    variance is widened by (1 + r) / (1 - r) for the first autocorrelation r of the residuals
    (after K. H. Hamed, A. R. Rao, J. Hydrology 204 (1998), 182–196), since neighbouring epochs
    are no independent witnesses. Long curves are first reduced to medians of blocks.

    Args:
        values: at least two points, evenly spaced.
    """
    values = thinned(values, -(-len(values) // _MOST_POINTS))
    n = len(values)
    at = np.arange(n, dtype=np.float64)
    first, second = np.triu_indices(n, k=1)
    slopes = np.sort((values[second] - values[first]) / (second - first))
    slope = float(np.median(slopes))
    residuals = values - slope * at
    residuals = residuals - np.median(residuals)
    variance = n * (n - 1) * (2 * n + 5) / 18 * widening(residuals)
    reach = Z95 * math.sqrt(variance)
    low = int(max(0, math.floor((len(slopes) - reach) / 2)))
    high = len(slopes) - 1 - low
    spread = float(MAD_TO_SD * np.median(np.abs(residuals)))
    length = n - 1
    return Trend(slope * length, float(slopes[low]) * length, float(slopes[high]) * length, spread)


def widening(residuals: Array) -> float:
    """How much more variance a sum of autocorrelated residuals has than one of independent ones.

    Source: (1 + r) / (1 - r) for a first-order course, as in M. S. Bartlett, On the theoretical
    specification and sampling properties of autocorrelated time-series, Suppl. J. R. Stat. Soc. 8
    (1946), 27-41; r at most 0.9.

    Returns:
        1 for fewer than ten values or none but zeros.
    """
    n = len(residuals)
    total = float(residuals @ residuals)
    if n < _LEAST_FOR_CORRELATION or total <= 0.0:
        return 1.0
    r = min(max(float(residuals[1:] @ residuals[:-1]) / total, 0.0), 0.9)
    return (1 + r) / (1 - r)


@dataclass(frozen=True, slots=True)
class Paired:
    """The mean of differences measured on the same examples.

    Attributes:
        mean: of the differences.
        error: its standard error.
        z: mean over error, corrected for skewness, as a normal quantile.
        count: how many differences.
    """

    mean: float
    error: float
    z: float
    count: int


def paired(differences: Array) -> Paired:
    """The one-sided paired t test of a mean difference of zero or less.

    When a network becomes too sure of itself, the loss rises by much on its few wrong answers and
    falls by little on the others. On such skewed differences the plain t test misses most rises:
    at a nominal 5 % it alarms in under 1 % of cases without one. A correction for skewness keeps
    to 5 %; it is made where the skewness is beyond doubt, over five standard errors, since with
    few or symmetric differences it would alarm too often.

    Source: L. Chen, Testing the mean of skewed distributions, J. Am. Stat. Assoc. 90 (1995),
    767–772; t becomes a normal quantile by M. Abramowitz, I. Stegun, Handbook of Mathematical
    Functions (1964), formula 26.7.8.
    """
    n = len(differences)
    if n < 2:
        return Paired(float(differences.mean()) if n else 0.0, math.inf, 0.0, n)
    mean = float(differences.mean())
    error = float(differences.std(ddof=1)) / math.sqrt(n)
    if error <= 0.0:
        return Paired(mean, 0.0, 0.0 if mean == 0.0 else math.copysign(40.0, mean), n)
    t, freedom = mean / error, n - 1
    skewness = float(((differences - mean) ** 3).mean()) / float(differences.std()) ** 3
    if n >= _LEAST_FOR_SKEWNESS and skewness > 5 * math.sqrt(6 / n):
        a = skewness / (6 * math.sqrt(n))
        t += a * (1 + 2 * t * t) + 4 * a * a * (t + 2 * t**3)
    z = t * (1 - 1 / (4 * freedom)) / math.sqrt(1 + t * t / (2 * freedom))
    return Paired(mean, error, z, n)
