"""Remedies for a training that ended too early: more epochs, or what gets further in as many."""

from __future__ import annotations

from dataclasses import replace

from tutor.diagnosis.history import Facts
from tutor.diagnosis.moves import Move, Remedy, choose, fields
from tutor.diagnosis.rates import no_larger_than_usual, too_low
from tutor.diagnosis.wishes import more_steps, scaled, times

_FASTER = ("learning_rate", "optimizer", "batch_size", "units", "filters")
"""Settings by which a network may learn faster."""
_NONE = "this lesson offers no setting to learn faster."


def still_improving(facts: Facts, epochs: int, why: str = "", *, fell_back: bool = False) -> Remedy:
    """Half as many epochs again, and what comes before more of them.

    That is scaling, where nothing has scaled the inputs, a usual rate in place of one far below,
    smaller batches, where an epoch has few steps, and larger steps, where time is short: before
    the batches where the rate is no higher than usual, as they take no time.

    Args:
        facts: what is known.
        epochs: how many were trained.
        why: what more of them are good for, a clause; empty where the finding says that.
        fell_back: whether it lost much on its way: its steps are no shorter than they can be.
    """
    wanted = max(-(-3 * epochs // 2), epochs + 1)
    rushed = facts.affordable is not None and wanted > facts.affordable
    faster = [] if fell_back else [_faster(2, "larger steps may get further in the same epochs")]
    before, after = [], faster if rushed else []
    if after and no_larger_than_usual(facts):
        before, after = [_faster(3, "larger steps may get further, and take no more time")], []
    moves = [*scaled(facts), *too_low(facts), *before, *more_steps(facts), *after]
    longer = _further(facts, wanted, *([] if rushed else faster), why=why)
    shorter = choose(moves, facts, "")
    if not shorter.change:
        return longer
    return replace(shorter, further=(*shorter.further, *longer.possible))


def _faster(factor: float, why: str) -> Move:
    return Move("learning_rate", times(factor), why)


def more_epochs(facts: Facts, wanted: int, *, stopped: bool = False) -> Remedy:
    """Enough epochs to tell; more patience where early stopping ended the run.

    Args:
        facts: what is known.
        wanted: how many would do.
        stopped: whether early stopping ended it before all epochs that were asked for.
    """
    if stopped:
        patient = Move("early_stopping", times(2), "early stopping ended it before the curves tell")
        return choose([patient], facts, "Have more patience: early stopping ended it too soon.")
    return _further(facts, wanted, why="a longer curve shows more")


def _further(facts: Facts, wanted: int, *others: Move, why: str = "") -> Remedy:
    """Train for `wanted` epochs; where the run was cut short, let it finish first."""
    asked = facts.settings.get("epochs")
    if isinstance(asked, int) and asked >= wanted:
        return Remedy(f"Let the run finish its {asked} epochs.", {"epochs": asked})
    longer = Move("epochs", lambda _asked: float(wanted), why)
    words = f"Train for {wanted:,} epochs."
    if "epochs" in facts.choices:
        faster = fields(_FASTER, facts)
        way = f"try whether {faster} can be set so that it learns faster." if faster else _NONE
        words = f"{wanted:,} epochs would get further, but no more are allowed here: {way}"
    remedy = choose([longer, *others], facts, words, placed="epochs" in facts.choices)
    most = remedy.change.get("epochs", wanted)
    if most == wanted:
        return remedy
    few = isinstance(asked, int) and isinstance(most, int) and 10 * most < 11 * asked
    if few and remedy.further:
        return replace(remedy.further[0], further=remedy.further[1:])
    bound = "there is no time for more" if most == facts.affordable else "the most allowed here"
    return replace(remedy, text=f"Set epochs to {most}: {bound}, and still more would be better.")
