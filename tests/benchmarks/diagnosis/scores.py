"""The figures of the diagnosis against the truth, each with its interval."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

from tests.benchmarks.diagnosis.faults import FAULTS
from tests.benchmarks.diagnosis.tables import Array, Figure, Table, f1, ratio, upper_bound
from tests.benchmarks.diagnosis.truth import TROUBLE
from tests.benchmarks.diagnosis.verdicts import Run, Verdict
from tutor.diagnosis.verdict import NAMES

_BINS = 10
_LONG = 20

Judged = Sequence[tuple[Run, Verdict]]


@dataclass(slots=True)
class Scores:
    """All figures of one view.

    Attributes:
        runs: how many there are.
        figures: by name, for the summary.
        names: for each name that is true of any run, its runs and precision, recall and F1.
        confusion: true by told primary names, (names, names).
        faults: for each fault: with a consequence, found, called by its own name.
        counts: whole numbers behind the figures.
    """

    runs: int
    figures: dict[str, Figure] = field(default_factory=dict)
    names: dict[str, tuple[int, Figure, Figure, Figure]] = field(default_factory=dict)
    confusion: npt.NDArray[np.int64] = field(
        default_factory=lambda: np.zeros((len(NAMES), len(NAMES)), np.int64)
    )
    faults: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    counts: dict[str, int | float] = field(default_factory=dict)


def scores(judged: Judged) -> Scores:
    """Everything that is told of one view."""
    found = Scores(len(judged))
    if not judged:
        return found
    _of_names(found, judged)
    _of_overfitting(found, judged)
    _of_healthy(found, judged)
    _of_faults(found, judged)
    found.figures["same answer with another seed"] = agreement(judged)
    found.figures["same truth with another seed"] = agreement(judged, of_truth=True)
    found.figures["calibration error"] = calibration(judged)
    return found


def _groups(judged: Judged) -> list[str]:
    return [run.about.configuration.name for run, _ in judged]


def _of_names(found: Scores, judged: Judged) -> None:
    """Precision, recall and F1 of every primary name, and their mean."""
    size = len(NAMES)
    cells = np.zeros((len(judged), size, size))
    for place, (run, verdict) in enumerate(judged):
        cells[place, NAMES.index(run.truth.primary), NAMES.index(verdict.primary)] = 1
    found.confusion = cells.sum(axis=0).astype(np.int64)
    table = Table.of(_groups(judged), cells.reshape(len(judged), -1))
    true = found.confusion.sum(axis=1) > 0

    for place, name in enumerate(NAMES):
        if true[place]:
            count = int(found.confusion[place].sum())
            parts = [table.figure(_Part(kind, [place])) for kind in _KINDS]
            found.names[name] = (count, parts[0], parts[1], parts[2])
    found.figures["macro-F1 over all names"] = table.figure(_Part("f1", np.flatnonzero(true)))
    found.figures["right primary name"] = table.figure(_share_right)


_KINDS: tuple[Literal["precision", "recall", "f1"], ...] = ("precision", "recall", "f1")


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Precision, recall or F1 from a flat confusion table, the mean over some names.

    A name that is neither true nor told in a draw is left out of that draw.
    """

    kind: Literal["precision", "recall", "f1"]
    places: Sequence[int] | npt.NDArray[np.intp]

    def __call__(self, sums: Array) -> Array:
        hit, told, true = _margins(sums)
        whole = {"precision": hit / told, "recall": hit / true, "f1": 2 * hit / (told + true)}
        chosen = whole[self.kind][..., self.places]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # nothing but NaN in some draws
            return np.asarray(np.nanmean(chosen, axis=-1))


def _margins(sums: Array) -> tuple[Array, Array, Array]:
    """Right ones, told ones and true ones of each name, from a flat confusion table."""
    square = sums.reshape(*sums.shape[:-1], len(NAMES), len(NAMES))
    return np.diagonal(square, axis1=-2, axis2=-1), square.sum(axis=-2), square.sum(axis=-1)


def _share_right(sums: Array) -> Array:
    hit, _told, true = _margins(sums)
    return np.asarray(hit.sum(axis=-1) / true.sum(axis=-1))


def _of_overfitting(found: Scores, judged: Judged) -> None:
    """F1 of overfitting wherever it stands among the findings, for long and short runs."""
    for label, epochs in (
        ("overfitting F1, 20 epochs or more", range(_LONG, 1_000_000)),
        ("overfitting F1, 5–19 epochs", range(5, _LONG)),
    ):
        chosen = [(r, v) for r, v in judged if r.about.epochs in epochs]
        told = [("overfitting" in v.names, "overfitting" in r.truth.names) for r, v in chosen]
        found.figures[label] = f1_figure(_groups(chosen), told)


def f1_figure(groups: Sequence[str], told: Sequence[tuple[bool, bool]]) -> Figure:
    """F1 from pairs of what was told and what is true."""
    cells = [(a and b, a, b) for a, b in told]
    return Table.of(groups, np.array(cells, float).reshape(-1, 3)).figure(f1)


def _of_healthy(found: Scores, judged: Judged) -> None:
    """How often a healthy run is given any trouble."""
    healthy = [(r, v) for r, v in judged if r.truth.healthy]
    alarms = [any(name in TROUBLE for name in v.names) for _, v in healthy]
    cells = np.array([(alarm, 1) for alarm in alarms], float).reshape(-1, 2)
    found.figures["healthy runs given any trouble"] = Table.of(_groups(healthy), cells).figure(
        ratio
    )
    found.counts |= {
        "healthy": len(healthy), "alarms": sum(alarms),
        "upper bound of alarms": upper_bound(sum(alarms), len(alarms)) if alarms else 1.0,
    }  # fmt: skip


def _of_faults(found: Scores, judged: Judged) -> None:
    """Faults with a consequence that were found; faults told of twins that have none."""
    planted = [(r, v) for r, v in judged if r.consequence]
    for name, fault in FAULTS.items():
        of_it = [(r, v) for r, v in planted if r.about.configuration.fault == name]
        caught = sum(any(told in fault.found for told in v.names) for _, v in of_it)
        called = sum(fault.plants in v.names for _, v in of_it) if fault.plants else caught
        found.faults[name] = (len(of_it), caught, called)
    cells = [
        (any(told in FAULTS[r.about.configuration.fault].found for told in v.names), 1)
        for r, v in planted
    ]
    table = Table.of(_groups(planted), np.array(cells, float).reshape(-1, 2))
    found.figures["planted faults found"] = table.figure(ratio)
    twins = [(r, v) for r, v in judged if r.about.role == "twin"]
    false = [any(told in TROUBLE and told not in r.truth.names for told in v.names)
             for r, v in twins]  # fmt: skip
    found.counts |= {"twins": len(twins), "twins given a trouble they lack": sum(false)}


def agreement(judged: Judged, *, of_truth: bool = False) -> Figure:
    """How often two seeds of one configuration get the same primary name.

    Where the truth of two seeds differs, so must the answers: no diagnosis that is right can agree
    more often than the truth does.
    """
    by_name: dict[str, list[str]] = {}
    for run, verdict in judged:
        if run.about.role == "run":
            by_name.setdefault(run.about.configuration.name, []).append(
                run.truth.primary if of_truth else verdict.primary
            )
    groups, cells = [], []
    for name, primaries in by_name.items():
        for first, second in combinations(primaries, 2):
            groups.append(name)
            cells.append((first == second, 1))
    return Table.of(groups, np.array(cells, float).reshape(-1, 2)).figure(ratio)


def calibration(judged: Judged) -> Figure:
    """The expected calibration error over all findings, in ten bins of equal count.

    Source: M. P. Naeini, G. F. Cooper and M. Hauskrecht, Obtaining well calibrated probabilities
    using Bayesian binning, AAAI 2015, 2901–2907.
    """
    groups, sure, right = [], [], []
    for run, verdict in judged:
        for name, confidence in zip(verdict.names, verdict.confidences, strict=True):
            groups.append(run.about.configuration.name)
            sure.append(confidence)
            right.append(float(name in run.truth.names))
    order = np.argsort(sure, kind="stable")
    place = np.empty(len(sure), np.int64)
    place[order] = np.arange(len(sure)) * _BINS // max(len(sure), 1)
    cells = np.zeros((len(sure), _BINS, 2))
    cells[np.arange(len(sure)), place] = np.stack([np.array(sure) - np.array(right),
                                                   np.ones(len(sure))], axis=1)  # fmt: skip

    def error(sums: Array) -> Array:
        bins = sums.reshape(*sums.shape[:-1], _BINS, 2)
        return np.asarray(np.abs(bins[..., 0]).sum(axis=-1) / bins[..., 1].sum(axis=-1))

    return Table.of(groups, cells.reshape(len(sure), -1)).figure(error)
