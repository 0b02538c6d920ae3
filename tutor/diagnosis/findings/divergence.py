"""`diverged`: the loss left all bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from tutor.diagnosis import remedies
from tutor.diagnosis.case import LOSSES
from tutor.diagnosis.games import of_games
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.statistics import Array
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import number

_FACTOR = 10.0
_RUN = 3
_MEASURED_FIRST = ("train_loss", "loss", "val_loss")
_DOUBT = "A second run whose loss stays in bounds: then the log, not the training, was damaged."


def diverged(columns: Mapping[str, Array], history: History, facts: Facts) -> Finding | None:
    """NaN or infinity in a loss, or three epochs in a row over ten times the first loss.

    The factor is held against the training loss, since a validation loss may grow tenfold by
    overfitting alone; against the validation loss only where there is no other. A log that tells
    nothing of the time before the first step may begin when all is lost: where the number K of
    classes is known, ten times what guessing costs, ln K, counts as well. The loss of
    a policy has no such bounds and either sign: there only NaN and infinity count.

    Args:
        columns: as recorded, non-finite values included.
        history: for the loss before the first step and the epochs' numbers.
        facts: what is known.
    """
    played = of_games(history)
    found = _not_finite(columns)
    if found is None and not played:
        found = _grown(columns, history.initial, facts)
    if found is None:
        return None
    index, confidence, evidence = found
    epoch = int(history.counted[index])
    remedy = remedies.diverged(facts)
    return Finding(
        name="diverged",
        confidence=confidence,
        evidence=evidence.format(epoch=epoch),
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt=_DOUBT,
        epoch=epoch,
        played=played,
    )


def _not_finite(columns: Mapping[str, Array]) -> tuple[int, float, str] | None:
    """The first epoch with a loss that is no finite number, how sure, and the sentence."""
    firsts = [
        (int(np.argmin(finite)), name)
        for name in LOSSES
        if name in columns and not bool((finite := np.isfinite(columns[name])).all())
    ]
    if not firsts:
        return None
    index, name = min(firsts)
    value = float(columns[name][index])
    what = "NaN (not a number)" if np.isnan(value) else "infinite"
    if bool(np.isfinite(columns[name][-1])):
        return index, 0.8, f"{_title(name)} was {what} at epoch {{epoch}}, and finite again later."
    before = f"; before, it was {number(float(columns[name][index - 1]))}" if index else ""
    return index, 0.99, f"{_title(name)} became {what} at epoch {{epoch}}{before}."


def _grown(
    columns: Mapping[str, Array], initial: Mapping[str, float], facts: Facts
) -> tuple[int, float, str] | None:
    """The first of three epochs over ten times the first loss, where it still is above it."""
    name = next((name for name in _MEASURED_FIRST if name in columns), None)
    if name is None or len(columns[name]) < _RUN:
        return None
    losses = columns[name]
    first, since = float(losses[0]), ""
    before = [value for key, value in initial.items() if key.endswith("loss")]
    if name != "loss" and before:
        first = initial.get(name, before[0])
    elif not before and (guess := _of_guessing(losses, facts)) < first:
        first, since = guess, f", where guessing costs {number(guess)}"
    if not first > 0.0:
        return None
    over = losses > _FACTOR * first
    runs = np.flatnonzero(np.convolve(over, np.ones(_RUN, dtype=np.int64), "valid") == _RUN)
    if not len(runs) or losses[-1] <= first:
        return None
    index, worst = int(runs[0]), float(losses.max())
    evidence = (
        f"{_title(name)} began at {number(float(losses[0]) if since else first)}{since}, stood "
        f"over ten times that from epoch {{epoch}} on and reached {number(worst)}."
    )
    return index, 0.97 if bool(over[-1]) else 0.8, evidence


def _of_guessing(losses: Array, facts: Facts) -> float:
    """The cross-entropy of guessing among the classes; infinite where it says nothing.

    A loss that falls to under half is at work, in whatever unit it is.
    """
    if facts.classes is None or facts.classes < 2 or losses[-1] < losses[0] / 2:
        return math.inf
    return math.log(facts.classes)


def _title(name: str) -> str:
    return {"val_loss": "Validation loss"}.get(name, "Training loss")
