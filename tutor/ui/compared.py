"""What has changed since the run before, and whether what came of it is more than chance."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.course.goal import reading
from tutor.diagnosis.comparison import Difference
from tutor.lab.tasks import SHARES, headline
from tutor.store.earlier import Comparison, Earlier, Moved, Side
from tutor.store.ran import Ran
from tutor.ui.done_otherwise import changes, one_training, only_after_training
from tutor.ui.to_and_fro import to_and_fro
from tutor.ui.units import LOSS, Unit
from tutor.ui.words import plural

_OTHER_DATA = "figures on other data are not compared"
_AGAIN = "An earlier run had these very settings and this seed: it is the same network again."
_FEW = 3
"""Below so many degrees of freedom, further seeds would tell much more."""
_NEXT_TO_NOTHING = 0.01
"""Losses below this differ by nothing that is worth a word."""
_WIDE = 0.15
"""A reach of a share that says no more than that nothing is known; of a loss, a tenth of it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What is said of a run and those before it.

    Attributes:
        text: one sentence or two; empty where there is no earlier run.
        unseeded: whether training with another seed would tell more.
    """

    text: str = ""
    unseeded: bool = False


@dataclass(frozen=True, slots=True)
class _Seeds:
    """What seeds make of a difference.

    Attributes:
        said: whether they explain it, as part of a sentence; empty where that is not known.
        unknown: what is said then.
        more: whether more of them would tell more.
    """

    said: str = ""
    unknown: str = "what another seed makes is not known"
    more: bool = True


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


def _unit(run: Ran, aim: str = "") -> Unit:
    """What the goal is on, where the run has it; else the figure that tells most of it."""
    if aim in run.metrics and aim.startswith("val_"):
        if aim == LOSS.metric:
            return LOSS
        return Unit(reading(aim), share=aim.endswith(SHARES), metric=aim)
    figure = headline(run.metrics)
    return LOSS if figure is None else Unit(figure.words, share=True, metric=figure.metric)


def _once_more(earlier: Earlier, last: Ran, aim: str) -> str:
    """The figures of the same settings trained again: luck, where nothing but the seed differs."""
    unit, now = _unit(earlier.now, aim), earlier.now
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
    unit = _unit(earlier.now, aim)
    moved = against.loss() if unit is LOSS else against.figure(unit.metric)
    if moved is None:
        return "", False
    if not against.same_source:
        return f"{_OTHER_DATA}.", False
    before = f"{unit.value(moved.before)}{_mean_of(against.old)}"
    words = _named(unit.words, against) if unit is LOSS else unit.words
    if unit.value(moved.before) == unit.value(moved.after):
        then = _as_before(len(against.old.runs))
        now = f"{words} {unit.value(moved.after)}{_mean_of(against.new)}"
        loss = _by_loss(moved, against, unit)
        return f"{now}, {then}. {loss}{_of_loss(against, earlier) if loss else ''}".rstrip(), False
    text = f"{words} {before} → {unit.value(moved.after)}{_mean_of(against.new)}"
    one = _one_training(against)
    if one is not None:
        return f"{text}{one}.", False
    whole = earlier.now.whole and against.old.runs[-1].whole
    parts = [_by_chance(moved.chance, unit, _judges(against), first=True)]
    seeds = _by_seeds(moved, against, earlier, unit) if whole else _Seeds(more=False)
    apart = _apart(against, unit)
    if whole and not seeds.said and apart > abs(moved.after - moved.before):
        # What the choice of examples makes is then the least part of what it makes.
        few = f"Seeds alone are {unit.moved(apart).removeprefix('+')} apart"
        return f"{text}. {few}: so few of them can't tell what the settings make.", seeds.more
    said = _joined([part for part in (*parts, seeds.said) if part])
    sentences = [
        f"{text}: {said}." if said else f"{text}.",
        _unlike(moved, against),
        to_and_fro(moved, against, unit, ("the run before", "this one")),
        _by_loss(moved, against, unit),
    ]
    if whole and not seeds.said:
        sentences.append(f"{seeds.unknown[0].upper()}{seeds.unknown[1:]} yet.")
    return " ".join(filter(None, sentences)), seeds.more


def _of_loss(against: Comparison, earlier: Earlier) -> str:
    """A sentence, after a space, where seeds leave open what a loss tells; else empty."""
    loss = against.loss()
    if loss is None or not earlier.now.whole or not against.old.runs[-1].whole:
        return ""
    seeds = _by_seeds(loss, against, earlier, LOSS)
    unknown = f"{seeds.unknown[0].upper()}{seeds.unknown[1:]} yet"
    return f" {seeds.said[0].upper()}{seeds.said[1:]}." if seeds.said else f" {unknown}."


def _unlike(moved: Moved, against: Comparison) -> str:
    """Why nothing is said of what the choice of examples makes; empty where it is."""
    if moved.chance is not None or against.same_data:
        return ""
    return "Each was judged by other examples, so that nothing tells how much of this is chance."


def _one_training(against: Comparison) -> str | None:
    """The same of two sides; nothing is said of a chosen epoch where one is a mean over seeds."""
    one = one_training(against.old.runs[-1], against.new.runs[-1])
    return None if one and len(against.old.runs) + len(against.new.runs) > 2 else one


def _as_before(seeds: int) -> str:
    """That a figure is that of before, of so many seeds."""
    return "as before" if seeds == 1 else f"as the mean of {seeds} seeds was before"


def _apart(against: Comparison, unit: Unit) -> float:
    """How far seeds of one and the same settings came out apart, at most."""
    sides = [
        [run.metrics[unit.metric] for run in side.runs if unit.metric in run.metrics]
        for side in (against.old, against.new)
    ]
    return max((max(found) - min(found) for found in sides if found), default=0.0)


def weighed(against: Comparison, earlier: Earlier, aim: str = "", *, names: tuple[str, str]) -> str:
    """By how much one run differs from another, and what chance and seeds make of that.

    Args:
        against: the two of them.
        earlier: all runs that tell what seeds make.
        aim: as for `compared`.
        names: what the two are called.
    """
    unit = _unit(earlier.now, aim)
    moved = against.loss() if unit is LOSS else against.figure(unit.metric)
    if moved is None:
        return "one of them has no such figure."
    if not against.same_source:
        return f"{_OTHER_DATA}."
    by = unit.moved(unit.told(moved.after) - unit.told(moved.before))
    if one := _one_training(against):
        return f"{by}{one}."
    whole = earlier.now.whole and against.old.runs[-1].whole
    seeds = _by_seeds(moved, against, earlier, unit) if whole else _Seeds()
    chance = _by_chance(moved.chance, unit, _judges(against))
    said = _joined([part for part in (chance, seeds.said) if part])
    parts = [by, said, "" if seeds.said else seeds.unknown]
    told = f"{'; '.join(filter(None, parts))}."
    swings = to_and_fro(moved, against, unit, names)
    loss = _by_loss(moved, against, unit)
    return " ".join(filter(None, (told, _unlike(moved, against), swings, loss)))


def _named(words: str, against: Comparison) -> str:
    """What the losses of two sides are: those of their charts, or without what penalties add."""
    return f"{words} without the penalty" if against.penalized else words


def _mean_of(side: Side) -> str:
    """Over how many seeds a figure is a mean; empty for one."""
    seeds = len(side.runs)
    return f" (mean of {seeds} seeds)" if seeds > 1 else ""


def _by_chance(
    chance: Difference | None, unit: Unit, judges: str = "", *, first: bool = False
) -> str:
    """Whether the choice of examples explains a difference.

    Args:
        chance: the difference; None where it is not known.
        unit: how it is written.
        judges: what it was judged by; empty where that is not told.
        first: whether it is to be said what the figures in brackets are.
    """
    if chance is None:
        return ""
    how = "more than" if chance.beyond_chance else "within what"
    of = f" with {judges}" if judges else ""
    span = unit.span(*chance.interval)
    named = "95 % interval: " if first else ""
    return f"{how} chance makes{of}" + (f" ({named}{span})" if span else "")


def _judges(against: Comparison) -> str:
    """By how many examples a figure was judged, and of how many sources where these are few."""
    if not against.examples:
        return ""
    drawn = f" from only {plural(against.drawn, 'source')}" if against.drawn else ""
    return f"{plural(against.examples, 'example')}{drawn}"


def _by_seeds(moved: Moved, against: Comparison, earlier: Earlier, unit: Unit) -> _Seeds:
    """Whether seeds explain the difference, and whether more of them would tell more."""
    grain = 1 / against.examples if unit.share and against.examples else 0.0
    found = earlier.spread(lambda run: run.metrics.get(unit.metric), grain)
    if found is None:
        return _Seeds()
    reach = found.reach(len(against.old.runs), len(against.new.runs))
    few = found.freedom < _FEW
    unknown = _Seeds(unknown="so few seeds can't tell what another seed makes")
    # A player wins nearly all or nothing, by luck; and one difference alone may be small by luck.
    if found.freedom < 2 or (few and unit.metric.endswith("success")):
        return unknown
    size = f"({'with so few seeds up to ' if few else ''}{unit.reach(reach)})"
    if abs(moved.after - moved.before) > reach:
        return _Seeds(f"more than seeds make {size}", more=False)
    most = _WIDE if unit.share else max(abs(moved.before), abs(moved.after)) / 10
    if few and (reach > most or unit.anything(reach, moved.before, moved.after)):
        return unknown
    return _Seeds(f"within what another seed makes {size}", more=few)


def _joined(parts: list[str]) -> str:
    """Both verdicts: joined by `and` where they agree, else by `but`."""
    if len(parts) < 2:
        return "".join(parts)
    agree = len({part.split()[0] for part in parts}) == 1
    return f"{parts[0]}, {'and' if agree else 'but'} {parts[1]}"


def _by_loss(moved: Moved, against: Comparison, unit: Unit) -> str:
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
    before = f"{LOSS.value(loss.before)}{_mean_of(against.old)}"
    figures = f"{before} → {LOSS.value(loss.after)}{_mean_of(against.new)}"
    said = _by_chance(loss.chance, LOSS, first=moved.chance is None)
    which = f", {'better' if loss.after < loss.before else 'worse'} by"
    judged = which if loss.chance.beyond_chance else ":"
    return f"{_named('Validation loss', against)} {figures}{judged} {said}."
