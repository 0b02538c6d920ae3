"""What was seen to be enough for a goal is advised before what nobody has tried."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutor.course.advice.towards import towards
from tutor.course.advice.tried import Past, Tried
from tutor.course.goal import Outcome, evaluate
from tutor.diagnosis.verdict import Diagnosis, Finding, Proven, Value

LONGER = Proven(text="Set epochs to 12: so many were tried.", change={"epochs": 12},
                metrics={"val_loss": 1.401, "val_accuracy": 0.51})  # fmt: skip
WIDER = Proven(text="Set units to 64: it was tried.", change={"units": 64},
               metrics={"val_loss": 1.358, "val_accuracy": 0.92})  # fmt: skip
SETTINGS: dict[str, Value] = {"epochs": 8, "units": 16}
METRICS = {"val_loss": 1.43, "val_accuracy": 0.5}


def said(name: str = "good_fit") -> Diagnosis:
    return Diagnosis((
        Finding(name=name, confidence=0.8, evidence="e", remedy="Set layers to 2.",
                change={"recurrent_layers": 2}, proven=(LONGER, WIDER)),
    ))  # fmt: skip


def goal(*conditions: str) -> list[Outcome]:
    return evaluate(conditions, metrics=METRICS, diagnosis=said(), settings=SETTINGS)


def advised(outcomes: list[Outcome], *past: Past, name: str = "good_fit") -> Finding:
    tried = Tried(SETTINGS, METRICS, past)
    return towards(said(name), outcomes, tried=tried).primary


@pytest.mark.parametrize(
    ("most", "change", "came_to"), [(1.42, LONGER.change, "1.4"), (1.37, WIDER.change, "1.36")]
)
def test_the_first_that_is_enough_is_advised(
    most: float, change: dict[str, Value], came_to: str
) -> None:
    found = advised(goal(f"val_loss <= {most}"))
    assert found.change == change
    assert found.remedy.endswith(f"tried (validation loss {came_to}: enough for the goal).")


def test_where_none_is_enough_or_the_goal_asks_for_more_it_is_advised_as_ever() -> None:
    for outcomes in (goal("val_loss <= 1.2"), goal("val_loss <= 1.42", "val_f1 >= 0.9")):
        assert "enough" not in advised(outcomes).remedy
    asked = goal("val_loss <= 1.42", "diagnosis == overfitting")
    assert "enough" not in advised(asked).remedy
    assert "enough" not in advised(goal("val_loss <= 1.42"), name="dead_relu").remedy
    assert "enough" not in advised(goal("val_loss <= 1.5")).remedy


def test_every_figure_that_the_goal_asks_for_has_to_be_enough() -> None:
    found = advised(goal("val_loss <= 1.42", "val_accuracy >= 0.9"))
    assert found.change == WIDER.change
    assert found.remedy.endswith(
        "(validation loss 1.36, validation accuracy 92.0 %: enough for the goal)."
    )
    assert advised(goal("val_loss <= 1.37", "val_accuracy >= 0.45")).change == WIDER.change


def test_what_was_trained_is_not_trained_again() -> None:
    known = Past(1, {**SETTINGS, "epochs": 12}, {"val_loss": 1.44})
    assert advised(goal("val_loss <= 1.42"), known).change == WIDER.change
    both = replace(known, settings={**SETTINGS, "units": 64})
    assert "enough" not in advised(goal("val_loss <= 1.42"), known, both).remedy


SOONER = Proven(text="Set epochs to 5: by then this run's validation loss was lower.",
                change={"epochs": 5}, metrics={"val_loss": 1.2, "val_accuracy": 0.48})  # fmt: skip


@pytest.mark.parametrize(
    ("name", "beside", "alone", "unadvised"),
    [
        ("overfitting", SOONER.change, SOONER.change, SOONER.change),
        ("still_improving", LONGER.change, {"recurrent_layers": 2}, SOONER.change),
        ("good_fit", LONGER.change, SOONER.change, SOONER.change),
        ("unstable", LONGER.change, {"recurrent_layers": 2}, {}),
    ],
)
def test_a_lucky_epoch_comes_last_where_training_too_long_is_not_the_fault(
    name: str, beside: dict[str, Value], alone: dict[str, Value], unadvised: dict[str, Value]
) -> None:
    outcomes, tried = goal("val_loss <= 1.42"), Tried(SETTINGS, METRICS)
    first = said(name).primary
    only = replace(first, proven=(SOONER,))
    for finding, wanted in (
        (replace(first, proven=(SOONER, LONGER, WIDER)), beside),
        (only, alone),
        (replace(only, change={}), unadvised),
    ):
        assert towards(Diagnosis((finding,)), outcomes, tried=tried).advised.change == wanted


def gap(outcomes: list[Outcome], *past: Past, sooner: Proven = SOONER) -> Finding:
    told = said("large_gap")
    first = replace(told.primary, proven=(sooner, LONGER, WIDER))
    tried = Tried(SETTINGS, METRICS, past)
    return towards(Diagnosis((first,)), outcomes, tried=tried).primary


def test_a_gap_beyond_the_goal_is_narrowed_by_stopping_where_the_goal_was_reached() -> None:
    found = gap(goal("val_accuracy >= 0.45"))
    assert found.change == SOONER.change
    assert found.remedy.endswith("was lower (1.2, here 1.43), and the goal was reached.")


def test_a_gap_is_not_narrowed_at_the_cost_of_the_goal_or_for_next_to_nothing() -> None:
    layers = {"recurrent_layers": 2}
    assert gap(goal("val_accuracy >= 0.49")).change == layers
    little = replace(SOONER, metrics={"val_loss": 1.4, "val_accuracy": 0.48})
    assert gap(goal("val_accuracy >= 0.45"), sooner=little).change == layers
    known = Past(1, {**SETTINGS, "epochs": 5}, {"val_loss": 1.2})
    assert gap(goal("val_accuracy >= 0.45"), known).change != SOONER.change
