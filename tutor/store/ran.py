"""A run that has ended, as it is held against others: what it was on, and what came out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import fmean, variance

from tutor.lab.knobs import KNOBS
from tutor.lab.numbers import decode
from tutor.lab.run import Order, Record, Run, RunError, find
from tutor.lab.settings import Settings, called
from tutor.lab.tasks import JUDGED_GAMES
from tutor.store.rows import RunResult

_SEVERAL = ("predict", "tag")
"""Tasks of which each example asks for several answers."""
_WHOLE = ("finished", "early_stopped")
"""How runs end that were not cut short."""
_SPENT = "budget"
"""How runs end that had used up their time: these settings get no further here."""
_LAST = 5
"""Epochs at the end that tell how much luck is in which of them came last."""
_FLATTERED = "leakage"
"""The diagnosis of runs that were validated on what they had learned from."""


@dataclass(frozen=True, slots=True)
class Data:
    """What a run learned from.

    Attributes:
        source: the data set or, of the learner's own data, what they are known by.
        options: the options of the data that the lesson or the learner set.
        version: of the arrays; empty where it is not known.
    """

    source: str = ""
    options: tuple[tuple[str, object], ...] = ()
    version: str = ""

    @classmethod
    def of(cls, order: Order) -> Data:
        """The data of an order."""
        options = dict(order.data_options)
        options.pop("path", None)  # the same data may lie elsewhere by now
        mark = options.pop("fingerprint", "")
        version = order.environment.get("data", "")
        return cls(f"{order.dataset} {mark}".strip(), tuple(sorted(options.items())), version)

    def same(self, other: Data) -> bool:
        """Whether both are the same examples, as far as is known."""
        versions = {self.version, other.version} - {""}
        return (self.source, self.options) == (other.source, other.options) and len(versions) < 2


def order_of(run: Run) -> Order | None:
    """What was asked for in a run; None where that cannot be read."""
    try:
        return run.order()
    except RunError:
        return None


@dataclass(frozen=True)
class Ran:
    """A run that has ended; what its folder holds is read when it is asked for.

    Attributes:
        run: its id.
        settings, seed: what was trained.
        metrics: final values.
        epochs: how many were done.
        whole: whether it was not cut short.
        told: all that its events told, where that is known already.
        spent: whether it ended as its time was used up.
        flattered: whether it was validated on what it had learned from, so that its figures are no
            measure for others.
    """

    run: str
    settings: Settings
    seed: int
    metrics: Mapping[str, float]
    epochs: int
    whole: bool
    told: Record | None = None
    spent: bool = False
    flattered: bool = False

    @classmethod
    def now(cls, order: Order, record: Record) -> Ran:
        """A run that has just ended."""
        reason = record.ended.reason if record.ended else ""
        found = record.diagnosis.primary.name if record.diagnosis else ""
        return cls(
            order.run, order.settings, order.seed, record.metrics, record.history.epochs,
            reason in _WHOLE, record, reason == _SPENT, found == _FLATTERED,
        )  # fmt: skip

    @classmethod
    def before(cls, row: RunResult) -> Ran:
        """A run that was recorded."""
        return cls(
            row.run, row.settings, row.seed, row.metrics, row.epochs, row.ended in _WHOLE,
            spent=row.ended == _SPENT, flattered=row.diagnosis == _FLATTERED,
        )  # fmt: skip

    @cached_property
    def order(self) -> Order | None:
        """What was asked for; None where that cannot be read any more."""
        return order_of(find(self.run))

    def has(self, finding: str) -> bool:
        """Whether its diagnosis has a finding."""
        diagnosis = self.record.diagnosis
        return diagnosis is not None and diagnosis.has(finding)

    def called(self, name: str) -> str:
        """A setting as its lesson calls it."""
        return called(name, () if self.order is None else self.order.offered)

    @cached_property
    def record(self) -> Record:
        """All that its events told; empty where they cannot be read any more."""
        if self.told is not None:
            return self.told
        try:
            return find(self.run).record()
        except RunError:
            return Record()

    def to_and_fro(self, metric: str) -> float:
        """How far a metric went back on its way over the last epochs: which one came last is luck.

        That is half of what is left of its whole way without its way from end to end: 0 where it
        only rose or fell, also where the weights of a better epoch were kept.
        """
        last = self.lately(metric)
        if self.record.kept is not None or not all(map(math.isfinite, last)) or not last:
            return 0.0
        way = sum(abs(after - before) for before, after in pairwise(last))
        return (way - abs(last[-1] - last[0])) / 2

    def lately(self, metric: str) -> Sequence[float]:
        """A metric after each of the last epochs."""
        return self.record.history.column(metric)[-_LAST:]

    @property
    def data(self) -> Data | None:
        """What it learned from; None where that is not known."""
        return None if self.order is None else Data.of(self.order)

    @property
    def examples(self) -> int:
        """How many validation examples it was judged by; 0 where that is not known."""
        if self.order is not None and self.order.task == "act":
            return JUDGED_GAMES
        started = self.record.started
        return 0 if started is None else started.validation

    @property
    def answers(self) -> int:
        """How many independent answers its share of right ones is worth; 0 where unknown.

        Where its events don't tell, and each example asks for several, those of one go together: of
        a share p with the standard error s over groups of examples that is p (1 − p) / s², after
        L. Kish, Survey Sampling (1965), sections 5.4 and 6.1; as many as examples at least.
        """
        order, told = self.order, self.record.validated
        if told is not None and told.independent:
            return told.independent
        if order is None or order.task not in _SEVERAL or told is None:
            return self.examples
        right = [decode(value) for value in told.right]
        if len(right) < 2 or not self.examples:
            return self.examples
        share, error = fmean(right), variance(right) / len(right)
        return max(self.examples, round(share * (1 - share) / error) if error else 0)

    @property
    def _shaping(self) -> Settings:
        """The settings that change what is asked.

        How long the windows are that are cut out of one text is none of them.
        """
        windows = self.order is not None and self.order.task == "predict"
        return {
            name: value for name, value in self.settings.items()
            if name in KNOBS and KNOBS[name].data and not (windows and name == "sequence_length")
        }  # fmt: skip

    def same_data(self, other: Ran) -> bool:
        """Whether both learned from the same examples, as far as is known."""
        mine, theirs = self.data, other.data
        return mine is None or theirs is None or mine.same(theirs)

    def same_source(self, other: Ran) -> bool:
        """Whether both learned from one data set, as far as is known.

        The settings that change what it holds have to agree; its other options need not.
        """
        if self._shaping != other._shaping:
            return False
        mine, theirs = self.data, other.data
        return mine is None or theirs is None or mine.source == theirs.source

    def alike(self, other: Ran) -> bool:
        """Whether both had the same settings on the same data."""
        return self.settings == other.settings and self.same_data(other)
