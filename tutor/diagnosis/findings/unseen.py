"""Too few examples to see what is worth seeing, or a level that the curves can't explain."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tutor.diagnosis import remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings.gap import Gap, accuracy_gap, of_whole
from tutor.diagnosis.findings.guess import guess_loss
from tutor.diagnosis.findings.progress import all_right, falling
from tutor.diagnosis.moves import Remedy, choose
from tutor.diagnosis.proportions import in_tenths
from tutor.diagnosis.statistics import Array, wilson
from tutor.diagnosis.wishes import COPIES, DROPOUT, MORE_DATA, PENALTY
from tutor.diagnosis.words import at_last, number, percent, points, points_span, span, tenths

EFFECT = 0.05
"""The rise of validation loss, or the gap of accuracy, that is worth seeing."""

MANY = 100
"""Validation examples of which all are right: nothing is left to be seen."""

_VISIBLE_ERRORS = 2.5
"""A gap of so many standard errors is seen nearly always."""

_VISIBLE_GAP, _NO_ERROR = 0.01, 1e-4
_SHORT_ACCURACY = 0.8
_LITTLE_LEFT = 0.5
"""Of what guessing costs."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Why the evidence does not suffice, and what would help."""

    evidence: str
    remedy: Remedy
    doubt: str
    confidence: float


def level_of(case: Case) -> float:
    """The size of validation loss at the end, by which changes are measured; above zero."""
    assert case.val is not None
    return abs(case.end(case.val)) or float(np.ptp(case.val)) or 1.0


def worth_of(case: Case) -> float:
    """The size of loss of which a twentieth is worth seeing: its level at the end.

    Or half of what guessing costs, where less than that is left: as a gap of accuracy is measured
    against all answers, not against those that are wrong.
    """
    return max(level_of(case), _LITTLE_LEFT * (guess_loss(case) or 0.0))


def too_little_seen(case: Case) -> Lack | None:
    """Too few examples to see a gap; where none is in question, but a floor is, that is said."""
    few, tried = few_examples(case), case.second is not None and case.second.wider is not None
    return few if few is None or tried else unknown_floor(case) or few


def few_examples(case: Case) -> Lack | None:
    """So few validation examples that a gap or a rise of 5 % could not be seen.

    Or that one which is seen is larger, but not surely.
    """
    gap, known = accuracy_gap(case), case.validation_examples
    if gap is None or case.val_accuracy is None or known is None:
        return None
    if all_right(case) and known >= MANY:
        return None
    share = case.end(case.val_accuracy)
    of_accuracy, of_loss = share * (1 - share), _moved(case, known)
    spread = max(of_accuracy, of_loss)
    visible = _VISIBLE_ERRORS * math.sqrt(spread / known)
    if visible <= EFFECT and gap.size <= gap.least:
        return None
    wanted = math.ceil(spread * (_VISIBLE_ERRORS / EFFECT) ** 2 - 1e-6)
    wanted = wanted if visible > EFFECT else 2 * known
    unseen, worth = f"a gap of {points(visible)} or less", "a gap of 5 points"
    if of_loss > of_accuracy:
        unseen, worth = (f"a change {size}" for size in _sizes(case, visible))
    reach = span(wilson(share, known))
    lately = f"{case.lately}{at_last(share, float(case.val_accuracy[-1]))}"
    told = f"Validation accuracy is {tenths(share)} ({reach}){lately}"
    if visible > EFFECT:
        told += (
            f". With {case.facts.judged(known)}, {unseen} within one run can't be told from chance"
        )
    return Lack(
        f"{told}.{_unsure(case, gap)}",
        _narrower(case, gap) or _more_examples(case, wanted, known, worth),
        "More validation examples that show a gap or a rise, or show that there is none.",
        0.8,
    )


def _narrower(case: Case, gap: Gap) -> Remedy | None:
    """What narrows a gap that is seen and may be one; None where none is, or nothing is offered."""
    if gap.size < EFFECT or gap.interval.low <= 0.0 or not case.facts.choices:
        return None
    found = choose([MORE_DATA, DROPOUT, PENALTY, COPIES], case.facts, "")
    return found if found.change else None


def _unsure(case: Case, gap: Gap) -> str:
    """A sentence on a gap that can be seen on the curves, and is not called one."""
    if gap.size < _VISIBLE_GAP:
        return ""
    learned = None if case.second is None else case.second.learned
    where = "" if learned is None else of_whole(case, learned)
    reach = f" ({points_span(gap.interval)})" if gap.error > _NO_ERROR else ""
    right = percent(case.facts.right_labels)
    than = f"above the {right} of labels that are right" if gap.by_heart else "higher"
    size = gap.size
    if learned is not None:
        where = f" is {tenths(learned)}{where},"
        if not gap.by_heart and case.val_accuracy is not None:  # of the figures that are shown
            last, usual = float(case.val_accuracy[-1]), case.end(case.val_accuracy)
            size = in_tenths(learned) - in_tenths(last)
            if in_tenths(last) != in_tenths(usual):
                than = f"above the last epoch's {tenths(last)}"
    return f" Training accuracy{where or ' is'} {points(size)} {than}{reach}: {_weighed(gap)}."


def _weighed(gap: Gap) -> str:
    """What to think of a gap that is not called one."""
    low, high = gap.interval
    if low > EFFECT:
        return "a gap, if not a sure one"
    if round(high, 3) < EFFECT:  # as it is written
        return "under 5 points, too little to matter"
    if gap.size > EFFECT:
        what = "what was learned by heart" if gap.by_heart else "the gap"
        return f"{what} may be under 5, too little to matter"
    if high > 2 * EFFECT:
        return "whether there is one that matters, so few examples can't tell"
    if low > 0.0:
        return "a gap, but so small a one hardly matters"
    return "so small a gap hardly matters, if it is one"


def _sizes(case: Case, visible: float) -> tuple[str, str]:
    """The least change of loss that can be seen, and the one worth seeing, in words.

    As shares of the loss; where next to nothing is left of that, in its own unit.
    """
    level = worth_of(case)
    if level > level_of(case):
        return (
            f"of validation loss by {number(visible * level)} or less",
            f"of {number(EFFECT * level)}",
        )
    return f"of validation loss by {percent(visible)} or less", f"of {percent(EFFECT)}"


def _more_examples(case: Case, wanted: int, known: int, what: str) -> Remedy:
    """How to see less: by more validation examples, where the data can give as many.

    Where there are settings to choose from, none of them is the validation set.
    """
    if case.facts.choices:
        return Remedy(
            "No setting here gives more validation examples, so what they can't tell stays open. "
            "Another seed shows how far chance alone goes."
        )
    train = case.facts.train_examples
    in_turn = "Validate on each part of the data in turn (cross-validation) and take the mean"
    if case.facts.answers:
        return Remedy(f"{in_turn}: less can be told from chance then.")
    if train is not None and wanted > (train + known) / 2:
        return Remedy(
            f"{in_turn}: {what} needs {wanted:,} validation examples, and there are "
            f"{train + known:,} for training and validation together."
        )
    return Remedy(f"Use {wanted:,} validation examples: {what} can then be seen.")


def _moved(case: Case, known: int) -> float:
    """The variance of single examples' changes of loss over the last half, by what is worth it."""
    if case.examples is None or case.val is None:
        return 0.0
    losses = case.examples.losses.astype(np.float64)
    change = losses[-1] - losses[len(losses) // 2]
    size = known / losses.shape[1]
    level = max(worth_of(case), 1e-12)
    return float(change.var(ddof=1) * size / level**2)


def _just_risen(case: Case, accuracy: Array) -> bool:
    """Whether most of what training accuracy gained came in the last half of the run."""
    gained, late = case.end(accuracy) - accuracy[0], case.end(accuracy) - accuracy[case.points // 2]
    return bool(gained > EFFECT and late > gained / 2)


def unknown_floor(case: Case) -> Lack | None:
    """Settled well below all right, and nothing known that does better on these data."""
    accuracy, facts, gap = case.train_accuracy, case.facts, accuracy_gap(case)
    if accuracy is None or case.end(accuracy) >= _SHORT_ACCURACY * facts.right_labels:
        return None
    if case.examples is None and facts.baseline_accuracy is not None:
        return None
    climbing = falling(1 - accuracy) is not None
    if climbing or (case.train is not None and falling(case.train) is not None):
        return None
    if case.examples is not None and gap is not None and gap.interval.low > 0.0:
        return None
    larger, end = remedies.underfitting(facts), percent(case.end(accuracy))
    settled = (
        f"Most of its training accuracy, {end}, came in the last half of the run: it may only have "
        "begun to learn."
        if _just_risen(case, accuracy)
        else f"Training accuracy has settled at {end} with no sure gap to validation. The curves "
        "can't tell whether the network is too small or the labels allow no more."
    )
    return Lack(
        settled,
        Remedy(f"{larger.text} If training loss ends lower then, the network was at fault.",
               larger.change, larger.further),
        "The accuracy that another kind of network reaches on these data.",
        0.7,
    )  # fmt: skip
