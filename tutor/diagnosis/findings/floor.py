"""`noise_floor`: as good as the labels allow."""

from __future__ import annotations

from tutor.diagnosis import fit_remedies
from tutor.diagnosis.case import NEAR, Case
from tutor.diagnosis.findings import progress, tried
from tutor.diagnosis.findings.generalization import large_gap, overfitting
from tutor.diagnosis.findings.learning import not_learning
from tutor.diagnosis.findings.underfitting import BOTTLENECK
from tutor.diagnosis.statistics import probability
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import confidence, number, percent

_WORTH = 0.05
_LEAST_LOSS = 0.05
_GAINED, _EXCESS = 0.03, 0.2
"""Most that a wider network may have gained, and most that the parameters are expected to cost,
where it was tried."""

_SURE = 0.9


def noise_floor(case: Case) -> Finding | None:
    """Settled above zero, with parameters so few for the examples that little can be left to gain.

    Or a wider network gains nothing. And no layer so narrow that it may be what keeps the loss up.
    Only of dense layers: how far convolutions and recurrent layers see is set by more than their
    width, and a floor of theirs need not be one of the labels. Nor need that of layers with a
    limit, unless a network without it was tried.
    """
    found, width = case.excess, case.facts.narrowest
    if found is None or case.val is None or case.train is None or width is None:
        return None
    sure = _sure(case, found)
    settled = progress.still_improving(case) is None and not_learning(case) is None
    low = width <= BOTTLENECK or case.end(case.val) < _LEAST_LOSS
    untried = case.facts.limit != "" and (case.second is None or not case.second.past)
    if not settled or low or untried or sure is None or not case.facts.dense:
        return None
    if large_gap(case) is not None or overfitting(case) is not None:
        return None
    baseline, accuracy = case.facts.baseline_accuracy, case.val_accuracy
    if baseline is not None and accuracy is not None and case.end(accuracy) < baseline - _WORTH:
        return None
    remedy = fit_remedies.noise_floor(case.facts)
    return Finding(
        name="noise_floor",
        confidence=sure,
        evidence=f"Both losses have settled, training at {number(case.end(case.train))} and "
        f"validation at {number(case.end(case.val))}. {case.facts.parameters:,} parameters fitted "
        f"to {case.facts.train_examples:,} examples are expected to cost {percent(found)} of that; "
        f"the rest lies in the labels, or in what the inputs don't tell.{tried.story(case)}",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A larger network with a lower training and a lower validation loss.",
        epoch=case.epoch(-1),
    )


def _sure(case: Case, excess: float) -> float | None:
    """How sure it is that little can be gained; None where it is not even likely."""
    wide = tried.wider(case)
    if wide is None:
        return confidence((_WORTH - excess) / (0.4 * _WORTH)) if excess < NEAR else None
    if wide.mean >= _GAINED or excess >= _EXCESS:
        return None
    return round(min(_SURE, probability((_WORTH - wide.mean) / max(wide.error, 0.005))), 3)
