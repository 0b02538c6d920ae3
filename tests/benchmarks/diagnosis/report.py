"""The figures as tables for people, and as JSON."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tests.benchmarks.diagnosis.scores import Scores
from tests.benchmarks.diagnosis.tables import Figure
from tests.benchmarks.diagnosis.verdicts import Run
from tutor.diagnosis.verdict import NAMES

TARGETS: dict[str, tuple[float, bool]] = {
    "overfitting F1, 20 epochs or more": (0.95, True),
    "overfitting F1, 5–19 epochs": (0.85, True),
    "healthy runs given any trouble": (0.05, False),
    "macro-F1 over all names": (0.90, True),
    "planted faults found": (0.98, True),
    "same answer with another seed": (0.95, True),
    "calibration error": (0.05, False),
}
"""What is aimed at, and whether it is the least or the most."""


def plain(figure: Figure) -> list[float | None]:
    """For JSON, which knows no NaN."""
    return [round(value, 4) if math.isfinite(value) else None for value in figure]


def told(scores: Scores) -> dict[str, object]:
    """All of a view's figures, for JSON."""
    return {
        "runs": scores.runs,
        "figures": {name: plain(figure) for name, figure in scores.figures.items()},
        "names": {
            name: {"true": count, "precision": plain(p), "recall": plain(r), "f1": plain(f)}
            for name, (count, p, r, f) in scores.names.items()
        },
        "confusion": scores.confusion.tolist(),
        "faults": scores.faults,
        "counts": scores.counts,
    }


def truths(runs: Sequence[Run]) -> Iterator[str]:
    """How many runs each name is true of."""
    first = Counter(run.truth.primary for run in runs)
    every = Counter(name for run in runs for name in run.truth.names)
    clear = Counter(run.truth.primary for run in runs if not run.truth.borderline)
    yield f"{'true of':<24}{'first':>7}{'at all':>8}{'clear':>7}"
    for name in NAMES:
        if every[name]:
            yield f"{name:<24}{first[name]:>7}{every[name]:>8}{clear[name]:>7}"
    healthy = sum(run.truth.healthy for run in runs)
    yield f"{len(runs)} runs, {healthy} of them healthy"


def view_lines(view: str, scores: Scores) -> Iterator[str]:
    """A view's figures and its table of names."""
    yield ""
    yield f"== {view}: {scores.runs} runs"
    for name, figure in scores.figures.items():
        target = TARGETS.get(name)
        bound = f"  ({'at least' if target[1] else 'at most'} {target[0]:g})" if target else ""
        yield f"{name:<38}{written(figure)}{bound}"
    counts = scores.counts
    yield (
        f"healthy: {counts.get('alarms', 0)} of {counts.get('healthy', 0)} alarmed, upper bound "
        f"{counts.get('upper bound of alarms', 1.0):.3f}; twins given a trouble they lack: "
        f"{counts.get('twins given a trouble they lack', 0)} of {counts.get('twins', 0)}"
    )
    yield f"{'':<24}{'runs':>6}{'precision':>11}{'recall':>9}{'F1':>21}"
    for name, (count, precision, recall, f1) in scores.names.items():
        yield (
            f"{name:<24}{count:>6}{precision.value:>11.3f}{recall.value:>9.3f}   {written(f1):>20}"
        )


def confusion_lines(scores: Scores) -> Iterator[str]:
    """True names down, told names across, by their numbers."""
    used = [i for i in range(len(NAMES))
            if scores.confusion[i].sum() or scores.confusion[:, i].sum()]  # fmt: skip
    yield ""
    yield f"{'true (down), told (across)':<28}" + "".join(f"{i + 1:>5}" for i in used)
    for row in used:
        cells = "".join(f"{scores.confusion[row, i] or '·':>5}" for i in used)
        yield f"{row + 1:>2} {NAMES[row]:<25}{cells}"


def fault_lines(scores: Scores) -> Iterator[str]:
    """Each fault: contexts in which it had a consequence, found, called by its own name."""
    yield ""
    yield f"{'planted fault':<24}{'harmful':>9}{'found':>7}{'named':>7}"
    for name, (planted, caught, called) in scores.faults.items():
        yield f"{name:<24}{planted:>9}{caught:>7}{called:>7}"


def rule_lines(
    title: str, heads: Sequence[str], rules: Mapping[str, Sequence[Figure]]
) -> Iterator[str]:
    """A table with a row for each rule."""
    yield ""
    yield f"{title:<42}" + "".join(f"{head:>24}" for head in heads)
    for name, figures in rules.items():
        yield f"{name:<42}" + "".join(f"{written(figure):>24}" for figure in figures)


def written(figure: Figure) -> str:
    """`0.912 (0.88–0.94)`."""
    if not math.isfinite(figure.value):
        return "–"
    if not math.isfinite(figure.low):
        return f"{figure.value:.3f}"
    return f"{figure.value:.3f} ({figure.low:.3f}–{figure.high:.3f})"
