"""How accuracies and losses went of a network that may have learned nothing, in words."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.diagnosis.case import Case
from tutor.diagnosis.findings.guess import above, guessing, majority
from tutor.diagnosis.statistics import Array, wilson
from tutor.diagnosis.words import at_last, number, percent, span, tenths

FALL = 0.01
"""Of a training loss, as a share of where it began: a fall of less is hardly one."""


@dataclass(frozen=True, slots=True)
class Fall:
    """How far the training loss came down, as a share of where it began."""

    share: float
    error: float
    first: float
    end: float


def _lately(case: Case, accuracy: Array) -> str:
    """The accuracy at the end; the last epoch's too where chance does not explain how far off."""
    share, known, last = case.end(accuracy), case.validation_examples, float(accuracy[-1])
    if not known:
        return f"{percent(share)}{case.lately}"
    reach = wilson(share, known)
    told = f"{percent(share)} ({span(reach)}, from {case.facts.judged(known)}){case.lately}"
    if reach.low <= last <= reach.high:
        return f"{told}{at_last(share, last)}"
    ends = accuracy[-case.tail :]
    return (
        f"{told}, in which it jumped between {tenths(float(ends.min()))} and "
        f"{tenths(float(ends.max()))}: the last one's {tenths(last)} is luck"
    )


def _of_training(case: Case) -> str:
    """A sentence, after a space, on a training accuracy whose last value is luck; else empty."""
    accuracy, known = case.train_accuracy, case.training_examples
    if accuracy is None or not known or case.tail < 2:
        return ""
    share, last = case.end(accuracy), float(accuracy[-1])
    if above(share, known, majority(case) or 0.0) or not above(last, known, share):
        return ""
    return (
        f" Training accuracy is {percent(share)} in the same way: {tenths(last)} at last is luck."
    )


def _penalized(case: Case, which: str) -> str:
    """What a training loss has in it beside that of the answers, in commas; else empty."""
    held = case.facts.settings.get("l2")
    return ", with the L2 penalty in it," if held and which == "Training" else ""


def evidence(case: Case, fall: Fall, *, guess: bool) -> str:
    """How the accuracies ended, where they are those of a guess, and how the loss went."""
    parts = []
    if guess and case.val_accuracy is not None:
        parts.append(
            f"Validation accuracy is {_lately(case, case.val_accuracy)}; {guessing(case)} gives "
            f"{percent(majority(case) or 0.0)}.{_of_training(case)}"
        )
    which = "Training" if case.train is not None else "Validation"
    losses = case.train if case.train is not None else case.val
    assert losses is not None
    course = (
        f"rose by {percent(-fall.share)}"
        if fall.share < -FALL / 2
        else f"fell by {percent(fall.share)}"
        if fall.share >= 0.0005
        else "did not fall"
    )
    # What the loss was before the first step stands in no chart.
    before = " before the first step" if fall.first != losses[0] else ""
    parts.append(
        f"{which} loss{_penalized(case, which)} {course} in {case.trained:,} "
        f"epoch{'' if case.trained == 1 else 's'}, from "
        f"{number(fall.first)}{before} to {number(fall.end)}"
        f"{case.lately if case.points > 5 else ''}."
    )
    return " ".join(parts)
