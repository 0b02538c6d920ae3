"""The remedy check: runs in trouble are trained again as the diagnosis advises.

Everything that can be read off the kept curves is; the rest is trained by the tutor's own engine,
in processes that are replaced before they grow, as `make` does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.diagnosis import outcomes, store
from tests.benchmarks.diagnosis.advice import MOST, POLICIES, Advice, Change, in_trouble
from tests.benchmarks.diagnosis.configurations import Half
from tests.benchmarks.diagnosis.from_curves import from_curves
from tests.benchmarks.diagnosis.outcomes import Outcome, Outcomes, key_for
from tests.benchmarks.diagnosis.record import Record
from tests.benchmarks.diagnosis.verdicts import Run, runs_of

_IN_PROCESS = 100
"""Trainings that one process carries out: TensorFlow keeps about 11 MB for every network."""

_ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True, eq=False)
class Bookkeeper:
    """What is known of trainings already, from curves and from outcomes.

    Attributes:
        records: kept runs by configuration, role and seed.
        outcomes: of trainings that were repeated.
    """

    records: dict[tuple[str, str, int], Record]
    outcomes: Outcomes

    @classmethod
    def of(cls, records: Sequence[Record], known: Outcomes) -> Bookkeeper:
        """One that knows these."""
        return cls({(*_place(r), r.about.seed): r for r in records}, known)

    def outcome(self, run: Run, seed: int, change: Change) -> Outcome | None:
        """How the training with this seed and change ended; None where it is not known yet."""
        record = self.records.get((*_place(run.record), seed))
        read = from_curves(record, change) if record is not None else None
        return read or self.outcomes.get(key_for(run.about, seed, change))


def _place(record: Record) -> tuple[str, str]:
    return record.about.configuration.name, record.about.role


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Which part of the work is to be done.

    Attributes:
        folder: where shards lie.
        half: whose runs.
        share: of the work, such as `1/2`.
        most: runs in trouble that are looked at.
        policies: whose changes are made.
    """

    folder: Path
    half: Half
    share: str = "1/1"
    most: int = MOST
    policies: Sequence[str] = tuple(POLICIES)

    @property
    def arguments(self) -> list[str]:
        """The same as arguments of the command line."""
        return ["--work", str(self.folder), "--half", self.half, "--share", self.share,
                "--most", str(self.most), "--policies", ",".join(self.policies)]  # fmt: skip


def make(job: Job) -> None:
    """Carry out what is not known yet, one process after the other.

    Raises:
        subprocess.CalledProcessError: a process failed; what is finished is kept.
    """
    while left := sum(1 for _ in wanted(job, *_known(job.folder))):
        print(f"{left} trainings to repeat", flush=True)
        command = [sys.executable, "-m", "tests.benchmarks.diagnosis", "--make-remedies", "--once"]
        environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
        subprocess.run([*command, *job.arguments], check=True, cwd=_ROOT, env=environment)


def make_some(job: Job) -> None:
    """Carry out some of what is not known yet, in this process."""
    from tests.benchmarks.diagnosis.bench import Bench
    from tests.benchmarks.diagnosis.retrain import Repeat, repeated
    from tutor.training.backend import bound_threads

    bound_threads(heavy=False)
    left = wanted(job, *_known(job.folder))
    bench, shard = Bench(), f"{job.half}-{job.share.replace('/', '-of-')}"
    for _, (advice, seed, change) in zip(range(_IN_PROCESS), left, strict=False):
        about = advice.run.about
        repeat = Repeat(about.configuration, about.role, seed, change, advice.name)
        outcome = repeated(repeat, bench)
        outcomes.append(job.folder, shard, outcome)
        told = outcome.failed or f"{outcome.end:.4f}"
        print(f"{outcome.key:<70} {told} {outcome.seconds:6.1f} s", flush=True)


Wanted = tuple[Advice, int, Change]
"""A training to be repeated: whose, with which seed and which change."""


def _known(folder: Path) -> tuple[list[Record], Outcomes]:
    """Runs and repeated trainings, kept ones and those in a work folder."""
    return store.all_records(folder), outcomes.read() | outcomes.made(folder)


def wanted(job: Job, kept: Sequence[Record], known: Outcomes) -> Iterator[Wanted]:
    """The trainings of a share that are not known yet, each once."""
    keeper = Bookkeeper.of(kept, known)
    number, _, of = job.share.partition("/")
    asked: set[str] = set()
    for advice in in_trouble(runs_of(kept, job.half), job.most)[int(number) - 1 :: int(of)]:
        for one in _of_run(advice, job.policies):
            _, seed, change = one
            key = key_for(advice.run.about, seed, change)
            if key not in asked and keeper.outcome(advice.run, seed, change) is None:
                asked.add(key)
                yield one


def _of_run(advice: Advice, policies: Sequence[str]) -> Iterator[Wanted]:
    """Every training that one run's comparison needs."""
    for policy in policies:
        change = POLICIES[policy](advice).change
        if change:
            yield from ((advice, seed, done) for seed in advice.seeds for done in ({}, change))
