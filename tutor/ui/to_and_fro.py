"""Whether a figure jumped at the end of a run by more than it differs from another run's."""

from __future__ import annotations

from tutor.store.earlier import Comparison, Moved
from tutor.ui.units import Unit


def to_and_fro(moved: Moved, against: Comparison, unit: Unit, names: tuple[str, str]) -> str:
    """That a figure jumps by more than it has moved; empty where it does not, or moved by chance.

    Of several seeds it is a mean, in which the jumps of each are less.

    Args:
        moved: the figure on both sides.
        against: the two sides.
        unit: how it is written.
        names: what the old and the new side are called.
    """
    if moved.chance is None or not moved.chance.beyond_chance:
        return ""
    sides = zip((against.old, against.new), names, strict=True)
    found = [(side.runs[0], name) for side, name in sides if len(side.runs) == 1]
    jumps = [(run.to_and_fro(unit.metric), run, name) for run, name in found]
    jump, run, name = max(jumps, key=lambda one: one[0], default=(0.0, None, ""))
    if run is None or jump <= abs(moved.after - moved.before):
        return ""
    last = run.lately(unit.metric)
    return (
        f"But in the last {len(last)} epochs of {name} it went to and fro between "
        f"{unit.value(min(last))} and {unit.value(max(last))}: with which epoch each ended may "
        "make all the difference."
    )
