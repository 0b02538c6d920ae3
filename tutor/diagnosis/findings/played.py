"""What a policy's games say: success alone is looked at.

The loss of REINFORCE weighs actions by how much better than usual things went. It is near 0 for a
player that has no doubts, right or wrong, and may have either sign, so it tells nothing; only that
it is no number any more does, which `diverged` looks at. What counts is the share of games won: of
those played to learn from (other ones in every epoch, actions drawn by chance), and of those it is
judged by (the same in every epoch, the likeliest action taken).

There is no `large_gap` here. Every epoch plays new games, so nothing can be learned by heart; where
both shares differ, the one who draws actions by chance and the one who takes the likeliest do.

Confidences are chances under the binomial distribution, kept below `_MOST_SURE`. The table of
`tutor.diagnosis.calibration` is learned from classifiers and is not applied to them.
"""

from __future__ import annotations

import numpy as np

from tutor.diagnosis import epoch_remedies, game_remedies
from tutor.diagnosis.findings.unsettled import too_short, unsettled
from tutor.diagnosis.games import HIGH, Course, Games, Won
from tutor.diagnosis.statistics import chance, shares_differ, trend
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import confidence, percent, points, points_span

LEAST_EPOCHS = 8
_MOST_SURE = 0.95
_SURE_OF_RISE = 0.85
"""A rise that is beyond doubt may still have come to its end."""

_FIRM = 0.75
"""What a good player wins at least while it still tries other actions."""

_MARGIN = 0.15
"""By how much more than guessing a player could win and go unnoticed, at most."""
_RISE, _RISE_ERRORS, _LATE_ERRORS = 0.05, 2.33, 3.3
"""A rise worth having, and how far beyond chance; of two looks, the second must not be luck."""
_FALL, _FALL_ERRORS = 0.15, 3.5
"""A fall worth having, and how far beyond chance: the best of all epochs is partly luck."""

_TOO_LITTLE = 0.3
"""A player that tries other actions in fewer of its games hardly finds more. Of 29 players of the
lesson's mazes with a memory, looked at 135 times, after 50 to 300 epochs without success until
then: below it 1 of 31 won later, of the others 44 of 104, within 400 epochs.
"""


def judge_games(games: Games) -> Finding:
    """The one finding on a run whose losses are all finite."""
    if games.epochs < LEAST_EPOCHS:
        return too_short(games)
    return (
        _good_fit(games)
        or _unstable(games)
        or _still_improving(games)
        or _not_learning(games)
        or unsettled(games)
    )


def _good_fit(games: Games) -> Finding | None:
    """Nearly all new games are won, over the last epochs, and hardly fewer while it explores."""
    judged = games.verdict
    last, end = games.last(judged), games.end(judged)
    if not (last.high and end.high):
        return None
    if games.practice is not None and games.end(games.practice).share < _FIRM:
        return None
    below = np.flatnonzero(judged.shares < HIGH)
    since = games.numbers[int(below[-1]) + 1 if len(below) and below[-1] + 1 < games.epochs else 0]
    held = f" It has won nearly all since epoch {since}." if judged is games.fresh else ""
    remedy = game_remedies.won(games.facts)
    return Finding(
        name="good_fit",
        confidence=min(_MOST_SURE, confidence((end.share - HIGH) / end.error)),
        evidence=f"{games.ending}{held}",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A run with another seed that wins far fewer.",
        epoch=int(since),
        played=True,
    )


def _unstable(games: Games) -> Finding | None:
    """What it won over some epochs it does not win any more, beyond chance."""
    found = _lost_again(games, games.guide, games.end(games.guide), games.tail)
    if found is None and games.fresh is not None:  # it is kept as it is after the last epoch
        found = _lost_again(games, games.fresh, games.last(games.fresh), 1)
    return found


def _lost_again(games: Games, course: Course, end: Won, tail: int) -> Finding | None:
    """Of one kind of games, what it won once and does not at the end, which is `tail` epochs."""
    width = max(3, games.epochs // 20)
    first = course.best(width)
    best = course.over(first, first + width)
    if first + width > games.epochs - tail:
        return None
    fall = shares_differ(best.share, best.games, end.share, end.games, _FALL_ERRORS)
    if best.share - end.share < _FALL or fall.low <= 0.0:
        return None
    shown = shares_differ(best.share, best.games, end.share, end.games)
    reach = f" ({points_span(shown)})" if best.known else ""
    exploring = (games.explored or 0.0) >= _TOO_LITTLE
    remedy = game_remedies.calm(games.facts, exploring=exploring)
    return Finding(
        name="unstable",
        confidence=_MOST_SURE if fall.low > 0.05 else 0.9,
        evidence=f"It won {best.told} of {games.which(course)} in "
        f"{games.between(first, first + width)}. "
        f"{games.ending} From the best to the end it lost {points(best.share - end.share)}{reach}: "
        "what was learned got lost.",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A success that comes back within the next epochs.",
        epoch=int(games.numbers[first + width - 1]),
        played=True,
    )


def _still_improving(games: Games) -> Finding | None:
    """Success rose from the third quarter of the run to the last, or at its end, beyond chance."""
    course, half, three = games.guide, games.epochs // 2, 3 * games.epochs // 4
    if games.end(course).high:
        return None
    late = games.epochs - games.tail
    if _rises(games, half, three, _RISE_ERRORS):
        first, second = half, three
    elif _rises(games, three, late, _LATE_ERRORS):
        first, second = three, late
    else:
        return None
    before, after = course.over(first, second), course.over(second, games.epochs)
    remedy = epoch_remedies.still_improving(games.facts, games.trained)
    return Finding(
        name="still_improving",
        confidence=_SURE_OF_RISE if after.known else 0.7,
        evidence=f"Success in {games.which(course)} was rising: from {before.told} in "
        f"{games.between(first, second)} to "
        f"{after.told} in {games.between(second, games.epochs)}. {games.ending}",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A success that stays level over the next epochs.",
        epoch=int(games.numbers[-1]),
        played=True,
    )


def _rises(games: Games, first: int, second: int, errors: float) -> bool:
    """Whether more is won from one epoch on than in those from an earlier one to it."""
    if second <= first:
        return False
    course = games.guide
    before, after = course.over(first, second), course.over(second, games.epochs)
    reach = shares_differ(after.share, after.games, before.share, before.games, errors)
    sure = reach.low > 0.0 if after.known else trend(course.shares[first:]).low > 0.0
    return sure and after.share - before.share >= _RISE


def _not_learning(games: Games) -> Finding | None:
    """No more is won than by doing the same whatever is seen, and a little more would show.

    Where nobody says what that would win, the start of the run stands for it.
    """
    guess = games.facts.guess_success
    ends = [won for course in games.courses for won in (games.end(course), games.last(course))]
    if guess is None:
        return _no_rise(games)
    if any(won.interval.low > guess for won in ends):
        return None
    widest = max(won.interval.high for won in ends)
    if widest > guess + _MARGIN:
        return None
    sure = min(chance(won.share, guess + _MARGIN, won.error) for won in ends)
    return _lost(games, sure, f" Doing the same in every game wins up to {percent(guess)}.")


def _no_rise(games: Games) -> Finding | None:
    """As little is won as at the start."""
    course = games.guide
    start, end = course.over(0, games.tail), games.end(course)
    rise = shares_differ(end.share, end.games, start.share, start.games)
    if rise.low > 0.0 or rise.high > _MARGIN or end.interval.low > HIGH - _MARGIN:
        return None
    if any(games.last(one).high for one in games.courses):
        return None
    return _lost(games, 0.7, f" At the start it was {start.told}.")


def _lost(games: Games, sure: float, beside: str) -> Finding:
    remedy = game_remedies.stuck(games.facts, exploring=games.exploring)
    return Finding(
        name="not_learning",
        confidence=round(min(_MOST_SURE, max(0.5, sure)), 3),
        evidence=f"{games.ending}{beside}{_tries(games)}{_settled(games)}",
        remedy=remedy.text,
        change=remedy.change,
        further=remedy.further,
        doubt="A success that rises beyond that when the same training goes on.",
        epoch=int(games.numbers[-1]),
        played=True,
    )


def _tries(games: Games) -> str:
    """In how many games it still takes other actions, a sentence; empty where that is not known.

    Whether that is too few is open where there is nothing more to find: without a memory.
    """
    if games.explored is None:
        return ""
    when = games.between(games.epochs - games.tail, games.epochs)
    verdict = ": it has not settled yet" if games.exploring else ""
    if games.explored < _TOO_LITTLE and not game_remedies.without_memory(games.facts):
        verdict = ": it tries too little else to find more"
    return (
        f" In {percent(games.explored)} of the games of {when} it took another action than its "
        f"likeliest{verdict}."
    )


def _settled(games: Games) -> str:
    """Since when it has done the same in the games it is judged by, where that is a third or more.

    Doing the same for so long means that it tries nothing else any more, where that is not known.
    """
    if games.fresh is None or games.exploring:
        return ""
    changes = np.flatnonzero(np.diff(games.fresh.shares))
    since = int(changes[-1]) + 1 if len(changes) else 0
    if games.epochs - since < max(games.epochs // 3, LEAST_EPOCHS):
        return ""
    return f" Its success in new games has not changed since epoch {games.numbers[since]}."
