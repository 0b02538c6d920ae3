"""What a question needs beyond its schema, told at the line of the field."""

from __future__ import annotations

import pytest

from tests.course.lesson_texts import in_lesson, spoilt, told

PLAIN = """```quiz
id = "q"
type = "TYPE"
prompt = "What?"
hints = ["Look."]
solution = "This."
"""

PICKS = """
[[options]]
text = "one"
why = "Yes."
correct = true

[[options]]
text = "two"
why = "No."
"""

STEPS = """
[[options]]
text = "one"
why = "First."

[[options]]
text = "two"
why = "Second."

[[options]]
text = "three"
why = "Third."
"""

PAIRS = """
[[options]]
text = "picture"
match = "CNN"
why = "Windows."

[[options]]
text = "sentence"
match = "RNN"
why = "Order."
"""

NUMBER = """accept = [2]
tolerance = 0.5

[[options]]
text = "4"
why = "Twice too much."
"""

TEXT = """accept = ["relu"]

[[options]]
text = "tanh"
why = "That one saturates."
"""

BODIES = {"choice": PICKS, "select": PICKS, "number": NUMBER, "text": TEXT,
          "order": STEPS, "match": PAIRS}  # fmt: skip


def block(kind: str) -> str:
    return in_lesson(PLAIN.replace("TYPE", kind) + BODIES[kind] + "```")


@pytest.mark.parametrize("kind", list(BODIES))
def test_a_sound_question_has_no_problem(kind: str) -> None:
    assert told(block(kind)) == []


THIRD = STEPS[STEPS.index('[[options]]\ntext = "three"') :]
SECOND = PAIRS[PAIRS.index('[[options]]\ntext = "sentence"') :]
MANY = "9" * 400


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("choice", 'id = "q"', 'id = "Q 1"', "id: found 'Q 1'; allowed are up to 60 small letters"),
        ("choice", "What?", " ", "prompt: is empty"),
        ("choice", "This.", "", "solution: is empty"),
        ("choice", '["Look."]', "[]", "hints: found none; allowed is at least one"),
        ("choice", '["Look."]', '["a", ""]', "hints[2]: is empty"),
        ("choice", "Yes.", "", "options[1].why: is empty"),
        ("choice", '"two"', '" "', "options[2].text: is empty"),
        ("choice", '"two"', '"one "', "options[2].text: found 'one' a second time"),
        ("choice", 'type = "', 'attempts = 0\ntype = "', "attempts: found 0; allowed is 1 to 20"),
        ("choice", 'type = "', 'pin_last = 3\ntype = "', "pin_last: found 3; allowed is 0 to 2"),
        ("choice", 'type = "', 'accept = [1]\ntype = "', "accept: means nothing for choice"),
        ("choice", 'type = "', 'tolerance = 1\ntype = "', "tolerance: means nothing for choice"),
        ("choice", 'why = "No', 'match = "x"\nwhy = "No', "options[2].match: means nothing"),
        ("number", "[2]", "[]", "accept: found none; allowed for number is one"),
        ("number", "[2]", '["two"]', "accept[1]: found 'two'; allowed is a number"),
        ("number", "[2]", "[nan]", "accept[1]: found nan; allowed is a number"),
        ("number", "[2]", f"[{MANY}]", "accept[1]: found 999"),
        ("number", '"4"', '"four"', "options[1].text: found 'four'; allowed is a number"),
        ("number", '"4"', '"2.0"', "options[1].text: found '2.0', which accept has too"),
        ("number", "0.5", "-1", "tolerance: found -1.0; allowed is 0 or more"),
        ("number", "0.5", "inf", "tolerance: found inf; allowed is 0 or more"),
        ("number", 'why = "', 'correct = true\nwhy = "', "options[1].correct: means nothing for"),
        ("text", '["relu"]', '["…"]', "accept[1]: found '…'; allowed is a text with a letter"),
        ("text", '"tanh"', '"ReLU."', "options[1].text: found 'ReLU.', which accept has too"),
        ("text", "accept =", "pin_last = 1\naccept =", "pin_last: means nothing for text"),
        ("order", 'why = "', 'correct = true\nwhy = "', "options[1].correct: means nothing for"),
        ("match", '"RNN"', '""', "options[2].match: is empty"),
        ("match", '"RNN"', '"CNN"', "options[2].match: found 'CNN' a second time"),
    ],
)  # fmt: skip
def test_each_fault_is_told_at_its_line(kind: str, old: str, new: str, said: str) -> None:
    text, line = spoilt(block(kind), old, new)
    found = told(text)
    assert any(one.startswith(f"{line}quiz.{said}") for one in found), (line, found)


@pytest.mark.parametrize(
    ("kind", "old", "new", "mark", "said"),
    [
        ("choice", "correct = true\n", "", "[[options]]", "options: found 0 with correct = true"),
        ("choice", 'why = "No', 'correct = true\nwhy = "No', "[[options]]", "options: found 2"),
        ("select", "correct = true\n", "", "[[options]]", "options: found none with correct"),
        ("select", PICKS, "", "```quiz", "options: found 0; allowed for select is 2 or more"),
        ("text", TEXT, "", "```quiz", "accept: found none; allowed for text is one right answer"),
        ("order", THIRD, "", "[[options]]", "options: found 2; allowed for order is 3 or more"),
        ("match", SECOND, "", "[[options]]", "options: found 1; allowed for match is 2 or more"),
    ],
)  # fmt: skip
def test_faults_of_all_options_show_at_the_first(
    kind: str, old: str, new: str, mark: str, said: str
) -> None:
    text, line = spoilt(block(kind), old, new, mark)
    found = told(text)
    assert any(one.startswith(f"{line}quiz.{said}") for one in found), (line, found)
