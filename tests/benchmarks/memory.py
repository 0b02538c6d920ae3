"""Many different networks in a row: `python -m tests.benchmarks.memory [NETWORKS] [--json]`.

TensorFlow keeps some megabytes for every network that it ever compiled. Here that many small
networks are prepared and trained at a desk, as a screen does it, with a moment's thought between;
what the workers hold is asked of the system, and how long each Train took to its first epoch is
told apart for the trainings after a worker was replaced.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass, field

import psutil

from tests.training.orders import made
from tutor.lab.client import Worker
from tutor.lab.run import Order
from tutor.lab.workers import LIMIT_MEGABYTES
from tutor.ui.desk import Desk

NETWORKS = 200
THOUGHT_SECONDS = 0.3
_POLL_SECONDS = 0.005


@dataclass
class Found:
    """What many trainings showed.

    Attributes:
        megabytes: of the worker after each network.
        largest: what any one process ever held, in megabytes.
        most_workers: that lived at the same time.
        replaced: after which networks another worker took over.
        first_epoch: seconds from Train to the first epoch, of each network.
    """

    megabytes: list[float] = field(default_factory=list)
    largest: float = 0.0
    most_workers: int = 0
    replaced: list[int] = field(default_factory=list)
    first_epoch: list[float] = field(default_factory=list)


def network(number: int) -> Order:
    """The order of a small network that no other number has."""
    return made(
        "points",
        {"hidden_layers": 2, "units": [4 + number % 16, 4 + number // 16], "epochs": 2},
    )


class Watch:
    """Trains networks at a desk, as a screen does it, and watches every worker that was started."""

    def __init__(self) -> None:
        self.found = Found()
        self._started: list[Worker] = []
        self._desk = Desk(self._start)

    def _start(self) -> Worker:
        self._started.append(Worker())
        return self._started[-1]

    def look(self) -> None:
        """Ask the system what the workers hold."""
        held = []
        for worker in self._started:
            if worker.alive:
                held.append(psutil.Process(worker.pid).memory_info().rss / 1e6)
        self.found.largest = max(self.found.largest, *held)
        self.found.most_workers = max(self.found.most_workers, len(held))

    def train(self, order: Order) -> None:
        """Have it compiled while the learner chooses, then train, from the press of the key on."""
        desk, before = self._desk, self._desk.worker
        desk.prepare(order)
        while not self._prepared(order):
            time.sleep(_POLL_SECONDS)
        self._think()
        began = time.perf_counter()
        trial = desk.train(order)
        seconds = 0.0
        while not trial.over:
            desk.poll()
            if not seconds and trial.record.history.epochs:
                seconds = time.perf_counter() - began
            time.sleep(_POLL_SECONDS)
        if trial.record.ended is None or desk.worker is None:
            raise RuntimeError(trial.problem)
        if before is not None and desk.worker is not before:
            self.found.replaced.append(len(self.found.first_epoch))
        self.look()
        self.found.first_epoch.append(seconds)
        self.found.megabytes.append(psutil.Process(desk.worker.pid).memory_info().rss / 1e6)

    def close(self) -> None:
        """Let all workers go."""
        self._desk.close()
        for worker in self._started:
            worker.wait(60)

    def _prepared(self, order: Order) -> bool:
        """Look once whether the order's network is compiled."""
        self._desk.poll()
        return not self._desk.preparing(order.run)

    def _think(self) -> None:
        """Let a moment pass in which the desk may see to its workers."""
        until = time.perf_counter() + THOUGHT_SECONDS
        while time.perf_counter() < until:
            self._desk.poll()
            time.sleep(_POLL_SECONDS)


def measure(networks: int) -> Found:
    """Train that many different networks."""
    watch = Watch()
    try:
        for number in range(networks):
            watch.train(network(number))
    finally:
        watch.close()
    return watch.found


def lines(found: Found) -> list[str]:
    """The numbers for people."""
    told = [f"after {n:>3} networks {found.megabytes[n - 1]:7.0f} MB"
            for n in (10, 50, 100, 200) if n <= len(found.megabytes)]  # fmt: skip
    taken = [found.first_epoch[n] for n in found.replaced if n]
    return [
        *told,
        f"largest worker      {found.largest:7.0f} MB (at most {LIMIT_MEGABYTES:.0f})",
        f"most at once        {found.most_workers:7d}",
        f"replacements        {len(found.replaced):7d} after {found.replaced}",
        f"Train to first epoch, median {statistics.median(found.first_epoch):.2f} s, "
        f"worst {max(found.first_epoch):.2f} s, just after a replacement "
        f"{max(taken, default=0.0):.2f} s",
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Memory of many different networks.")
    parser.add_argument("networks", nargs="?", type=int, default=NETWORKS)
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["TUTOR_HOME"] = home
        found = measure(arguments.networks)
    print(json.dumps(asdict(found)) if arguments.json else "\n".join(lines(found)))


if __name__ == "__main__":
    main()
