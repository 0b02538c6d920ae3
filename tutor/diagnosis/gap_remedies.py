"""What to do about a gap: what was learned does not carry over, or is believed in too much."""

from __future__ import annotations

from tutor.diagnosis.history import Facts
from tutor.diagnosis.moves import Move, Remedy, choose
from tutor.diagnosis.rates import calmer, too_high
from tutor.diagnosis.wishes import (
    COPIES,
    DROPOUT,
    MORE_DATA,
    NARROWER,
    PENALTY,
    as_wide,
    dropped,
    plus,
    reading_better,
    scaled,
)

_MUCH = 0.3
"""Of a layer's units that are dropped."""


def large_gap(
    facts: Facts,
    *,
    level: int | None = None,
    learned: bool = False,
    poor: bool = False,
    better: float = 0,
) -> Remedy:
    """More data or varied copies, else more regularization; then what else the lesson offers.

    A smaller network narrows a gap that does not grow by learning less: only where the training
    set is learned is there anything that it can do without. Where little of it is, usual steps and
    a better reader come first; and a wider one that was tried and does better comes before what was
    not tried.

    Args:
        facts: what is known.
        level: the epoch from which on only the training side went on; None where there is none.
        learned: whether the training set is.
        poor: whether little of it is.
        better: how many times as wide a network was tried that does better on new examples; 0
            where none does.
    """
    first, last = _filters(facts)
    reader = [*too_high(facts), *reading_better(facts)] if poor else []
    wide = as_wide(better) if better else []
    dropout = DROPOUT if level is not None or facts.after else dropped(facts)
    moves = [*reader, MORE_DATA, *first, *wide, dropout, PENALTY, COPIES]
    if level is not None:
        why = "validation accuracy was level from there on, and only the gap grew"
        moves.append(Move("epochs", lambda _asked: float(level), why))
    words = "rain on more examples, or on varied copies of those you have."
    if facts.choices:
        words = (
            "No setting here narrows the gap but those by which it learns less: fewer epochs or a "
            f"smaller network. Where they can be had, t{words}"
        )
    else:
        words = f"T{words}"
    return choose([*moves, *last, *(NARROWER if learned else ())], facts, words, placed=True)


def _filters(facts: Facts) -> tuple[list[Move], list[Move]]:
    """A layer of filters: first of all where only dense layers look at pictures, else at last.

    At last means beside dropout: by itself a deeper network may as well widen the gap. Where much
    is dropped already, it comes before more of that.
    """
    layers = facts.settings.get("conv_layers")
    if not isinstance(layers, int):
        return [], []
    if not layers:
        why = "filters look for the same thing everywhere, with the same weights"
        return [Move("conv_layers", plus(1), why)], []
    dropped = facts.settings.get("dropout")
    if not isinstance(dropped, int | float) or not dropped:
        return [], []
    why = "a further one sees more of the picture at once and passes fewer numbers on"
    further = [Move("conv_layers", plus(1), why)]
    return (further, []) if dropped >= _MUCH else ([], further)


def too_certain(facts: Facts) -> Remedy:
    """Steps that throw weights less far, or what holds weights down."""
    far = calmer(facts, "smaller steps keep the weights smaller") if too_high(facts) else []
    return choose(
        [*scaled(facts), *far, PENALTY, DROPOUT, MORE_DATA, *NARROWER],
        facts,
        "Hold the weights down: by an L2 penalty, dropout or smaller steps.",
    )
