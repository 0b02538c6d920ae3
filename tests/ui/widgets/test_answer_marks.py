"""What is ticked, put in order or matched."""

from __future__ import annotations

import pytest

from tests.support import lesson
from tutor.course.answers import Answer
from tutor.course.lesson import Quiz
from tutor.ui.widgets.answer_marks import Marks


def marks(kind: str) -> tuple[Quiz, Marks]:
    quiz = next(one for one in lesson().quizzes if one.type == kind)
    return quiz, Marks(quiz, list(range(len(quiz.options))))


def test_partners_are_given_one_after_the_other_in_both_directions() -> None:
    quiz, made = marks("match")
    last = len(quiz.options) - 1
    made.turn(0, 1)
    made.turn(1, -1)
    assert made.answer[:2] == [0, last]
    made.turn(0, -1)
    made.turn(1, 1)
    assert made.answer == [last, 0, *[-1] * (last - 1)]


@pytest.mark.parametrize("kind", ["select", "order", "match"])
def test_what_was_marked_is_marked_again(kind: str) -> None:
    _, before = marks(kind)
    before.tick(1)
    before.turn(1, 1)
    before.shown[:2] = before.shown[1::-1]
    _, after = marks(kind)
    after.restore(before.answer)
    assert after.answer == before.answer
    assert after.answer != marks(kind)[1].answer


@pytest.mark.parametrize("kind", ["select", "order", "match"])
@pytest.mark.parametrize("answer", [[77], [0] * 9, "text", 99])
def test_marks_of_other_options_are_none(kind: str, answer: Answer) -> None:
    _, made = marks(kind)
    made.restore(answer)
    assert made.answer == marks(kind)[1].answer or (kind, answer) == ("select", [0] * 9)
