"""What was trained in an experiment before: advice must not lead back to what did no better."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutor.course.goal import METRICS, Outcome
from tutor.lab.architecture import used
from tutor.lab.knobs import KNOBS, WIDTHS
from tutor.lab.settings import Settings, Value
from tutor.lab.tasks import SHARES, headline

_HALF = 0.5
_STEPS = ("batch_size", "optimizer", "scaling")
_SAME = 1e-6
"""Metrics are 32-bit numbers."""
LOSS, RIGHT = "val_loss", "val_accuracy"
_WORTH = 0.05
"""As a share of this loss, what the diagnosis takes for worth having."""
_ALL_RIGHT = 0.995
_CLEARLY = 0.01
"""As a share, of a loss as a share of it: one answer of a hundred, less than chance often makes."""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier run of an experiment, or several that differ by their seeds alone.

    Attributes:
        number: which of the experiment's runs the newest of them is, counted from 1, for
            `Tried.comparable`.
        settings: that were trained.
        metrics: final values, or their means.
        seeds: how many there are.
        spent: whether its time was used up before it had ended: there is no going on from there.
        beside: final values of the run that is advised, or their means, over the seeds that both
            have; those of this one are over the same then. None where they have none in common.
    """

    number: int
    settings: Settings
    metrics: Mapping[str, float]
    seeds: int = 1
    spent: bool = False
    beside: Mapping[str, float] | None = None


def _always(_past: Past) -> bool:
    return True


def _never(_past: Past, _finding: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Tried:
    """A run and what was trained before it.

    Attributes:
        settings, metrics: of the run; the means where it was trained with several seeds.
        past: earlier runs of the same experiment with other settings that nobody cut short.
        comparable: whether one of them learned from the same data; asked only where it matters.
        seeds: with how many it was trained.
        done: whether one before it reached the goal.
        has: whether one of them was found to have something; asked only where it matters.
        free: what this run is free of, as the goal wants: who has it is gone back to by no figure.
    """

    settings: Settings
    metrics: Mapping[str, float]
    past: Sequence[Past] = ()
    comparable: Callable[[Past], bool] = _always
    seeds: int = 1
    done: bool = False
    has: Callable[[Past, str], bool] = _never
    free: Sequence[str] = ()

    def metric(self, outcomes: Iterable[Outcome]) -> str:
        """By which figure runs are held against each other: the goal's, else the headline's."""
        asked = [one for one in outcomes if one.condition.name in METRICS]
        for one in sorted(asked, key=lambda one: one.met):
            if one.condition.name in self.metrics:
                return one.condition.name
        found = headline(self.metrics)
        return "val_loss" if found is None else found.metric

    def back(self, change: Mapping[str, Value]) -> list[Past]:
        """The runs that a change leads back to: with its settings or, of a number, on its way.

        On the way lie runs that differ in this number alone, from this run or from an earlier one
        that had this run's number, and of the way to which the change goes at least half, in
        proportion.
        """
        wanted = _plain({**self.settings, **change})
        return [
            one
            for one in self.past
            if (_plain(one.settings) == wanted or self._on_the_way(one, change))
            and self.comparable(one)
        ]

    def _on_the_way(self, past: Past, change: Mapping[str, Value]) -> bool:
        if len(change) != 1:
            return False
        (name, target), *_ = change.items()
        here, there = self.settings.get(name), past.settings.get(name)
        wanted, mine = _plain({**past.settings, name: target}), _plain(self.settings).get(name)
        others = (one.settings for one in self.past if _plain(one.settings).get(name) == mine)
        alike = [self.settings, *(one for one in others if self._steps_alike(one, name))]
        if not any(_plain({**one, name: target}) == wanted for one in alike):
            return False
        start, tried, end = (_number(one) for one in (here, there, target))
        if min(start, tried, end) > 0.0:
            start, tried, end = math.log(start), math.log(tried), math.log(end)
        return tried != start and (end - start) / (tried - start) >= _HALF

    def _steps_alike(self, other: Settings, name: str) -> bool:
        """Whether what a step size did to other settings tells anything of these ones.

        How large a step may be depends on the network and on the batch.
        """
        if name != "learning_rate":
            return True
        mine, theirs = _plain(self.settings), _plain(other)
        return all(mine.get(one) == theirs.get(one) for one in mine | theirs if _of_steps(one))

    def begun(self, change: Mapping[str, Value]) -> list[Past]:
        """The runs from which a change of one number leads away, by way of this one.

        Of a width or a step size also those that were trained for longer or not as long.
        """
        if len(change) != 1:
            return []
        (name, target), *_ = change.items()
        here, end = _number(self.settings.get(name)), _number(target)
        whatever_long = name in WIDTHS or name == "learning_rate"
        alike: Settings = {name: target, **({"epochs": 1} if whatever_long else {})}
        return [
            one
            for one in self.past
            if (_number(one.settings.get(name)) - here) * (end - here) < 0.0
            and _plain({**one.settings, **alike}) == _plain({**self.settings, **alike})
            and self.comparable(one)
        ]

    def outgrown(self, larger: Mapping[str, Value], metric: str) -> bool:
        """Whether the way to a larger network was begun, and the smaller one did better."""
        names = set(larger)
        return any(
            self.better(one, metric)
            and _plain({**one.settings, **larger}) == _plain({**self.settings, **larger})
            and all(
                _size(one.settings.get(name)) < _size(self.settings.get(name)) for name in names
            )
            and self.comparable(one)
            for one in self.past
        )

    def shrunk(self, smaller: Mapping[str, Value], metric: str) -> bool:
        """Whether a network of such widths was tried, in its time, and this larger one is ahead."""
        widths = {name: _size(value) for name, value in smaller.items() if name in WIDTHS}
        return bool(widths) and any(
            self.ahead(one, metric) and not one.spent and self.comparable(one)
            for one in self.past
            if all(_size(one.settings.get(name)) <= width for name, width in widths.items())
        )

    def better(self, past: Past, metric: str) -> bool:
        """Whether an earlier run has a better figure than this one."""
        return self._behind(past, metric) > _SAME

    def ahead(self, past: Past, metric: str) -> bool:
        """Whether this run has a better figure than an earlier one."""
        return self._behind(past, metric) < -_SAME

    def dearer(self, past: Past) -> bool:
        """Whether this run's validation loss is above an earlier one's by what is worth having.

        Where nearly every answer of both is right, next to nothing is left of it to be had.
        """
        here = self.beside(past)
        if min(one.get(RIGHT, 0.0) for one in (here, past.metrics)) >= _ALL_RIGHT:
            return False
        mine = here.get(LOSS, math.nan)
        return self._behind(past, LOSS) > _WORTH * abs(mine)

    def beside(self, past: Past) -> Mapping[str, float]:
        """The figures of this run that an earlier one is held against: of the same seeds, if any.

        What seeds make is no fault of settings, and who goes back gets the run of this seed again.
        """
        return self.metrics if past.beside is None else past.beside

    def _behind(self, past: Past, metric: str) -> float:
        """By how much an earlier run's figure is better than this one's."""
        mine, theirs = (one.get(metric, math.nan) for one in (self.beside(past), past.metrics))
        if math.isnan(mine) or math.isnan(theirs):
            return float(math.isfinite(theirs)) - float(math.isfinite(mine))
        return theirs - mine if metric.endswith(SHARES) else mine - theirs

    def best(self, metric: str, *, clearly: bool = False) -> Past | None:
        """The earlier run that did best, if it did better than this one; the newest of several.

        Args:
            metric: by which they are held against each other.
            clearly: whether a difference that is as good as none is not enough.
        """
        mine = 1.0 if metric.endswith(SHARES) else abs(self.metrics.get(metric, 0.0))
        least = _CLEARLY * mine if clearly and math.isfinite(mine) else _SAME
        better = [
            one
            for one in self.past
            if self._behind(one, metric) > least
            and not one.spent
            and self.comparable(one)
            and not any(self.has(one, finding) for finding in self.free)
        ]
        return max(reversed(better), key=lambda one: self._behind(one, metric), default=None)

    def changes(self, past: Past) -> Settings:
        """What leads from this run's settings to those of an earlier one."""
        mine, theirs = _plain(self.settings), _plain(past.settings)
        return {name: value for name, value in theirs.items() if mine.get(name) != value}

    def same(self, past: Past, change: Mapping[str, Value]) -> bool:
        """Whether an earlier run has the very settings that a change leads to."""
        return _plain(past.settings) == _plain({**self.settings, **change})


def _number(value: Value | None) -> float:
    """A setting that is a number, in each layer; NaN, which lies to no side of any, for others."""
    if isinstance(value, list):
        return _number(value[0]) if len({str(one) for one in value}) == 1 else math.nan
    return (
        float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    )


def _of_steps(name: str) -> bool:
    """Whether a setting is one of the network, or one that steps depend on."""
    return name in _STEPS or bool(name in KNOBS and KNOBS[name].layers)


def _size(value: Value | None) -> float:
    """A width, a sum of widths, or whether something is on; NaN for others."""
    values = value if isinstance(value, list) else [value]
    return sum(float(one) if isinstance(one, int | float) else math.nan for one in values)


def _plain(settings: Settings) -> Settings:
    """The settings that do something; a list of like values is one of them."""
    found: Settings = {}
    for name, value in settings.items():
        if used(name, settings):
            alike = isinstance(value, list) and len({str(one) for one in value}) == 1
            found[name] = value[0] if alike and isinstance(value, list) else value
    return found


def figure(metric: str, metrics: Mapping[str, float]) -> str:
    """A run's figure as people read it: `92.0 %`, `0.213`; `none` where it has none."""
    value = metrics.get(metric, math.nan)
    if not math.isfinite(value):
        return "none"
    return f"{100 * value:.1f} %" if metric.endswith(SHARES) else f"{value:.3g}"
