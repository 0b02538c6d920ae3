"""The rows taken from outside, on an emulated terminal, as a learner has them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from tests.benchmarks import between_keys, measures
from tests.benchmarks.row import Row, row


def rows(*, quick: bool) -> Iterator[Row]:
    """Measure everything: five runs of each, or one where it is only to be seen that it works."""
    runs, idle_seconds, presses = (1, 3.0, 10) if quick else (5, 10.0, 50)
    trainings, plains = [], []
    for _ in range(runs):
        trainings.append(measures.training())
        plains.append(measures.plain_script())
    ratios = [t.diagnosis_seconds / p[0] for t, p in zip(trainings, plains, strict=True)]
    epochs = [
        statistics.median(t.epoch_seconds) / statistics.median(p[1])
        for t, p in zip(trainings, plains, strict=True)
    ]
    counted = 2.0 if quick else 8.0
    sent = [
        measures.bytes_a_second(counted, *arguments) / 1000
        for arguments in ((), ("--low-bandwidth",))
    ]
    keys = sorted(measures.key_to_paint(presses))
    slowest = keys[min(int(0.95 * len(keys)), len(keys) - 1)]
    help_times = [measures.help_seconds() for _ in range(runs + 1)][1:]
    paints = [measures.first_paint_seconds() for _ in range(runs + 1)][1:]
    first = [t.first_epoch_seconds for t in trainings]
    memory = [t.megabytes for t in trainings]
    yield from (
        row("tutor --help, whole process", help_times, 0.20, "s"),
        row("first screen painted, from the shell", paints, 0.7, "s"),
        row("a lesson read and checked", between_keys.lesson_milliseconds(), 30.0, "ms"),
        row("a search through the course", between_keys.search_milliseconds(), 20.0, "ms"),
        row("a chart of 100,000 epochs", between_keys.chart_milliseconds(2 * runs), 60.0, "ms"),
        row("10,000 pictures surveyed", [between_keys.survey_seconds()], 2.0, "s"),
        row("Train pressed to first epoch drawn", first, 0.25, "s"),
        row("Train to diagnosis over the plain script", ratios, 0.25),
        row("median epoch over the plain script's", epochs, 0.40),
        row("memory of the terminal process", memory, 120.0, "MB"),
        row("idle processor time", [100 * measures.idle_share(idle_seconds)], 1.0, "%"),
        row("sent to the terminal while training", [sent[0]], 6.0, "kB/s"),
        row("the same with --low-bandwidth", [sent[1]], 1.0, "kB/s"),
        row("key to paint while training, 95th percentile", [1000 * slowest], 60.0, "ms"),
    )
