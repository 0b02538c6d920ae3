"""What an experiment's earlier runs say about its newest: the figures, chance, and the seeds.

It makes no words: what is found here is for whoever tells it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from statistics import fmean

from tutor.course.advice.tried import Past, Tried
from tutor.diagnosis.comparison import (
    GROUPS,
    Difference,
    Spread,
    other_examples,
    same_examples,
    spread,
)
from tutor.lab.events import Validated
from tutor.lab.numbers import decode
from tutor.lab.schedule import steady
from tutor.lab.settings import Settings
from tutor.lab.tasks import Headline, headline
from tutor.lab.trials import changed
from tutor.store.ran import Ran
from tutor.store.rows import RunResult

_RATES = ("val_accuracy", "val_success")
"""Headlines that are shares of examples, so that chance can be told from their number."""


@dataclass(frozen=True, slots=True)
class Side:
    """The runs of one of two settings, each with a seed of its own."""

    runs: tuple[Ran, ...]

    def mean(self, figure: Callable[[Ran], float | None]) -> float | None:
        """The mean of a figure that every run has; None where one has it not."""
        found = [figure(run) for run in self.runs]
        known = [value for value in found if value is not None and math.isfinite(value)]
        return fmean(known) if known and len(known) == len(found) else None

    def groups(self, column: str) -> list[float]:
        """For each group of validation examples its mean over the runs; empty where unknown."""
        rows = [_row(run.record.validated, column) for run in self.runs]
        if not all(rows) or len({len(row) for row in rows}) > 1:
            return []
        return [fmean(values) for values in zip(*rows, strict=True)]


def _row(validated: Validated | None, column: str) -> list[float]:
    """One of an event's two columns; empty where there is none."""
    values = () if validated is None else getattr(validated, column)
    return [decode(value) for value in values]


@dataclass(frozen=True, slots=True)
class Moved:
    """How a figure moved from one setting to the other.

    Attributes:
        before, after: the figure, or its mean over the seeds of each side.
        chance: what the choice of examples makes of it; None where that cannot be told.
    """

    before: float
    after: float
    chance: Difference | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two settings of one experiment.

    Attributes:
        old, new: the runs of each; several where there were several seeds.
    """

    old: Side
    new: Side

    @property
    def same_data(self) -> bool:
        """Whether both were judged by the same examples."""
        return self.old.runs[-1].same_data(self.new.runs[-1])

    @property
    def same_source(self) -> bool:
        """Whether both were judged by examples of one kind."""
        return self.old.runs[-1].same_source(self.new.runs[-1])

    @property
    def examples(self) -> int:
        """By how many validation examples the new one was judged; 0 where that is not known."""
        return self.new.runs[-1].examples

    @property
    def drawn(self) -> int:
        """From how many sources these are, such as shots of a film; 0 where each is one by itself.

        Where the sources are many it is not known, and matters little.
        """
        groups = len(self.new.groups("right"))
        return groups if groups < min(GROUPS, self.examples) else 0

    @property
    def headline(self) -> Headline | None:
        """Which figure tells most of the new one."""
        return headline(self.new.runs[-1].metrics)

    def figure(self, metric: str) -> Moved | None:
        """How a share moved; None where one of the runs has none."""
        before, after = (side.mean(lambda run: run.metrics.get(metric)) for side in self._sides)
        if before is None or after is None:
            return None
        return Moved(before, after, self._chance(metric, before, after))

    def _chance(self, metric: str, before: float, after: float) -> Difference | None:
        old, new = self.old.runs[-1].examples, self.new.runs[-1].examples
        if metric not in _RATES or not old or not new or not self.same_source:
            return None
        if self.same_data and old == new:
            groups = [side.groups("right") for side in self._sides]
            found = same_examples(*groups, moved=after - before, grain=1 / new)
            if found is not None:
                return found
        return other_examples(before, old, after, new)

    def loss(self) -> Moved | None:
        """How validation loss moved, as the runs told it; where `penalized`, without penalties.

        The groups tell what the choice of examples makes of it. They differ in size, so that the
        mean of their losses is another figure.
        """
        groups = self._losses
        before, after = (side.mean(lambda run: run.metrics.get("val_loss")) for side in self._sides)
        if groups and (self.penalized or before is None or after is None):
            before, after = map(fmean, groups)
        if before is None or after is None:
            return None
        alike = bool(groups) and self.same_data and self.same_source
        return Moved(before, after, same_examples(*groups, moved=after - before) if alike else None)

    @property
    def penalized(self) -> bool:
        """Whether a regularizer adds to losses, and those of groups are told in their place."""
        return bool(self._losses) and any(
            run.settings.get("l2") for side in self._sides for run in side.runs
        )

    @property
    def _losses(self) -> list[list[float]]:
        """Both sides' losses of the groups; empty where one has none or they do not match."""
        groups = [side.groups("losses") for side in self._sides]
        return groups if all(groups) and len(groups[0]) == len(groups[1]) else []

    @property
    def _sides(self) -> tuple[Side, Side]:
        return self.old, self.new


@dataclass(frozen=True, slots=True)
class Earlier:
    """The runs of an experiment before one that has just ended, the oldest first."""

    now: Ran
    before: Sequence[Ran]

    @property
    def last(self) -> Ran | None:
        """The one just before."""
        return self.before[-1] if self.before else None

    @property
    def only_seed(self) -> bool:
        """Whether nothing but the seed tells the last one from this one."""
        last, now = self.last, self.now
        if last is None or not (last.whole and now.whole):
            return False
        return last.seed != now.seed and last.alike(now)

    @property
    def again(self) -> bool:
        """Whether one before the last has trained this very network."""
        return self.now.whole and any(
            run.whole and run.seed == self.now.seed and run.alike(self.now)
            for run in self.before[:-1]
        )

    def tried(self) -> Tried:
        """What advice on this run must not lead back to: earlier ones that nobody cut short.

        Seeds of the same settings count as one, with the mean of their figures: none is advised
        because it was lucky. Where validation examples stand in the training set, as good as the
        figures are, they are no reason to go anywhere, nor to stay.
        """
        kinds: dict[str, list[tuple[int, Ran]]] = {}
        for number, run in enumerate(self.before, 1):
            honest = not (run.flattered or self.now.flattered)
            if honest and (run.whole or run.spent) and not run.alike(self.now):
                kinds.setdefault(repr(sorted(run.settings.items())), []).append((number, run))
        mine = self.seeds().runs
        past = [one for kind in kinds.values() for one in _by_data(kind, mine)]
        return Tried(
            self.now.settings, _means(mine), sorted(past, key=lambda one: one.number),
            lambda one: self.before[one.number - 1].same_data(self.now), len(mine),
            has=lambda one, finding: self.before[one.number - 1].has(finding),
        )  # fmt: skip

    def compared(self) -> Comparison | None:
        """This run's settings against the last other ones; None where there were no others.

        Each side has all its seeds, where none of the two was cut short. Where only the epochs
        differ it is those that both have: where no schedule changes the steps, the same seed begins
        with the very same epochs.
        """
        other = next((run for run in reversed(self.before) if not run.alike(self.now)), None)
        if other is None:
            return None
        old, new = self._side(other), self._side(self.now)
        now = self.now.settings
        if steady(now) and changed(other.settings, now).keys() == {"epochs"}:
            both = {run.seed for run in old.runs} & {run.seed for run in new.runs}
            old, new = (_with_seeds(side, both) if both else side for side in (old, new))
        return Comparison(old, new)

    def seeds(self) -> Side:
        """This run and those that differ from it by their seed alone."""
        return self._side(self.now)

    def spread(self, figure: Callable[[Ran], float | None], grain: float) -> Spread | None:
        """What seeds make of a figure, over all settings that were trained with several.

        Args:
            figure: of a run; None where it has none.
            grain: the least step that it can take.
        """
        everything = (*self.before, self.now)
        left = [run for run in everything if run.whole and run.same_source(self.now)]
        settings: list[list[float]] = []
        while left:
            alike = [run for run in left if run.alike(left[0])]
            left = [run for run in left if not run.alike(left[0])]
            found = [figure(run) for run in _each_seed(alike)]
            settings.append([value for value in found if value is not None])
        return spread(settings, grain)

    def _side(self, run: Ran) -> Side:
        if not run.whole:
            return Side((run,))
        others = [one for one in (*self.before, self.now) if one.whole and one.alike(run)]
        return Side(tuple(_each_seed([*others, run])))


def _with_seeds(side: Side, seeds: Collection[int]) -> Side:
    """The runs of a side that have one of these seeds."""
    return Side(tuple(run for run in side.runs if run.seed in seeds))


def _by_data(left: list[tuple[int, Ran]], mine: Sequence[Ran]) -> list[Past]:
    """Runs of one setting, with their numbers, the oldest first: one for all on the same data."""
    past = []
    while left:
        number, newest = left[-1]
        alike = [run for _, run in left[:-1] if run.same_data(newest)]  # reads files: for few only
        runs = _each_seed([*alike, newest]) if alike else [newest]
        spent = any(run.spent for run in runs)
        shared = {run.seed for run in runs} & {run.seed for run in mine}
        if shared:
            runs = [run for run in runs if run.seed in shared]
        beside = _means([run for run in mine if run.seed in shared]) if shared else None
        past.append(Past(number, newest.settings, _means(runs), len(runs), spent, beside))
        left = [(other, run) for other, run in left[:-1] if run not in alike]
    return past


def _means(runs: Sequence[Ran]) -> dict[str, float]:
    """Of each metric that all runs have its mean."""
    if len(runs) == 1:
        return dict(runs[0].metrics)
    names = set.intersection(*(set(run.metrics) for run in runs))
    return {name: fmean(run.metrics[name] for run in runs) for name in sorted(names)}


def _each_seed(runs: Sequence[Ran]) -> list[Ran]:
    """The newest run of each seed, in the order of the runs' ids: the same seed is no news."""
    newest = {run.seed: run for run in runs}
    return sorted(newest.values(), key=lambda run: run.run)


def unused_seed(rows: Sequence[RunResult], settings: Settings, first: int) -> int:
    """The least seed, from `first` on, that these settings were not trained with."""
    used = {row.seed for row in rows if row.settings == settings}
    return next(seed for seed in range(first, first + len(used) + 1) if seed not in used)
