"""What a lesson must be as a whole, and how much there is to read in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.course.lesson_texts import CHOICE, EXPERIMENT, FRONT, GOOD, line_of, problems, told
from tutor.course.markdown import parse
from tutor.course.reading import readability, words_of


def test_a_term_that_stands_nowhere_is_told() -> None:
    text = GOOD.replace('"feature map" =', '"loss" = "How wrong it is."\n"Feature-Map" =')
    [said] = told(text)
    line = line_of(text, '"loss"')
    assert said.startswith(f"{line}: glossary.loss: warning: no text of the lesson has the term")


@pytest.mark.parametrize("used", ["a **Loss**", "LOSS", "the\nloss", "losses"])
def test_terms_are_found_however_they_are_written(used: str) -> None:
    text = GOOD.replace('"feature map" =', '"loss" = "How wrong it is."\n"feature map" =')
    assert told(text.replace("Build a network.", f"It has {used}.")) == []


def test_links_to_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    (tmp_path / "here.png").write_bytes(b"")
    text = GOOD.replace(
        "Build a network.", "See [it](here.png#a).\nAnd\n[this](gone.png), [web](https://a.b)."
    )
    [problem] = problems(text, path=tmp_path / "01.md")
    assert (problem.field, problem.line) == ("text", line_of(text, "See [it]"))
    assert problem.message == "found a link to 'gone.png', which is not there"


def test_links_in_questions_are_looked_at_too(tmp_path: Path) -> None:
    text = GOOD.replace("Think of a stamp.", "See [it](gone.md).")
    [problem] = problems(text, path=tmp_path / "01.md")
    assert (problem.field, problem.line) == ("quiz.hints[1]", line_of(text, "hints ="))


def quizzes(count: int, first: int = 0) -> str:
    return "\n".join(CHOICE.replace("pick-one", f"q{n}") for n in range(first, first + count))


@pytest.mark.parametrize(("last", "warned"), [(4, True), (5, False), (6, True)])
def test_a_lesson_ends_with_five_questions(last: int, warned: bool) -> None:
    text = f"{GOOD}\n## Between\n\n{quizzes(2)}\n\n## Recall\n\n{quizzes(last, 2)}"
    said = [one for one in told(text) if "a recall quiz has 5" in one]
    assert bool(said) == warned
    assert all(one.startswith(f"{line_of(text, '## Recall')}: step: warning") for one in said)


def test_a_bank_of_questions_needs_no_recall() -> None:
    assert told(f"{FRONT}\n## One\n\n{quizzes(4)}\n\n## Two\n\n{quizzes(4, 4)}") == []


def recalled(told_in: str) -> str:
    quiz = CHOICE.replace("pick-one", "recall").replace("prompt =", f"{told_in}prompt =")
    return f"{GOOD}\n## Recall\n\n{quiz}"


def test_a_question_of_the_recall_quiz_names_a_step_before_it() -> None:
    [title] = re.findall(r"^## (.+)", GOOD, re.M)[:1]
    assert told(recalled(f'told_in = "{title}"\n')) == []
    [said] = told(recalled(""))
    assert "quiz.told_in: warning: is missing" in said
    for wrong in ("Recall", "Nowhere"):
        text = recalled(f'told_in = "{wrong}"\n')
        [said] = told(text)
        assert said.startswith(f"{line_of(text, 'told_in')}: quiz.told_in: found '{wrong}'; ")
        assert "warning" not in said


def test_words_are_counted_without_code_figures_of_runs_and_marks() -> None:
    text = "One *two* – three.\n\n```\nnot these\n```\n\nYours: {run.loss of a}.\n\n- four\n"
    assert words_of(text) == 4


def test_how_much_there_is_to_read() -> None:
    prose = "One two three. Four five?\n\nSix seven: eight.\n\n"
    text = (
        f"{FRONT}\n## One\n\n{prose}## Two\n\nNine.\n\n{CHOICE}\n## Three\n\nTen.\n\n{EXPERIMENT}"
    )
    lesson, _problems = parse(Path("a.md"), text)
    assert lesson is not None
    found = readability(lesson)
    assert (found.steps, found.words, found.median, found.most, found.before) == (3, 10, 1, 8, 9)
    assert (found.questions, found.experiments, found.sentence) == (1, 1, 1.7)
