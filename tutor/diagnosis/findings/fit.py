"""`good_fit` and `not_enough_evidence`: no trouble was found, or none could have been."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.diagnosis import epoch_remedies, fit_remedies, remedies
from tutor.diagnosis.case import Case
from tutor.diagnosis.findings import progress, tried
from tutor.diagnosis.findings.fit_story import slowly, story
from tutor.diagnosis.findings.lack import calm, lack_of
from tutor.diagnosis.findings.learned import outdone
from tutor.diagnosis.findings.rise import measure
from tutor.diagnosis.findings.unseen import MANY, Lack
from tutor.diagnosis.moves import Move, Remedy, choose
from tutor.diagnosis.rates import too_high, too_low
from tutor.diagnosis.statistics import Paired, chance
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.wishes import amiss, freed, more_steps, reading_better
from tutor.diagnosis.words import tenths

_MOST_SURE = 0.8
"""What was not found may still be there: nobody looked with a larger network or more examples."""

_DOUBTFUL, _FAR = 0.5, 0.2
"""How much of its certainty a fit keeps that may be none; the loss that a longer run added."""

_RISING = 0.5
"""Of what is worth having: by more than such a share of it a longer run is worse in earnest."""

_DOUBTS = {
    "steps": "Curves that leave as much open at a usual learning rate.",
    "few": "Curves that leave as much open after many more steps.",
}
"""What would speak against it where the steps are at fault."""

_ALL_RIGHT = "Every answer is right: all that is left for the loss to gain is certainty."
_NEARLY_ALL = "Nearly every answer is right: what is left for the loss to gain is mostly certainty."


def good_fit(case: Case) -> Finding | None:
    """Nothing was found, with the power to have seen a 5 % effect.

    The chance that validation loss rises by less than 5 % over the last half of the run (median
    slope with its error) must be at least 0.8; and a gap of 5 points of accuracy must have been
    visible with so many validation examples.
    """
    if lack_of(case) is not None:
        return None
    perfect, remedy = _perfect(case), _next(case)
    sure = min(_MOST_SURE, max(0.5, calm(case))) * (_DOUBTFUL if _doubtful(case) else 1.0)
    return Finding(
        name="good_fit",
        confidence=round(sure, 3),
        evidence=story(case) + _more(case),
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt=_doubt(case),
        epoch=_best(case),
        kind="perfect" if perfect else "steps" if _usual_rate(case) is not None else "",
    )


def _more(case: Case) -> str:
    """What was tried or, where no more right answers are to be had, that; after a space."""
    if not progress.all_right(case):
        return tried.story(case)
    known, right = case.validation_examples or 1, case.val_accuracy
    every = right is not None and round(known * float(right[-1])) == known
    return f" {_ALL_RIGHT if every else _NEARLY_ALL}"


def _doubtful(case: Case) -> bool:
    """Whether calm curves prove little: of steps far too large, or that soon led far off."""
    on = tried.further(case)
    led_off = on is not None and on.mean < -_FAR and tried.interval(on).high < 0.0
    return not progress.all_right(case) and (led_off or _usual_rate(case) is not None)


def _doubt(case: Case) -> str:
    """What would speak against it, of what has not been tried already."""
    if case.facts.after:  # a longer run there was: its best epoch was kept
        return "A gap on other examples."
    if tried.further(case) is not None:
        return "Another seed whose loss ends far lower, or a gap on other examples."
    return "A rise of validation loss in a longer run, or a gap on other examples."


def _perfect(case: Case) -> bool:
    """Whether nearly all of a hundred answers or more are right: nothing is left to be found."""
    return progress.all_right(case) and (case.validation_examples or 0) >= MANY


def _next(case: Case) -> Remedy:
    """What to try next: what was tried and does better, else whether less would do."""
    wide, second, perfect = tried.wider(case), case.second, progress.all_right(case)
    if not perfect and (first := _first(case)) is not None:
        return first
    if wide is None or second is None or second.past or perfect:
        return fit_remedies.good_fit(case.facts)
    if (shorter := _shorter(case)).change:
        return shorter
    if _longer_helps(case, wide):
        on = tried.further(case)
        did = "lowered" if on and tried.interval(on).low > 0.0 else "may have lowered"
        why = f"longer training was tried, and {did} validation loss"
        return epoch_remedies.still_improving(case.facts, case.trained, why)
    if tried.interval(wide).low <= case.worth:
        return _little_to_gain(case, wide)
    return remedies.wider(case.facts, second) or fit_remedies.as_good(
        case.facts, second.change or {}
    )


def _first(case: Case) -> Remedy | None:
    """A usual rate, or usual restraint, for one far off; more epochs, where none were tried."""
    usual = _usual_rate(case) or _possible(case, freed(case.facts))
    if usual is not None:
        return usual
    slow = case.second is None and slowly(case)
    return epoch_remedies.still_improving(case.facts, case.trained) if slow else None


def _usual_rate(case: Case) -> Remedy | None:
    """A usual learning rate in place of one far from it; None where it is not."""
    return _possible(case, [*too_high(case.facts), *too_low(case.facts)])


def _possible(case: Case, moves: Sequence[Move]) -> Remedy | None:
    """The first of these moves that can be made; None where none can."""
    found = choose(moves, case.facts, "")
    return found if found.change else None


def _little_to_gain(case: Case, wide: Paired) -> Remedy:
    """Where a wider network was tried, and is not surely better by what is worth it."""
    better = tried.interval(wide).low > 0.0
    if wide.mean > case.worth:
        return fit_remedies.unsure(better=better)
    return fit_remedies.a_little_better() if better else fit_remedies.good_fit(case.facts)


def _longer_helps(case: Case, wide: Paired) -> bool:
    """Whether going on was tried and saved what is worth it, and no less than a wider network.

    What that may have saved by chance is no reason against it.

    Where it is sure enough to be told, `still_improving` tells it.
    """
    on = tried.further(case)
    least = case.worth if tried.interval(wide).low <= 0.0 else max(case.worth, wide.mean)
    if on is None or on.mean <= least:
        return False
    return chance(0.0, on.mean, on.error) >= tried.SOME


def _shorter(case: Case) -> Remedy:
    """To stop where validation loss was lowest, where going on was tried and surely raised it."""
    rise, on = measure(case), tried.further(case)
    if rise is None or on is None or -on.mean < _RISING * case.worth:
        return Remedy("")
    if tried.interval(on).high >= 0.0 or rise.lowest >= case.points - 1:
        return Remedy("")
    if rise.interval.low <= 0.0:
        return Remedy("")  # which epoch is the lowest was luck so far
    best = case.epoch(rise.lowest)
    why = "to go on was tried, and raised validation loss, which was lowest there"
    return choose([Move("epochs", lambda _asked: float(best), why)], case.facts, "")


def not_enough_evidence(case: Case) -> Finding:
    """Too few epochs or examples to tell, or too much wobble; says what would do."""
    lack = lack_of(case) or Lack(
        "The curves show no clear course.",
        remedies.settle(case.facts),
        "A second run with another seed.",
        0.5,
    )
    reader = _read_better(case)
    far_off = (
        _usual_rate(case)
        or _possible(case, more_steps(case.facts))
        or _possible(case, freed(case.facts))
    )
    remedy = far_off or reader or _tried_out(case) or lack.remedy
    kind = amiss(case.facts)
    simple = case.facts.baseline_accuracy if reader is not None else None
    beside = "" if simple is None else f" A simple model is right on {tenths(simple)}."
    return Finding(
        name="not_enough_evidence",
        confidence=lack.confidence,
        evidence=f"{lack.evidence}{beside}{tried.story(case)}",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt=_DOUBTS.get(kind, lack.doubt),
        epoch=None,
        kind=kind,
    )


def _read_better(case: Case) -> Remedy | None:
    """A better reader of sequences, where this one does no better than a simple model; else None.

    That is to be mended whatever the curves leave open.
    """
    return _possible(case, reading_better(case.facts)) if outdone(case) else None


def _tried_out(case: Case) -> Remedy | None:
    """What the trials tell to do, whatever the curves leave open; None where that is nothing.

    Of what surely helps, what helps most: more epochs if that is worth it, a wider network also
    where more epochs only made it worse.
    """
    on, wide, second = tried.further(case), tried.wider(case), case.second
    if on is None or second is None:
        return None
    worse = tried.interval(on).high < 0.0
    if _helps(on, case.worth) and (wide is None or on.mean >= wide.mean):
        return epoch_remedies.still_improving(case.facts, case.trained)
    if wide is not None and _helps(wide, 0.0 if worse else case.worth):
        better = remedies.wider(case.facts, second)
        if better is not None:
            return better
    if not worse:
        return None
    return Remedy(
        "Don't train it for longer: that was tried, and made it worse. Take fewer epochs, or hold "
        "it back from learning by heart."
    )


def _helps(found: Paired, worth: float) -> bool:
    """Whether what was tried surely helps, and by more than `worth` as far as was seen."""
    return tried.interval(found).low > 0.0 and found.mean > worth


def _best(case: Case) -> int | None:
    rise = measure(case)
    return None if rise is None else case.epoch(rise.lowest)
