"""Predictions: what a run makes right, and what is wrong with the conditions for it."""

from __future__ import annotations

import pytest

from tests.course.lesson_texts import EXPERIMENT, GOOD, experiment, told
from tutor.course.lesson import Quiz
from tutor.course.prediction import holding, normal_answer, proves, right_words, settle
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.run import Record

START = EXPERIMENT.index("[predict]")


def chosen(first: str, second: str, more: str = "") -> str:
    """The experiment with a prediction of two options, each with a list of conditions."""
    return (
        EXPERIMENT[:START]
        + f"""[predict]
id = "held"
type = "choice"
prompt = "What will come out?"
hints = ["Guess."]
solution = "It depends."
right = "Well."
wrong = "Oh."
{more}

[[predict.options]]
text = "Little"
holds = {first}
correct = true
why = "Few."

[[predict.options]]
text = "Much"
holds = {second}
why = "Many."
```
"""
    )


def typed(measure: str, tolerance: str = "0.05") -> str:
    return EXPERIMENT.replace(
        "accept = [2]", f'accept = [0.8]\nmeasure = "{measure}"\ntolerance = {tolerance}'
    )


SOUND = chosen('["val_accuracy < 0.8"]', '["val_accuracy >= 0.8"]')


def quiz(text: str) -> Quiz:
    found = experiment(text).predict
    assert found is not None
    return found


def record(accuracy: float = 0.79, name: str = "good_fit") -> Record:
    finding = Finding(name=name, confidence=0.9, evidence="e", remedy="r")
    made = Record()
    made.apply(events.Diagnosed(diagnosis=Diagnosis((finding,))))
    made.apply(
        events.RunEnded(
            reason="finished", epochs=8, seconds=1.5,
            metrics={"val_accuracy": accuracy, "train_accuracy": 0.9},
        )
    )  # fmt: skip
    return made


def test_the_option_whose_conditions_hold_is_right() -> None:
    found = settle(quiz(SOUND), 0, record(), {})
    assert found is not None
    assert found.grade.correct
    assert (found.said, found.came_out, found.right, found.lesson) == (
        "Little", "validation accuracy 79.0 %", "Little", "Well."
    )  # fmt: skip
    found = settle(quiz(SOUND), 0, record(0.8), {})
    assert found is not None
    assert not found.grade.correct
    assert (found.right, found.lesson) == ("Much", "Oh.")
    assert found.grade.comments == (("Little", "Few."),)


def test_a_run_without_the_figure_settles_nothing() -> None:
    assert settle(quiz(SOUND), 0, record(float("nan")), {}) is None
    assert settle(quiz(SOUND), 0, Record(), {}) is None
    assert settle(quiz(SOUND), 9, record(), {}) is None
    assert holding(quiz(SOUND), Record(), {}) is None


def test_diagnoses_are_told_as_people_read_them() -> None:
    text = chosen('["diagnosis == overfitting"]', '["diagnosis != overfitting"]')
    found = settle(quiz(text), 1, record(name="overfitting"), {})
    assert found is not None
    assert (found.came_out, found.right) == ("diagnosis Overfitting", "Little")


@pytest.mark.parametrize(
    ("answer", "right"),
    [("0.79", True), ("82 %", True), ("84", True), ("74,1", True), ("0.9", False), ("90", False)],
)
def test_what_is_near_the_measured_figure_is_right(answer: str, right: bool) -> None:
    found = settle(quiz(typed("val_accuracy")), answer, record(), {})
    assert found is not None
    assert found.grade.correct == right
    assert (found.came_out, found.right) == ("validation accuracy 79.0 %", "74.0 to 84.0 %")
    assert found.said == (f"{answer} %" if answer.isdigit() else answer)


def test_gaps_and_seconds_can_be_measured() -> None:
    found = settle(quiz(typed("gap")), "11 %", record(), {})
    assert found is not None
    assert found.grade.correct
    assert found.right == "6.0 to 16.0 points"
    found = settle(quiz(typed("seconds", "1")), "2", record(), {})
    assert found is not None
    assert found.came_out == "seconds 1.5 s"


def test_without_conditions_the_author_decides() -> None:
    found = settle(quiz(EXPERIMENT), "2", record(), {})
    assert found is not None
    assert found.grade.correct
    assert found.came_out == "validation accuracy 79.0 %"
    assert right_words(quiz(EXPERIMENT)) == normal_answer(quiz(EXPERIMENT)) == "2"


def test_only_whole_runs_as_the_lesson_sets_them_up_prove_anything() -> None:
    asked = experiment(EXPERIMENT)
    usual = {name: setting.default for name, setting in asked.offered.items()}
    assert proves(asked, "digits", usual, "finished")
    assert proves(asked, "digits", usual, "early_stopped")
    assert not proves(asked, "digits", usual, "cancelled")
    assert not proves(asked, "own", usual, "finished")
    assert not proves(asked, "digits", {**usual, "conv_layers": 1}, "finished")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('["val_loss > 0.5"]', '["val_loss <= 0.5"]'),
        ('["diagnosis == overfitting"]', '["diagnosis != overfitting"]'),
        ('["epochs < 10"]', '["epochs >= 10"]'),
        ('["seconds <= 2"]', '["seconds > 2"]'),
    ],
)
def test_conditions_that_part_the_runs(first: str, second: str) -> None:
    assert told(GOOD.replace(EXPERIMENT, chosen(first, second))) == []


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ('["val_accuracy < 0.8"]', '["val_accuracy > 0.8"]',
         "no option is right where val_accuracy is 0.8; leave no gap"),
        ('["val_accuracy <= 0.8"]', '["val_accuracy >= 0.8"]',
         "options 1 and 2 are both right where val_accuracy is 0.8"),
        ('["val_accuracy < 0.7"]', '["val_accuracy >= 0.8"]',
         "no option is right where val_accuracy is 0.7"),
        ('["val_accuracy < 0.8", "diagnosis != overfitting"]', '["val_accuracy >= 0.8"]',
         "no option is right where val_accuracy is 0 and diagnosis is overfitting"),
        ('["parameters > 1000"]', '["parameters > 2000"]',
         "no option is right in every run with the defaults"),
        ('["val_acuracy < 0.8"]', '["val_accuracy >= 0.8"]', "there is nothing called"),
        ('["val_success < 0.8"]', '["val_success >= 0.8"]', "have no 'val_success'"),
        ('["val_accuracy < 0.8"]', "[]", "is missing; where one option has it, all must"),
    ],
)  # fmt: skip
def test_conditions_that_do_not(first: str, second: str, said: str) -> None:
    found = told(GOOD.replace(EXPERIMENT, chosen(first, second)))
    assert any(said in one for one in found), found
    assert all("experiment.predict.options" in one for one in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (typed("val_acuracy"), "runs of this experiment have no 'val_acuracy'; did you mean"),
        (typed("diagnosis"), "runs of this experiment have no 'diagnosis'"),
        (typed("val_accuracy", "0.0"), "nobody foretells a figure exactly"),
        (SOUND.replace('wrong = "Oh."', 'wrong = "Oh."\nmeasure = "loss"'),
         "measure: means nothing for choice"),
        (SOUND.replace('"choice"', '"select"'), "holds: means nothing for select"),
    ],
)  # fmt: skip
def test_measures_that_cannot_be(text: str, said: str) -> None:
    found = told(GOOD.replace(EXPERIMENT, text))
    assert any(said in one for one in found), found


def test_ordinary_questions_have_none_of_it() -> None:
    text = GOOD.replace('solution = "A conv', 'right = "Yes."\nsolution = "A conv')
    text = text.replace("correct = true", 'correct = true\nholds = ["loss < 1"]', 1)
    assert [one.split(": ")[1] for one in told(text)] == ["quiz.right", "quiz.options[2].holds"]
