"""The pre-quiz: which questions, from when on a lesson is known, and what is worth reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import lesson
from tutor.course.lesson import Front, Lesson, Prose, Quiz, Step
from tutor.course.prequiz import known, recall, worth_reading

CNN = lesson()


def quiz(told_in: str) -> Quiz:
    return Quiz(
        id="q", type="text", prompt="?", solution="", hints=["h"], accept=["x"], told_in=told_in
    )


def made(*titles: str) -> Lesson:
    steps = [Step(title=title, parts=[Prose("", 1)], line=1) for title in (*titles, "The end")]
    return Lesson(Front(format=1, id="x", title="X"), steps, Path("x.md"))


def test_the_recall_quiz_stands_in_the_last_step() -> None:
    assert [one.id for one in recall(CNN)] == [one.id for one in CNN.steps[-1].quizzes]
    assert len(recall(CNN)) == 5
    assert recall(Lesson(CNN.front, [], CNN.path)) == []


@pytest.mark.parametrize(
    ("right", "asked", "expected"),
    [(4, 5, True), (3, 5, False), (5, 5, True), (0, 0, False), (3, 4, False), (8, 10, True)],
)
def test_known_from_four_of_five(right: int, asked: int, expected: bool) -> None:
    assert known(right, asked) is expected


def test_a_missed_question_sends_to_the_step_that_it_names() -> None:
    about = made("Pooling", "Filters", "Train it")
    assert worth_reading(about, [quiz("Filters")]) == [1]
    assert worth_reading(about, [quiz("Train it"), quiz("Pooling"), quiz("Train it")]) == [0, 2]
    assert worth_reading(about, [quiz("")]) == []
    assert worth_reading(about, []) == []


@given(st.lists(st.sampled_from(recall(CNN)), max_size=5))
def test_steps_come_in_order_each_once_and_never_the_quiz_itself(missed: list[Quiz]) -> None:
    found = worth_reading(CNN, missed)
    assert found == sorted(set(found))
    assert all(0 <= place < len(CNN.steps) - 1 for place in found)
    assert len(found) <= len(missed)
