"""Cards beside the course: what is due, what is taken in, and two terminals at once."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import lesson
from tutor import paths
from tutor.course.catalog import Catalog
from tutor.course.review import SECONDS_A_DAY, decode, rate
from tutor.store.cards import Cards
from tutor.store.progress import Progress
from tutor.store.reviews import Reviews, questions

NOW = 1.8e9
CNN = "convolutional-networks"
KEPT = (
    '{"card_id":0,"state":2,"step":null,"stability":2.3,"difficulty":2.1,'
    '"due":"2020-01-03T00:00:00+00:00","last_review":"2020-01-01T00:00:00+00:00"}'
)
"""A card as the scheduler writes it."""
FIRST, SECOND = (CNN, "dense-shift"), (CNN, "edge-filter")


@pytest.fixture
def progress() -> Iterator[Progress]:
    with Progress.open() as opened:
        yield opened


@pytest.fixture
def reviews(progress: Progress) -> Reviews:
    """Of the real course, at a time that stands still."""
    return Reviews(Catalog.load(paths.lessons()), progress, clock=lambda: NOW)


def answer(progress: Progress, quiz: str, *correct: bool, at: float, lesson: str = CNN) -> None:
    """Answers from long ago."""
    for one in correct:
        progress.record_attempt(lesson, quiz, 0, score=float(one), correct=one)
    with closing(sqlite3.connect(paths.database())) as file, file:
        file.execute("UPDATE attempts SET at = ? WHERE quiz = ?", (at, quiz))


def spoil(statement: str, *values: object) -> None:
    with closing(sqlite3.connect(paths.database())) as file, file:
        file.execute(statement, values)


def due(reviews: Reviews) -> list[str]:
    return [one.asked.quiz.id for one in reviews.due()]


def test_a_card_is_kept_and_another_process_has_it(progress: Progress) -> None:
    card = rate(None, "good", NOW)
    progress.cards.keep(FIRST, card)
    with Progress.open() as other:
        row = other.cards.find(FIRST)
        assert row is not None
        assert (row.card, row.due) == (card, card.due_at)
        assert other.cards.find(SECOND) is None


def test_only_what_is_due_comes_the_most_faded_first(progress: Progress, reviews: Reviews) -> None:
    day = SECONDS_A_DAY
    progress.cards.keep(FIRST, rate(None, "good", NOW - 3 * day))
    progress.cards.keep(SECOND, rate(None, "again", NOW - 2 * day))
    progress.cards.keep((CNN, "recall-map"), rate(None, "good", NOW - day))
    assert due(reviews) == ["edge-filter", "dense-shift"]
    assert reviews.due_count() == 2
    outlook = reviews.outlook()
    assert outlook.due == (CNN, CNN)
    assert len(outlook.upcoming) == 1


def test_all_tries_of_one_sitting_are_one_review(progress: Progress, reviews: Reviews) -> None:
    before = rate(None, "good", NOW - 3 * SECONDS_A_DAY)
    progress.cards.keep(FIRST, before)
    sitting = reviews.sitting()
    assert sitting.rate(FIRST, "again").due_at == NOW + 600
    assert sitting.rate(FIRST, "hard") == rate(before, "hard", NOW)
    row = progress.cards.find(FIRST)
    assert row is not None
    assert row.card == rate(before, "hard", NOW)


def test_old_answers_become_cards_once_and_predictions_none(
    progress: Progress, reviews: Reviews
) -> None:
    answer(progress, "dense-shift", False, True, at=NOW - 5 * SECONDS_A_DAY)
    answer(progress, "edge-filter", True, at=NOW - 60)
    answer(progress, "predict-default", True, at=NOW - 5 * SECONDS_A_DAY)
    answer(progress, "gone", True, at=NOW - 5 * SECONDS_A_DAY)
    answer(progress, "any", True, at=NOW - 5 * SECONDS_A_DAY, lesson="no-such-lesson")
    reviews.take_in()
    assert {row.key for row in progress.cards.every()} == {FIRST, SECOND}
    assert due(reviews) == ["dense-shift"]
    kept = progress.cards.every()
    reviews.sitting().rate(FIRST, "good")
    reviews.take_in()
    assert progress.cards.every() != kept
    assert len(progress.cards.every()) == 2


def test_without_old_answers_the_scheduler_is_not_loaded(
    progress: Progress, reviews: Reviews, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fsrs", None)  # importing it would fail
    answer(progress, "predict-default", True, at=NOW)
    card = decode(KEPT)
    assert card is not None
    progress.cards.keep(FIRST, card)
    reviews.take_in()
    assert reviews.due_count() == len(due(reviews)) == 1
    reviews.outlook()


def test_questions_and_lessons_that_are_gone_are_left_out(
    progress: Progress, reviews: Reviews
) -> None:
    old = rate(None, "good", NOW - 9 * SECONDS_A_DAY)
    progress.cards.keep((CNN, "gone"), old)
    progress.cards.keep(("no-such-lesson", "any"), old)
    progress.cards.keep((CNN, "predict-default"), old)
    progress.cards.keep(FIRST, old)
    assert due(reviews) == ["dense-shift"]
    assert reviews.due_count() == 1
    assert reviews.outlook().questions == 1
    assert len(progress.cards.every()) == 4


def test_a_broken_lesson_is_left_out(progress: Progress, tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text('+++\nformat = 1\nid = "bad"\ntitle = "B"\nx = 1\n+++\n## a\n')
    broken = Reviews(Catalog.load(tmp_path), progress, clock=lambda: NOW)
    progress.cards.keep(("bad", "any"), rate(None, "good", NOW - 9 * SECONDS_A_DAY))
    assert broken.due() == []
    assert broken.due_count() == 0


def test_a_damaged_card_is_new_and_first(progress: Progress, reviews: Reviews) -> None:
    progress.cards.keep(FIRST, rate(None, "good", NOW - 9 * SECONDS_A_DAY))
    progress.cards.keep(SECOND, rate(None, "good", NOW - 9 * SECONDS_A_DAY))
    spoil("UPDATE cards SET card = '{\"state\"' WHERE quiz = 'edge-filter'")
    assert due(reviews) == ["edge-filter", "dense-shift"]
    assert reviews.due()[0].card is None
    assert reviews.sitting().rate(SECOND, "good") == rate(None, "good", NOW)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    card=st.one_of(st.text(max_size=9), st.binary(max_size=9), st.integers(-9, 9)),
    when=st.one_of(st.floats(allow_nan=False), st.text(max_size=5), st.binary(max_size=5)),
)
def test_whatever_stands_in_a_row_nothing_crashes(
    progress: Progress, reviews: Reviews, card: str | bytes | int, when: float | str | bytes
) -> None:
    text = card.encode("utf-8", "replace").decode() if isinstance(card, str) else card
    due_at = when.encode("utf-8", "replace").decode() if isinstance(when, str) else when
    spoil("INSERT OR REPLACE INTO cards VALUES (?, ?, ?, ?)", *FIRST, text, due_at)
    assert reviews.due_count() == len(reviews.due())
    assert reviews.outlook().questions == 1
    reviews.sitting().rate(FIRST, "good")
    assert due(reviews) == []


def test_what_was_kept_by_a_clock_far_ahead_is_due_when_the_clock_is_right(
    progress: Progress, reviews: Reviews
) -> None:
    progress.cards.keep(FIRST, rate(None, "good", NOW + 20 * 365 * SECONDS_A_DAY))
    assert due(reviews) == ["dense-shift"]
    assert reviews.due_count() == 1
    card = reviews.sitting().rate(FIRST, "good")
    assert NOW < card.due_at < NOW + 30 * SECONDS_A_DAY
    assert due(reviews) == []


def test_two_terminals_at_once(progress: Progress, reviews: Reviews) -> None:
    progress.cards.keep(FIRST, rate(None, "good", NOW - 9 * SECONDS_A_DAY))
    with Progress.open() as second:
        other = Reviews(Catalog.load(paths.lessons()), second, clock=lambda: NOW + 5)
        [theirs], [ours] = other.due(), reviews.due()
        other.sitting().rate(FIRST, "good")
        assert not reviews.still_due(ours)
        assert not other.still_due(theirs)
        # Both had it open: the second answer counts as one of the same day.
        card = reviews.sitting().rate(FIRST, "good")
        assert NOW < card.due_at < NOW + 60 * SECONDS_A_DAY


def test_cards_of_old_answers_never_replace_newer_ones(progress: Progress) -> None:
    newer = rate(None, "good", NOW)
    progress.cards.keep(FIRST, newer)
    progress.cards.add([(FIRST, rate(None, "again", NOW - 99)), (SECOND, newer)])
    row = progress.cards.find(FIRST)
    assert row is not None
    assert row.card == newer
    assert len(progress.cards.every()) == 2


def test_questions_have_their_step_and_predictions_are_none() -> None:
    found = questions(lesson())
    assert found["dense-shift"].step == 0
    assert "recall-depth" in found
    assert "predict-default" not in found


def test_the_count_reads_no_lesson(progress: Progress) -> None:
    catalog = Catalog.load(paths.lessons())
    progress.cards.keep(FIRST, rate(None, "good", NOW - 9 * SECONDS_A_DAY))
    assert Reviews(catalog, progress, clock=lambda: NOW).due_count() == 1
    assert not any(entry.read for entry in catalog.entries)
    assert isinstance(progress.cards, Cards)
