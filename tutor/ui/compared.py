"""What has changed since the run before, and whether what came of it is more than chance."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.store.earlier import Comparison, Earlier
from tutor.store.ran import Ran
from tutor.ui.chances import (
    Seeds,
    by_chance,
    by_loss,
    by_seeds,
    joined,
    judges,
    mean_of,
    named,
    of_loss,
    seeds_apart,
    unit_of,
    unlike,
)
from tutor.ui.done_otherwise import changes, one_training, only_after_training
from tutor.ui.to_and_fro import to_and_fro
from tutor.ui.units import LOSS

_OTHER_DATA = "figures on other data are not compared"
_AGAIN = "An earlier run had these very settings and this seed: it is the same network again."


@dataclass(frozen=True, slots=True)
class Compared:
    """What is said of a run and those before it.

    Attributes:
        text: one sentence or two; empty where there is no earlier run.
        unseeded: whether training with another seed would tell more.
    """

    text: str = ""
    unseeded: bool = False


def compared(earlier: Earlier, aim: str = "") -> Compared:
    """What is said of the newest run of an experiment beside those before it.

    Args:
        earlier: the runs.
        aim: the metric that the experiment's goal is on, by which they are compared; empty for the
            one that tells most.
    """
    found = _against_before(earlier, aim)
    return replace(found, text=f"{found.text} {_AGAIN}") if earlier.again else found


def _against_before(earlier: Earlier, aim: str) -> Compared:
    last, now = earlier.last, earlier.now
    if last is None:
        return Compared()
    changed = changes(last, now)
    if not changed:
        said = "nothing changed, and the same seed gives the same network."
        return Compared(f"Since the last run: {said}", unseeded=now.whole)
    lead = f"Since the last run: {', '.join(changed)}"
    if only_after_training(last, now):
        lead += " (the same network, since this works on its answers)"
    against = earlier.compared()
    verdict, unseeded = ("", False) if against is None else _verdict(against, earlier, aim)
    if not last.alike(now):
        return Compared(f"{lead}; {verdict}" if verdict else f"{lead}.", unseeded)
    lead += _once_more(earlier, last, aim)
    if against is None or not verdict:
        return Compared(lead)
    before = ", ".join(changes(against.old.runs[-1], now, seed=False))
    if not before:
        return Compared(lead)
    return Compared(f"{lead} Before that: {before}; {verdict}", unseeded)


def _once_more(earlier: Earlier, last: Ran, aim: str) -> str:
    """The figures of the same settings trained again: luck, where nothing but the seed differs."""
    unit, now = unit_of(earlier.now, aim), earlier.now
    old, new = last.metrics.get(unit.metric), now.metrics.get(unit.metric)
    if old is None or new is None:
        return "."
    figures = f"; {unit.words} {unit.value(old)} → {unit.value(new)}."
    if not earlier.only_seed:
        return figures
    found = sorted(run.metrics.get(unit.metric, new) for run in earlier.seeds().runs)
    gave = f"{unit.value(found[0])} to {unit.value(found[-1])}"
    several = f" {len(found)} seeds gave {gave}." if len(found) > 2 else ""
    if unit.value(old) == unit.value(new):
        return f"{figures} The other seed came to the same.{several}"
    return f"{figures} Nothing else changed, so this is luck.{several}"


def _verdict(against: Comparison, earlier: Earlier, aim: str) -> tuple[str, bool]:
    """The figures with what chance and seeds make of them; and whether more seeds would tell."""
    unit = unit_of(earlier.now, aim)
    moved = against.loss() if unit is LOSS else against.figure(unit.metric)
    if moved is None:
        return "", False
    if not against.same_source:
        return f"{_OTHER_DATA}.", False
    before = f"{unit.value(moved.before)}{mean_of(against.old)}"
    words = named(unit.words, against) if unit is LOSS else unit.words
    if unit.value(moved.before) == unit.value(moved.after):
        then = _as_before(len(against.old.runs))
        now = f"{words} {unit.value(moved.after)}{mean_of(against.new)}"
        loss = by_loss(moved, against, unit)
        return f"{now}, {then}. {loss}{of_loss(against, earlier) if loss else ''}".rstrip(), False
    text = f"{words} {before} → {unit.value(moved.after)}{mean_of(against.new)}"
    one = _one_training(against)
    if one is not None:
        return f"{text}{one}.", False
    whole = earlier.now.whole and against.old.runs[-1].whole
    parts = [by_chance(moved.chance, unit, judges(against), first=True)]
    seeds = by_seeds(moved, against, earlier, unit) if whole else Seeds(more=False)
    apart = seeds_apart(against, unit)
    if whole and not seeds.said and apart > abs(moved.after - moved.before):
        # What the choice of examples makes is then the least part of what it makes.
        few = f"Seeds alone are {unit.moved(apart).removeprefix('+')} apart"
        return f"{text}. {few}: so few of them can't tell what the settings make.", seeds.more
    said = joined([part for part in (*parts, seeds.said) if part])
    sentences = [
        f"{text}: {said}." if said else f"{text}.",
        unlike(moved, against),
        to_and_fro(moved, against, unit, ("the run before", "this one")),
        by_loss(moved, against, unit),
    ]
    if whole and not seeds.said:
        sentences.append(f"{seeds.unknown[0].upper()}{seeds.unknown[1:]} yet.")
    return " ".join(filter(None, sentences)), seeds.more


def _one_training(against: Comparison) -> str | None:
    """The same of two sides; nothing is said of a chosen epoch where one is a mean over seeds."""
    one = one_training(against.old.runs[-1], against.new.runs[-1])
    return None if one and len(against.old.runs) + len(against.new.runs) > 2 else one


def _as_before(seeds: int) -> str:
    """That a figure is that of before, of so many seeds."""
    return "as before" if seeds == 1 else f"as the mean of {seeds} seeds was before"


def weighed(against: Comparison, earlier: Earlier, aim: str = "", *, names: tuple[str, str]) -> str:
    """By how much one run differs from another, and what chance and seeds make of that.

    Args:
        against: the two of them.
        earlier: all runs that tell what seeds make.
        aim: as for `compared`.
        names: what the two are called.
    """
    unit = unit_of(earlier.now, aim)
    moved = against.loss() if unit is LOSS else against.figure(unit.metric)
    if moved is None:
        return "one of them has no such figure."
    if not against.same_source:
        return f"{_OTHER_DATA}."
    by = unit.moved(unit.told(moved.after) - unit.told(moved.before))
    if one := _one_training(against):
        return f"{by}{one}."
    whole = earlier.now.whole and against.old.runs[-1].whole
    seeds = by_seeds(moved, against, earlier, unit) if whole else Seeds()
    chance = by_chance(moved.chance, unit, judges(against))
    said = joined([part for part in (chance, seeds.said) if part])
    parts = [by, said, "" if seeds.said else seeds.unknown]
    told = f"{'; '.join(filter(None, parts))}."
    swings = to_and_fro(moved, against, unit, names)
    loss = by_loss(moved, against, unit)
    return " ".join(filter(None, (told, unlike(moved, against), swings, loss)))
