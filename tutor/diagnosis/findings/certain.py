"""Validation loss above a guess's, though the training set is learned: too much certainty."""

from __future__ import annotations

import math

from tutor.diagnosis import gap_remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings.guess import guess_loss
from tutor.diagnosis.findings.learned import training_learned
from tutor.diagnosis.statistics import chance, wilson
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import number, percent, span

_SURE = 0.9


def too_certain(case: Case) -> Finding | None:
    """A `large_gap` of losses where the gap of accuracies is small: few wrong answers cost so much.

    The loss is then the share of wrong answers p times what each costs, and of n examples ln p has
    a standard error of sqrt((1 - p) / (n p)).
    """
    prior, known, right = guess_loss(case), case.validation_examples, case.val_accuracy
    if prior is None or known is None or right is None or case.val is None or case.train is None:
        return None
    share, end = case.end(right), case.end(case.val)
    if share >= 1.0 or end <= prior or not training_learned(case):
        return None
    error = math.sqrt(share / (known * (1 - share)))
    sure = chance(0.0, math.log(end / prior), error)
    if sure < _SURE:
        return None
    remedy = gap_remedies.too_certain(case.facts)
    return Finding(
        name="large_gap",
        confidence=round(min(sure, 0.98), 3),
        evidence=f"Training loss ended at {number(case.end(case.train))}, validation loss at "
        f"{number(end)}{case.both_lately}; guessing costs {number(prior)}. "
        f"Validation accuracy is {percent(share)} ({span(wilson(share, known))}): wrong "
        "answers are few, but given with such certainty that they cost more than guessing would.",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A validation loss below that of guessing, on other examples or with smaller steps.",
        epoch=case.epoch(-1),
    )
