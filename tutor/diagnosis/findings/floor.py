"""`noise_floor`: as good as the labels allow."""

from __future__ import annotations

from tutor.diagnosis import remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings import progress
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import confidence, number, percent

_WORTH = 0.05
_LEAST_LOSS = 0.05


def excess(case: Case) -> float | None:
    """By which share of it the risk stands above the best of this network's size, estimated.

    For a network that can express the truth, training loss lies as far below the least risk as
    validation loss above it: half of the gap is what more data could save. Source: H. Akaike, A new
    look at the statistical model identification, IEEE Trans. Autom. Control 19 (1974), 716–723.

    Returns:
        None where a loss is missing or not positive.
    """
    if case.train is None or case.val is None or not case.loss_measured:
        return None
    train, val = case.end(case.train), case.end(case.val)
    return (val - train) / 2 / val if min(train, val) > 0.0 else None


def noise_floor(case: Case) -> Finding | None:
    """Settled, nearly without a gap, above zero, and better than a simple model."""
    found = excess(case)
    if found is None or case.val is None or case.train is None:
        return None
    settled = progress.falling(case.train) is None and progress.falling(case.val) is None
    if not settled or not -_WORTH < found < _WORTH / 2 or case.end(case.val) < _LEAST_LOSS:
        return None
    baseline, accuracy = case.facts.baseline_accuracy, case.val_accuracy
    if baseline is None or accuracy is None or case.end(accuracy) < baseline - _WORTH / 2:
        return None
    remedy = remedies.noise_floor(case.facts)
    return Finding(
        name="noise_floor",
        confidence=confidence((_WORTH - found) / _WORTH),
        evidence=f"Both losses have settled, training at {number(case.end(case.train))} and "
        f"validation at {number(case.end(case.val))}; half of the gap, {percent(max(found, 0.0))}, "
        "is what more examples could save. The rest lies in the labels, or in what the inputs "
        "don't tell.",
        remedy=remedy.text,
        change=remedy.change,
        doubt="A larger network with a lower training and a lower validation loss.",
        epoch=case.epoch(-1),
    )
