"""Sums over configurations, and the intervals that drawing configurations anew gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.stats import beta

Array = npt.NDArray[np.float64]
Statistic = Callable[[Array], Array]
"""From sums, shape (…, cells), to a figure, shape (…)."""

_DRAWS = 1000
_SEED = 95


class Figure(NamedTuple):
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Cells summed over the runs of each configuration, (configurations, cells)."""

    cells: Array

    @classmethod
    def of(cls, groups: Sequence[str], cells: npt.ArrayLike) -> Table:
        """Sum the rows of `cells`, one a run, by the configuration that each belongs to."""
        rows = np.asarray(cells, dtype=np.float64)
        _, places = np.unique(np.asarray(groups, dtype=object).astype(str), return_inverse=True)
        count = int(places.max()) + 1 if len(places) else 0
        summed = np.zeros((count, rows.shape[1] if rows.ndim == 2 else 0))
        np.add.at(summed, places, rows)
        return cls(summed)

    def figure(self, statistic: Statistic) -> Figure:
        """A statistic of all sums, and its percentile interval.

        Source: B. Efron, Bootstrap methods: another look at the jackknife, Ann. Statist. 7 (1979),
        1–26; whole configurations are drawn, since runs of one are no independent witnesses.
        """
        count = len(self.cells)
        if not count:
            return Figure(float("nan"), float("nan"), float("nan"))
        with np.errstate(all="ignore"):
            value = float(statistic(self.cells.sum(axis=0)))
            drawn = np.random.default_rng(_SEED).multinomial(
                count, np.full(count, 1 / count), size=_DRAWS
            )
            many = statistic(drawn @ self.cells)
        many = many[np.isfinite(many)]
        if not len(many):
            return Figure(value, float("nan"), float("nan"))
        low, high = np.quantile(many, [0.025, 0.975])
        return Figure(value, float(low), float(high))


def ratio(sums: Array) -> Array:
    """The first cell over the second."""
    return np.asarray(sums[..., 0] / sums[..., 1])


def f1(sums: Array) -> Array:
    """F1 from the cells: found and true, found, true."""
    return np.asarray(2 * sums[..., 0] / (sums[..., 1] + sums[..., 2]))


def upper_bound(events: int, trials: int, level: float = 0.95) -> float:
    """The one-sided upper bound of a share.

    Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404–413.
    """
    if events >= trials:
        return 1.0
    return float(beta.ppf(level, events + 1, trials - events))
