"""How often the first remedy lowers the true risk, beside what could be done blindly."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from tests.benchmarks.diagnosis.advice import POLICIES, Advice
from tests.benchmarks.diagnosis.outcomes import Outcome
from tests.benchmarks.diagnosis.remedied import Bookkeeper
from tests.benchmarks.diagnosis.tables import Figure, Table, ratio

WORTH = 0.05
_EQUAL = 2.0**-14
"""Risks that differ by no more than this share are the same: kept curves have 16 bits."""

_UNKNOWN = Figure(math.nan, math.nan, math.nan)

MEASURING = ("leakage", "noisy_validation")
"""Troubles of the validation set: no change of the training is meant to mend them."""


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """A run before and after a change, seed by seed.

    Attributes:
        advice: what was changed.
        before, after: how the trainings ended, paired by their seeds.
    """

    advice: Advice
    before: tuple[Outcome, ...]
    after: tuple[Outcome, ...]

    @property
    def risks(self) -> tuple[float, float]:
        """The mean R̂ over the seeds, before and after; infinite where one lost its loss."""
        first, second = (float(np.mean([one.end for one in part]))
                         for part in (self.before, self.after))  # fmt: skip
        return first, second

    @property
    def change(self) -> float:
        """By which share the risk changed: below 0 where it fell."""
        first, second = self.risks
        if math.isinf(first):
            return 0.0 if math.isinf(second) else -1.0
        return second / first - 1 if first > 0 else 0.0

    @property
    def falls(self) -> bool:
        """Whether the risk is lower afterwards."""
        return self.change < -_EQUAL

    @property
    def cost(self) -> float:
        """Examples trained on afterwards, over those before."""
        first, second = (sum(one.epochs * one.examples for one in part)
                         for part in (self.before, self.after))  # fmt: skip
        return second / first if first else 1.0

    @property
    def aim(self) -> bool | None:
        """Whether what the remedy is for got better, where that is not the risk itself.

        With `class_imbalance` the recall of the class that was recalled least; with troubles of
        the validation set, how far its loss is from the risk. None where it is the risk.
        """
        first, second = (_means(part, self.advice.name) for part in (self.before, self.after))
        return None if first is None or second is None else second > first


def _means(part: Sequence[Outcome], name: str) -> float | None:
    """What is aimed at, the higher the better; the mean over the seeds."""
    if name == "class_imbalance" and all(one.recall for one in part):
        return float(np.mean([min(one.recall) for one in part]))
    if name in MEASURING:
        off = [abs((one.validation or math.inf) - one.end) / one.end for one in part]
        return -float(np.mean(off)) if np.isfinite(off).all() else None
    return None


@dataclass(slots=True)
class Row:
    """The figures of some runs.

    Attributes:
        runs: how many were tried.
        falls, clearly: the share in which the risk fell; by over 5 %.
        median: of the relative change of the risk.
        cost: the median of examples trained on, after over before.
        aim: of those with an aim of their own, the share in which it was met.
    """

    runs: int
    falls: Figure
    clearly: Figure
    median: float
    cost: float
    aim: Figure


@dataclass(slots=True)
class Check:
    """The figures of one policy.

    Attributes:
        rows: of all runs, of those whose trouble is of the training, and of each finding.
        settings: of each setting that was changed.
        in_words: runs by finding whose remedy no setting expresses, with the words.
        missing: runs that are not trained yet.
        at_least: the share of all runs in trouble, in words or not tried counting as no fall.
    """

    rows: dict[str, Row] = field(default_factory=dict)
    settings: dict[str, Row] = field(default_factory=dict)
    in_words: Counter[tuple[str, str]] = field(default_factory=Counter)
    missing: int = 0
    at_least: Figure = _UNKNOWN


def check(advised: Sequence[Advice], keeper: Bookkeeper, policy: str) -> Check:
    """What came of a policy on runs in trouble."""
    found, tried = Check(), list[Tried]()
    for advice in (POLICIES[policy](one) for one in advised):
        if not advice.change:
            found.in_words[advice.name, advice.text] += 1
        elif (one := tried_by(advice, keeper)) is not None:
            tried.append(one)
        else:
            found.missing += 1
    found.rows = {
        "all": _row(tried),
        "troubles of the training": _row(t for t in tried if t.advice.name not in MEASURING),
        **_grouped(tried, lambda one: one.advice.name),
    }
    found.settings = _grouped(tried, lambda one: next(iter(one.advice.change)))
    good = {id(one.advice.run) for one in tried if one.falls}
    cells = [(id(one.run) in good, 1) for one in advised]
    names = [one.run.about.configuration.name for one in advised]
    found.at_least = Table.of(names, np.array(cells, float).reshape(-1, 2)).figure(ratio)
    return found


def tried_by(advice: Advice, keeper: Bookkeeper) -> Tried | None:
    """A run before and after; None where a training is missing."""
    pairs = [
        tuple(keeper.outcome(advice.run, seed, change) for seed in advice.seeds)
        for change in ({}, advice.change)
    ]
    before, after = (tuple(one for one in part if one is not None) for part in pairs)
    if len(before) < len(advice.seeds) or len(after) < len(advice.seeds):
        return None
    return Tried(advice, before, after)


def _grouped(tried: Sequence[Tried], by: Callable[[Tried], str]) -> dict[str, Row]:
    names = sorted({by(one) for one in tried})
    return {name: _row(one for one in tried if by(one) == name) for name in names}


def _row(tried: Iterable[Tried]) -> Row:
    ours = list(tried)
    aims = [(one, one.aim) for one in ours if one.aim is not None]
    return Row(
        runs=len(ours),
        falls=_share([(one, one.falls) for one in ours]),
        clearly=_share([(one, one.change < -WORTH) for one in ours]),
        median=float(np.median([one.change for one in ours])) if ours else math.nan,
        cost=float(np.median([one.cost for one in ours])) if ours else math.nan,
        aim=_share(aims),
    )  # fmt: skip


def _share(counted: Sequence[tuple[Tried, bool | None]]) -> Figure:
    groups = [one.advice.run.about.configuration.name for one, _ in counted]
    cells = np.array([(bool(hit), 1) for _, hit in counted], float).reshape(-1, 2)
    return Table.of(groups, cells).figure(ratio)
