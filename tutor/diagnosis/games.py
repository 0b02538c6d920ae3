"""A history of games made ready for judging: success, and how many games stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.shares import as_shares, examples_behind
from tutor.diagnosis.statistics import Z95, Array, Interval, wilson
from tutor.diagnosis.words import percent, span

PRACTICE, FRESH, EXPLORATION = "success", "val_success", "exploration"
"""The columns: the share of games won while training, of new ones with no chance in play, and of
games while training in which another action than the likeliest was taken."""

_CLASSIFIED = ("accuracy", "train_accuracy", "val_accuracy", "val_loss")
HIGH = 0.9
"""A success that is good, if it holds on more games."""
_REACHES, _NOT_BELOW = 0.95, 0.8
"""How far up the interval of a high success must reach, and how far down it may."""

_UNKNOWN_GAMES = 20
"""Games an epoch that are reckoned with where nobody says how many there were."""
_LEAST_TAIL = 3
_EXPLORES = 0.75
"""From such a share of the games on, other actions are tried in most of them."""


@dataclass(frozen=True, slots=True)
class Won:
    """How many games were won over some epochs.

    Attributes:
        share: of the games.
        games: as how many independent games they count.
        known: whether that number is known.
    """

    share: float
    games: int
    known: bool

    @property
    def interval(self) -> Interval:
        """Where the share of all such games lies, with 95 %."""
        return wilson(self.share, self.games)

    @property
    def error(self) -> float:
        """The standard error that the interval amounts to, above 0."""
        low, high = self.interval
        return (high - low) / (2 * Z95)

    @property
    def high(self) -> bool:
        """Whether nearly all games are won, with enough games to say so."""
        low, high = self.interval
        return self.share >= HIGH and high >= _REACHES and low >= _NOT_BELOW

    @property
    def told(self) -> str:
        """The share with its interval, where that is known: `46 % (39 to 52 %)`."""
        return percent(self.share) + (f" ({span(self.interval)})" if self.known else "")


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """The success of each epoch.

    Attributes:
        shares: one an epoch, (n,).
        games: how many games each is of; None where unknown.
        same: whether every epoch plays the same games, so that several tell no more than one.
    """

    shares: Array
    games: int | None
    same: bool

    def over(self, first: int, end: int) -> Won:
        """What was won from one epoch, counted from 0, to before another."""
        part = self.shares[first:end]
        each = _UNKNOWN_GAMES if self.games is None else max(self.games, 1)
        count = each if self.same else each * max(len(part), 1)
        return Won(float(part.mean()) if len(part) else 0.0, count, self.games is not None)

    def best(self, width: int) -> int:
        """The first of the `width` epochs in a row, counted from 0, in which most was won."""
        sums = np.concatenate([[0.0], np.cumsum(self.shares)])
        width = min(width, len(self.shares))
        return int(np.argmax(np.round(sums[width:] - sums[:-width], 9)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Games:
    """What findings on games look at. One of both courses is there at least.

    Attributes:
        epochs: how many epochs there are.
        trained: how many epochs the training took, those the history leaves out included.
        numbers: the number of each epoch, as people are told it.
        practice: games played to learn from, other ones in every epoch, actions drawn by chance.
        fresh: games to judge by, the same in every epoch, the likeliest action taken.
        facts: what else is known.
        exploration: the share of games in which it took another action than its likeliest, one an
            epoch, (n,); None where it is not known.
    """

    epochs: int
    trained: int
    numbers: Sequence[int]
    practice: Course | None
    fresh: Course | None
    facts: Facts
    exploration: Array | None = None

    @property
    def tail(self) -> int:
        """How many of the last epochs stand for the end: a tenth, three at least."""
        return min(self.epochs, max(_LEAST_TAIL, self.epochs // 10))

    @property
    def explored(self) -> float | None:
        """In which share of the last epochs' games it took another action than its likeliest."""
        return None if self.exploration is None else float(self.exploration[-self.tail :].mean())

    @property
    def exploring(self) -> bool:
        """Whether it still takes other actions than its likeliest in most games."""
        return self.explored is not None and self.explored >= _EXPLORES

    @property
    def guide(self) -> Course:
        """The course that moves in small steps: practice, where it is there."""
        course = self.practice or self.fresh
        assert course is not None
        return course

    @property
    def verdict(self) -> Course:
        """The course that counts: new games, where it is there."""
        course = self.fresh or self.practice
        assert course is not None
        return course

    @property
    def courses(self) -> list[Course]:
        """Those that there are, practice first."""
        return [course for course in (self.practice, self.fresh) if course is not None]

    def end(self, course: Course) -> Won:
        """What was won over the last epochs."""
        return course.over(self.epochs - self.tail, self.epochs)

    def last(self, course: Course) -> Won:
        """What was won at the very end: in the last epoch where all epochs play the same games."""
        return course.over(self.epochs - 1, self.epochs) if course.same else self.end(course)

    def between(self, first: int, end: int) -> str:
        """Epochs from one, counted from 0, to before another: `epochs 51 to 75`."""
        start, stop = self.numbers[first], self.numbers[end - 1]
        return f"epochs {start} to {stop}" if stop != start else f"epoch {start}"

    def which(self, course: Course) -> str:
        """The games of a course, in words."""
        if len(self.courses) < 2:
            return "the games"
        return "the new games" if course is self.fresh else "the games that it learned from"

    @property
    def ending(self) -> str:
        """A sentence on what was won at the end, of either kind of games."""
        parts = []
        if self.fresh is not None:
            count = f" of {self.fresh.games:,}" if self.fresh.games else " of the"
            won = self.last(self.fresh).told
            parts.append(f"{won}{count} new games after epoch {self.numbers[-1]}")
        if self.practice is not None:
            won, when = (
                self.end(self.practice).told,
                self.between(self.epochs - self.tail, self.epochs),
            )
            parts.append(f"{won} of those that it learned from in {when}")
        return f"It won {' and '.join(parts)}."


def of_games(history: History) -> bool:
    """Whether a history tells of games: it has success, and nothing of classified examples."""
    return bool(history.column(PRACTICE) or history.column(FRESH)) and not any(
        history.column(name) for name in _CLASSIFIED
    )


def prepare_games(history: History, facts: Facts) -> Games | None:
    """The courses of success; None where none has a share for every epoch."""
    arrays = {
        name: np.asarray(history.column(name), dtype=np.float64)
        for name in (PRACTICE, FRESH, EXPLORATION)
        if history.column(name)
    }
    shares = as_shares(arrays)
    counts = {PRACTICE: facts.played_games, FRESH: facts.judged_games}
    practice, fresh = (
        None
        if name not in shares
        else Course(shares[name], counts[name] or examples_behind(shares[name]), name == FRESH)
        for name in (PRACTICE, FRESH)
    )
    if practice is None and fresh is None:
        return None
    return Games(
        epochs=history.epochs, trained=history.trained, numbers=history.counted,
        practice=practice, fresh=fresh, facts=facts, exploration=shares.get(EXPLORATION),
    )  # fmt: skip
