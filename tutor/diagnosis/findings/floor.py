"""`noise_floor`: as good as the labels allow."""

from __future__ import annotations

from tutor.diagnosis import remedies
from tutor.diagnosis.case import NEAR, Case
from tutor.diagnosis.findings import progress, tried
from tutor.diagnosis.findings.generalization import large_gap, overfitting
from tutor.diagnosis.findings.learning import not_learning
from tutor.diagnosis.findings.underfitting import BOTTLENECK
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import confidence, number, percent

_WORTH = 0.05
_LEAST_LOSS = 0.05


def noise_floor(case: Case) -> Finding | None:
    """Settled above zero, with parameters so few for the examples that little can be left to gain.

    And no layer so narrow that it may be what keeps the loss up.
    """
    found, width = case.excess, case.narrowest
    if found is None or case.val is None or case.train is None or width is None:
        return None
    settled = progress.still_improving(case) is None and not_learning(case) is None
    if not settled or found >= NEAR or width <= BOTTLENECK or case.end(case.val) < _LEAST_LOSS:
        return None
    if large_gap(case) is not None or overfitting(case) is not None:
        return None
    baseline, accuracy = case.facts.baseline_accuracy, case.val_accuracy
    if baseline is not None and accuracy is not None and case.end(accuracy) < baseline - _WORTH:
        return None
    remedy = remedies.noise_floor(case.facts)
    return Finding(
        name="noise_floor",
        confidence=confidence((_WORTH - found) / (0.4 * _WORTH)),
        evidence=f"Both losses have settled, training at {number(case.end(case.train))} and "
        f"validation at {number(case.end(case.val))}. {case.facts.parameters:,} parameters fitted "
        f"to {case.facts.train_examples:,} examples are expected to cost {percent(found)} of that; "
        f"the rest lies in the labels, or in what the inputs don't tell.{tried.story(case)}",
        remedy=remedy.text,
        change=remedy.change,
        doubt="A larger network with a lower training and a lower validation loss.",
        epoch=case.epoch(-1),
    )
