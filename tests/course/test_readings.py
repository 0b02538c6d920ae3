"""What learners type: numbers in the world's ways of writing them, words without their dress."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.course.lesson_texts import quiz
from tutor.course.answers import normal, readings, shown_order
from tutor.course.lesson import Option, Quiz, QuizType


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", [12.0]), (" +12 ", [12.0]), ("-3", [-3.0]), ("−3", [-3.0]), ("–3", [-3.0]),
        ("0.5", [0.5]), ("0,5", [0.5]), (".5", [0.5]), (",5", [0.5]), ("5.", [5.0]),
        ("1e-3", [0.001]), ("1,5E3", [1500.0]), ("007", [7.0]),
        ("1,797", [1.797, 1797.0]), ("1.797", [1.797, 1797.0]), ("0.125", [0.125]),
        ("1,234,567", [1234567.0]), ("1.234.567", [1234567.0]), ("1,234.5", [1234.5]),
        ("1.234,5", [1234.5]), ("6 090", [6090.0]), ("6\u202f090", [6090.0]),
        ("6\u2009090", [6090.0]), ("6\u00a0090,5", [6090.5]), ("6'090", [6090.0]),
        ("1_000_000", [1000000.0]),
        ("3/4", [0.75]), (" 3 / 4 ", [0.75]), ("1⁄2", [0.5]), ("-1/2", [-0.5]),
        ("98 %", [0.98, 98.0]), ("98%", [0.98, 98.0]), ("0,5 %", [0.005]), ("1/4 %", [0.0025]),
        ("１２", [12.0]), ("٣", [3.0]),
    ],
)  # fmt: skip
def test_numbers_are_read(text: str, expected: list[float]) -> None:
    assert readings(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", ".", ",", "e5", "ten", "1e", "1/0", "1/", "/2", "1/2/3", "%", "5 %%", "5 epochs",
     "1 2", "12 34", "1,23,456", "1..2", "--1", "0x10", "nan", "inf", "1e9999", "½½", "²",
     "1,2.3,4", "9" * 101],
)  # fmt: skip
def test_what_is_no_number_is_none(text: str) -> None:
    assert readings(text) == []


@given(st.floats(-1e12, 1e12))
def test_pythons_own_numbers_are_read(value: float) -> None:
    assert readings(repr(value))[0] == value
    assert readings(repr(value).replace(".", ","))[0] == value


@given(st.integers(-(10**12), 10**12), st.sampled_from([",", ".", " ", "\u202f", "_", "'"]))
def test_grouped_digits_are_read(value: int, separator: str) -> None:
    assert float(value) in readings(f"{value:,}".replace(",", separator))


@given(st.text())
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    assert all(isinstance(value, float) for value in readings(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ReLU", "relu"), ("  relu.  ", "relu"), ("“ReLU”", "relu"), ("( relu )", "relu"),
        ("Naïve  Bayes", "naive bayes"), ("Straße", "STRASSE"), ("na\nive", "na ive"),
        ("feature map", "Feature\tMap!"), ("`tanh`", "tanh"), ("ﬁlter", "filter"), ("¿qué?", "que"),
    ],
)  # fmt: skip
def test_words_are_compared_without_their_dress(typed: str, meant: str) -> None:
    assert normal(typed) == normal(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [("relu", "selu"), ("C++", "C"), ("back-prop", "backprop"), ("val loss", "valloss")],
)
def test_words_that_differ_stay_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@given(st.text())
def test_a_tidy_text_stays_as_it_is(text: str) -> None:
    tidy = normal(text)
    assert normal(tidy) == tidy
    assert normal(f" «{text.upper()}» ") == normal(text.upper())


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_accents_and_blanks_do_not_count(text: str) -> None:
    assert normal(unicodedata.normalize("NFD", text)) == normal(text)
    assert normal(f"\u2003{text}\n") == normal(text)


def of(kind: QuizType, count: int, **fields: Any) -> Quiz:
    options = [Option(text=f"o{n}", why="so", match=f"m{n}") for n in range(count)]
    return Quiz(
        id=f"q{count}", type=kind, prompt="?", solution="!", hints=["h"], options=options, **fields
    )


COUNTS = st.integers(0, 8)
SEEDS = st.integers()


@given(st.sampled_from(["choice", "select", "order", "match"]), COUNTS, SEEDS)
def test_every_option_is_shown_once_and_always_in_the_same_place(
    kind: QuizType, count: int, seed: int
) -> None:
    asked = of(kind, count)
    order = shown_order(asked, seed)
    assert sorted(order) == list(range(count))
    assert shown_order(asked, seed) == order


@given(st.sampled_from(["order", "match"]), st.integers(2, 6), SEEDS)
def test_arrangements_are_never_shown_solved(kind: QuizType, count: int, seed: int) -> None:
    assert shown_order(of(kind, count, shuffle=False), seed) != list(range(count))


@given(st.sampled_from(["choice", "select"]), COUNTS, SEEDS, st.integers(0, 8))
def test_pinned_options_keep_their_places(
    kind: QuizType, count: int, seed: int, pinned: int
) -> None:
    order = shown_order(of(kind, count, pin_last=pinned), seed)
    first = max(count - pinned, 0)
    assert order[first:] == list(range(first, count))
    assert shown_order(of(kind, count, shuffle=False), seed) == list(range(count))


def test_other_seeds_show_other_orders() -> None:
    orders = {tuple(shown_order(of("choice", 5), seed)) for seed in range(40)}
    assert len(orders) > 20


def test_the_order_is_the_same_on_every_machine() -> None:
    assert shown_order(of("choice", 6), 3) == [2, 4, 5, 3, 1, 0]


@pytest.mark.parametrize("kind", ["number", "text"])
def test_typed_answers_show_no_options(kind: QuizType) -> None:
    assert shown_order(of(kind, 3), 1) == []


def test_a_question_from_a_file_is_shown() -> None:
    block = "```quiz\nid='a'\ntype='order'\nprompt='?'\nhints=['h']\nsolution='!'\noptions=["
    block += "".join(f"{{text='{n}', why='w'}}," for n in range(3)) + "]\n```"
    assert sorted(shown_order(quiz(block), 1)) == [0, 1, 2]
