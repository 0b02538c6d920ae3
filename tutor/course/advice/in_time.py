"""What a goal on seconds asks for: a network that is trained sooner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tutor.course.advice.set_words import set_words
from tutor.course.goal import METRICS, Outcome
from tutor.diagnosis.history import Facts
from tutor.diagnosis.rates import no_larger_than_usual
from tutor.diagnosis.verdict import Finding, Value
from tutor.lab.ways import Ways

_FASTER = "the time that the goal allows was used up."
_MUCH = 0.5
"""Of the time that a goal allows: a network twice as wide takes about twice as long."""
_SURELY = 0.9
"""Of the epochs that the time was enough for: so many are again, though a computer varies."""
_FEWEST = 3
"""Fewer epochs are no training."""


def too_slow(outcomes: Sequence[Outcome]) -> bool:
    """Whether training took longer than the goal allows."""
    return any(not one.met and one.condition.name == "seconds" for one in outcomes)


def affordable(ways: Ways, outcomes: Sequence[Outcome]) -> Ways:
    """Without a larger network where this one took half of the time that the goal allows."""
    spent = [
        one.value / one.condition.value
        for one in outcomes
        if one.condition.name == "seconds"
        and isinstance(one.value, float) and isinstance(one.condition.value, float)
    ]  # fmt: skip
    return replace(ways, larger={}) if any(share > _MUCH for share in spent) else ways


def sooner(
    finding: Finding,
    ways: Ways,
    settings: Mapping[str, Value],
    outcomes: Sequence[Outcome] = (),
) -> tuple[str, Mapping[str, Value]]:
    """What takes less time, in words and as a change; larger batches first, then less network.

    Where neither is left, and the network was still learning, it is the epochs that there is time
    for, with the larger steps that the finding advises. These come first where the rate is no
    higher than usual, as longer steps take no time. Where it is good enough, fewer epochs come
    first: all else is as it has to be.

    Args:
        finding: of a run that used its time up.
        ways: to other networks.
        settings: those of the run; none where they are not known.
        outcomes: what became of the goal.
    """
    figures = [one for one in outcomes if one.condition.name in METRICS]
    enough = bool(figures) and all(one.met for one in figures)
    fewer = _fewer(finding, settings) if enough or finding.name == "still_improving" else {}
    if enough and fewer:
        return f"{set_words(fewer, ways)}: it is good enough, and {_FASTER}", fewer
    steps = {name: one for name, one in finding.change.items() if name == "learning_rate"}
    if fewer and steps and no_larger_than_usual(Facts(settings=settings)):
        return _in_fewer(fewer, steps, ways)
    if ways.quicker:
        deed = set_words(ways.quicker, ways)
        return f"{deed}: larger batches take less time, and {_FASTER}", ways.quicker
    if ways.smaller:
        deed = set_words(ways.smaller, ways)
        batches = " in larger batches" if "batch_size" in ways.smaller else ""
        return f"{deed}: a smaller network{batches} takes less time, and {_FASTER}", ways.smaller
    if not fewer:
        return f"Take larger batches, fewer epochs or fewer layers: {_FASTER}", {}
    return _in_fewer(fewer, steps, ways)


def _in_fewer(
    fewer: Mapping[str, Value], steps: Mapping[str, Value], ways: Ways
) -> tuple[str, Mapping[str, Value]]:
    """The epochs that there is time for, with larger steps where these are advised."""
    change = {**fewer, **steps}
    why = ", and larger steps get further in each" if steps else ""
    return f"{set_words(change, ways)}: there is time for no more{why}.", change


def _fewer(finding: Finding, settings: Mapping[str, Value]) -> dict[str, Value]:
    """Somewhat fewer epochs than there was time for; empty where that would be no training."""
    wanted = int(_SURELY * (finding.epoch or 0))
    return {"epochs": wanted} if wanted >= _FEWEST and "epochs" in settings else {}
