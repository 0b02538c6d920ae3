"""Whether a difference of two runs is more than chance and other seeds make, in words."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.course.goal import reading
from tutor.diagnosis.comparison import Difference
from tutor.lab.tasks import SHARES, headline
from tutor.store.earlier import Comparison, Earlier, Moved, Side
from tutor.store.ran import Ran
from tutor.ui.units import LOSS, Unit
from tutor.ui.words import plural

_FEW = 3
"""Below so many degrees of freedom, further seeds would tell much more."""
_NEXT_TO_NOTHING = 0.01
"""Losses below this differ by nothing that is worth a word."""
_WIDE = 0.15
"""A reach of a share that says no more than that nothing is known; of a loss, a tenth of it."""


@dataclass(frozen=True, slots=True)
class Seeds:
    """What seeds make of a difference.

    Attributes:
        said: whether they explain it, as part of a sentence; empty where that is not known.
        unknown: what is said then.
        more: whether more of them would tell more.
    """

    said: str = ""
    unknown: str = "what another seed makes is not known"
    more: bool = True


def unit_of(run: Ran, aim: str = "") -> Unit:
    """What the goal is on, where the run has it; else the figure that tells most of it."""
    if aim in run.metrics and aim.startswith("val_"):
        if aim == LOSS.metric:
            return LOSS
        return Unit(reading(aim), share=aim.endswith(SHARES), metric=aim)
    figure = headline(run.metrics)
    return LOSS if figure is None else Unit(figure.words, share=True, metric=figure.metric)


def named(words: str, against: Comparison) -> str:
    """What the losses of two sides are: those of their charts, or without what penalties add."""
    return f"{words} without the penalty" if against.penalized else words


def mean_of(side: Side) -> str:
    """Over how many seeds a figure is a mean; empty for one."""
    seeds = len(side.runs)
    return f" (mean of {seeds} seeds)" if seeds > 1 else ""


def by_chance(
    chance: Difference | None, unit: Unit, judged_by: str = "", *, first: bool = False
) -> str:
    """Whether the choice of examples explains a difference.

    Args:
        chance: the difference; None where it is not known.
        unit: how it is written.
        judged_by: how many examples; empty where that is not told.
        first: whether it is to be said what the figures in brackets are.
    """
    if chance is None:
        return ""
    how = "more than" if chance.beyond_chance else "within what"
    of = f" with {judged_by}" if judged_by else ""
    span = unit.span(*chance.interval)
    lead = "95 % interval: " if first else ""
    return f"{how} chance makes{of}" + (f" ({lead}{span})" if span else "")


def judges(against: Comparison) -> str:
    """By how many examples a figure was judged, and of how many sources where these are few."""
    if not against.examples:
        return ""
    drawn = f" from only {plural(against.drawn, 'source')}" if against.drawn else ""
    return f"{plural(against.examples, 'example')}{drawn}"


def by_seeds(moved: Moved, against: Comparison, earlier: Earlier, unit: Unit) -> Seeds:
    """Whether seeds explain the difference, and whether more of them would tell more."""
    grain = 1 / against.examples if unit.share and against.examples else 0.0
    found = earlier.spread(lambda run: run.metrics.get(unit.metric), grain)
    if found is None:
        return Seeds()
    reach = found.reach(len(against.old.runs), len(against.new.runs))
    few = found.freedom < _FEW
    unknown = Seeds(unknown="so few seeds can't tell what another seed makes")
    # A player wins nearly all or nothing, by luck; and one difference alone may be small by luck.
    if found.freedom < 2 or (few and unit.metric.endswith("success")):
        return unknown
    size = f"({'with so few seeds up to ' if few else ''}{unit.reach(reach)})"
    if abs(moved.after - moved.before) > reach:
        return Seeds(f"more than seeds make {size}", more=False)
    most = _WIDE if unit.share else max(abs(moved.before), abs(moved.after)) / 10
    if few and (reach > most or unit.anything(reach, moved.before, moved.after)):
        return unknown
    return Seeds(f"within what another seed makes {size}", more=few)


def joined(parts: list[str]) -> str:
    """Both verdicts: joined by `and` where they agree, else by `but`."""
    if len(parts) < 2:
        return "".join(parts)
    agree = len({part.split()[0] for part in parts}) == 1
    return f"{parts[0]}, {'and' if agree else 'but'} {parts[1]}"


def by_loss(moved: Moved, against: Comparison, unit: Unit) -> str:
    """What the loss tells where the figure itself tells nothing; empty elsewhere."""
    if unit is LOSS or (moved.chance is not None and moved.chance.beyond_chance):
        return ""
    loss = against.loss()
    if loss is None or loss.chance is None:
        return ""
    ends = loss.before, loss.after
    unseen = LOSS.value(ends[0]) == LOSS.value(ends[1]) or max(ends) < _NEXT_TO_NOTHING
    if unseen or (moved.chance is not None and not loss.chance.beyond_chance):
        return ""
    before = f"{LOSS.value(loss.before)}{mean_of(against.old)}"
    figures = f"{before} → {LOSS.value(loss.after)}{mean_of(against.new)}"
    said = by_chance(loss.chance, LOSS, first=moved.chance is None)
    which = f", {'better' if loss.after < loss.before else 'worse'} by"
    judged = which if loss.chance.beyond_chance else ":"
    return f"{named('Validation loss', against)} {figures}{judged} {said}."


def of_loss(against: Comparison, earlier: Earlier) -> str:
    """A sentence, after a space, where seeds leave open what a loss tells; else empty."""
    loss = against.loss()
    if loss is None or not earlier.now.whole or not against.old.runs[-1].whole:
        return ""
    seeds = by_seeds(loss, against, earlier, LOSS)
    told = seeds.said or f"{seeds.unknown} yet"
    return f" {told[0].upper()}{told[1:]}."


def unlike(moved: Moved, against: Comparison) -> str:
    """Why nothing is said of what the choice of examples makes; empty where it is."""
    if moved.chance is not None or against.same_data:
        return ""
    return "Each was judged by other examples, so that nothing tells how much of this is chance."


def seeds_apart(against: Comparison, unit: Unit) -> float:
    """How far seeds of one and the same settings came out apart, at most."""
    sides = [
        [run.metrics[unit.metric] for run in side.runs if unit.metric in run.metrics]
        for side in (against.old, against.new)
    ]
    return max((max(found) - min(found) for found in sides if found), default=0.0)
