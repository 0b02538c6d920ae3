"""A lesson begun again: what is forgotten, what stays, and until when it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tutor.course.review import rate
from tutor.store.progress import Progress

LESSON, OTHER = "circles", "spirals"


@pytest.fixture
def progress() -> Iterator[Progress]:
    with Progress.open() as opened:
        for lesson in (LESSON, OTHER):
            study(opened, lesson)
        yield opened


def study(progress: Progress, lesson: str) -> None:
    progress.record_attempt(lesson, "why", [1, 0], score=0.5, correct=False)
    progress.record_skip(lesson, "how")
    progress.record_attempt(lesson, "why", [0, 1], score=1.0, correct=True)
    progress.record_hints(lesson, "why", 2)
    progress.halfway.keep(lesson, "which", [0])
    progress.set_position(lesson, 3)
    progress.complete(lesson)
    progress.cards.keep((lesson, "why"), rate(None, "hard", 1.8e9))
    progress.notes.write(lesson, "A step", "mine", "")
    progress.notes.set_bookmark(lesson, "A step", there=True)


def seen(progress: Progress, lesson: str) -> list[Any]:
    """What a reset forgets, and what it leaves."""
    return [
        progress.attempts(lesson), progress.hints(lesson), progress.halfway.of(lesson),
        progress.position(lesson),
        progress.completed().get(lesson), progress.cards.find((lesson, "why")),
    ]  # fmt: skip


def test_a_reset_forgets_one_lesson_and_leaves_notes_and_bookmarks(progress: Progress) -> None:
    other = seen(progress, OTHER)
    assert progress.resets.reset(LESSON)
    assert seen(progress, LESSON) == [[], {}, {}, None, None, None]
    assert seen(progress, OTHER) == other
    assert progress.notes.note(LESSON, "A step") == "mine"
    assert progress.notes.bookmarked(LESSON) == {"A step"}
    assert progress.last_lesson() == OTHER


def test_undo_brings_all_of_it_back_on_a_later_day_too(progress: Progress) -> None:
    before = seen(progress, LESSON)
    progress.resets.reset(LESSON)
    with Progress.open() as later:
        assert later.resets.undoable() == [LESSON]
        assert later.resets.undo(LESSON)
        assert seen(later, LESSON) == before
        assert later.last_lesson() == OTHER
        assert later.resets.undoable() == []
        assert not later.resets.undo(LESSON)


@pytest.mark.parametrize("skip", [False, True])
def test_the_next_answer_in_the_lesson_ends_it(progress: Progress, skip: bool) -> None:
    progress.resets.reset(LESSON)
    progress.record_attempt(OTHER, "why", 1, score=1.0, correct=True)
    progress.set_position(LESSON, 1)
    assert progress.resets.undoable() == [LESSON]
    if skip:
        progress.record_skip(LESSON, "how")
    else:
        progress.record_attempt(LESSON, "how", 1, score=1.0, correct=True)
    assert progress.resets.undoable() == []
    assert not progress.resets.undo(LESSON)
    assert len(progress.attempts(LESSON)) == 1


def test_the_next_reset_ends_it_where_something_was_answered(progress: Progress) -> None:
    progress.resets.reset(LESSON)
    progress.record_attempt(LESSON, "how", 1, score=1.0, correct=True)
    progress.resets.reset(LESSON)
    progress.resets.undo(LESSON)
    assert [one.quiz for one in progress.attempts(LESSON)] == ["how"]


def test_two_resets_with_nothing_answered_in_between_are_undone_as_one(progress: Progress) -> None:
    answers = progress.attempts(LESSON)
    progress.resets.reset(LESSON)
    assert not progress.resets.reset(LESSON)
    progress.set_position(LESSON, 1)
    assert progress.resets.reset(LESSON)
    assert progress.resets.undo(LESSON)
    assert progress.attempts(LESSON) == answers


def test_nothing_done_is_nothing_to_reset(progress: Progress) -> None:
    assert not progress.resets.reset("never opened")
    assert progress.resets.undoable() == []


def test_the_last_reset_stands_at_the_end(progress: Progress) -> None:
    progress.resets.reset(OTHER)
    progress.resets.reset(LESSON)
    assert progress.resets.undoable() == [OTHER, LESSON]
