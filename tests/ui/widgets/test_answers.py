"""The answers of a question as they are listed."""

from __future__ import annotations

from textual.content import Content

from tests.support import lesson
from tutor.course.answers import shown_order
from tutor.ui.widgets.answers import Answers, _hanging


def test_partners_are_listed_in_the_order_in_which_the_keys_give_them() -> None:
    quiz = next(quiz for quiz in lesson().quizzes if quiz.type == "match")
    named = " | ".join(quiz.options[index].match for index in shown_order(quiz, 3))
    assert Answers(quiz, 3).help_text.startswith(f"To choose from: {named} · ←→")


def test_later_lines_stand_below_the_first() -> None:
    text = _hanging(Content("▸ ○ "), Content("a long answer that is broken"), 20)
    assert text.plain.split("\n") == ["▸ ○ a long answer", "    that is broken"]
    assert _hanging(Content("▸ "), Content("short"), 0).plain == "▸ short"
