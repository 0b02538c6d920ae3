"""What simple rules say of overfitting on the same runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import spearmanr

from tests.benchmarks.diagnosis.scores import f1_figure
from tests.benchmarks.diagnosis.tables import Figure, Table, ratio
from tests.benchmarks.diagnosis.verdicts import Run

Columns = Mapping[str, npt.NDArray[np.floating]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A simple rule.

    Attributes:
        wants: the columns that it looks at.
        score: from columns to a number, above 0 where the rule says overfitting.
    """

    wants: frozenset[str]
    score: Callable[[Columns], float]

    def __call__(self, columns: Columns) -> float:
        """What the rule says of a log."""
        return self.score(columns)


def _rule(score: Callable[[Columns], float], *wants: str) -> Rule:
    return Rule(frozenset(wants), score)


def _above_minimum(columns: Columns) -> float:
    losses = columns["val_loss"]
    return float(losses[-1] / losses.min() - 1.1)


def _correlation(columns: Columns) -> float:
    """Minus the rank correlation of training and validation loss."""
    both = columns["loss"], columns["val_loss"]
    if len(both[0]) < 3 or any(np.ptp(column) == 0.0 for column in both):
        return -1.0
    with np.errstate(all="ignore"):
        found = float(spearmanr(*both).statistic)
    return -1.0 if np.isnan(found) else -found


def _relative_gap(columns: Columns) -> float:
    return float(columns["val_loss"][-1] / columns["loss"][-1] - 1.1)


def _gap_of_accuracy(columns: Columns) -> float:
    gap = float(columns["accuracy"][-1] - columns["val_accuracy"][-1])
    percent = max(float(columns[name].max()) for name in ("accuracy", "val_accuracy")) > 1.5
    return gap / (100 if percent else 1) - 0.05


def _any_epoch(columns: Columns) -> float:
    parted = (np.diff(columns["val_loss"]) > 0) & (np.diff(columns["loss"]) < 0)
    return 1.0 if bool(parted.any()) else -1.0


def _patience(columns: Columns) -> float:
    losses = columns["val_loss"]
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


correlation = _rule(_correlation, "loss", "val_loss")
"""The one without a threshold of its own."""

RULES: dict[str, Rule] = {
    "final val_loss over 1.1 × its minimum": _rule(_above_minimum, "val_loss"),
    "rank correlation of train and val loss": correlation,
    "(val − train) / train > 0.1": _rule(_relative_gap, "loss", "val_loss"),
    "accuracy gap over 0.05": _rule(_gap_of_accuracy, "accuracy", "val_accuracy"),
    "any epoch with val up and train down": _rule(_any_epoch, "loss", "val_loss"),
    "EarlyStopping patience 5 would stop": _rule(_patience, "val_loss"),
}


def baselines(runs: Sequence[Run], tune: Sequence[Run]) -> dict[str, tuple[Figure, Figure, Figure]]:
    """F1 on runs of 20 epochs and more, on 5–19, and the share of healthy runs that are called.

    The correlation has no threshold of its own: it gets the one that is best on `tune`.
    """
    found = {}
    for name, rule in RULES.items():
        least = _best_threshold(rule, tune) if rule is correlation else 0.0
        with np.errstate(all="ignore"):
            called = [bool(rule(run.record.columns()) > least) for run in runs]
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
    told = [rule(run.record.columns()) for run in runs]
    return threshold_with_best_f1(told, ["overfitting" in run.truth.names for run in runs])


def threshold_with_best_f1(scores: Sequence[float], true: Sequence[bool]) -> float:
    """Above which score to say overfitting, so that F1 is highest."""
    told, right = np.array(scores), np.array(true, bool)
    best, least = -1.0, 0.0
    for threshold in np.unique(told):
        called = told > threshold
        value = 2 * float((called & right).sum()) / max(float(called.sum() + right.sum()), 1.0)
        if value > best:
            best, least = value, float(threshold)
    return least
