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


def quiz(prompt: str) -> Quiz:
    return Quiz(id="q", type="text", prompt=prompt, solution="", hints=["h"], accept=["x"])


def made(*texts: str) -> Lesson:
    steps = [Step(title="", parts=[Prose(text, 1)], line=1) for text in (*texts, "the end")]
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


def test_a_question_names_the_step_that_tells_of_it() -> None:
    about = made("Pooling keeps the largest value.", "Filters slide over pictures.", "Train it.")
    assert worth_reading(about, [quiz("What does pooling keep?")]) == [0]
    assert worth_reading(about, [quiz("Over what do filters slide?")]) == [1]
    both = [quiz("What does a filter slide over?"), quiz("What is pooled is the largest value?")]
    assert worth_reading(about, both) == [0, 1]


def test_where_no_word_tells_no_step_is_named() -> None:
    assert worth_reading(made("One.", "Two."), [quiz("Zebra?")]) == []
    assert worth_reading(made(), [quiz("Zebra?")]) == []
    assert worth_reading(made("", ""), [quiz("")]) == []


@given(st.lists(st.sampled_from(recall(CNN)), max_size=5))
def test_steps_come_in_order_each_once_and_never_the_quiz_itself(missed: list[Quiz]) -> None:
    found = worth_reading(CNN, missed)
    assert found == sorted(set(found))
    assert all(0 <= place < len(CNN.steps) - 1 for place in found)
    assert len(found) <= len(missed)
