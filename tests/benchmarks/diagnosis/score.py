"""Scores kept runs: truth, views, baselines and stopping, as lines or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tests.benchmarks.diagnosis import report
from tests.benchmarks.diagnosis.baselines import baselines
from tests.benchmarks.diagnosis.configurations import Half
from tests.benchmarks.diagnosis.record import Record
from tests.benchmarks.diagnosis.scores import Scores, scores
from tests.benchmarks.diagnosis.stopping import stopping
from tests.benchmarks.diagnosis.verdicts import Run, Verdict, judged, runs_of
from tests.benchmarks.diagnosis.views import VIEWS

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
    figures: dict[str, Any] = {"half": half, "views": {}}
    for view in VIEWS:
        verdicts, seconds = judged(runs, view)
        pairs = list(zip(runs, verdicts, strict=True))
        whole = scores(pairs)
        lines += report.view_lines(f"{view} ({1000 * seconds:.1f} ms a run)", whole)
        figures["views"][view] = {"all": report.told(whole)}
        if view == "everything":
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
