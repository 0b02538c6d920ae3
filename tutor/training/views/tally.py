"""Tags and labels counted: what was found, missed or found where it is not, in examples drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from tutor.diagnosis.clusters import clustered
from tutor.lab.views.scores import Figure, Score, Wrong

Bools = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.signedinteger[Any]]
Doubles = npt.NDArray[np.float64]

_MOST = 16
"""Mistakes that are shown of a tag or a label."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Which examples were drawn together.

    Attributes:
        name: what they are called.
        of: the number of the cluster of each example, (n,), from 0.
    """

    name: str
    of: Counts

    @property
    def many(self) -> int:
        """How many clusters there are."""
        return int(self.of.max(initial=-1)) + 1

    def figure(self, right: Counts, of: Counts | Doubles) -> Figure | None:
        """A share with its interval; None where it is of nothing.

        Args:
            right, of: counts of each example, (n,).
        """
        total = float(of.sum())
        if not total:
            return None
        sums = (np.bincount(self.of, counts, self.many).tolist() for counts in (right, of))
        low, high = clustered(*sums) or (None, None)
        return Figure(value=int(right.sum()) / total, low=low, high=high)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Tally:
    """One tag or label.

    Attributes:
        name: of it.
        right, true, found: how often it was rightly found, is there and was found in each example,
            (n,).
        silent: how often it was rightly not found; None where that cannot be counted.
        instead, really: for what the missed ones were taken, and what the false alarms are.
        wrong: the mistakes, one of each place; their `example` is its number in the set.
    """

    name: str
    right: Counts
    true: Counts
    found: Counts
    silent: int | None
    instead: Counter[str] = field(default_factory=Counter)
    really: Counter[str] = field(default_factory=Counter)
    wrong: list[Wrong]

    def score(self, drawn: Drawn, shown: dict[int, int]) -> Score:
        """What is told of it.

        Args:
            drawn: which examples were drawn together.
            shown: the place of each example that is shown, by its number; grows.
        """
        both = int(self.right.sum())
        worst = sorted(self.wrong, key=badness, reverse=True)[:_MOST]
        return Score(
            name=self.name,
            found=both,
            missed=int(self.true.sum()) - both,
            alarms=int(self.found.sum()) - both,
            silent=self.silent,
            precision=drawn.figure(self.right, self.found),
            recall=drawn.figure(self.right, self.true),
            f1=drawn.figure(self.right, (self.true + self.found) / 2),
            instead=_often(self.instead),
            really=_often(self.really),
            wrong=[
                msgspec.structs.replace(one, example=shown.setdefault(one.example, len(shown)))
                for one in worst
            ],
            places=len(self.wrong),
        )


def badness(wrong: Wrong) -> float:
    """How far the network's probability is from what is true."""
    return 1.0 - wrong.share if wrong.there else wrong.share


def _often(counts: Counter[str]) -> list[tuple[str, int]]:
    return [(name, count) for name, count in counts.most_common() if count]
