"""Makes the runs: every configuration once, in processes that are replaced before they grow."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.diagnosis import store
from tests.benchmarks.diagnosis.configurations import Configuration
from tests.benchmarks.diagnosis.faults import faulted_configurations
from tests.benchmarks.diagnosis.grid import configurations

_IN_PROCESS = 30
"""Configurations that one process makes: TensorFlow keeps about 11 MB for every network."""

_ROOT = Path(__file__).parents[3]


def all_configurations() -> list[Configuration]:
    """Everything that is made, in the order in which it is."""
    return [*configurations(), *faulted_configurations()]


def chosen(share: str, every: int) -> list[Configuration]:
    """The configurations of one share, such as `1/2`; of a trial only every so many frames.

    Siblings stay together, so that they share what is compiled. The frames come in an order that
    has nothing to do with their recipes, so that what is made first is a fair sample of all.
    """
    number, _, of = share.partition("/")
    frames: dict[str, list[Configuration]] = {}
    for configuration in all_configurations():
        frames.setdefault(configuration.frame, []).append(configuration)
    wanted = sorted(frames.values(), key=lambda frame: _drawn(frame[0].frame))[::every]
    return [one for frame in wanted[int(number) - 1 :: int(of)] for one in frame]


def _drawn(frame: str) -> bytes:
    return hashlib.blake2b(frame.encode(), digest_size=8, key=b"order").digest()


def make(folder: Path, share: str, every: int) -> None:
    """Make what is not there yet, one process after the other.

    Raises:
        subprocess.CalledProcessError: a process failed; what is finished is kept.
    """
    while (left := _left(folder, share, every)) > 0:
        print(f"{left} configurations to make", flush=True)
        command = [sys.executable, "-m", "tests.benchmarks.diagnosis", "--make", "--once",
                   "--work", str(folder), "--share", share, "--every", str(every)]  # fmt: skip
        environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
        subprocess.run(command, check=True, cwd=_ROOT, env=environment)


def _left(folder: Path, share: str, every: int) -> int:
    done = store.names_made(folder)
    return sum(one.name not in done for one in chosen(share, every))


def make_some(folder: Path, share: str, every: int) -> None:
    """Make some of what is not there yet, in this process."""
    from tests.benchmarks.diagnosis.bench import Bench
    from tests.benchmarks.diagnosis.carry import records_of
    from tutor.training.backend import bound_threads

    bound_threads(heavy=False)
    shard = f"share-{share.replace('/', '-of-')}"
    store.mend(folder, shard)
    done, bench = store.names_made(folder), Bench()
    left = [one for one in chosen(share, every) if one.name not in done]
    for configuration in left[:_IN_PROCESS]:
        began = time.perf_counter()
        records = records_of(configuration, bench)
        store.append(folder, shard, records)
        seconds = time.perf_counter() - began
        print(f"{configuration.name:<24} {len(records)} runs {seconds:6.1f} s", flush=True)
