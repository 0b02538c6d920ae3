"""Advice held against the goal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutor.course.advice.towards import towards
from tutor.course.advice.tried import Tried
from tutor.course.goal import Outcome, parse
from tutor.diagnosis.verdict import Diagnosis, Finding, Proven, Value
from tutor.lab.ways import Ways


def found(name: str) -> Diagnosis:
    said = Finding(name=name, confidence=0.8, evidence="e", remedy="Set units to 8.",
                   change={"units": 8})  # fmt: skip
    return Diagnosis((said, Finding(name="large_gap", confidence=0.5, evidence="e", remedy="r")))


def outcome(condition: str, *, met: bool) -> Outcome:
    return Outcome(parse(condition), 0.5, met)


def test_a_good_fit_that_misses_the_goal_is_not_made_smaller() -> None:
    told = towards(found("good_fit"), [outcome("val_accuracy >= 0.9", met=False)])
    assert told.primary.change == {}
    assert "goal" in told.primary.remedy
    assert [one.name for one in told.findings] == ["good_fit", "large_gap"]


def test_a_usual_learning_rate_is_advised_before_a_larger_network() -> None:
    change: dict[str, Value] = {"learning_rate": 0.001}
    said = Diagnosis((replace(found("good_fit").primary, change=change),))
    missed = [outcome("val_accuracy >= 0.9", met=False)]
    assert towards(said, missed, Ways(larger={"units": 64})) == said


def test_more_epochs_are_advised_where_the_goal_is_missed() -> None:
    said = Diagnosis((Finding(name="good_fit", confidence=0.8, evidence="e", change={"epochs": 15},
                              remedy="Train for 15 epochs."),))  # fmt: skip
    assert towards(said, [outcome("val_accuracy >= 0.9", met=False)]) == said


def test_where_the_goal_is_missed_a_larger_network_comes_before_stopping_a_little_earlier() -> None:
    said = Diagnosis((Finding(name="good_fit", confidence=0.8, evidence="e", change={"epochs": 12},
                              remedy="Set epochs to 12."),))  # fmt: skip
    missed, ways = [outcome("val_accuracy >= 0.9", met=False)], Ways(larger={"units": 64})
    for trained, change in ((14, {"units": 64}), (10, {"epochs": 12})):
        tried = Tried({"units": 32, "epochs": trained}, {"val_accuracy": 0.8})
        assert towards(said, missed, ways, tried).primary.change == change


@pytest.mark.parametrize(
    ("name", "outcomes"),
    [
        ("good_fit", []),
        ("good_fit", [outcome("parameters <= 1000", met=False)]),
        ("underfitting", [outcome("val_accuracy >= 0.9", met=False)]),
    ],
)
def test_all_other_advice_stays(name: str, outcomes: list[Outcome]) -> None:
    assert towards(found(name), outcomes) == found(name)


def test_a_goal_that_asks_for_a_finding_is_not_advised_against() -> None:
    told = towards(found("large_gap"), [outcome("diagnosis == overfitting", met=False)])
    assert told.advised.change == {}
    assert told.primary.remedy == (
        "The goal here is “overfitting”: more epochs, more filters, more units, more "
        "dense layers or fewer training examples lead there."
    )
    missed = [outcome("diagnosis == overfitting", met=False)]
    assert "fewer" not in towards(found("still_improving"), missed).primary.remedy
    far_off = replace(found("underfitting").primary, kind="steps")
    first = Diagnosis((far_off,))
    assert towards(first, [outcome("diagnosis == overfitting", met=False)]) == first
    cured = [outcome("diagnosis != overfitting", met=False)]
    assert towards(found("overfitting"), cured) == found("overfitting")


def test_a_finding_that_an_earlier_run_had_is_not_asked_for_once_more() -> None:
    missed = [outcome("diagnosis == overfitting", met=False)]
    tried = Tried({"units": 4, "epochs": 5}, {"val_accuracy": 0.8})
    asked = towards(found("underfitting"), missed, tried=tried)
    assert (
        asked.primary.remedy
        == "The goal here is “overfitting”: more epochs or more units lead there."
    )
    done = towards(found("underfitting"), missed, tried=replace(tried, done=True))
    assert done.advised.change == {"units": 8}


@pytest.mark.parametrize("name", ["not_enough_evidence", "noisy_validation"])
def test_where_the_goal_is_reached_nothing_is_changed_by_chance(name: str) -> None:
    told = towards(found(name), [outcome("val_accuracy >= 0.9", met=True)])
    assert told.primary.change == {}
    assert told.primary.remedy == "The goal is reached: nothing has to be changed for it."
    improving = Diagnosis((replace(found("still_improving").primary, change={}),))
    told = towards(improving, [outcome("val_accuracy >= 0.9", met=True)])
    assert told.primary.remedy == "The goal is reached: nothing has to be changed for it."


@pytest.mark.parametrize("name", ["not_enough_evidence", "noisy_validation"])
def test_what_was_seen_to_do_better_is_advised_beyond_the_goal_too(name: str) -> None:
    primary = found(name).primary
    seen = Proven(text=primary.remedy, change=primary.change, metrics={"val_loss": 0.1})
    said = Diagnosis((replace(primary, proven=(seen,)),))
    told = towards(said, [outcome("val_accuracy >= 0.9", met=True)])
    assert told.advised.change == primary.change
    assert told.advised.remedy.endswith("What is reached stays reached, whatever comes of it.")


def test_what_is_advised_once_the_goal_is_reached_undoes_nothing() -> None:
    told = towards(found("overfitting"), [outcome("val_accuracy >= 0.9", met=True)])
    assert told.primary.change == {"units": 8}
    assert (
        told.primary.remedy
        == "Set units to 8. What is reached stays reached, whatever comes of it."
    )


def test_what_the_goal_asks_of_a_setting_that_the_step_is_not_about_is_advised_too() -> None:
    outcomes = [outcome("val_accuracy >= 0.9", met=False), outcome("epochs <= 10", met=False)]
    told = towards(found("underfitting"), outcomes, Ways(aside=["epochs"]))
    assert told.advised.change == {"units": 8, "epochs": 10}
    assert told.advised.remedy == ("Set units to 8. Set epochs to 10 again: the goal asks for it.")
    assert towards(found("underfitting"), outcomes, Ways()).advised.change == {"units": 8}
    few = [outcomes[0], outcome("epochs <= 10", met=True)]
    assert towards(found("underfitting"), few, Ways(aside=["epochs"])) == found("underfitting")


@pytest.mark.parametrize("name", ["noisy_validation", "not_enough_evidence"])
def test_where_nothing_can_be_told_and_the_goal_is_missed_other_networks_are_tried(
    name: str,
) -> None:
    said = Diagnosis((Finding(name=name, confidence=0.8, evidence="e", remedy="Trust nothing."),))
    told = towards(said, [outcome("val_accuracy >= 0.9", met=False)])
    assert told.primary.remedy.startswith("Other layers, other units")
    reached = towards(said, [outcome("val_accuracy >= 0.9", met=True)]).primary.remedy
    enough = "The goal is reached: nothing has to be changed for it."
    assert reached == (enough if name == "not_enough_evidence" else "Trust nothing.")
    assert towards(found(name), [outcome("val_accuracy >= 0.9", met=False)]) == found(name)


@pytest.mark.parametrize(
    ("condition", "change", "deed"),
    [
        ("sequence_length >= 30", {"sequence_length": 30}, "Set the length of a sequence to 30: "),
        ("remove_duplicates == true", {"remove_duplicates": True}, "Switch “copies removed” on: "),
        ("form != blobs", {"units": 8}, "Set units to 8."),
    ],
)
def test_once_all_is_reached_the_setting_that_the_goal_asks_for_is_advised(
    condition: str, change: dict[str, Value], deed: str
) -> None:
    rest = [outcome("val_accuracy >= 0.9", met=True), outcome(condition, met=False)]
    told = towards(found("good_fit"), rest)
    assert told.primary.change == change
    assert told.primary.remedy.startswith(deed)
    assert towards(found("overfitting"), rest) == found("overfitting")


def test_where_only_parameters_are_left_of_the_goal_a_smaller_network_is_advised() -> None:
    said = Diagnosis((Finding(name="not_enough_evidence", confidence=0.8, evidence="e",
                              remedy="Set dropout to 0.3.", change={"dropout": 0.3}),))  # fmt: skip
    rest = [outcome("val_accuracy >= 0.9", met=True), outcome("parameters <= 1000", met=False)]
    assert towards(said, rest).primary.remedy.startswith("Take fewer layers or units")
    assert towards(said, rest).advised.change == {}


def test_where_nothing_else_is_known_a_larger_network_is_tried() -> None:
    missed = [outcome("val_accuracy >= 0.9", met=False)]
    more: dict[str, Value] = {"units": 64, "filters": [8, 16]}
    ways = Ways(larger=more)
    told = towards(found("good_fit"), missed, ways)
    assert told.primary.change == more
    assert told.primary.remedy == (
        "Set units to 64 and filters to 8, 16: a wider network may get closer to the goal."
    )
    assert towards(found("overfitting"), missed, ways) == found("overfitting")
    gap = towards(found("large_gap"), missed, ways)
    assert gap.primary.change == more
    assert gap.primary.remedy.endswith("narrow the gap, and get further away from it.")
    cure = [*missed, outcome("diagnosis != large_gap", met=False)]
    assert towards(found("large_gap"), cure, ways) == found("large_gap")
    assert towards(found("not_enough_evidence"), missed, ways) == found("not_enough_evidence")
    reached = [outcome("val_accuracy >= 0.9", met=True)]
    assert towards(found("good_fit"), reached, ways).primary.remedy == (
        "Set units to 8. What is reached stays reached, whatever comes of it."
    )


def test_what_mends_a_finding_that_the_goal_asks_for_undoes_nothing_that_is_done() -> None:
    asked = [outcome("diagnosis == overfitting", met=True)]
    told = towards(found("overfitting"), asked)
    assert (
        told.primary.remedy
        == "Set units to 8. What is reached stays reached, whatever comes of it."
    )
    assert told.primary.change == {"units": 8}
    idle = Diagnosis((replace(found("overfitting").primary, change={}),))
    assert towards(idle, asked) == idle


def test_where_restraint_is_used_up_and_the_goal_is_missed_a_larger_network_is_tried() -> None:
    more: dict[str, Value] = {"units": 64}
    ways = Ways(larger=more)
    said = Diagnosis((Finding(name="overfitting", confidence=0.9, evidence="e", remedy="Wait."),))
    told = towards(said, [outcome("val_accuracy >= 0.9", met=False)], ways)
    assert told.primary.change == more
    assert "No setting here holds it back further" in told.primary.remedy
    assert towards(said, [outcome("val_accuracy >= 0.9", met=True)], ways) == said


@pytest.mark.parametrize("name", ["still_improving", "not_enough_evidence", "large_gap"])
def test_a_run_that_took_too_long_is_made_cheaper_before_anything_else(name: str) -> None:
    late = [outcome("val_accuracy >= 0.9", met=False), outcome("seconds <= 0.4", met=False)]
    ways = Ways(larger={"units": 64}, smaller={"units": 4})
    told = towards(found(name), late, ways).primary
    assert told.change == {"units": 4}
    assert told.remedy == (
        "Set units to 4: a smaller network takes less time, and the time that the goal allows was "
        "used up."
    )
    tiny = replace(ways, quicker={"batch_size": 32})
    assert towards(found(name), late, tiny).primary.change == {"batch_size": 32}
    least = towards(found(name), late, Ways(larger={"units": 64})).primary
    assert least.change == {}
    assert least.remedy.startswith("Take larger batches, fewer epochs or fewer layers: ")
    assert towards(found("diverged"), late, ways) == found("diverged")


@pytest.mark.parametrize(("limit", "change"), [(0.8, {}), (1.2, {"units": 64})])
def test_a_larger_network_is_tried_only_where_there_is_time_for_it(
    limit: float, change: dict[str, Value]
) -> None:
    goal = [outcome("val_accuracy >= 0.9", met=False), outcome(f"seconds <= {limit}", met=True)]
    said = Diagnosis((Finding(name="good_fit", confidence=0.8, evidence="e", remedy="r"),))
    assert towards(said, goal, Ways(larger={"units": 64})).advised.change == change


@pytest.mark.parametrize(
    ("larger", "said"),
    [
        ({"conv_layers": 2}, "Set convolutional layers to 2: a deeper network may"),
        ({"bidirectional": True}, "Set reading to both ways: a layer that reads both ways may"),
        ({"sequence_length": 32}, "Set the length of a sequence to 32: what came longer ago may"),
        ({"units": [8, 4]}, "Set cells to 8, 4: a wider network may"),
    ],
)
def test_what_makes_a_network_larger_is_called_what_it_is(
    larger: dict[str, Value], said: str
) -> None:
    good = Diagnosis((Finding(name="good_fit", confidence=0.8, evidence="e", remedy="r"),))
    ways = Ways(larger=larger, labels={"units": "cells"})
    told = towards(good, [outcome("val_accuracy >= 0.9", met=False)], ways).primary.remedy
    assert told.startswith(said)


def test_what_still_improves_and_may_go_on_no_longer_is_made_larger() -> None:
    missed = [outcome("val_accuracy >= 0.9", met=False)]
    said = Diagnosis(
        (Finding(name="still_improving", confidence=0.8, evidence="e", remedy="Wait."),)
    )
    told = towards(said, missed, Ways(larger={"units": 64})).primary
    assert told.change == {"units": 64}
    assert told.remedy == "Set units to 64: a wider network may get further in the same epochs."
    assert towards(found("still_improving"), missed, Ways(larger={"units": 64})) == found(
        "still_improving"
    )


@pytest.mark.parametrize("name", ["good_fit", "not_enough_evidence"])
def test_a_wider_network_that_was_just_tried_in_vain_is_not_advised(name: str) -> None:
    missed = [outcome("val_accuracy >= 0.9", met=False)]
    plain = Finding(name=name, confidence=0.8, evidence="e", remedy="r")
    ways = Ways(larger={"units": 64}, others=({"activation": "tanh"}, {"conv_layers": 3}))
    assert towards(Diagnosis((plain,)), missed, ways).primary.change == {"units": 64}
    vain = Diagnosis((replace(plain, in_vain={"units": 128, "filters": 64}),))
    assert towards(vain, missed, ways).primary.change == {"conv_layers": 3}
    assert towards(vain, missed, replace(ways, others=())).advised.change == {}
    other = Diagnosis((replace(plain, in_vain={"filters": 64}),))
    assert towards(other, missed, ways).primary.change == {"units": 64}


def test_a_longer_sequence_is_advised_for_its_own_reason_alone() -> None:
    said = Diagnosis((Finding(name="large_gap", confidence=0.8, evidence="e", remedy="r"),))
    missed = [outcome("val_accuracy >= 0.9", met=False)]
    told = towards(said, missed, Ways(larger={"sequence_length": 32})).primary
    assert told.change == {"sequence_length": 32}
    assert told.remedy.endswith("what came longer ago may tell more of what follows.")


def test_where_all_is_open_a_layer_comes_first_if_the_lesson_names_layers_first() -> None:
    missed = [outcome("val_accuracy >= 0.9", met=False)]
    ways = Ways(larger={"conv_layers": 3}, rather="deeper")
    assert towards(found("not_enough_evidence"), missed, ways).primary.change == {"conv_layers": 3}
    for name, other in (
        ("not_enough_evidence", replace(ways, rather="")), ("large_gap", ways),
        ("not_enough_evidence", replace(ways, larger={"units": 64})),
    ):  # fmt: skip
        assert towards(found(name), missed, other).primary.change == {"units": 8}
