"""Scores simulated long histories, as lines for people or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from tests.benchmarks.diagnosis.configurations import Half
from tests.benchmarks.diagnosis.family_scores import (
    STATISTICS,
    Row,
    answers,
    of_rules,
    parts,
    row,
)
from tests.benchmarks.diagnosis.report import plain, written
from tests.benchmarks.diagnosis.simulated import EACH, simulated

_BRIEF = ("precision", "recall")


def score_families(half: Half, *, as_json: bool, each: int = EACH) -> None:
    """Judge every simulated history of a half by its curves alone, and print.

    Args:
        half: the one to score.
        as_json: whether figures are printed as JSON.
        each: configurations of each family, both halves together.
    """
    runs = list(simulated(half, each))
    tune = runs if half == "tune" else list(simulated("tune", each))
    told, seconds = answers(runs)
    rows = {name: row(part) for name, part in parts(told).items()}
    rules = {name: row(part) for name, part in of_rules(runs, tune).items()}
    if as_json:
        tables = {"curves": rows, "rules": rules}
        figures = {name: {key: _told(one) for key, one in table.items()}
                   for name, table in tables.items()}  # fmt: skip
        print(json.dumps({"half": half, **figures}, indent=1))
        return
    print(f"half: {half}; {len(runs)} histories; {1000 * seconds:.1f} ms each")
    for title, table in (("simulated histories, by curves alone", rows), ("simple rules", rules)):
        print("\n".join(_lines(title, table)))


def _told(of: Row) -> dict[str, object]:
    figures = {name: plain(figure) for name, figure in of.figures.items()}
    return {"runs": of.runs, "overfitted": of.overfitted, "healthy": of.healthy, **figures}


def _lines(title: str, rows: Mapping[str, Row]) -> Iterator[str]:
    heads = "".join(f"{name:>11}" if name in _BRIEF else f"{name:>22}" for name in STATISTICS)
    yield ""
    yield f"{title:<40}{'runs':>6}{'over':>6}{'sound':>6}{heads}"
    for name, one in rows.items():
        cells = "".join(
            f"{figure.value:>11.3f}" if key in _BRIEF else f"{written(figure):>22}"
            for key, figure in one.figures.items()
        )
        yield f"{name:<40}{one.runs:>6}{one.overfitted:>6}{one.healthy:>6}{cells}"
