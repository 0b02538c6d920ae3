"""Spaced review: what an answer says about memory, when its question comes back, which comes first.

The scheduler is FSRS (https://github.com/open-spaced-repetition/py-fsrs), without chance: it keeps
for each question a card with the stability of the memory (days until the chance to recall it has
fallen to 90 %) and its difficulty (1 to 10), and sets the next review to where recall falls to that
chance. The library is imported when the first answer is rated, not before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

if TYPE_CHECKING:
    import fsrs

Rating = Literal["again", "hard", "good"]
"""What an answer says: missed, right with help, right at once. Nothing here is ever `easy`."""

MOST = 10
"""Questions in one sitting."""
SECONDS_A_DAY = 86_400.0
LONGEST_DAYS = 365
"""No question stays away for longer."""
RELEARNING = timedelta(minutes=10)
"""After what time a missed question comes back; all others do after whole days."""
EARLY_SECONDS = 8 * 3600.0
"""How long before its whole days are over a question may come back.

Who learns at about the same hour every day is not sent away because yesterday it was a bit later.
"""
_MOST_STABLE = 36_500.0
"""Days; what would grow beyond is kept there."""
_MINUTES = 90
"""Up to how many minutes a wait is told in minutes."""
_LAST_SECOND = 4.0e10
"""Later than any clock; half-way to the last year that a `datetime` has."""

Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the memory of one question: the fields of the library's own card.

    Attributes:
        state: 1 new, 2 known, 3 missed when it was last asked.
        stability: days until the chance to recall it has fallen to 90 %.
        difficulty: 1 to 10.
        due: when the scheduler wants it back.
        last_review: when it was last answered.
        step: which of the short waits it is in; None where it is in none.
        card_id: not used here: a card is found by its lesson and question.
    """

    state: Literal[1, 2, 3]
    stability: Annotated[float, msgspec.Meta(ge=0.001, le=_MOST_STABLE)]
    difficulty: Annotated[float, msgspec.Meta(ge=1.0, le=10.0)]
    due: Instant
    last_review: Instant
    step: Annotated[int, msgspec.Meta(ge=0, le=9)] | None = None
    card_id: int = 0

    @property
    def due_at(self) -> float:
        """From when on it is asked again, in seconds since 1970; see `EARLY_SECONDS`."""
        early = EARLY_SECONDS if self.due - self.last_review >= timedelta(days=1) else 0.0
        return self.due.timestamp() - early


@dataclass(frozen=True, slots=True)
class Given:
    """An answer from before there were cards.

    Attributes:
        correct: whether it was right.
        at: when, in seconds since 1970.
    """

    correct: bool
    at: float


def rating(*, correct: bool, tries: int, hints: int, shown: bool = False) -> Rating:
    """What the answers to a question say about memory.

    * right at the first try and without a hint: `good`,
    * right after a hint or a wrong try: `hard`,
    * not right, or its solution was shown: `again`.

    Args:
        correct: whether the last answer was right.
        tries: how many were wrong before.
        hints: how many hints were taken.
        shown: whether the solution was.
    """
    if shown or not correct:
        return "again"
    return "hard" if tries or hints else "good"


def rate(before: Card | None, rated: Rating, at: float) -> Card:
    """The card after an answer.

    Args:
        before: the card as it was; None for a question that was never answered.
        rated: what the answer says.
        at: when it was given, in seconds since 1970; may lie before the last one, where a clock
            was set back: such an answer counts as one of the same day.
    """
    import fsrs

    # Only a missed one goes through a short wait; with no steps the library counts in whole days.
    steps = (RELEARNING,) if rated == "again" else ()
    scheduler = fsrs.Scheduler(
        learning_steps=steps,
        relearning_steps=steps,
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=False,
    )
    level = {"again": fsrs.Rating.Again, "hard": fsrs.Rating.Hard, "good": fsrs.Rating.Good}
    when = datetime.fromtimestamp(_sane(at), UTC)
    after, _log = scheduler.review_card(_for_library(before), level[rated], when)
    return Card(
        state=after.state.value,
        stability=min(after.stability or 0.001, _MOST_STABLE),
        difficulty=after.difficulty or 1.0,
        due=after.due,
        last_review=when,
        step=after.step,
    )


def first_card(answers: Sequence[Given], hints: int, now: float) -> Card:
    """The card of a question that was answered before there were cards.

    It was one review: at the first right answer, or at the last where none was right.

    Args:
        answers: to it, at least one, the oldest first.
        hints: how many hints were taken.
        now: seconds since 1970; an answer from later, by a clock that was wrong, was given now.
    """
    right = next((place for place, one in enumerate(answers) if one.correct), None)
    last = len(answers) - 1 if right is None else right
    rated = rating(correct=right is not None, tries=last, hints=hints)
    return rate(None, rated, min(_sane(answers[last].at), now))


def decode(text: str) -> Card | None:
    """The card of a JSON text; None where it is damaged: the question counts as new then."""
    try:
        return msgspec.json.decode(text, type=Card)
    except (msgspec.MsgspecError, ValueError):
        return None


def encode(card: Card) -> str:
    """A card as JSON, as the library reads it too."""
    return msgspec.json.encode(card).decode()


def urgency(card: Card | None, now: float) -> float:
    """How far a memory has faded: the larger, the sooner it is to be asked.

    It is the time since the last answer over the stability. The library's chance of recall falls
    with this ratio and depends on nothing else, so the largest ratio is the lowest chance.

    Args:
        card: of the question; one that is new or damaged comes before all others.
        now: seconds since 1970.
    """
    if card is None:
        return math.inf
    days = max(now - card.last_review.timestamp(), 0.0) / SECONDS_A_DAY
    return days / card.stability


def due_words(due: float, now: float) -> str:
    """When something is due, by the clock and calendar of this machine: `tomorrow`, `in 5 days`."""
    left = due - now
    if left <= 0:
        return "now"
    if left < _MINUTES * 60:
        minutes = max(round(left / 60), 1)
        return f"in {minutes} minute{'' if minutes == 1 else 's'}"
    days = (_day(due) - _day(now)).days
    if days <= 0 or left < 6 * 3600:
        hours = max(round(left / 3600), 2)
        return f"in {hours} hours"
    return "tomorrow" if days == 1 else f"in {days} days"


def all_due_words(due: Sequence[float], now: float) -> str:
    """When the last of some that are due at about the same time is: `within 10 minutes`.

    Args:
        due: when each is, in seconds since 1970; at least one.
        now: seconds since 1970.
    """
    words = {due_words(one, now) for one in due}
    last = due_words(max(due), now)
    return last if len(words) == 1 else last.replace("in ", "within ", 1)


def waiting(upcoming: Sequence[float], now: float, groups: int = 3) -> str:
    """How many are due when: `2 within 10 minutes, 5 tomorrow, 7 later`.

    Args:
        upcoming: when they are, in seconds since 1970.
        now: seconds since 1970.
        groups: how many times are told apart; those beyond are `later`. What is due in minutes is
            one of them, since it comes together for whoever waits for it.
    """
    soon = [due for due in upcoming if due - now < _MINUTES * 60]
    counts = {all_due_words(soon, now): len(soon)} if soon else {}
    for due in sorted(due for due in upcoming if due - now >= _MINUTES * 60):
        words = due_words(due, now)
        if words not in counts and len(counts) >= groups:
            words = "later"
        counts[words] = counts.get(words, 0) + 1
    return ", ".join(f"{count} {words}" for words, count in counts.items())


def _for_library(card: Card | None) -> fsrs.Card:
    import fsrs

    if card is None:
        return fsrs.Card(card_id=0)
    state = fsrs.State(card.state)
    return fsrs.Card(
        card_id=card.card_id,
        state=state,
        # A state with short waits needs a step; the library takes one beyond the last as over.
        step=None if state == fsrs.State.Review else card.step or 0,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last_review,
    )


def _sane(at: float) -> float:
    """A time that calendars have, whatever a clock says."""
    return min(max(at, 0.0), _LAST_SECOND) if math.isfinite(at) else 0.0


def _day(at: float) -> datetime:
    """Midday of the local day, so that days of 23 hours count as one."""
    local = datetime.fromtimestamp(_sane(at))
    return datetime(local.year, local.month, local.day, 12, tzinfo=UTC)
