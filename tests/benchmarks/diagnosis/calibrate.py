"""Fits the table of `tutor.diagnosis.calibration` to the runs of half `tune`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from tests.benchmarks.diagnosis.record import Record
from tests.benchmarks.diagnosis.tables import Array
from tests.benchmarks.diagnosis.verdicts import runs_of
from tests.benchmarks.diagnosis.views import VIEWS, seen
from tutor.diagnosis.calibration import TABLE, log_odds
from tutor.diagnosis.judge import findings

_SPREAD = 1.0
"""Standard deviation of the prior of slope and shift around those that change nothing."""

_FEWEST = 5


def calibrate(records: Sequence[Record]) -> None:
    """Write the table anew, and say what was learned."""
    told: dict[str, dict[str, list[tuple[float, bool]]]] = defaultdict(lambda: defaultdict(list))
    for run in runs_of(records, "tune"):
        for view in VIEWS:
            known, found, otherwise = findings(*seen(run.record, view))
            if known != view:
                continue  # a run without groups, say, of which that view tells no more
            for finding in found or [otherwise]:
                if finding.name == "noise_floor" and not run.floor_known:
                    continue  # nobody knows whether it is one
                pair = log_odds(finding.confidence), finding.name in run.truth.names
                told[view][finding.sort].append(pair)
    table = {
        view: {name: line(pairs) for name, pairs in sorted(names.items()) if len(pairs) >= _FEWEST}
        for view, names in told.items()
    }
    TABLE.write_text(json.dumps(table, indent=1) + "\n")
    print(f"{sum(map(len, table.values()))} lines are in {TABLE.name}")


def line(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift of the log-odds of being right, the most likely under the prior.

    Args:
        pairs: log-odds as given, and whether the finding is true.
    """
    given, right = (np.asarray(column, dtype=np.float64) for column in zip(*pairs, strict=True))

    def cost(at: Array) -> float:
        odds = at[0] * given + at[1]
        prior = ((at[0] - 1) ** 2 + at[1] ** 2) / (2 * _SPREAD**2)
        return float(np.logaddexp(0.0, np.where(right > 0, -odds, odds)).sum() + prior)

    found = minimize(cost, np.array([1.0, 0.0])).x
    return round(max(float(found[0]), 0.0), 3), round(float(found[1]), 3)
