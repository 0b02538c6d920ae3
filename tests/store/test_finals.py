"""Final quizzes in the progress, and who asks them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.conftest import COURSE
from tutor import paths
from tutor.course.catalog import Catalog
from tutor.course.final import Bank, Final
from tutor.store.examiner import Examiner
from tutor.store.finals import Place, Sat, times_asked
from tutor.store.progress import Progress


@pytest.fixture
def progress() -> Iterator[Progress]:
    with Progress.open() as opened:
        yield opened


@pytest.fixture(scope="module")
def bank() -> Bank:
    final = Catalog.load(COURSE).final
    assert final is not None
    assert final.bank is not None
    return final.bank


RULES = Final(bank="final-quiz.md", questions=4, passing=0.75)


def examiner(bank: Bank, progress: Progress) -> Examiner:
    return Examiner(bank, RULES, progress.finals, seed=lambda: 5)


def go_through(examiner: Examiner, *answers: bool) -> list[str]:
    """Answer so many questions; their ids."""
    ids = []
    for right in answers:
        question = examiner.question()
        assert question is not None
        ids.append(question.quiz.id)
        examiner.answer(question, right=right)
    return ids


def sat(examiner: Examiner) -> Sat:
    assert examiner.sat is not None
    return examiner.sat


def test_every_answer_is_kept_at_once(bank: Bank, progress: Progress) -> None:
    first = examiner(bank, progress)
    assert (first.sat, first.under_way, first.question()) == (None, False, None)
    first.begin()
    asked = go_through(first, True, False)
    later = examiner(bank, progress)
    assert later.under_way
    assert (sat(later).answered, sat(later).right) == (2, 1)
    assert sat(later) == sat(first)
    question = later.question()
    assert question is not None
    assert question.place == 2
    assert question.quiz.id not in asked
    assert bank.lesson.steps[question.step].title == question.lesson


@pytest.mark.parametrize(("wrong", "passed"), [(0, True), (1, True), (2, False)])
def test_the_share_that_is_right_decides(
    bank: Bank, progress: Progress, wrong: int, passed: bool
) -> None:
    one = examiner(bank, progress)
    one.begin()
    go_through(one, *[False] * wrong, *[True] * (4 - wrong))
    assert sat(one).passed == passed
    assert not one.under_way
    assert one.enough == 3


def test_what_was_missed_is_asked_again_by_fresh_questions(bank: Bank, progress: Progress) -> None:
    one = examiner(bank, progress)
    one.begin()
    first = go_through(one, False, True, True, False)
    assert one.missed() == {"convolutional-networks": 1, "sentiment": 1}
    one.ask_again()
    assert (sat(one).passed, sat(one).next, sat(one).answered) == (False, 0, 2)
    again = go_through(one, True, False)
    assert not set(again) & set(first)
    assert [bank.lessons[quiz] for quiz in again] == ["convolutional-networks", "sentiment"]
    assert sat(one).passed
    assert (sat(one).right, sat(one).right_at_first, sat(one).asked_again) == (3, 2, True)
    one.ask_again()
    assert sat(one).passed, "who has passed has passed, whatever comes then"
    go_through(one, False)
    assert sat(one).passed


def test_two_that_were_missed_in_one_lesson_get_two_questions(
    bank: Bank, progress: Progress
) -> None:
    one = Examiner(bank, Final(bank="x.md", questions=2), progress.finals, seed=lambda: 1)
    kept = progress.finals.begin(["cnn-1", "cnn-2"])
    one.sat = kept
    go_through(one, False, False)
    one.ask_again()
    assert len({place.now for place in sat(one).places}) == 2


def test_another_quiz_asks_what_was_asked_least(bank: Bank, progress: Progress) -> None:
    one = examiner(bank, progress)
    one.begin()
    first = go_through(one, True, True, True, True)
    one.begin()
    second = {place.now for place in sat(one).places}
    assert len(second - set(first)) == 2, "the bank has six questions"
    assert times_asked(progress.finals.every())[first[0]] in {1, 2}


def test_one_that_was_passed_stays_beside_another(bank: Bank, progress: Progress) -> None:
    one = examiner(bank, progress)
    one.begin()
    go_through(one, True, True, True, False)
    assert one.passed is None, "it is the one that is shown"
    one.another()
    go_through(one, False)
    assert one.passed is not None
    assert (one.passed.right, progress.finals.best()) == (3, one.passed)
    second = sat(one).key
    one.back_to_passed()
    assert sat(one).passed
    one.ask_again()
    assert progress.finals.best() == sat(one), "it counts as it had ended"
    one.another()
    assert sat(one).key == second, "the one that waits goes on, no third is begun"
    go_through(one, False, False, False)
    one.another()
    assert len(progress.finals.every()) == 3


def test_a_question_that_is_gone_gives_way(bank: Bank, progress: Progress) -> None:
    progress.finals.begin(["gone", "rnn-1"])
    one = examiner(bank, progress)
    question = one.question()
    assert question is not None
    assert question.quiz.id in bank.quizzes
    assert [place.now for place in sat(one).places] == [question.quiz.id, "rnn-1"]
    assert examiner(bank, progress).question() == question


def test_the_first_of_two_terminals_counts(bank: Bank, progress: Progress) -> None:
    one = examiner(bank, progress)
    one.begin()
    two = examiner(bank, progress)
    first, second = one.question(), two.question()
    assert first is not None
    assert first == second
    one.answer(first, right=False)
    two.answer(first, right=True)
    assert sat(two).places[0] == Place((first.quiz.id,), (False,))
    assert sat(two) == sat(one)


@pytest.mark.parametrize(
    ("questions", "answered"),
    [("[", "[]"), ('[["a"]]', "[]"), ("[[]]", "[[]]"), ('[["a"]]', "[[true, true]]"), ("3", "[]"),
     (None, "[]")],
)  # fmt: skip
def test_damaged_ones_are_left_out(
    progress: Progress, questions: str | None, answered: str
) -> None:
    good = progress.finals.begin(["a", "b"])
    connection = sqlite3.connect(paths.database())
    with connection:
        connection.execute(
            "INSERT INTO finals (questions, answered, passed, at) VALUES (?, ?, 1, 2.0)",
            (b"\xff" if questions is None else questions, answered),
        )
    connection.close()
    assert progress.finals.every() == [good]
    assert progress.finals.newest() == good


def test_one_that_is_gone_is_nothing_to_answer(progress: Progress, tmp_path: Path) -> None:
    assert progress.finals.answer(99, 0, "a", right=True, enough=1) is None
    assert progress.finals.ask(99, {0: "b"}) is None
