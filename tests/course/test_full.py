"""The check that trains: the reference must reach the goal, the defaults must not."""

from __future__ import annotations

import pytest

from tests.course.lesson_texts import EXPERIMENT, GOOD, PATH, line_of
from tests.course.test_prediction import SOUND
from tutor.course.full import (
    Train,
    Trained,
    TrainError,
    Which,
    check_full,
    most_seconds,
    some_of,
    trainings,
)
from tutor.course.lesson import Lesson
from tutor.course.markdown import parse
from tutor.course.problem import Problem
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.run import Order, Record

FINDING = Finding(name="good_fit", confidence=0.9, evidence="Both settled.", remedy="Go on.")


def lesson_of(text: str) -> Lesson:
    lesson, problems = parse(PATH, text)
    assert lesson is not None
    assert not problems
    return lesson


@pytest.fixture
def lesson() -> Lesson:
    return lesson_of(GOOD)


def trained(
    order: Order, accuracy: float, reason: str = "finished", seconds: float = 1.0
) -> Trained:
    """A run of `order` that reached `accuracy`."""
    record = Record()
    told: list[events.Any] = [
        events.RunStarted(
            run=order.run, at=0.0, epochs=20, steps=1, parameters=order.network.parameters,
            train=1, validation=1, test=1, device="CPU", prepare_seconds=0.0,
        ),
        events.Diagnosed(diagnosis=Diagnosis((FINDING,))),
        events.RunEnded(
            reason=reason, epochs=20, seconds=seconds, metrics={"val_accuracy": accuracy},
            message="out of memory" if reason == "failed" else "",
        ),
    ]  # fmt: skip
    for event in told:
        record.apply(event)
    return Trained(order, record)


def deep(order: Order) -> bool:
    return order.settings["conv_layers"] == 2


def sound(order: Order, _which: Which) -> Trained:
    return trained(order, 0.98 if deep(order) else 0.5)


def found(lesson: Lesson, train: Train, seeds: int = 1) -> list[Problem]:
    return check_full(lesson, train, seeds)[0]


def test_a_sound_exercise_is_won_by_its_reference_alone(lesson: Lesson) -> None:
    orders: list[Order] = []
    tried: list[Which] = []

    def train(order: Order, which: Which) -> Trained:
        orders.append(order)
        tried.append(which)
        return sound(order, which)

    problems, tallies = check_full(lesson, train, 3)
    assert problems == []
    assert tried == ["reference", "defaults"] * 3
    assert len(tried) == trainings(lesson, 3)
    assert [order.settings["filters"] for order in orders[:2]] == [[8, 16], 8]
    assert [order.settings["epochs"] for order in orders[:2]] == [20, 10]
    assert [order.seed for order in orders] == [7, 7, 8, 8, 9, 9]
    assert {order.lesson for order in orders} == {"good"}
    reference, defaults = tallies
    assert (reference.which, defaults.which) == ("reference", "defaults")
    assert (reference.seeds, reference.values) == ([7, 8, 9], [0.98] * 3)
    assert (defaults.metric, defaults.diagnoses) == ("val_accuracy", ["good_fit"] * 3)


def test_an_exercise_that_cannot_be_solved_is_a_problem(lesson: Lesson) -> None:
    [problem] = found(lesson, lambda order, _which: trained(order, 0.5), 2)
    assert problem.field == "experiment.reference"
    assert problem.line == line_of(GOOD, "[reference]")
    said = "does not reach the goal with seed 7 (val_accuracy >= 0.9: 0.5; diagnosis"
    assert said in problem.message


def test_one_bad_seed_is_a_problem(lesson: Lesson) -> None:
    def train(order: Order, _which: Which) -> Trained:
        return trained(order, 0.98 if deep(order) and order.seed < 9 else 0.5)

    [problem] = found(lesson, train, 3)
    assert "with seed 9" in problem.message


def test_an_exercise_that_enter_solves_is_a_problem(lesson: Lesson) -> None:
    [problem] = found(lesson, lambda order, _which: trained(order, 0.98))
    assert problem.field == "experiment.goal"
    assert problem.line == line_of(GOOD, "goal =")
    assert "pressing Enter solves it" in problem.message


def test_runs_that_fail_are_problems(lesson: Lesson) -> None:
    def train(order: Order, _which: Which) -> Trained:
        if deep(order):
            raise TrainError("TensorFlow is not there.")
        return trained(order, 0.1, "failed")

    assert [(problem.field, problem.message) for problem in found(lesson, train, 2)] == [
        ("experiment.reference", "cannot be trained with seed 7: TensorFlow is not there."),
        ("experiment.settings", "cannot be trained with seed 7: out of memory"),
    ]


def test_a_run_without_an_end_is_a_problem(lesson: Lesson) -> None:
    problems = found(lesson, lambda order, _which: Trained(order, Record()))
    said = "cannot be trained with seed 7: the run did not end"
    assert [problem.message for problem in problems] == [said] * 2


def test_runs_that_take_long_are_told(lesson: Lesson) -> None:
    def train(order: Order, _which: Which) -> Trained:
        return trained(order, 0.98 if deep(order) else 0.5, seconds=16.0 if deep(order) else 15.0)

    [problem] = found(lesson, train)
    assert problem.warning
    assert problem.message.startswith("the reference took 16.0 s with seed 7; up to 15 s")
    assert most_seconds(lesson.experiments[0]) == 15.0


def test_the_defaults_must_give_what_the_author_says_they_do() -> None:
    lesson = lesson_of(GOOD.replace(EXPERIMENT, SOUND))
    assert found(lesson, sound) == []
    [problem] = found(lesson, lambda order, _which: trained(order, 0.98 if deep(order) else 0.85))
    assert problem.field == "experiment.predict"
    said = "with seed 7 the defaults give 'Much' (validation accuracy 85.0 %); found 'Little'"
    assert problem.message == said


def test_some_lessons_take_turns(lesson: Lesson) -> None:
    read = lesson_of(GOOD.split("## Try it")[0])
    lessons = [lesson_of(GOOD.replace('"good"', f'"l{n}"')) for n in range(3)]
    chosen = [[one.id for one in some_of([read, *lessons], 2, turn)] for turn in range(3)]
    assert chosen == [["l0", "l1"], ["l2", "l0"], ["l1", "l2"]]
    assert [one.id for one in some_of(lessons, 5, 1)] == ["l2", "l0", "l1"]
    assert some_of([read], 2, 1) == []
