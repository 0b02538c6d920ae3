"""`lessons/README.md`, which teaches authors: its examples work, its tables are complete."""

from __future__ import annotations

import re
from typing import get_args

import msgspec
import pytest
from markdown_it import MarkdownIt

from tests.course.lesson_texts import PATH, in_lesson, problems, told
from tutor import paths
from tutor.course.answers import normal, readings
from tutor.course.goal import DIAGNOSIS, MEASURES, METRICS, parse
from tutor.course.lesson import VIEWS, Experiment, Front, Quiz, QuizType
from tutor.course.markdown import parse as parse_lesson
from tutor.datasets.registry import CARDS
from tutor.diagnosis.verdict import NAMES
from tutor.lab.knobs import KNOBS, Knob
from tutor.lab.names import listed
from tutor.lab.network import Parts

GUIDE = (paths.lessons() / "README.md").read_text("utf-8")
FENCES = [token for token in MarkdownIt().parse(GUIDE) if token.type == "fence"]
ROWS = [
    [cell.strip() for cell in line.split("|") if cell.strip()]
    for line in GUIDE.split("\n")
    if line.startswith("|")
]


def examples(word: str) -> list[str]:
    return [token.content for token in FENCES if token.info == word]


def first_cells() -> set[str]:
    return {name for row in ROWS for name in re.findall(r"`\[*([a-z0-9_]+)\]*`", row[0])}


def test_the_whole_lesson_works() -> None:
    [text] = examples("markdown")
    assert told(text) == []
    lesson, _none = parse_lesson(PATH, text)
    assert lesson is not None
    assert len(lesson.steps) == 3
    assert lesson.experiments[0].predict is not None


@pytest.mark.parametrize("text", examples("quiz"), ids=lambda text: text.split('"')[1])
def test_each_question_works(text: str) -> None:
    assert problems(in_lesson(f"```quiz\n{text}```")) == []


def test_there_is_an_example_of_every_type() -> None:
    kinds = {re.search(r'^type = "(\w+)"', text, re.MULTILINE)[1] for text in examples("quiz")}  # type: ignore[index]
    assert kinds == set(get_args(QuizType))


def test_each_goal_can_be_read() -> None:
    goals = [line for text in examples("goals") for line in text.splitlines()]
    assert {parse(goal).op for goal in goals} >= {">=", "<=", "<", "==", "!="}


@pytest.mark.parametrize("kind", [Front, Quiz, Experiment, Parts])
def test_every_field_is_told(kind: type[msgspec.Struct]) -> None:
    assert set(kind.__struct_fields__) - first_cells() - {"data"} == set()


def test_everything_that_a_goal_can_name_is_told() -> None:
    assert set(METRICS) | set(MEASURES) | {DIAGNOSIS} <= first_cells()
    assert ", ".join(f"`{name}`" for name in NAMES) in GUIDE


def allowed(knob: Knob) -> str:
    if knob.kind == "bool":
        return "true or false"
    if knob.choices:
        return listed(knob.choices)
    form = ".0f" if knob.kind == "int" else "g"
    return f"{knob.low:{form}} to {knob.high:{form}}"


@pytest.mark.parametrize("name", list(KNOBS))
def test_every_setting_has_its_row(name: str) -> None:
    knob = KNOBS[name]
    row = [f"`{name}`", knob.meaning, allowed(knob), knob.layers]
    assert [cell for cell in row if cell] in ROWS


def test_defaults_of_the_network_are_told() -> None:
    shown = {row[0].strip("`"): row[-1] for row in ROWS}
    for field in msgspec.structs.fields(Parts):
        assert shown[field.name] == str(field.default)


@pytest.mark.parametrize("name", list(CARDS))
def test_every_data_set_has_its_row(name: str) -> None:
    card = CARDS[name]
    example = f"{card.kind}, {'×'.join(map(str, card.shape))}"
    assert [f"`{name}`", card.title, example, str(len(card.labels))] in ROWS


def test_every_view_is_told() -> None:
    assert re.findall(r"^- `([a-z-]+)`:", GUIDE, re.MULTILINE) == list(VIEWS)


def test_numbers_are_read_as_told() -> None:
    start = next(n for n, row in enumerate(ROWS) if row == ["typed", "read as"])
    rows = ROWS[start + 2 : start + 12]
    assert len(rows) == 10
    for typed, read in rows:
        assert readings(typed.strip("`")) == [float(one) for one in read.split(" or ")]


def test_words_are_compared_as_told() -> None:
    assert normal(" relu. ") == normal("ReLU")
    assert normal("naïve") == normal("Naive")
    assert normal("back-prop") != normal("backprop")
