"""Calibration: confidences that keep what they say.

A finding's own confidence is the chance that its statistic gives. What that chance leaves out (how
often such runs are in trouble at all, how good the approximations are) is learned from runs whose
truth is computed: for each name, and for each state of knowledge, a line in log-odds.

Source: J. C. Platt, Probabilistic outputs for support vector machines, in Advances in Large Margin
Classifiers, MIT Press 1999, 61–74; as a regularized map of log-odds that prefers to change nothing.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

from tutor.diagnosis.case import Case

TABLE = Path(__file__).with_name("calibration.json")
"""For each state of knowledge and each name, slope and shift. `python -m tests.benchmarks.diagnosis
--calibrate` writes it, from the half `tune` of the kept runs."""

KNOWLEDGE = ("curves", "facts", "everything", "second look")
"""What can be known of a run, from the least to the most."""

GAMES = "games"
"""What is known of a policy's games. No truth was computed for such runs, so the table has nothing
on them, and their findings speak for themselves."""

LEAST, MOST = 0.05, 0.99
"""Nothing is certain."""


def knowledge(case: Case) -> str:
    """How much is known of a run, one of `KNOWLEDGE`."""
    if case.second is not None:
        return "second look"
    if case.examples is not None:
        return "everything"
    return "facts" if case.facts.validation_examples is not None else "curves"


def calibrated(known: str, sort: str, confidence: float) -> float:
    """The chance that a finding is true that gave itself this one, from `LEAST` to `MOST`.

    Args:
        known: one of `KNOWLEDGE`, or `GAMES`.
        sort: the finding's; where too few of them were seen, those of its name count.
        confidence: from 0 to 1; taken as it is where nothing was learned of such findings.
    """
    lines, name = _table().get(known, {}), sort.partition(", ")[0]
    slope, shift = lines.get(sort) or lines.get(name) or (1.0, 0.0)
    odds = slope * log_odds(confidence) + shift
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-odds)))), 3)


def log_odds(confidence: float) -> float:
    """ln(p / (1 − p)) of a chance kept between a thousandth and 0.999."""
    kept = min(max(confidence, 1e-3), 1 - 1e-3)
    return math.log(kept / (1 - kept))


@cache
def _table() -> dict[str, dict[str, tuple[float, float]]]:
    found: dict[str, dict[str, tuple[float, float]]] = json.loads(TABLE.read_text())
    return found
