"""Curves that swing: `unstable` where the training does, `noisy_validation` where it does not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tutor.diagnosis import data_remedies, remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings import tried
from tutor.diagnosis.findings.guess import guess_loss
from tutor.diagnosis.findings.rise import FEWEST_EPOCHS, SHARED, measure
from tutor.diagnosis.findings.unlike import unlike
from tutor.diagnosis.findings.unseen import worth_of
from tutor.diagnosis.moves import Remedy
from tutor.diagnosis.statistics import Array, chance
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import confidence, number, percent, span

WORTH = 0.05
LEAST_EPOCHS = 8
_LEAST_LEVEL = 0.05
"""Of what guessing costs: jumps of a loss that has nearly gone are no trouble."""
_QUARTER = 0.6745
"""The 75th percentile of a standard normal variable."""

_TOGETHER = 0.3
"""A correlation of jumps that those of different causes hardly have."""

_FEW_RISES, _UNDONE = 0.2, 0.25
"""Of the steps between epochs, and of what a loss fell by."""

_FEWEST_JUMPS = 2
"""One jump may be of chance: of few epochs it would be a quarter of them."""

_CALM = 0.01
"""Of the loss: a curve that jumps no further at its end has come to rest."""

_DRAWN = 0.02
"""Of what a loss fell by: a smaller jump is less than half a row of a plot."""

_LATELY = 0.2
"""Of a run: where its lowest validation loss lies within this end, it was still getting better."""

_SURE, _TINY = 0.5, 1e-12


@dataclass(frozen=True, slots=True)
class Swings:
    """How much curves swing over the last half of a run, as shares of the validation loss there.

    Where less than a twentieth of what guessing costs is left, they are shares of that.

    A bump is how far a value stands above the mean of its two neighbours: a curve that falls ever
    more slowly has none. What is told is what a quarter of the bumps exceed.

    Attributes:
        train: of the training loss.
        val: of the validation loss.
        sampling: what the choice of validation examples alone gives; None where that is unknown.
        level: the loss that these are shares of.
        together: the correlation of what both losses do beyond their neighbours' mean; what comes
            of the choice of examples alone goes its own way.
    """

    train: float
    val: float
    sampling: float | None
    level: float
    together: float


def bumps(values: Array) -> Array:
    """How far each inner value stands above the mean of its neighbours, (n - 2,); 0 for below."""
    return np.asarray(np.maximum(0.0, _bent(values)))


def _bent(values: Array) -> Array:
    return np.asarray(values[1:-1] - (values[:-2] + values[2:]) / 2)


@lru_cache(maxsize=2)
def swings(case: Case) -> Swings | None:
    """How much the curves of a run swing; None where it is too short or has but one curve."""
    if case.train is None or case.val is None or case.points < LEAST_EPOCHS:
        return None
    late = slice(case.points // 2, None)
    level = float(np.median(case.val[late]))
    if level <= 0.0:
        return None
    level = max(level, _least_level(case, case.val))
    train, val = (
        float(np.quantile(bumps(losses[late]), 0.75)) / level for losses in (case.train, case.val)
    )
    together = _together(_bent(case.train[late]), _bent(case.val[late]))
    return Swings(train, val, _sampling(case, level), level, together)


def _least_level(case: Case, val: Array) -> float:
    """The least loss that jumps are held against: a twentieth of that of guessing.

    Where that is unknown, so much of the fall of validation loss.
    """
    return _LEAST_LEVEL * (guess_loss(case) or max(0.0, case.first_val - float(val.min())))


def _together(first: Array, second: Array) -> float:
    """The correlation of two curves; 0 where one of them is level or there are too few points."""
    if len(first) < 2 or first.std() == 0.0 or second.std() == 0.0:
        return 0.0
    products = (first - first.mean()) * (second - second.mean())
    return float(products.mean() / (first.std() * second.std()))


def _sampling(case: Case, level: float) -> float | None:
    """The bumps that sampling alone would give: from what single groups do beyond their mean."""
    if case.examples is None:
        return None
    losses = case.examples.losses[case.epochs // 2 :].astype(np.float64)
    if len(losses) < 3:
        return None
    bent = losses[1:-1] - (losses[:-2] + losses[2:]) / 2
    error = bent.std(axis=1, ddof=1) / losses.shape[1] ** 0.5
    return _QUARTER * float(np.median(error)) / level


def unstable(case: Case) -> Finding | None:
    """The training loss itself jumps between epochs, by over 5 % of the validation loss.

    It is measured on the same examples after each epoch, so that nothing of it is sampling. The
    validation loss jumps as far, and with it: what the choice of its examples adds does not. Or
    both losses have risen since the best epoch, which is no overfitting.
    """
    return _jumping(case) or _risen(case)


def _risen(case: Case) -> Finding | None:
    """Validation loss rose, and training loss shares half of that or more."""
    rise, val = measure(case), case.val
    if rise is None or rise.cross is None or rise.shared < SHARED or not case.loss_measured:
        return None
    if not rise.steady:
        return None
    if val is None or case.epochs < FEWEST_EPOCHS or not _undone(np.diff(val[case.points // 2 :])):
        return None
    lowest = max(float(val[rise.lowest]), _TINY)
    sure = rise.chance(WORTH * max(1.0, _least_level(case, val) / lowest))
    if sure < _SURE or rise.interval.low <= 0.0:
        return None
    remedy, beside = _cure(case)
    best = case.epoch(rise.lowest)
    return Finding(
        name="unstable",
        confidence=round(min(sure, 0.97), 3),
        evidence=f"Since its lowest at epoch {best} validation loss rose {percent(rise.share)} "
        f"({span(rise.interval)}), and training loss rose with it"
        f"{_as_much(rise.shared)}: {_undoing(case, rise.lowest)}{beside}",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="Losses that both fall again in the next epochs.",
        epoch=best,
    )


def _as_much(shared: float) -> str:
    """How much of a rise of validation loss training loss shares."""
    if shared >= 1.0:
        return ", at least as much"
    return f", at least {percent(shared)} as much"


def _undoing(case: Case, lowest: int) -> str:
    """What a rise of both losses since point `lowest` means."""
    if case.points - 1 - lowest > 1:
        return "what was learned is being lost again."
    return "the last steps undid some of what was learned."


def _jumping(case: Case) -> Finding | None:
    found = swings(case)
    if found is None or not case.loss_measured:
        return None
    least = min(found.train, found.val)
    if least <= WORTH or found.together <= _TOGETHER or not _restless(case, found.level):
        return None
    if _high(case, found.level) < _FEWEST_JUMPS:
        return None
    remedy, beside = _cure(case)
    return Finding(
        name="unstable",
        confidence=confidence((least / WORTH - 1) * 2),
        evidence=f"In the last half of the run, one epoch in four or more has a loss far above "
        f"that of the epochs before and after it: over {percent(found.train)} above in training, "
        f"over {percent(found.val)} in validation. Both curves jump, so the weights do."
        f"{_hardly_drawn(case, found)}{beside}",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="Jumps as large with smaller steps: then the data jump, not the weights.",
        epoch=case.epoch(-1),
    )


def _hardly_drawn(case: Case, found: Swings) -> str:
    """A sentence where jumps are so small beside the whole fall that a plot hardly shows them."""
    assert case.val is not None
    fall = case.first_val - float(case.val.min())
    if found.val * found.level > _DRAWN * fall:
        return ""
    return f" Beside the whole fall, from {number(case.first_val)} on, the jumps are small."


def _high(case: Case, level: float) -> int:
    """How many epochs of the last half stand far above their neighbours in training loss."""
    assert case.train is not None
    return int(np.count_nonzero(bumps(case.train[case.points // 2 :]) > WORTH * level))


def _restless(case: Case, level: float) -> bool:
    """Whether both losses undo much of what they gained in the last half, and jump to the end.

    A loss that falls with nearly every step, now more and now less, undoes little; one that has
    come to rest has settled.
    """
    late, last = slice(case.points // 2, None), slice(-max(4, case.points // 4), None)
    curves = [losses for losses in (case.train, case.val) if losses is not None]
    return all(
        _undone(np.diff(losses[late])) and float(bumps(losses[last]).max()) > _CALM * level
        for losses in curves
    )


def _undone(steps: Array) -> bool:
    """Whether a loss rises in more than a few of its steps, by a good part of all that it fell."""
    rises, falls = np.maximum(steps, 0.0), np.maximum(-steps, 0.0)
    often = float(np.mean(steps > 0.0)) > _FEW_RISES
    return often and float(rises.sum()) > _UNDONE * float(falls.sum())


def _cure(case: Case) -> tuple[Remedy, str]:
    """What to do about jumps, and what tells that it helps: a sentence after a space, or nothing.

    A wider network that was tried, and whose best is surely better than this one's, is a cure that
    has been tested; smaller steps are a guess.
    """
    longer, tested = _getting_better(case), _tested(case)
    remedy = remedies.settle(case.facts, tested and tested[0], longer=longer)
    return tested if tested is not None and remedy is tested[0] else (remedy, "")


def _tested(case: Case) -> tuple[Remedy, str] | None:
    """Another network that was tried and is surely better at its best, with a sentence on that."""
    found = tried.better_than_best(case)
    if case.second is None or found is None or chance(WORTH, found.mean, found.error) < tried.SOME:
        return None
    remedy = remedies.wider(case.facts, case.second)
    if remedy is None:
        return None
    return remedy, (
        f" Tried: {tried.what(case)} reaches a validation loss {percent(found.mean)} below the "
        f"lowest of this one{tried.reach(found)}{tried.after(case)}."
    )


def _getting_better(case: Case) -> bool:
    """Whether the lowest validation loss is one of the last: smaller steps need more epochs."""
    return case.val is not None and int(np.argmin(case.val)) >= (1 - _LATELY) * (case.points - 1)


def noisy_validation(case: Case) -> Finding | None:
    """Validation loss wobbles as so few examples must, or the set is unlike the training set."""
    return _wobbling(case) or unlike(case)


def _wobbling(case: Case) -> Finding | None:
    found = swings(case)
    if found is None or found.sampling is None or found.train > found.sampling:
        return None
    if case.facts.limit == "scale":
        return None  # the steps are too large for such inputs, whatever chance adds
    if found.sampling * found.level <= WORTH * max(found.level, worth_of(case)):
        return None
    remedy, beside = _tested(case) or (data_remedies.more_validation(case.facts), "")
    known = case.validation_examples
    count = f" of {case.facts.judged(known)}" if known else ""
    return Finding(
        name="noisy_validation",
        confidence=confidence((found.sampling / WORTH - 1) * 3),
        evidence=f"In validation loss one epoch in four stands {percent(found.sampling)} or more "
        f"above those before and after it by the choice{count} alone; in training loss "
        f"{percent(found.train)}.{beside}",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A wobble that stays with many more validation examples.",
        epoch=None,
    )
