"""What more epochs bring, and whether they alone lead to a goal."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tutor.course.advice.pace import Pace, pace
from tutor.course.advice.towards import towards
from tutor.course.advice.tried import Past, Tried
from tutor.course.goal import Outcome, parse
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab.settings import Settings
from tutor.lab.ways import Ways

METRIC = "val_accuracy"
SETTINGS: Settings = {"conv_layers": 1, "filters": 8, "epochs": 15}
MISSED = [Outcome(parse("val_accuracy >= 0.93"), 0.8, met=False)]
STILL = Diagnosis((Finding(name="still_improving", confidence=0.9, evidence="e",
                           remedy="Set epochs to 23.", change={"epochs": 23}),))  # fmt: skip
WAYS = Ways(larger={"filters": 16}, others=({"conv_layers": 2}, {"learning_rate": 0.003}))


def run(figure: float, *past: tuple[int, float]) -> Tried:
    earlier = [
        Past(number, {**SETTINGS, "epochs": epochs}, {METRIC: value})
        for number, (epochs, value) in enumerate(past, 1)
    ]
    return Tried(SETTINGS, {METRIC: figure}, earlier)


def test_errors_fall_as_a_power_of_the_epochs() -> None:
    found = Pace(METRIC, (10, 0.6), (40, 0.8), 0.9)  # halved by four times the epochs
    assert found.needed == pytest.approx(160)
    assert found.slow
    assert found.told == (
        "10 epochs gave 60.0 % and 40 epochs 80.0 %, so more of them alone would take some 160 to "
        "the goal, by a rough guess"
    )
    assert not Pace(METRIC, (10, 0.6), (40, 0.8), 0.85).slow


def test_what_brings_nothing_never_gets_there() -> None:
    found = Pace(METRIC, (10, 0.815), (15, 0.81), 0.93)
    assert found.needed == math.inf
    assert found.told.endswith("so more of them alone hardly lead to the goal")


@pytest.mark.parametrize(
    "tried",
    [
        run(0.8),
        run(0.8, (30, 0.9)),
        run(0.95, (10, 0.7)),
        Tried({**SETTINGS, "filters": 4}, {METRIC: 0.8}, run(0.8, (10, 0.7)).past),
        Tried(SETTINGS, {}, run(0.8, (10, 0.7)).past),
    ],
)
def test_without_a_shorter_run_of_the_same_nothing_is_known(tried: Tried) -> None:
    assert pace(tried, MISSED, METRIC) is None


def test_of_a_loss_nothing_is_reckoned() -> None:
    aim = [Outcome(parse("val_loss <= 0.2"), 0.8, met=False)]
    earlier = [Past(1, {**SETTINGS, "epochs": 10}, {"val_loss": 0.6})]
    assert pace(Tried(SETTINGS, {"val_loss": 0.5}, earlier), aim, "val_loss") is None


def test_where_epochs_lead_too_slowly_a_deeper_network_is_advised_then_a_wider_one() -> None:
    slow = run(0.81, (10, 0.815))
    told = towards(STILL, MISSED, WAYS, slow).primary
    assert told.change == {"conv_layers": 2}
    assert told.remedy.startswith("Set convolutional layers to 2: 10 epochs gave 81.5 % and 15")
    was = Past(2, {**SETTINGS, "conv_layers": 2}, {METRIC: 0.7})
    told = towards(STILL, MISSED, WAYS, Tried(SETTINGS, {METRIC: 0.81}, [*slow.past, was])).primary
    assert told.change == {"filters": 16}


@pytest.mark.parametrize("tried", [run(0.8), run(0.92, (10, 0.8))])
def test_where_epochs_lead_there_they_are_advised(tried: Tried) -> None:
    assert towards(STILL, MISSED, WAYS, tried).primary.change == {"epochs": 23}


def test_where_going_on_saved_much_the_figures_of_two_runs_are_not_trusted_more() -> None:
    slow = run(0.81, (10, 0.815))
    for gain, change in ((0.2, {"conv_layers": 2}), (0.48, {"epochs": 23})):
        still = Diagnosis((replace(STILL.primary, gain=gain),))
        assert towards(still, MISSED, WAYS, slow).primary.change == change
