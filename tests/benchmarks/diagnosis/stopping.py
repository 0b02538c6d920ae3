"""Stopping early: which rules keep the best epoch, and how many epochs they waste."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tests.benchmarks.diagnosis.baselines import stopped_at
from tests.benchmarks.diagnosis.margins import best_epoch
from tests.benchmarks.diagnosis.tables import Figure, Table, ratio
from tests.benchmarks.diagnosis.verdicts import Run
from tests.benchmarks.diagnosis.views import measured, seen
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import History
from tutor.diagnosis.judge import FIRST_LOOK, early, next_look

NEAR = 0.01
"""An epoch is as good as the best where its true risk is at most this share above it."""

Rule = Callable[[Run], int]
"""After how many epochs the run is stopped."""


def patience(epochs: int) -> Rule:
    """Keras's `EarlyStopping` on `val_loss`."""
    return lambda run: stopped_at(run.record.columns()["val_loss"].astype(float), epochs)


def never(run: Run) -> int:
    """No stop."""
    return run.about.epochs


def early_finding(run: Run) -> int:
    """The tutor's early finding of overfitting, asked at the epochs at which the worker asks."""
    history, facts, examples, _ = seen(run.record, "everything")
    look = FIRST_LOOK
    for epoch in range(1, run.about.epochs + 1):
        if epoch < look:
            continue
        look = next_look(epoch)
        so_far = _until(history, epoch)
        part = None
        if examples is not None:
            part = Examples(examples.losses[:epoch], examples.correct[:epoch])
        finding = early(so_far, facts, part)
        if finding is not None and finding.name == "overfitting":
            return epoch
    return run.about.epochs


def _until(history: History, epoch: int) -> History:
    """The first epochs of a history."""
    return History(
        metrics={name: column[:epoch] for name, column in history.metrics.items()},
        layers={name: column[:epoch] for name, column in history.layers.items()},
        initial=history.initial,
    )


RULES: dict[str, Rule] = {
    "no stop": never,
    "patience 3": patience(3),
    "patience 5": patience(5),
    "patience 10": patience(10),
    "patience 20": patience(20),
    "the tutor's early finding": early_finding,
}


def stopping(runs: Sequence[Run]) -> dict[str, tuple[Figure, Figure, Figure]]:
    """For each rule, of the runs that end in overfitting and of all others with finite losses.

    Returns:
        the share of all runs in which the kept epoch, that of the lowest validation loss until the
        stop, is as good as the one that is kept without a stop, or as the best; the share of
        epochs of overfitting runs that come after the best one and before the stop; the share of
        the other runs that are stopped.
    """
    finite = [run for run in runs if run.truth.primary != "diverged"]
    return {name: _figures(finite, rule) for name, rule in RULES.items()}


def _figures(runs: Sequence[Run], rule: Rule) -> tuple[Figure, Figure, Figure]:
    groups = [run.about.configuration.name for run in runs]
    kept, wasted, stopped = [], [], []
    for run in runs:
        stop, total = rule(run), run.about.epochs
        over = "overfitting" in run.truth.names
        losses = run.record.columns()["val_loss"]
        chosen, whole = (1 + int(np.argmin(part)) for part in (losses[:stop], losses))
        kept.append((_as_good(run, chosen, whole), 1))
        wasted.append((over * max(0, stop - run.truth.best), over * total))
        stopped.append(((not over) * (stop < total), not over))
    return (
        Table.of(groups, kept).figure(ratio),
        Table.of(groups, wasted).figure(ratio),
        Table.of(groups, stopped).figure(ratio),
    )


def _as_good(run: Run, epoch: int, otherwise: int) -> bool:
    """Whether an epoch is as good as the one kept without a stop, or as the best of all."""
    known = measured(run.record)
    least = max(float(known.risk[otherwise]), float(known.risk[best_epoch(known)]))
    return bool(known.risk[epoch] <= (1 + NEAR) * least)
