"""Grading: what each type of question takes for right, for part right and for no answer."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.answers import Answer
from tutor.course.grading import Grade, grade
from tutor.course.lesson import Option, Quiz, QuizType


def asked(kind: QuizType, options: str = "", **fields: Any) -> Quiz:
    """A question whose options are `options`' words; a word with a star is right."""
    made = [
        Option(text=word.rstrip("*"), why=f"why {word.rstrip('*')}", correct=word.endswith("*"),
               match=word.upper() if kind == "match" else "")
        for word in options.split()
    ]  # fmt: skip
    return Quiz(id="q", type=kind, prompt="?", solution="!", hints=["h"], options=made, **fields)


def names(result: Grade) -> list[str]:
    assert all(why == f"why {text}" for text, why in result.comments)
    return [text for text, _why in result.comments]


def test_choice_is_right_or_wrong_and_says_why_of_the_pick() -> None:
    question = asked("choice", "a b* c")
    assert grade(question, 1) == Grade(1.0, correct=True, comments=(("b", "why b"),))
    assert grade(question, 2) == Grade(0.0, correct=False, comments=(("c", "why c"),))


@pytest.mark.parametrize(
    ("answer", "score", "comments"),
    [
        ([0, 2], 1.0, ["a", "b", "c", "d"]),
        ([2, 0, 2], 1.0, ["a", "b", "c", "d"]),
        ([0], 0.5, ["a"]),
        ([0, 1], 0.0, ["a", "b"]),
        ([0, 2, 1], 0.5, ["a", "b", "c"]),
        ([1, 3], 0.0, ["b", "d"]),
        ([0, 1, 2, 3], 0.0, ["a", "b", "c", "d"]),
    ],
)
def test_select_counts_right_picks_less_wrong_ones(
    answer: list[int], score: float, comments: list[str]
) -> None:
    result = grade(asked("select", "a* b c* d"), answer)
    assert (result.score, result.correct) == (score, score == 1.0)
    assert names(result) == comments


@pytest.mark.parametrize(
    ("accept", "tolerance", "typed", "correct"),
    [
        ([0.5], 0.0, "0,5", True), ([0.5], 0.0, "50 %", True), ([0.5], 0.0, "1/2", True),
        ([0.5], 0.0, "0.51", False), ([0.5], 0.02, "0.51", True), ([0.5], 0.01, "0.51", True),
        ([0.5], 0.009, "0.51", False), ([98], 0.0, "98 %", True), (["98 %"], 0.0, "0.98", True),
        (["98 %"], 0.0, "98 %", True), (["98 %"], 0.0, "98", True), (["98 %"], 0.005, "98.4", True),
        (["98 %"], 0.005, "98.6", False), (["0.5 %"], 0.0, "0.5", False),
        ([1797], 0.0, "1,797", True), ([1.797], 0.0, "1,797", True),
        ([1, 3], 0.0, "3", True), ([2], 0.0, "-2", False), (["1/3"], 1e-3, "0.333", True),
        ([10**400], 0.0, "1", False),
    ],
)  # fmt: skip
def test_numbers_are_near_enough_or_not(
    accept: list[object], tolerance: float, typed: str, correct: bool
) -> None:
    result = grade(asked("number", accept=accept, tolerance=tolerance), typed)
    assert (result.score, result.correct, result.problem) == (float(correct), correct, "")


def test_wrong_numbers_that_the_author_foresaw_get_a_comment() -> None:
    question = asked("number", "640 64", accept=[650])
    assert names(grade(question, "640.0")) == ["640"]
    assert names(grade(question, "63")) == []
    assert names(grade(question, "650")) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("0.33", ["33.3%"]), ("33 %", ["33.3%"]), ("2679", ["2679"]), ("0.3", []), ("40 %", [])],
)
def test_a_wrong_number_that_is_rounded_gets_its_comment_too(
    typed: str, expected: list[str]
) -> None:
    assert names(grade(asked("number", "33.3% 2695 2679", accept=[0.4]), typed)) == expected


def test_an_empty_field_is_asked_to_be_filled() -> None:
    assert grade(asked("number", accept=[10]), " ").problem == "Type a number first."


@pytest.mark.parametrize("typed", ["ten", "5 epochs", "nan"])
def test_what_is_no_number_is_no_attempt(typed: str) -> None:
    result = grade(asked("number", accept=[10]), typed)
    assert "cannot be read as a number" in result.problem
    assert (result.score, result.correct, result.comments) == (0.0, False, ())


def test_texts_are_compared_without_their_dress() -> None:
    question = asked("text", "pooling", accept=["Max pooling", 7])
    assert grade(question, " MAX  POOLING. ").correct
    assert grade(question, "7").correct
    assert names(grade(question, "Pooling!")) == ["pooling"]
    assert grade(question, "…").problem == "Type an answer first."


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        ("overfiting", True), ("ovrefitting", True), ("early stoping", True), ("stat", True),
        ("underfitting", False), ("early exit", False), ("leek", False), ("stage", False),
        ("", False),
    ],
)  # fmt: skip
def test_a_slip_of_spelling_is_no_attempt_unless_the_word_has_an_answer_of_its_own(
    typed: str, slip: bool
) -> None:
    accept: list[str | float] = ["overfitting", "early stopping", "state", "leak"]
    result = grade(asked("text", "stage", accept=accept), typed)
    assert (result.problem == "Nearly: look at the spelling.") == slip
    assert not result.correct


@pytest.mark.parametrize(
    ("answer", "score", "comments"),
    [
        ([0, 1, 2, 3], 1.0, ["a", "b", "c", "d"]),
        ([1, 2, 3, 0], 2 / 3, ["b", "a"]),
        ([0, 1, 3, 2], 1 / 3, ["d", "c"]),
        ([3, 2, 1, 0], 0.0, ["d", "c", "b", "a"]),
    ],
)
def test_order_counts_neighbours_that_stand_right(
    answer: list[int], score: float, comments: list[str]
) -> None:
    result = grade(asked("order", "a b c d"), answer)
    assert result.score == pytest.approx(score)
    assert result.correct == (score == 1.0)
    assert names(result) == comments


@pytest.mark.parametrize(
    ("answer", "score", "comments"),
    [
        ([0, 1, 2], 1.0, ["a", "b", "c"]),
        ([0, 2, 1], 1 / 3, ["b", "c"]),
        ([1, 2, 0], 0.0, ["a", "b", "c"]),
    ],
)
def test_match_counts_right_pairs(answer: list[int], score: float, comments: list[str]) -> None:
    result = grade(asked("match", "a b c"), answer)
    assert result.score == pytest.approx(score)
    assert names(result) == comments


TYPES: list[QuizType] = ["choice", "select", "number", "text", "order", "match"]


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("choice", 3), ("choice", -1), ("choice", "a"), ("choice", [0]), ("choice", True),
        ("select", []), ("select", [3]), ("select", [True]), ("select", 0), ("number", 1),
        ("text", [0]), ("order", [0, 1]), ("order", [0, 0, 1]), ("order", "abc"),
        ("match", [0, 1, -1]), ("match", [0, 1, 2, 3]),
    ],
)  # fmt: skip
def test_what_is_no_answer_to_this_question_is_no_attempt(kind: QuizType, answer: Answer) -> None:
    result = grade(asked(kind, "a* b c", accept=["x"]), answer)
    assert result.problem
    assert not result.correct


ANSWERS: st.SearchStrategy[Answer] = st.one_of(
    st.integers(-2, 6), st.text(max_size=12), st.lists(st.integers(-1, 6), max_size=7),
    st.permutations(range(4)).map(list),
)  # fmt: skip


@given(st.sampled_from(TYPES), ANSWERS, st.sampled_from(["", "a*", "a* b c d*"]))
def test_any_answer_is_graded_or_refused(kind: QuizType, answer: Answer, options: str) -> None:
    question = asked(kind, options, accept=["1", 0.5])
    result = grade(question, answer)
    assert 0.0 <= result.score <= 1.0
    assert result.correct == (result.score == 1.0 and not result.problem)
    assert not (result.problem and (result.score or result.comments))
    assert grade(question, json.loads(json.dumps(answer))) == result


@given(st.permutations(range(5)))
def test_only_the_solution_earns_everything(order: list[int]) -> None:
    for kind in ("order", "match"):
        result = grade(asked(kind, "a b c d e"), order)
        assert result.correct == (order == [0, 1, 2, 3, 4])
        assert names(result)


@given(st.sets(st.integers(0, 4), min_size=1), st.integers(0, 4))
def test_a_wrong_pick_never_pays(picks: set[int], extra: int) -> None:
    question = asked("select", "a* b c* d e")
    before = grade(question, sorted(picks))
    after = grade(question, sorted(picks | {extra}))
    if extra in {1, 3, 4}:
        assert after.score <= before.score
    else:
        assert after.score >= before.score


@pytest.mark.parametrize(
    ("accept", "typed", "correct"),
    [
        (80, "0.8", True), (80, "80", True), (80, "80 %", True), (80, "4/5", True),
        (80, "0.8 %", False), (80, "8", False), (0.5, "0.5", True), (100, "1.0", True),
    ],
)  # fmt: skip
def test_a_percentage_may_be_answered_as_a_share(accept: float, typed: str, correct: bool) -> None:
    for prompt in ("How many, in per cent?", "In percent, how many?"):
        quiz = asked("number", accept=[accept], tolerance=0.001)
        result = grade(msgspec.structs.replace(quiz, prompt=prompt), typed)
        assert (result.correct, result.problem) == (correct, "")


def test_one_that_may_be_one_percent_or_all_is_asked_about() -> None:
    for accept, problem in ((100, "Is that 1 % or 100 %? Type it with its sign."), (1, "")):
        quiz = asked("number", accept=[accept], tolerance=0.001)
        result = grade(msgspec.structs.replace(quiz, prompt="How many, in per cent?"), "1")
        assert (result.correct, result.problem) == (accept == 1, problem)


@pytest.mark.parametrize("typed", ["250", "250 %", "-3", "1e3"])
def test_what_is_no_percentage_is_no_answer(typed: str) -> None:
    measured = asked("number", accept=[0.8], measure="val_accuracy", tolerance=0.1)
    assert "between 0 and 100" in grade(measured, typed).problem
    assert not grade(asked("number", accept=[0.8]), typed).problem
    grown = msgspec.structs.replace(
        asked("number", accept=[250]), prompt="By how much did it grow, in per cent?"
    )
    assert not grade(grown, typed).problem
