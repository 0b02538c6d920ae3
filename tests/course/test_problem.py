"""Problems as people see them: one line, no escape, nothing endless."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.problem import UNSAFE, Fault, Problem, hint, quoted, visible

ANY = st.text(alphabet=st.characters())


@given(ANY, ANY, ANY)
def test_a_problem_is_one_harmless_line(path: str, field: str, message: str) -> None:
    shown = str(Problem(Path(path.replace("\0", "") or "a"), 3, field, message))
    assert not UNSAFE.search(shown)
    assert not {"\n", "\t"} & set(shown)
    shown.encode("utf-8")


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x07", "\x1b", "\r", "\x7f", "\x80", "\x9b", "\u2028", "\u202e", "\u2066", "\ud800"],
)
def test_what_could_steer_a_terminal_is_unsafe(character: str) -> None:
    assert UNSAFE.search(character)
    assert visible(f"a{character}b") == f"a\\u{ord(character):04x}b"


@pytest.mark.parametrize(
    "text", ["é", "漢", "नी", "می\u200cروم", "\u200f", "👩\u200d🔬", "≥", "\u00a0"]
)
def test_the_worlds_writing_is_safe(text: str) -> None:
    assert visible(text) == text


def test_a_problem_reads_like_a_compilers() -> None:
    assert str(Problem(Path("a/b.md"), 7, "quiz.type", "found 3")) == "a/b.md:7: quiz.type: found 3"
    warning = Problem(Path("b.md"), 1, "step", "long", warning=True)
    assert str(warning) == "b.md:1: step: warning: long"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "true"), (3, "3"), (0.5, "0.5"), ("x", "'x'"), ([], "an empty list"),
        ([1, 2], "a list of 2"), ({}, "a table"), (None, "None"),
        ("x" * 99, "'" + "x" * 59 + "…'"),     ],
)  # fmt: skip
def test_what_was_found_is_quoted_shortly(value: object, shown: str) -> None:
    assert quoted(value) == shown


def test_a_number_beyond_all_printing_is_quoted() -> None:
    assert quoted(10**5000) == "a number of thousands of digits"


def test_a_fault_moves_into_the_block_around_it() -> None:
    assert Fault("id", "x").under("predict").under("experiment").field == "experiment.predict.id"
    assert Fault("", "x").under("course").field == "course"


def test_hints_follow_a_semicolon() -> None:
    assert hint("titel", ["title", "minutes"]) == "did you mean title?"
    assert hint("zzz", ["title", "minutes"]) == "known are: title, minutes"
