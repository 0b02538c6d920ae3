"""What simple rules say of overfitting on the same runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.stats import spearmanr

from tests.benchmarks.diagnosis.record import Record
from tests.benchmarks.diagnosis.scores import f1_figure
from tests.benchmarks.diagnosis.tables import Figure, Table, ratio
from tests.benchmarks.diagnosis.verdicts import Run

Rule = Callable[[Record], float]
"""A score that is above 0 where the rule says overfitting."""


def _above_minimum(record: Record) -> float:
    losses = record.columns()["val_loss"]
    return float(losses[-1] / losses.min() - 1.1)


def correlation(record: Record) -> float:
    """Minus the rank correlation of training and validation loss."""
    columns = record.columns()
    if len(columns["loss"]) < 3:
        return -1.0
    with np.errstate(all="ignore"):
        found = float(spearmanr(columns["loss"], columns["val_loss"]).statistic)
    return -1.0 if np.isnan(found) else -found


def _relative_gap(record: Record) -> float:
    columns = record.columns()
    return float(columns["val_loss"][-1] / columns["loss"][-1] - 1.1)


def _gap_of_accuracy(record: Record) -> float:
    columns = record.columns()
    return float(columns["accuracy"][-1] - columns["val_accuracy"][-1] - 0.05)


def _any_epoch(record: Record) -> float:
    columns = record.columns()
    parted = (np.diff(columns["val_loss"]) > 0) & (np.diff(columns["loss"]) < 0)
    return 1.0 if bool(parted.any()) else -1.0


def _patience(record: Record) -> float:
    losses = record.columns()["val_loss"]
    return 1.0 if stopped_at(losses.astype(float), 5) < len(losses) else -1.0


def stopped_at(losses: np.typing.NDArray[np.float64], patience: int) -> int:
    """After how many epochs early stopping with this patience ends the run."""
    best, best_at = np.inf, 0
    for epoch, value in enumerate(losses, start=1):
        if value < best:
            best, best_at = float(value), epoch
        elif epoch - best_at >= patience:
            return epoch
    return len(losses)


RULES: dict[str, Rule] = {
    "final val_loss over 1.1 × its minimum": _above_minimum,
    "rank correlation of train and val loss": correlation,
    "(val − train) / train > 0.1": _relative_gap,
    "accuracy gap over 0.05": _gap_of_accuracy,
    "any epoch with val up and train down": _any_epoch,
    "EarlyStopping patience 5 would stop": _patience,
}


def baselines(runs: Sequence[Run], tune: Sequence[Run]) -> dict[str, tuple[Figure, Figure, Figure]]:
    """F1 on runs of 20 epochs and more, on 5–19, and the share of healthy runs that are called.

    The correlation has no threshold of its own: it gets the one that is best on `tune`.
    """
    found = {}
    for name, rule in RULES.items():
        least = _best_threshold(rule, tune) if rule is correlation else 0.0
        with np.errstate(all="ignore"):
            called = [bool(rule(run.record) > least) for run in runs]
        found[name] = (
            _f1(runs, called, lambda epochs: epochs >= 20),
            _f1(runs, called, lambda epochs: 5 <= epochs < 20),
            _alarms(runs, called),
        )
    return found


def _f1(runs: Sequence[Run], called: Sequence[bool], fits: Callable[[int], bool]) -> Figure:
    chosen = [(run, call) for run, call in zip(runs, called, strict=True) if fits(run.about.epochs)]
    groups = [run.about.configuration.name for run, _ in chosen]
    return f1_figure(groups, [(call, "overfitting" in run.truth.names) for run, call in chosen])


def _alarms(runs: Sequence[Run], called: Sequence[bool]) -> Figure:
    healthy = [(run, call) for run, call in zip(runs, called, strict=True) if run.truth.healthy]
    groups = [run.about.configuration.name for run, _ in healthy]
    cells = np.array([(call, 1) for _, call in healthy], float).reshape(-1, 2)
    return Table.of(groups, cells).figure(ratio)


def _best_threshold(rule: Rule, runs: Sequence[Run]) -> float:
    """The threshold with the highest F1."""
    told = np.array([rule(run.record) for run in runs])
    true = np.array(["overfitting" in run.truth.names for run in runs], bool)
    best, least = -1.0, 0.0
    for threshold in np.unique(told):
        called = told > threshold
        value = 2 * float((called & true).sum()) / max(float(called.sum() + true.sum()), 1.0)
        if value > best:
            best, least = value, float(threshold)
    return least
