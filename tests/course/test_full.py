"""The check that trains: the reference must reach the goal, the defaults must not."""

from __future__ import annotations

import pytest

from tests.course.lesson_texts import GOOD, PATH, line_of
from tutor.course.full import TrainError, Which, check_full, trainings
from tutor.course.lesson import Lesson
from tutor.course.markdown import parse
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.run import Order, Record

FINDING = Finding(name="good_fit", confidence=0.9, evidence="Both settled.", remedy="Go on.")


@pytest.fixture
def lesson() -> Lesson:
    lesson, problems = parse(PATH, GOOD)
    assert lesson is not None
    assert not problems
    return lesson


def record_of(order: Order, accuracy: float, reason: str = "finished") -> Record:
    """The record of a run of `order` that reached `accuracy`."""
    record = Record()
    told: list[events.Any] = [
        events.RunStarted(
            run=order.run, at=0.0, epochs=20, steps=1, parameters=order.network.parameters,
            train=1, validation=1, test=1, device="CPU", prepare_seconds=0.0,
        ),
        events.Diagnosed(diagnosis=Diagnosis((FINDING,))),
        events.RunEnded(
            reason=reason, epochs=20, seconds=1.0, metrics={"val_accuracy": accuracy},
            message="out of memory" if reason == "failed" else "",
        ),
    ]  # fmt: skip
    for event in told:
        record.apply(event)
    return record


def deep(order: Order) -> bool:
    return order.settings["conv_layers"] == 2


def test_a_sound_exercise_is_won_by_its_reference_alone(lesson: Lesson) -> None:
    orders: list[Order] = []
    tried: list[Which] = []

    def train(order: Order, which: Which) -> Record:
        orders.append(order)
        tried.append(which)
        return record_of(order, 0.98 if deep(order) else 0.5)

    assert check_full(lesson, train) == []
    assert tried == ["reference", "defaults"]
    assert len(tried) == trainings(lesson)
    assert [order.settings["filters"] for order in orders] == [[8, 16], 8]
    assert [order.settings["epochs"] for order in orders] == [20, 10]
    assert {order.seed for order in orders} == {7}
    assert {order.lesson for order in orders} == {"good"}


def test_an_exercise_that_cannot_be_solved_is_a_problem(lesson: Lesson) -> None:
    [problem] = check_full(lesson, lambda order, _which: record_of(order, 0.5))
    assert problem.field == "experiment.reference"
    assert problem.line == line_of(GOOD, "[reference]")
    assert "does not reach the goal (val_accuracy >= 0.9: 0.5; diagnosis" in problem.message


def test_an_exercise_that_enter_solves_is_a_problem(lesson: Lesson) -> None:
    [problem] = check_full(lesson, lambda order, _which: record_of(order, 0.98))
    assert problem.field == "experiment.goal"
    assert problem.line == line_of(GOOD, "goal =")
    assert "pressing Enter solves it" in problem.message


def test_runs_that_fail_are_problems(lesson: Lesson) -> None:
    def train(order: Order, _which: Which) -> Record:
        if deep(order):
            raise TrainError("TensorFlow is not there.")
        return record_of(order, 0.1, "failed")

    found = check_full(lesson, train)
    assert [(problem.field, problem.message) for problem in found] == [
        ("experiment.reference", "cannot be trained: TensorFlow is not there."),
        ("experiment.settings", "cannot be trained: out of memory"),
    ]


def test_a_run_without_an_end_is_a_problem(lesson: Lesson) -> None:
    found = check_full(lesson, lambda _order, _which: Record())
    assert [problem.message for problem in found] == ["cannot be trained: the run did not end"] * 2
