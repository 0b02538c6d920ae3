"""Every kept run with its truth and what the diagnosis says of it."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Iterable
from dataclasses import dataclass

from tests.benchmarks.diagnosis import margins
from tests.benchmarks.diagnosis.configurations import Half
from tests.benchmarks.diagnosis.faults import FAULTS
from tests.benchmarks.diagnosis.measured import Measured
from tests.benchmarks.diagnosis.record import About, Record
from tests.benchmarks.diagnosis.truth import Truth, truth_of
from tests.benchmarks.diagnosis.views import View, measured, seen
from tutor.diagnosis.judge import diagnose


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A kept run and its truth.

    Attributes:
        record: what is kept.
        truth: what is true of it.
        consequence: whether a planted fault made the run worse.
    """

    record: Record
    truth: Truth
    consequence: bool

    @property
    def about(self) -> About:
        """What is known of it."""
        return self.record.about

    @property
    def floor_known(self) -> bool:
        """Whether the Bayes risk of its world is known."""
        return math.isfinite(measured(self.record).bayes)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the diagnosis says of a run.

    Attributes:
        names: of its findings, the primary one first.
        confidences: of the findings.
    """

    names: tuple[str, ...]
    confidences: tuple[float, ...]

    @property
    def primary(self) -> str:
        """The name of the first finding."""
        return self.names[0]


def runs_of(records: Iterable[Record], half: Half | None) -> list[Run]:
    """The runs of one half, or of both, with their truths."""
    chosen = [r for r in records if half is None or r.about.configuration.half == half]
    twins = {r.about.configuration.name: r for r in chosen if r.about.role == "twin"}
    return [run_of(r, twins.get(r.about.configuration.name)) for r in chosen]


def run_of(record: Record, twin: Record | None = None) -> Run:
    """A record with its truth.

    Args:
        record: what is kept.
        twin: of a faulted run; taken at its best epoch, where it is better than at its end.
    """
    known = measured(record)
    if twin is not None and record.about.role == "faulted":
        known = _beside_best(known, record, twin)
    truth = truth_of(known)
    return Run(record, truth, _consequence(record.about, known, truth))


def _beside_best(known: Measured, record: Record, twin: Record) -> Measured:
    """With the twin at its own best epoch; the error is that of two risks, as if unpaired."""
    of_twin = measured(twin)
    best = margins.best_epoch(of_twin)
    error = math.hypot(
        float(record.arrays["true/loss_error"][known.epochs]),
        float(twin.arrays["true/loss_error"][best]),
    )
    risk = float(of_twin.risk[best])
    if not risk < known.twin_risk:
        return known
    return dataclasses.replace(known, twin_risk=risk, twin_error=error)


def _consequence(about: About, known: Measured, truth: Truth) -> bool:
    if about.role != "faulted":
        return False
    plants = FAULTS[about.configuration.fault].plants
    return plants in truth.names if plants else margins.twin_better(known) > 1.0


def judged(runs: Iterable[Run], view: View) -> tuple[list[Verdict], float]:
    """What the diagnosis says of each run, and its mean time for one in seconds."""
    found, began = [], time.perf_counter()
    for run in runs:
        told = diagnose(*seen(run.record, view)).findings
        names = tuple(finding.name for finding in told)
        found.append(Verdict(names, tuple(finding.confidence for finding in told)))
    return found, (time.perf_counter() - began) / max(len(found), 1)
