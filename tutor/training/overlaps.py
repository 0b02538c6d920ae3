"""How well the places where filters fire overlap with masks; against chance, with intervals.

The overlap is pixels in both by pixels in either, summed over all pictures (D. Bau et al., Network
Dissection, CVPR 2017). It is a ratio of two sums over pictures, so its standard error follows from
what each picture adds to them, linearised (W. G. Cochran, Sampling Techniques, 3rd ed. 1977,
section 6.3). The overlap by chance pairs each picture's map with another picture's mask; its
expectation over all such pairs needs no drawing, since the sum over pairs of different pictures is
the product of the sums less the pairs of the same.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Floats
from tutor.diagnosis.proportions import Z95

_ENOUGH = 10_000
"""Values by which it is guessed from where on the greatest ones lie, so that few are sorted."""
_MARGIN = 1.3

Reals = npt.NDArray[np.floating]


class Found(NamedTuple):
    """The overlap of filters with one part; every field has the shape (filters,).

    Attributes:
        overlap: 0 to 1.
        error: its standard error over pictures, with the filters' thresholds taken as given.
        chance: the overlap expected by chance.
        excess_error: the standard error of `overlap - chance`.
    """

    overlap: Reals
    error: Reals
    chance: Reals
    excess_error: Reals


def bonferroni(tests: int) -> float:
    """Standard errors that a difference must exceed, two-sided, 5 % over all tests together."""
    return -NormalDist().inv_cdf(0.025 / max(tests, 1))


def interval(overlap: float, error: float) -> tuple[float, float]:
    """The 95 % interval of an overlap."""
    return max(0.0, overlap - Z95 * error), min(1.0, overlap + Z95 * error)


def thresholds(values: Floats, shares: Reals) -> Floats:
    """For each share the value that as large a share of the values exceeds.

    Args:
        values: of one filter, of any shape.
        shares: of values, (parts,).

    Returns:
        (parts,)
    """
    flat = values.reshape(-1)
    most = len(flat)
    ranks = np.clip(np.ceil(shares * most).astype(int), 1, most)  # from the greatest value
    few = flat[:: max(most // _ENOUGH, 1)]
    guess = np.quantile(few, max(0.0, 1.0 - _MARGIN * ranks.max() / most))
    greatest = flat[flat >= guess]
    if len(greatest) < ranks.max():
        greatest = flat
    if len(greatest) > 2 * ranks.max():  # many are alike, as where ReLU gives 0
        greatest = np.partition(greatest, -ranks.max())[-ranks.max() :]
    return np.asarray(np.sort(greatest)[-ranks], np.float32)


def overlaps(fired: npt.NDArray[np.bool_], masks: npt.NDArray[np.bool_]) -> Found:
    """The overlap of filters with one part.

    Args:
        fired: where each filter fires in each picture, (filters, pictures, pixels).
        masks: where the part is, (pictures, pixels).
    """
    pictures = len(masks)
    fires, has = fired.astype(np.float32), masks.astype(np.float32)
    both = np.einsum("fnp,np->fn", fires, has, optimize=True).astype(np.float64)
    total = (fires.sum(axis=2) + has.sum(axis=1)).astype(np.float64)
    all_fires, all_has = fires.sum(axis=1), has.sum(axis=0)
    others = max(pictures - 1, 1)
    at_all = fires.reshape(-1, fires.shape[-1]) @ all_has
    mask_elsewhere = (at_all.reshape(both.shape) - both) / others
    fires_elsewhere = ((has @ all_fires.T).T - both) / others
    shuffled = mask_elsewhere + fires_elsewhere
    overlap, effect = _ratio(both, total)
    chance, of_chance = _ratio(shuffled - shuffled.mean(axis=1, keepdims=True) / 2, total)
    return Found(overlap, _error(effect), chance, _error(effect - of_chance))


def _ratio(both: Reals, total: Reals) -> tuple[Reals, Reals]:
    """Mean intersection by mean union, (filters,), and what each picture moves it by.

    Args:
        both: pixels in both, (filters, pictures).
        total: pixels in one plus pixels in the other, (filters, pictures).
    """
    common, sums = both.mean(axis=1), total.mean(axis=1)
    union = np.maximum(sums - common, 1e-9)
    moves = sums[:, None] * (both - common[:, None]) - common[:, None] * (total - sums[:, None])
    return common / union, moves / np.square(union)[:, None]


def _error(effects: Reals) -> Reals:
    """The standard error of a mean of effects, (filters,)."""
    pictures = effects.shape[1]
    return np.asarray(effects.std(axis=1, ddof=1 if pictures > 1 else 0) / np.sqrt(pictures))
