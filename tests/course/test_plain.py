"""Markdown as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.plain import paragraphs


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("A **filter** and an *edge*,\nin ***one***.", ["A filter and an edge, in one."]),
        ("One.\n\n\nTwo.", ["One.", "Two."]),
        ("- first\n- second\n\n1. third", ["first second", "third"]),
        ("> quoted\n\n### Heading", ["quoted", "Heading"]),
        ("`val_loss` and _soft_ words", ["val_loss and soft words"]),
        ("See [the paper](https://x.org/a_b) and ![a map](m.png)", ["See the paper and a map"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ["a b 1 2"]),
        ("3 * 4 * 5 = 60", ["3 * 4 * 5 = 60"]),
        ("```python\nx = 1\n```\n\nafter", ["x = 1", "after"]),
        ("Yours reached {run.val_accuracy of digits}.", ["Yours reached …."]),
        ("a set {{1, 2}", ["a set {1, 2}"]),
        (r"\*not\* bold &amp; more", ["*not* bold & more"]),
        ("", []),
    ],
)
def test_marks_go_and_words_stay(markdown: str, expected: list[str]) -> None:
    assert paragraphs(markdown) == expected


def test_code_can_be_left_out() -> None:
    text = "The `filter` slides.\n\n```\nfilter = 3\n```\n\nIt ``has ` ticks`` too."
    assert paragraphs(text, code=False) == ["The slides.", "It too."]


@given(st.text(alphabet="a *_`#>|-[](){}\\\n~1.", max_size=80))
def test_any_markdown_gives_lines_of_words(text: str) -> None:
    for line in paragraphs(text):
        assert line
        assert "\n" not in line
