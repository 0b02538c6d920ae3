"""The history of a run as Keras's CSVLogger writes one."""

from __future__ import annotations

import csv
import io

from tutor.diagnosis.history import History


def table(history: History) -> str:
    """A line for each epoch, counted from 0, and a column for each metric, by their names."""
    names = sorted(history.metrics)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["epoch", *names])
    for epoch in range(history.epochs):
        writer.writerow([epoch, *(history.metrics[name][epoch] for name in names)])
    return written.getvalue()
