"""Spaced review, pure: ratings, cards, their order, and what is said about time."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.review import (
    EARLY_SECONDS,
    LONGEST_DAYS,
    SECONDS_A_DAY,
    Card,
    Given,
    Rating,
    all_due_words,
    decode,
    due_words,
    encode,
    first_card,
    rate,
    rating,
    urgency,
    waiting,
)

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC).timestamp()
DAY = SECONDS_A_DAY
RATINGS: list[Rating] = ["again", "hard", "good"]
history = st.lists(
    st.tuples(st.sampled_from(RATINGS), st.floats(-40 * DAY, 400 * DAY)), min_size=1, max_size=30
)


def after(reviews: list[tuple[Rating, float]], start: float = NOW) -> tuple[Card, float]:
    """The card after reviews, each so many seconds after the one before, and the last's time."""
    card, at = None, start
    for rated, later in reviews:
        at += later
        card = rate(card, rated, at)
    assert card is not None
    return card, at


@pytest.mark.parametrize(
    ("correct", "tries", "hints", "shown", "wanted"),
    [
        (True, 0, 0, False, "good"),
        (True, 1, 0, False, "hard"),
        (True, 0, 1, False, "hard"),
        (False, 1, 0, False, "again"),
        (False, 0, 0, True, "again"),
        (True, 0, 0, True, "again"),
    ],
)
def test_what_an_answer_says(
    *, correct: bool, tries: int, hints: int, shown: bool, wanted: Rating
) -> None:
    assert rating(correct=correct, tries=tries, hints=hints, shown=shown) == wanted


def test_missed_ones_come_back_sooner_than_those_that_took_help_than_the_others() -> None:
    again, hard, good = (rate(None, rated, NOW).due_at - NOW for rated in RATINGS)
    assert again == 600.0
    assert hard == DAY - EARLY_SECONDS
    assert good == 2 * DAY - EARLY_SECONDS


def test_a_missed_one_answered_right_ten_minutes_later_waits_for_whole_days() -> None:
    card, at = after([("good", 0), ("good", 3 * DAY), ("again", 9 * DAY), ("good", 700)])
    assert card.state == 2
    assert card.due_at - at >= DAY - EARLY_SECONDS


def test_what_is_known_stays_away_ever_longer() -> None:
    card, at, waits = rate(None, "good", NOW), NOW, []
    for _ in range(8):
        at = card.due.timestamp()
        card = rate(card, "good", at)
        waits.append(card.due.timestamp() - at)
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_DAYS * DAY


@given(history)
def test_any_history_gives_a_sound_card_and_the_same_each_time(
    reviews: list[tuple[Rating, float]],
) -> None:
    card, at = after(reviews)
    assert card == after(reviews)[0]
    assert decode(encode(card)) == card
    assert 0 < card.due_at - at <= LONGEST_DAYS * DAY
    assert (card.due_at - at < 3600) == (reviews[-1][0] == "again")


@given(history)
def test_the_library_reads_our_json(reviews: list[tuple[Rating, float]]) -> None:
    card, _ = after(reviews)
    theirs = fsrs.Card.from_json(encode(card))
    assert (theirs.due, theirs.last_review) == (card.due, card.last_review)
    assert (theirs.stability, theirs.difficulty) == (card.stability, card.difficulty)
    assert decode(theirs.to_json()) == card


@given(st.floats())
def test_no_clock_is_too_odd(at: float) -> None:
    card = rate(rate(None, "good", NOW), "good", at)
    assert card.due > card.last_review
    assert rate(card, "again", NOW).due_at == NOW + 600


@given(st.text(max_size=60))
def test_damaged_json_is_no_card(text: str) -> None:
    assert decode(text) is None


@given(
    st.sampled_from(["state", "stability", "difficulty", "due", "last_review", "step"]),
    st.sampled_from([None, -1, 0, 1e300, "x", [], {}, "2026-01-01T00:00:00", True]),
)
def test_a_card_with_a_spoiled_field_can_be_rated_or_is_none(field: str, value: object) -> None:
    fields = json.loads(encode(rate(None, "again", NOW)))
    card = decode(json.dumps({**fields, field: value}))
    assert rate(card, "good", NOW + DAY).due_at > NOW + DAY


def test_old_answers_make_the_card_of_the_first_right_one() -> None:
    wrong, right = Given(correct=False, at=NOW), Given(correct=True, at=NOW + 60)
    later = NOW + 30 * DAY
    assert first_card([wrong, right, right], 0, later) == rate(None, "hard", NOW + 60)
    assert first_card([right], 0, later) == rate(None, "good", NOW + 60)
    assert first_card([right], 2, later) == rate(None, "hard", NOW + 60)
    assert first_card([wrong, wrong], 0, later) == rate(None, "again", NOW)


def test_an_old_answer_from_the_future_was_given_now() -> None:
    card = first_card([Given(correct=True, at=NOW + 900 * DAY)], 0, NOW)
    assert card == rate(None, "good", NOW)


@given(history, history, st.floats(0, 500 * DAY))
def test_the_lowest_chance_of_recall_is_the_most_urgent(
    first: list[tuple[Rating, float]], second: list[tuple[Rating, float]], later: float
) -> None:
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    cards = [after(first)[0], after(second)[0]]
    now = max(card.last_review.timestamp() for card in cards) + later

    def recall(card: Card) -> float:
        days = (now - card.last_review.timestamp()) / DAY
        return float((1 + scheduler._FACTOR * days / card.stability) ** scheduler._DECAY)

    ordered = sorted(cards, key=lambda card: -urgency(card, now))
    assert recall(ordered[0]) <= recall(ordered[1]) + 1e-12
    assert urgency(None, now) > max(urgency(card, now) for card in cards)


def test_a_clock_set_back_makes_nothing_negative() -> None:
    assert urgency(rate(None, "good", NOW), NOW - 9 * DAY) == 0.0


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the local time zone."""

    def set_to(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_to
    monkeypatch.undo()
    time.tzset()


def at(year: int, month: int, day: int, hour: int, minute: int) -> float:
    """A local time, in seconds since 1970."""
    return datetime(year, month, day, hour, minute).timestamp()


@pytest.mark.parametrize("name", ["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def test_days_are_those_of_the_local_calendar(zone: Callable[[str], None], name: str) -> None:
    zone(name)
    evening = at(2026, 3, 10, 22, 0)
    assert due_words(evening - 5, evening) == "now"
    assert due_words(evening + 20, evening) == "in 1 minute"
    assert due_words(evening + 600, evening) == "in 10 minutes"
    assert due_words(at(2026, 3, 11, 1, 0), evening) == "in 3 hours"
    assert due_words(at(2026, 3, 11, 9, 0), evening) == "tomorrow"
    assert due_words(at(2026, 3, 12, 0, 30), evening) == "in 2 days"


def test_a_day_of_23_hours_is_one(zone: Callable[[str], None]) -> None:
    zone("Europe/Berlin")
    assert due_words(at(2026, 3, 30, 0, 30), at(2026, 3, 28, 23, 30)) == "in 2 days"


@given(st.floats(-1e12, 1e12), st.floats(0, 4e9))
def test_any_time_has_words(due: float, now: float) -> None:
    assert due_words(due, now)


def test_what_waits_is_counted_by_when() -> None:
    noon = at(2026, 3, 10, 12, 0)
    upcoming = [noon + 600, noon + DAY, noon + DAY + 60, noon + 4 * DAY, noon + 9 * DAY]
    assert waiting(upcoming, noon) == "1 in 10 minutes, 2 tomorrow, 1 in 4 days, 1 later"


def test_what_comes_back_within_minutes_is_told_as_one() -> None:
    noon = at(2026, 3, 10, 12, 0)
    missed = [noon + 70, noon + 300, noon + 540, noon + 600]
    assert all_due_words(missed, noon) == "within 10 minutes"
    assert all_due_words(missed[-1:], noon) == "in 10 minutes"
    assert all_due_words([noon - 5, noon - 1], noon) == "now"
    assert waiting([*missed, noon + DAY], noon) == "4 within 10 minutes, 1 tomorrow"
