"""Accuracies as shares from 0 to 1, and what they tell of the number of examples behind them."""

from __future__ import annotations

import numpy as np

from tutor.diagnosis.statistics import Array

_PERCENT = 1.5
_ROUNDING = 1e-6
_LARGEST_GUESSED = 5000
_FEWEST_SHARES = 4
_MOST_SHARES = 48
_NEAR_WHOLE = 2e-3


def as_shares(accuracies: dict[str, Array]) -> dict[str, Array]:
    """Accuracies from 0 to 1: percent are divided by 100; what is no accuracy is left out."""
    finite = {name: array for name, array in accuracies.items() if bool(np.isfinite(array).all())}
    percent = any(float(array.max()) > _PERCENT for array in finite.values())
    scaled = {name: array / 100 if percent else array for name, array in finite.items()}
    return {
        name: np.clip(array, 0.0, 1.0)
        for name, array in scaled.items()
        if float(array.min()) >= -_ROUNDING and float(array.max()) <= 1 + _ROUNDING
    }


def examples_behind(shares: Array) -> int | None:
    """The fewest examples that can have given all these shares, each a whole number over it.

    Every accuracy is a count over the number of examples, so the common denominator of several
    accuracies divides that number; taking it for the number itself errs on the side of less
    certainty.

    Returns:
        None where there are too few different shares to tell, where they were rounded to four
        decimals or fewer, or where more than 5,000 examples would be needed.
    """
    distinct = np.unique(shares)[:_MOST_SHARES]
    inner = distinct[(distinct > 0) & (distinct < 1)]
    if len(inner) < _FEWEST_SHARES or _whole(inner * 10_000, 1e-6):
        return None
    sizes = np.arange(2, _LARGEST_GUESSED + 1, dtype=np.float64)
    counts = sizes[:, None] * inner[None, :]
    fits = (np.abs(counts - np.rint(counts)) < _NEAR_WHOLE).all(axis=1)
    return int(sizes[int(fits.argmax())]) if bool(fits.any()) else None


def _whole(values: Array, tolerance: float) -> bool:
    return bool((np.abs(values - np.rint(values)) < tolerance).all())
