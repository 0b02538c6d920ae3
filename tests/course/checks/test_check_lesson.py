"""What a whole lesson needs: ids, front matter, steps that don't put readers to sleep."""

from __future__ import annotations

import msgspec
import pytest

from tests.course.lesson_texts import (
    CHOICE,
    EXPERIMENT,
    GOOD,
    PATH,
    line_of,
    problems,
    spoilt,
    told,
)
from tutor.course.checks.check import MAX_WORDS, check_lesson
from tutor.course.markdown import parse
from tutor.course.places import Places


def test_a_good_lesson_has_no_problem() -> None:
    assert told(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"good"', '"Good one"', "id: found 'Good one'; allowed are up to 60 small letters"),
        ('"good"', f'"{"a" * 61}"', "id: found 'aaa"),
        ('"A good lesson"', '" "', "title: is empty"),
        ('"A good lesson"', '"a\\nb"', "title: found 'a\\nb'; allowed is one line"),
        ("= 12", "= 0", "minutes: found 0; allowed is 1 to 600"),
        ('"en"', '"English!"', "language: found 'English!'; allowed is a BCP 47 tag"),
        ('["Tell a feature map from its filter"]', '["Feature map", ""]',
         "objectives[2]: is empty"),
        ("language", 'tags = [""]\nlanguage', "tags[1]: is empty"),
        ("language", 'requires = ["othre"]\nlanguage',
         "requires[1]: there is no lesson 'othre'; did you mean other?"),
        ("language", 'requires = ["good"]\nlanguage', "requires[1]: found the lesson's own id"),
        ('"What one filter makes of a picture."', '""', "glossary.feature map: is empty"),
        ('"feature map"', '" "', "glossary. : found an empty term"),
    ],
)  # fmt: skip
def test_the_front_matter_is_checked(old: str, new: str, said: str) -> None:
    text, line = spoilt(GOOD, old, new)
    [found] = told(text, "other")
    assert found.startswith(line + said)


def test_lessons_that_exist_can_be_required() -> None:
    assert not told(GOOD.replace("language", 'requires = ["other"]\nlanguage'), "other")


def test_ids_differ_among_questions_and_predictions() -> None:
    text = GOOD.replace('id = "deeper"', 'id = "pick-one"')
    line = line_of(text, "[predict]") + 1
    said = "experiment.predict.id: found 'pick-one' a second time; allowed are ids that differ"
    assert told(text) == [f"{line}: {said}"]
    twice = told(GOOD.replace(CHOICE, f"{CHOICE}\n{CHOICE}"))
    assert len(twice) == 1
    assert twice[0].split(": ", 1)[1].startswith("quiz.id: found 'pick-one' a second time")


def test_ids_differ_among_experiments() -> None:
    found = told(f"{GOOD}\n## Again\n\n{EXPERIMENT}")
    fields = [line.split(": ")[1] for line in found]
    assert fields == ["experiment.id", "experiment.predict.id"]


def test_an_experiment_may_be_called_like_a_question() -> None:
    assert not told(GOOD.replace('"digits-cnn"', '"pick-one"'))


def test_much_text_before_anything_happens_is_a_warning() -> None:
    words = "word " * (MAX_WORDS + 1)
    [found] = problems(GOOD.replace("Look at a digit", words))
    assert found.warning
    assert found.line == line_of(GOOD, "## What")
    assert "warning: found 125 words before a question" in str(found)


def test_code_and_figures_are_not_counted_as_words() -> None:
    words = "word " * (MAX_WORDS + 1)
    assert not told(GOOD.replace("Look at a digit", f"```text\n{words}\n```\n\nLook at a digit"))
    after = GOOD.replace("\n## Try it", f"\n{words}\n\n## Try it")
    assert not told(after)


def test_problems_come_in_the_order_of_the_lines() -> None:
    text = GOOD.replace("minutes = 12", "minutes = 0").replace("seed = 7", "seed = -7")
    lesson, found = parse(PATH, text.replace("Its kernel covers a few pixels at a time.", ""))
    assert lesson is not None
    assert not found
    lines = [problem.line for problem in check_lesson(lesson, ["good"])]
    assert lines == sorted(lines)
    assert len(lines) == 3


def test_a_lesson_made_without_lines_is_told_by_its_fences() -> None:
    lesson, _found = parse(PATH, GOOD.replace("seed = 7", "seed = -7"))
    assert lesson is not None
    bare = msgspec.structs.replace(lesson.steps[1].blocks[0], places=Places())
    step = msgspec.structs.replace(lesson.steps[1], parts=[bare])
    [problem] = check_lesson(msgspec.structs.replace(lesson, steps=[step]), ["good"])
    assert problem.line == bare.line
