"""What a run would have come to otherwise, as far as that was seen and not only expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.diagnosis import remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.moves import together
from tutor.diagnosis.rates import shrinking
from tutor.diagnosis.verdict import Proven, Value

_LOSS, _RIGHT = "val_loss", "val_accuracy"


def proven(case: Case) -> tuple[Proven, ...]:
    """Changes that lowered validation loss, what costs least first: fewer epochs, more, more units.

    The same seed comes to the same again, so that luck is no reason against them; which network is
    better is another question.
    """
    if case.val is None or case.block > 1 or case.facts.after:
        return ()
    end = float(case.val[-1])
    found = (*_shorter(case), *_longer(case), *_wider(case))
    return tuple(one for one in found if one.metrics[_LOSS] < end)


def _shorter(case: Case) -> Iterator[Proven]:
    """To stop at the epoch of the lowest validation loss."""
    assert case.val is not None
    place = int(case.val.argmin())
    if shrinking(case.facts) or place == case.points - 1:
        return
    figures = {_LOSS: float(case.val[place])}
    if case.val_accuracy is not None:
        figures[_RIGHT] = float(case.val_accuracy[place])
    why = "by then this run's validation loss was lower"
    yield from _seen(case, {"epochs": case.epoch(place)}, why, figures)


def _longer(case: Case) -> Iterator[Proven]:
    """As many epochs as the second look took."""
    second = case.second
    if second is not None and second.later is not None:
        epochs = case.trained + len(second.later) - 1
        why = "so many were tried after this run"
        yield from _seen(case, {"epochs": epochs}, why, second.later_end)


def _wider(case: Case) -> Iterator[Proven]:
    """The other network that the second look trained, if a learner can set and afford it."""
    second = case.second
    if second is None or second.wider is None:
        return
    remedy = remedies.wider(case.facts, second)
    if remedy is not None and remedy.change == second.change:
        why = "this network was tried after the run"
        yield from _seen(case, remedy.change, why, second.wider_end)


def _seen(
    case: Case, change: Mapping[str, Value], why: str, figures: Mapping[str, float]
) -> Iterator[Proven]:
    remedy = together(change, case.facts, why)
    if remedy is not None and _LOSS in figures:
        yield Proven(text=remedy.text, change=remedy.change, metrics=dict(figures))
