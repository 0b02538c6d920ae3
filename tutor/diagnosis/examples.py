"""Validation losses of groups of examples, and the honest test that they allow.

The epoch with the lowest validation loss is partly the lowest by luck: comparing the last epoch
with it on the same examples finds a rise in a third of all healthy runs. Here one half of the
examples chooses the best epoch and the other half is asked whether the end is worse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutor.diagnosis.comparison import GROUPS
from tutor.diagnosis.statistics import Paired, paired, running_median

Floats = NDArray[np.float32]

_SEED = 20_230
_MOST_ROWS = 400
_LEAST_IN_HALF = 10
FEWEST_CLUSTERS = 2 * _LEAST_IN_HALF
"""Clusters of which a test on halves can be made."""


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """What groups of validation examples met after each epoch.

    A group is a single example where there are few, else some that were put together by chance.
    The mean of a group's losses is as good a witness as they are, and `GROUPS` of them say nearly
    as much as thousands of examples: a t test with 39 degrees of freedom wants an effect larger by
    2 % than one with as many as there are examples.

    A diagnosis uses them where there is a row for every epoch of the history.

    Attributes:
        losses: mean loss, shape (epochs, groups), float32.
        correct: share of right answers, the same shape.

    Raises:
        ValueError: the two are not of one two-dimensional shape.
    """

    losses: Floats
    correct: Floats | NDArray[np.bool_]

    def __post_init__(self) -> None:
        if self.losses.ndim != 2 or self.losses.shape != self.correct.shape:
            raise ValueError(
                "losses and correct need one shape (epochs, groups); "
                f"found {self.losses.shape} and {self.correct.shape}"
            )


class Grouping:
    """A fixed division of examples into groups of nearly equal size, by chance.

    Examples that were drawn together, and so are alike, stay in one group: groups are then drawn
    alike, as the tests on them need it.

    Source: the batch means of L. W. Schmeiser, Batch size effects in the analysis of simulation
    output, Operations Research 30 (1982), 556–568, who finds little gain beyond 30 batches.
    """

    def __init__(self, examples: int, clusters: NDArray[np.int64] | None = None) -> None:
        """Divide so many examples into `GROUPS`, or each into one of its own where they are few.

        Args:
            examples: how many.
            clusters: which were drawn together, as each one's number from 0, (examples,); each is
                one of its own where None. Of fewer than `FEWEST_CLUSTERS` no test can be made.
        """
        of = np.arange(examples) if clusters is None else clusters
        many = int(of.max(initial=-1)) + 1
        count = min(GROUPS, many)
        place = np.argsort(np.random.default_rng([GROUPS, many]).permutation(many))[of]
        firsts = np.arange(count) * many // max(count, 1)
        self._order = np.argsort(place, kind="stable")
        self._starts = np.searchsorted(place[self._order], firsts)
        self._sizes = np.diff([*self._starts, examples]).astype(np.float32)

    def means(self, values: Floats, counts: Floats | None = None) -> Floats:
        """The mean of each group, (groups,), of values of single examples, (examples,).

        Args:
            values: of single examples; of several answers in one, their mean.
            counts: how many answers each example asks for, which then count alike, as they do in
                the loss of the whole set; one each where None.
        """
        if counts is None:
            sums, sizes = np.add.reduceat(values[self._order], self._starts), self._sizes
        else:
            sums = np.add.reduceat((values * counts)[self._order], self._starts)
            sizes = np.maximum(np.add.reduceat(counts[self._order], self._starts), 1e-9)
        return np.asarray(sums / sizes, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class CrossFit:
    """How much worse the end is than the best epoch, seen by examples that didn't choose it.

    Attributes:
        halves: the paired test of end minus best on each half, the other one having chosen.
        both: the same for all examples together: their mean rise of the loss and its error.
        accuracy: end minus best in accuracy, paired by group.
    """

    halves: tuple[Paired, Paired]
    both: Paired
    accuracy: Paired

    @property
    def z(self) -> float:
        """The larger of the halves' test values: to be held against a bound for two tests."""
        return max(half.z for half in self.halves)

    @property
    def pooled(self) -> float:
        """The test value of both halves together."""
        return self.both.z


def cross_fit(examples: Examples, width: int, tail: int) -> CrossFit | None:
    """Test by cross-fitting whether the last epochs are worse than the best.

    Source: the sample splitting of D. R. Cox, A note on data-splitting for the evaluation of
    significance levels, Biometrika 62 (1975), 441–444, done both ways; the two tests share the
    level by C. E. Bonferroni's inequality.

    Args:
        examples: with finite losses.
        width: epochs over which a mean is smoothed before its minimum is taken.
        tail: how many of the last epochs stand for the end.

    Returns:
        None where a half would have fewer than ten groups.
    """
    epochs, count = examples.losses.shape
    if count < 2 * _LEAST_IN_HALF or epochs < 2:
        return None
    rows = np.unique(np.linspace(0, epochs - 1, min(epochs, _MOST_ROWS)).round().astype(np.intp))
    order = np.random.default_rng(_SEED).permutation(count)
    parts = order[: count // 2], order[count // 2 :]
    tests, rises, rights = [], [], []
    for chooser, judge in (parts, parts[::-1]):
        mean = examples.losses[np.ix_(rows, chooser)].mean(axis=1, dtype=np.float64)
        best = int(rows[int(running_median(mean, width).argmin())])
        around = slice(max(0, best - width // 2), best + width // 2 + 1)
        rise = _between(examples.losses[:, judge], around, tail)
        tests.append(paired(rise))
        rises.append(rise)
        rights.append(_between(examples.correct[:, judge], around, tail))
    both = paired(np.concatenate(rises))
    return CrossFit((tests[0], tests[1]), both, paired(np.concatenate(rights)))


def _between(values: Floats | NDArray[np.bool_], around: slice, tail: int) -> NDArray[np.float64]:
    """For each group, its mean over the last `tail` epochs less its mean `around` the best."""
    end = values[-tail:].mean(axis=0, dtype=np.float64)
    start = values[around].mean(axis=0, dtype=np.float64)
    return np.asarray(end - start, dtype=np.float64)
