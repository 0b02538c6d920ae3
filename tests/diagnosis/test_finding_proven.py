"""Tests of what a run would have come to otherwise, as far as that was seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import history
from tests.diagnosis.test_second_look import FACTS, groups, later, told
from tutor.diagnosis.case import columns, prepare
from tutor.diagnosis.findings.proven import proven
from tutor.diagnosis.history import Facts
from tutor.diagnosis.second_look import SecondLook
from tutor.diagnosis.verdict import Proven

OFFERED = replace(FACTS, settings={**FACTS.settings, "epochs": 20},
                  choices={"epochs": (1, 60), "units": [8, 16, 32]})  # fmt: skip
END = {"val_loss": 0.24, "val_accuracy": 0.95}


def seen(second: SecondLook | None, facts: Facts = OFFERED) -> list[Proven]:
    """What was seen to help a run that has settled at 0.30, but for fewer epochs."""
    shown = told(second, facts).primary.proven
    return [one for one in shown if one.change.get("epochs", 20) >= 20]  # type: ignore[operator]


def test_more_epochs_and_the_wider_network_are_told_with_what_they_saved() -> None:
    wide = SecondLook(later=later(0.27), wider=groups(0.24, 5), change={"units": 32},
                      later_end={"val_loss": 0.27}, wider_end=END)  # fmt: skip
    longer, wider = seen(wide)
    assert (longer.change, wider.change) == ({"epochs": 30}, {"units": 32})
    assert (longer.metrics, wider.metrics) == ({"val_loss": 0.27}, END)
    assert longer.text == "Set epochs to 30: so many were tried after this run."
    assert wider.text == "Set units to 32: this network was tried after the run."


@pytest.mark.parametrize(
    "second",
    [
        None,
        SecondLook(later=later(0.32), later_end={"val_loss": 0.32}),
        SecondLook(later=later(0.27)),
        SecondLook(wider=groups(0.34, 5), change={"units": 32}, wider_end={"val_loss": 0.34}),
        SecondLook(wider=groups(0.24, 5), change={"units": 64}, wider_end=END),
        SecondLook(wider=groups(0.24, 5), wider_end=END),
    ],
)
def test_what_did_not_help_or_cannot_be_set_is_none(second: SecondLook | None) -> None:
    assert seen(second) == []


def test_more_epochs_than_are_offered_are_none() -> None:
    few = replace(OFFERED, choices={"epochs": (1, 29)})
    assert seen(SecondLook(later=later(0.2), later_end={"val_loss": 0.2}), few) == []


def test_to_stop_at_the_lowest_loss_comes_first_unless_a_schedule_would_change() -> None:
    course = np.array([0.9, 0.5, 0.4, 0.45, 0.5])
    made = history(loss=course, val_loss=course, val_accuracy=1 - course)

    def shorter(facts: Facts) -> list[Proven]:
        return list(proven(prepare(made, columns(made), facts, None, None)))

    (one,) = shorter(OFFERED)
    assert one.change == {"epochs": 3}
    assert one.metrics == pytest.approx({"val_loss": 0.4, "val_accuracy": 0.6})
    planned = replace(OFFERED, settings={**OFFERED.settings, "schedule": "cosine"})
    assert shorter(planned) == []
    assert shorter(replace(OFFERED, after=2)) == []  # the best epoch's weights were kept
