"""Advice where a goal counts seconds."""

from __future__ import annotations

import pytest

from tutor.course.advice.in_time import sooner
from tutor.course.advice.towards import towards
from tutor.course.advice.tried import Past, Tried
from tutor.course.goal import Outcome, parse
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab.settings import Settings
from tutor.lab.ways import Ways

HERE: Settings = {"units": 32, "epochs": 15, "learning_rate": 0.002}
LATE = [
    Outcome(parse("val_accuracy >= 0.98"), 0.96, met=False),
    Outcome(parse("seconds <= 3"), 3.4, met=False),
]
WAYS = Ways(smaller={"units": 16})


def stopped(epoch: int, **change: float) -> Finding:
    """Of a run that the clock stopped after so many epochs."""
    return Finding(name="still_improving", confidence=0.9, evidence="e", remedy="r", epoch=epoch,
                   change=dict(change))  # fmt: skip


@pytest.mark.parametrize(("accuracy", "spent", "change"), [
    (0.91, False, {"epochs": 9, "learning_rate": 0.004}),
    (0.97, False, {"units": 16}),
    (0.91, True, {"units": 16}),
])  # fmt: skip
def test_a_network_is_not_made_small_again_where_that_lost_more_than_time(
    accuracy: float, spent: bool, change: Settings
) -> None:
    before = Past(1, {**HERE, "units": 16, "epochs": 10}, {"val_accuracy": accuracy}, spent=spent)
    tried = Tried(HERE, {"val_accuracy": 0.96}, [before])
    told = towards(Diagnosis((stopped(10, learning_rate=0.004),)), LATE, WAYS, tried)
    assert told.advised.change == change


def test_the_epochs_that_there_is_time_for_are_told_with_their_reason() -> None:
    words, change = sooner(stopped(10, learning_rate=0.004), Ways(), {"epochs": 20, "units": 8})
    assert change == {"epochs": 9, "learning_rate": 0.004}
    assert words == (
        "Set epochs to 9 and the learning rate to 0.004: there is time for no more, and larger "
        "steps get further in each."
    )
    assert sooner(stopped(10), Ways(), {"epochs": 20})[0] == (
        "Set epochs to 9: there is time for no more."
    )


@pytest.mark.parametrize(("epoch", "settings"), [(3, {"epochs": 20}), (10, {"units": 8})])
def test_too_few_epochs_are_not_advised_nor_what_is_not_offered(
    epoch: int, settings: Settings
) -> None:
    assert sooner(stopped(epoch), Ways(), settings)[1] == {}


def test_what_is_good_enough_but_late_takes_fewer_epochs_and_no_smaller_network() -> None:
    good = [Outcome(parse("val_accuracy >= 0.95"), 0.96, met=True), LATE[1]]
    fit = Finding(name="good_fit", confidence=0.9, evidence="e", remedy="r", epoch=10)
    words, change = sooner(fit, WAYS, {"epochs": 20}, good)
    assert change == {"epochs": 9}
    assert words == (
        "Set epochs to 9: it is good enough, and the time that the goal allows was used up."
    )
    assert sooner(fit, WAYS, {"epochs": 20}, LATE)[1] == {"units": 16}


@pytest.mark.parametrize(("rate", "change"), [
    (0.001, {"epochs": 9, "learning_rate": 0.003}), (0.003, {"units": 16}),
])  # fmt: skip
def test_longer_steps_take_no_time_and_come_first_from_a_usual_rate(
    rate: float, change: Settings
) -> None:
    finding = stopped(10, learning_rate=0.003 if rate == 0.001 else 0.006)
    assert sooner(finding, WAYS, {**HERE, "learning_rate": rate}, LATE)[1] == change
