"""Scores kept runs: truth, views, baselines and stopping, as lines or as JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from tests.benchmarks.diagnosis import report
from tests.benchmarks.diagnosis.baselines import baselines
from tests.benchmarks.diagnosis.configurations import Half
from tests.benchmarks.diagnosis.record import Record
from tests.benchmarks.diagnosis.scores import Scores, scores
from tests.benchmarks.diagnosis.stopping import stopping
from tests.benchmarks.diagnosis.verdicts import Run, Verdict, judged, runs_of
from tests.benchmarks.diagnosis.views import VIEWS
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.judge import diagnose

_LONG = 10_000
_RULE_HEADS = ("F1, 20 or more", "F1, 5–19", "healthy called")
_STOP_HEADS = ("best epoch kept", "epochs wasted", "others stopped")

Selection = list[tuple[Run, Verdict]]


def score(records: Sequence[Record], half: Half, *, as_json: bool, stops: bool) -> None:
    """Judge every run of a half and print.

    Args:
        records: of both halves.
        half: the one to score.
        as_json: whether figures are printed as JSON.
        stops: whether stopping early is compared as well, which takes longer.
    """
    runs = runs_of(records, half)
    ordinary = [run for run in runs if run.about.role == "run"]
    lines = [f"half: {half}", *report.truths(runs)]
    long = speed()
    lines.append(f"a history of {_LONG:,} epochs is judged in {1000 * long:.0f} ms (at most 50)")
    figures: dict[str, Any] = {"half": half, "long_ms": round(1000 * long, 1), "views": {}}
    for view in VIEWS:
        verdicts, seconds = judged(runs, view)
        pairs = list(zip(runs, verdicts, strict=True))
        whole = scores(pairs)
        lines += report.view_lines(f"{view} ({1000 * seconds:.1f} ms a run)", whole)
        figures["views"][view] = {"all": report.told(whole)}
        if view in ("everything", "second look"):
            lines += [*report.confusion_lines(whole), *report.fault_lines(whole)]
        for name, part in _selections(pairs).items():
            chosen = scores(part)
            lines += _short(name, chosen)
            figures["views"][view][name] = report.told(chosen)
    tune = [run for run in runs_of(records, "tune") if run.about.role == "run"]
    rules = baselines(ordinary, tune)
    lines += report.rule_lines("overfitting by simple rules", _RULE_HEADS, rules)
    figures["baselines"] = {n: [report.plain(f) for f in row] for n, row in rules.items()}
    if stops:
        table = stopping(ordinary)
        lines += report.rule_lines("stopping early", _STOP_HEADS, table)
        figures["stopping"] = {n: [report.plain(f) for f in row] for n, row in table.items()}
    print(json.dumps(figures, indent=1) if as_json else "\n".join(lines))


def speed() -> float:
    """Seconds for one diagnosis of a long history, the median of five."""
    wobble = np.random.default_rng(0).normal(0.0, 0.01, _LONG)
    course = 0.3 + 2.0 * np.exp(-np.arange(_LONG) / 1000)
    columns = {
        "loss": course, "val_loss": course * (1.05 + wobble),
        "accuracy": 1 - course / 3, "val_accuracy": 0.98 - course / 3,
    }  # fmt: skip
    history = History({name: values.tolist() for name, values in columns.items()})
    times = []
    for _ in range(5):
        began = time.perf_counter()
        diagnose(history, Facts(validation_examples=1000))
        times.append(time.perf_counter() - began)
    return sorted(times)[2]


def _selections(pairs: Selection) -> dict[str, Selection]:
    """Parts of the runs for which figures are given as well."""
    return {
        "ordinary runs": [(r, v) for r, v in pairs if r.about.role == "run"],
        "without borderline runs": [(r, v) for r, v in pairs if not r.truth.borderline],
        "where 5 % can be seen": [(r, v) for r, v in pairs if r.truth.visible <= 0.05],
    }


def _short(name: str, chosen: Scores) -> list[str]:
    """The figures of a part, in a row each."""
    wanted = list(report.TARGETS)[:4]
    return [f"-- {name}: {chosen.runs} runs"] + [
        f"   {wanting:<38}{report.written(chosen.figures[wanting])}"
        for wanting in wanted
        if wanting in chosen.figures
    ]
