"""Measures the tutor's speed: `python -m tests.benchmarks [--quick] [--json]`.

Prints a row for each measure with its median, its target and whether it is met. Times are taken
from outside, on an emulated terminal, as a learner has them. The ratios compare with a plain Keras
script in the same run, so that they mean the same on other machines.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
from dataclasses import asdict, dataclass

from tests.benchmarks import measures


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: its median over the runs, its bound, and its unit."""

    name: str
    median: float
    target: float
    unit: str
    values: list[float]

    @property
    def met(self) -> bool:
        """Whether the median is within the bound."""
        return self.median <= self.target


def row(name: str, values: list[float], target: float, unit: str) -> Row:
    """A row from the values of single runs."""
    return Row(name, statistics.median(values), target, unit, values)


def rows(runs: int, idle_seconds: float, presses: int) -> list[Row]:
    """Measure everything.

    Args:
        runs: repetitions of each measure.
        idle_seconds: how long the idle screen is watched.
        presses: pairs of keys pressed while a network trains.
    """
    trainings, plains = [], []
    for _ in range(runs):
        trainings.append(measures.training())
        plains.append(measures.plain_script())
    ratios = [t.diagnosis_seconds / p[0] for t, p in zip(trainings, plains, strict=True)]
    epochs = [
        statistics.median(t.epoch_seconds) / statistics.median(p[1])
        for t, p in zip(trainings, plains, strict=True)
    ]
    keys = sorted(measures.key_to_paint(presses))
    slowest = keys[min(int(0.95 * len(keys)), len(keys) - 1)]
    help_times = [measures.help_seconds() for _ in range(runs + 1)][1:]
    paints = [measures.first_paint_seconds() for _ in range(runs + 1)][1:]
    first = [t.first_epoch_seconds for t in trainings]
    memory = [t.megabytes for t in trainings]
    return [
        row("tutor --help, whole process", help_times, 0.20, "s"),
        row("first screen painted, from the shell", paints, 0.7, "s"),
        row("Train pressed to first epoch drawn", first, 0.4, "s"),
        row("Train to diagnosis over the plain script", ratios, 0.25, ""),
        row("median epoch over the plain script's", epochs, 0.40, ""),
        row("memory of the terminal process", memory, 120.0, "MB"),
        row("idle processor time", [100 * measures.idle_share(idle_seconds)], 1.0, "%"),
        row("key to paint while training, 95th percentile", [1000 * slowest], 60.0, "ms"),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the tutor's speed.")
    parser.add_argument(
        "--quick", action="store_true", help="one run of each, to see that it works"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    runs, idle, presses = (1, 3.0, 10) if arguments.quick else (5, 10.0, 50)
    with tempfile.TemporaryDirectory() as home:
        os.environ["TUTOR_HOME"] = home
        found = rows(runs, idle, presses)
    if arguments.json:
        print(json.dumps([{**asdict(r), "met": r.met} for r in found], indent=1))
        return
    for r in found:
        mark = "ok  " if r.met else "over"
        print(f"{mark} {r.name:<46} {r.median:8.3f} {r.unit:<3} (at most {r.target:g})")


if __name__ == "__main__":
    main()
