"""The remedy check as tables for people, or as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.benchmarks.diagnosis.advice import ADVISED, MOST, POLICIES, in_trouble
from tests.benchmarks.diagnosis.configurations import Half
from tests.benchmarks.diagnosis.outcomes import Outcomes
from tests.benchmarks.diagnosis.record import Record
from tests.benchmarks.diagnosis.remedied import Bookkeeper
from tests.benchmarks.diagnosis.remedy_scores import Check, Row, check
from tests.benchmarks.diagnosis.report import plain, written
from tests.benchmarks.diagnosis.verdicts import runs_of

TARGET = 0.80

_HEADS = ("runs", "risk falls", "by over 5 %", "median", "cost", "aim met")
_WIDTHS = (6, 22, 22, 9, 7, 22)


def report(
    records: Sequence[Record], known: Outcomes, half: Half, *, as_json: bool, most: int = MOST
) -> None:
    """Print what came of the advice for the runs in trouble of a half.

    Args:
        records: kept runs of both halves.
        known: trainings that were repeated.
        half: whose runs.
        as_json: whether figures are printed as JSON.
        most: runs in trouble that are looked at.
    """
    advised = in_trouble(runs_of(records, half), most)
    keeper = Bookkeeper.of(records, known)
    checks = {policy: check(advised, keeper, policy) for policy in POLICIES}
    if as_json:
        told = {policy: _told(found) for policy, found in checks.items()}
        print(json.dumps({"half": half, "in trouble": len(advised), "policies": told}, indent=1))
        return
    print(f"half: {half}, {len(advised)} runs in trouble; target: the risk falls in {TARGET:g}")
    for policy in ADVISED:
        print("\n".join(_advised_lines(policy, checks[policy])))
    blind = {policy: checks[policy].rows["all"] for policy in POLICIES if policy not in ADVISED}
    print("\n".join(_table("done blindly to every one of them", blind)))
    missing = {policy: found.missing for policy, found in checks.items() if found.missing}
    if missing:
        print(f"\nnot trained yet: {', '.join(f'{n} {name}' for name, n in missing.items())}")


def _advised_lines(policy: str, found: Check) -> Iterator[str]:
    yield from _table(policy, found.rows)
    yield f"of all in trouble, what is told in words counting as no fall: {written(found.at_least)}"
    yield from _table("by the setting that was changed", found.settings)
    for (name, text), count in sorted(found.in_words.items()):
        yield f"in words only: {count:>3} {name}: {text}"


def _table(title: str, rows: Mapping[str, Row]) -> Iterator[str]:
    yield ""
    heads = zip(_HEADS, _WIDTHS, strict=True)
    yield f"{title:<40}" + "".join(f"{head:>{width}}" for head, width in heads)
    for name, row in rows.items():
        cells = (str(row.runs), written(row.falls), written(row.clearly),
                 _signed(row.median), f"×{row.cost:.2g}", written(row.aim))  # fmt: skip
        yield f"{name:<40}" + "".join(
            f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True)
        )


def _signed(share: float) -> str:
    return f"{100 * share:+.1f} %" if math.isfinite(share) else "–"


def _told(found: Check) -> dict[str, Any]:
    """For JSON."""
    return {
        "rows": {name: _plain(row) for name, row in found.rows.items()},
        "settings": {name: _plain(row) for name, row in found.settings.items()},
        "of all in trouble": plain(found.at_least),
        "in words": [
            {"finding": name, "remedy": text, "runs": count}
            for (name, text), count in sorted(found.in_words.items())
        ],
        "missing": found.missing,
    }


def _plain(row: Row) -> dict[str, object]:
    median, cost = (
        round(value, 4) if math.isfinite(value) else None for value in (row.median, row.cost)
    )
    return {
        "runs": row.runs, "falls": plain(row.falls), "over 5 %": plain(row.clearly),
        "median": median, "cost": cost, "aim met": plain(row.aim),
    }  # fmt: skip
