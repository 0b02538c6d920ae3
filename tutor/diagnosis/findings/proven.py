"""What a run would have come to otherwise, as far as that was seen and not only expected."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.diagnosis import remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.moves import Remedy, together
from tutor.diagnosis.rates import shrinking
from tutor.diagnosis.second_look import gain
from tutor.diagnosis.verdict import Proven


def proven(case: Case) -> tuple[Proven, ...]:
    """Changes that lowered validation loss, what costs least first: fewer epochs, more, more units.

    The same seed comes to the same again, so that luck is no reason against them; which network is
    better is another question.
    """
    found = (_shorter(case), _longer(case), _wider(case))
    return tuple(one for ways in found for one in ways if one.gain > 0.0)


def _shorter(case: Case) -> Iterator[Proven]:
    """To stop at the epoch of the lowest validation loss."""
    if case.val is None or case.block > 1 or shrinking(case.facts) or case.facts.after:
        return
    lowest, end = int(case.val.argmin()), float(case.val[-1])
    if end > 0.0 and lowest < case.points - 1:
        epoch = case.epoch(lowest)
        why = "by then this run's validation loss was lower"
        yield from _of(together({"epochs": epoch}, case.facts, why), 1 - case.val[lowest] / end)


def _longer(case: Case) -> Iterator[Proven]:
    """As many epochs as the second look took."""
    if case.second is None or case.second.later is None:
        return
    later = case.second.later
    epochs = case.trained + len(later) - 1
    why = "so many were tried after this run"
    saved = gain(later[0], later[-1]).mean
    yield from _of(together({"epochs": epochs}, case.facts, why), saved)


def _wider(case: Case) -> Iterator[Proven]:
    """The other network that the second look trained, if a learner can set and afford it."""
    second, examples = case.second, case.examples
    if second is None or second.wider is None or examples is None:
        return
    remedy = remedies.wider(case.facts, second)
    if remedy is not None and remedy.change == second.change:
        why = "this network was tried after the run"
        saved = gain(examples.losses[-1], second.wider).mean
        yield from _of(together(remedy.change, case.facts, why), saved)


def _of(remedy: Remedy | None, saved: float) -> Iterator[Proven]:
    if remedy is not None:
        yield Proven(text=remedy.text, change=remedy.change, gain=float(saved))
