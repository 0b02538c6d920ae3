"""Every kept run with its truth and what the diagnosis says of it."""

from __future__ import annotations

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
    chosen = (r for r in records if half is None or r.about.configuration.half == half)
    return [run_of(record) for record in chosen]


def run_of(record: Record) -> Run:
    """A record with its truth."""
    known = measured(record)
    truth = truth_of(known)
    return Run(record, truth, _consequence(record.about, known, truth))


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
