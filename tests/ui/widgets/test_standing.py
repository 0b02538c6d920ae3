"""How a question stands: what can be done with it, and what it is worth for review."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.support import lesson
from tests.ui.conftest import COURSE
from tutor.course.answers import right_answer
from tutor.course.grading import grade
from tutor.ui.widgets.standing import Standing

QUIZ = next(quiz for quiz in lesson(course=COURSE).quizzes if quiz.id == "dense-shift")
WRONG = next(place for place, option in enumerate(QUIZ.options) if not option.correct)


def answered(standing: Standing, *, right: bool) -> Standing:
    answer = right_answer(QUIZ) if right else WRONG
    return standing.tried(answer, grade(QUIZ, answer))


def test_an_untried_question_is_skipped_only_when_that_is_asked_for_twice() -> None:
    offered = Standing(quiz=QUIZ).asked()
    assert offered.offered
    assert not offered.answered
    skipped = offered.asked()
    assert skipped.answered
    assert skipped.skipped
    assert skipped.rated == "again"
    assert skipped.asked() is skipped


def test_a_tried_one_shows_its_solution_at_once_and_is_not_skipped() -> None:
    tried = answered(Standing(quiz=QUIZ).asked(), right=False)
    assert not tried.offered
    shown = tried.asked()
    assert shown.answered
    assert not shown.skipped


def test_an_answer_ends_the_skip_of_an_earlier_day() -> None:
    again = Standing(quiz=QUIZ, skipped=True)
    assert again.skippable
    assert not answered(again, right=True).skipped
    assert not answered(again, right=False).skipped


def test_a_prediction_cannot_be_skipped() -> None:
    standing = Standing(quiz=QUIZ, prediction=True)
    assert standing.asked() is standing


@given(st.booleans())
def test_one_try_closes_a_question_that_has_one_and_it_gives_no_hints(right: bool) -> None:
    standing = Standing(quiz=QUIZ, once=True)
    assert not standing.hintable
    after = answered(standing, right=right)
    assert after.answered
    assert after.right == right
    assert after.rated == ("good" if right else "again")
    assert after.asked() is after


def test_what_cannot_be_read_is_no_try() -> None:
    standing = Standing(quiz=QUIZ, once=True)
    assert not standing.tried(99, grade(QUIZ, 99)).answered
