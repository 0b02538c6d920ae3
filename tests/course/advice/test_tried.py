"""Advice and what was trained before: no circles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutor.course.advice.towards import towards
from tutor.course.advice.tried import Past, Tried, figure
from tutor.course.goal import Outcome, parse
from tutor.diagnosis.verdict import Diagnosis, Finding, Proven, Remedy, Value
from tutor.lab.settings import Settings
from tutor.lab.ways import Ways

HERE: Settings = {"hidden_layers": 1, "units": 32, "dropout": 0.0, "learning_rate": 0.003}
MISSED = [Outcome(parse("val_accuracy >= 0.95"), 0.9, met=False)]


def remedy(**change: Value) -> Remedy:
    return Remedy(f"Set {next(iter(change))} to {next(iter(change.values()))}: it helps.", change)


def found(*remedies: Remedy, name: str = "overfitting") -> Diagnosis:
    first, *further = remedies
    return Diagnosis(
        (
            Finding(name=name, confidence=0.9, evidence="e", remedy=first.text,
                    change=first.change, further=tuple(further)),
        )
    )  # fmt: skip


def tried(*past: tuple[Settings, float]) -> Tried:
    runs = [
        Past(number, {**HERE, **settings}, {"val_accuracy": value})
        for number, (settings, value) in enumerate(past, 1)
    ]
    return Tried(HERE, {"val_accuracy": 0.9}, runs)


def test_the_next_remedy_is_taken_where_the_first_leads_back_to_what_did_no_better() -> None:
    advice = found(remedy(units=16), remedy(dropout=0.3))
    told = towards(advice, MISSED, None, tried(({"units": 16}, 0.9))).primary
    assert told.change == {"dropout": 0.3}
    assert told.remedy == "Set dropout to 0.3: it helps."
    assert towards(advice, MISSED, None, tried()).primary.change == {"units": 16}
    assert towards(advice, MISSED, None, None) == advice


def test_what_was_seen_of_this_network_counts_for_more_than_a_run_of_another() -> None:
    wider = remedy(units=64)
    other: Settings = {"units": 32, "hidden_layers": 2}
    runs = tried((other, 0.85), ({**other, "units": 64}, 0.84))
    advice = found(wider, remedy(learning_rate=0.01), name="still_improving")
    assert towards(advice, MISSED, None, runs).primary.change == {"learning_rate": 0.01}
    better = Proven(text=wider.text, change=wider.change, metrics={"val_loss": 0.1})
    seen = Diagnosis((replace(advice.primary, proven=(better,)),))
    assert towards(seen, MISSED, None, runs).primary.change == {"units": 64}
    known = tried((other, 0.85), ({"units": 64}, 0.84))
    assert towards(seen, MISSED, None, known).primary.change == {"learning_rate": 0.01}


def test_smaller_steps_that_raised_the_loss_are_not_made_smaller_still_after_the_goal() -> None:
    here = {**HERE, "epochs": 80, "learning_rate": 0.0006}
    had = {"val_accuracy": 0.91, "val_loss": 0.35}
    larger = Past(1, {**here, "epochs": 40, "learning_rate": 0.002}, had)
    runs = Tried(here, {"val_accuracy": 0.9, "val_loss": 0.47}, [larger], done=True)
    reached = [Outcome(parse("val_accuracy >= 0.85"), 0.9, met=True)]
    advice = found(remedy(learning_rate=0.00018), name="unstable")
    told = towards(advice, reached, None, runs).primary
    assert told.change == {}
    assert "raises the loss" in told.remedy


def test_what_overfitted_before_and_is_cured_needs_no_change() -> None:
    asked = [Outcome(parse("diagnosis == overfitting"), "good_fit", met=False)]
    good = found(remedy(units=16), name="good_fit")
    done = replace(tried(({"units": 64}, 0.9)), done=True)
    assert towards(good, asked, None, done).primary.change == {}
    assert "reached the goal" in towards(good, asked, None, done).primary.remedy


def test_where_none_is_left_the_card_says_what_was_tried_and_what_it_gave() -> None:
    told = towards(found(remedy(units=16)), [], None, tried(({}, 0.9), ({"units": 16}, 0.88)))
    assert told.advised.change == {}
    assert told.primary.remedy == (
        "Change something else in Build: with units 16 an earlier run had a validation "
        "accuracy of 88.0 % (here 90.0 %)."
    )


def test_back_to_what_did_better_is_said_with_its_figure() -> None:
    told = towards(found(remedy(units=16), remedy(dropout=0.3)), [], None,
                   tried(({"units": 16}, 0.93))).primary  # fmt: skip
    assert told.change == {"units": 16}
    assert told.remedy == (
        "Set units to 16: with units 16 an earlier run had a validation accuracy of 93.0 % "
        "(here 90.0 %)."
    )


def test_of_earlier_values_that_a_remedy_could_lead_back_to_the_best_is_taken() -> None:
    advice = found(remedy(learning_rate=0.001), name="dead_relu")
    past: tuple[tuple[Settings, float], ...] = (
        ({"learning_rate": 0.001}, 0.93),
        ({"learning_rate": 0.01}, 0.97),
        ({"learning_rate": 0.01, "units": 64}, 0.94),
    )
    told = towards(advice, MISSED, None, tried(*past)).primary
    assert told.change == {"learning_rate": 0.01}
    assert told.remedy == (
        "Set the learning rate to 0.01: with learning rate 0.01 an earlier run had a validation "
        "accuracy of 97.0 % (here 90.0 %)."
    )
    # So is the best on the way, where that rate itself was never tried so.
    assert towards(
        advice, MISSED, None, replace(tried(past[1]), settings={**HERE, "learning_rate": 0.1})
    ).primary.change == {"learning_rate": 0.01}
    # The best of all is reached by something else.
    assert towards(advice, MISSED, None, tried(*past, ({"units": 64}, 0.99))).primary.change == {
        "learning_rate": 0.001
    }


@pytest.mark.parametrize(
    ("rate", "figure", "left"),
    [
        (0.01, 0.88, False),  # unstable at 0.01, too slow at 0.003: 0.006 is on the way back
        (0.01, 0.93, True),  # it did better there: between the two may be best
        (0.004, 0.85, False),  # beyond what did worse
        (0.001, 0.85, True),  # the other way
        (0.1, 0.2, True),  # so far off that it tells nothing of a small step
    ],
)
def test_a_number_is_not_turned_back_the_way_it_came(
    rate: float, figure: float, left: bool
) -> None:
    steps = found(remedy(learning_rate=0.006), name="still_improving")
    told = towards(steps, MISSED, None, tried(({"learning_rate": rate}, figure)))
    assert bool(told.advised.change) == left


def test_others_data_and_other_changes_beside_it_tell_nothing() -> None:
    advice = found(remedy(units=16))
    elsewhere = tried(({"units": 16, "dropout": 0.3}, 0.5))
    assert towards(advice, [], None, elsewhere) == advice
    past = [Past(1, {**HERE, "units": 16}, {"val_accuracy": 0.5})]
    other = Tried(HERE, {"val_accuracy": 0.9}, past, lambda _past: False)
    assert towards(advice, [], None, other) == advice


def test_a_larger_network_is_advised_once_only() -> None:
    good = Diagnosis((Finding(name="good_fit", confidence=0.8, evidence="e", remedy="r"),))
    grown = Ways(larger={"units": 64})
    assert towards(good, MISSED, grown, tried()).advised.change == {"units": 64}
    again = towards(good, MISSED, grown, tried(({"units": 64}, 0.9)))
    assert again.advised.change == {}
    vain = found(remedy(units=16), name="not_enough_evidence")
    onward = towards(vain, MISSED, grown, tried(({"units": 16}, 0.9)))
    assert onward.advised.change == {"units": 64}


def test_runs_are_held_against_each_other_by_the_figure_of_the_goal() -> None:
    metrics = {"val_accuracy": 0.9, "val_loss": 0.3}
    here = Tried(HERE, metrics)
    reached = Outcome(parse("val_accuracy >= 0.8"), 0.9, met=True)
    assert here.metric([reached, Outcome(parse("val_loss <= 0.2"), 0.3, met=False)]) == "val_loss"
    assert here.metric([reached]) == "val_accuracy"
    assert here.metric([]) == "val_accuracy"
    assert Tried(HERE, {"val_loss": 0.3}).metric([]) == "val_loss"
    lower = Past(1, HERE, {"val_loss": 0.2})
    assert here.better(lower, "val_loss")
    assert not here.better(Past(1, HERE, {"val_loss": float("nan")}), "val_loss")
    assert figure("val_loss", metrics) == "0.3"
    assert figure("val_f1", metrics) == "none"


def test_settings_of_no_layer_and_lists_of_like_values_make_no_difference() -> None:
    flat: Settings = {**HERE, "hidden_layers": 2, "units": [16, 16], "conv_layers": 0, "filters": 8}
    here = Tried({**flat, "units": 32}, {"val_accuracy": 0.9})
    past = Past(1, {**flat, "filters": 16}, {"val_accuracy": 0.9})
    assert here.same(past, {"units": 16})


def test_only_what_the_experiment_offers_is_named_as_a_way_to_the_goal() -> None:
    good = Diagnosis((Finding(name="good_fit", confidence=0.8, evidence="e", remedy="r"),))
    told = towards(good, MISSED, None, tried()).primary.remedy
    assert told == ("More layers, more units or another learning rate may get closer to the goal.")
    text = Tried({"sequence_length": 9, "cell": "GRU"}, {"val_accuracy": 0.9})
    assert towards(good, MISSED, None, text).primary.remedy.startswith(
        "Another cell or another length of a sequence may"
    )
    none = Tried({"batch_size": 4}, {"val_accuracy": 0.9})
    assert "another seed" in towards(good, MISSED, None, none).primary.remedy


def test_who_did_worse_by_growing_is_not_told_to_grow_further() -> None:
    vain = found(Remedy("Wait.", {}), name="not_enough_evidence")
    grew = tried(({"units": 16}, 0.92))
    assert towards(vain, MISSED, Ways(larger={"units": 64}), grew).advised.change == {"units": 16}
    better = tried(({"units": 16}, 0.85))
    assert towards(vain, MISSED, Ways(larger={"units": 64}), better).advised.change == {"units": 64}


def test_where_nothing_else_is_left_the_best_run_so_far_is_gone_back_to() -> None:
    vain = found(Remedy("Wait.", {}), name="noisy_validation")
    past = tried(({"units": 16}, 0.93), ({"units": 16, "dropout": 0.5}, 0.91), ({}, 0.9))
    told = towards(vain, MISSED, None, past).primary
    assert told.change == {"units": 16}
    assert told.remedy == (
        "Set units to 16: with units 16 an earlier run had a validation accuracy of 93.0 % "
        "(here 90.0 %). Go on from there."
    )
    reached = [Outcome(parse("val_accuracy >= 0.8"), 0.9, met=True)]
    assert towards(vain, reached, None, past) == vain
    assert towards(vain, MISSED, None, tried(({"units": 16}, 0.9))).advised.change == {}


def test_figures_of_several_seeds_are_told_to_be_means() -> None:
    vain = found(Remedy("Wait.", {}), name="noisy_validation")
    lucky = Past(1, {**HERE, "units": 16}, {"val_accuracy": 0.93}, seeds=2)
    told = towards(vain, MISSED, None, Tried(HERE, {"val_accuracy": 0.9}, [lucky], seeds=3)).primary
    assert told.remedy == (
        "Set units to 16: 2 earlier runs with units 16 had on average a validation accuracy of "
        "93.0 % (here on average 90.0 %). Go on from there."
    )


def test_what_the_goal_asks_for_is_no_advice_where_it_was_tried_and_missed_the_rest() -> None:
    few = [Outcome(parse("val_accuracy >= 0.9"), 0.9, met=True),
           Outcome(parse("units <= 16"), 32.0, met=False)]  # fmt: skip
    advice = found(remedy(units=64), name="good_fit")
    assert towards(advice, few, None, tried()).advised.change == {"units": 16}
    told = towards(advice, few, None, tried(({"units": 16}, 0.85)))
    assert told.advised.change == {}
    assert "with units 16 an earlier run had" in told.primary.remedy


def test_a_run_with_what_the_goal_wants_not_to_be_found_is_no_measure() -> None:
    vain = found(Remedy("Wait.", {}), name="noisy_validation")
    for finding, met, change in (("overfitting", True, {}), ("large_gap", True, {"units": 16}),
                                 ("overfitting", False, {"units": 16})):  # fmt: skip
        runs = replace(tried(({"units": 16}, 0.93)), has=lambda _past, name: name == "overfitting")
        goal = [*MISSED, Outcome(parse(f"diagnosis != {finding}"), None, met=met)]
        assert towards(vain, goal, None, runs).advised.change == change


def test_runs_are_held_against_each_other_over_the_seeds_that_both_have() -> None:
    vain = found(Remedy("Wait.", {}), name="noisy_validation")
    there: dict[str, Value] = {"units": 16}
    for mine, change in ((0.94, {}), (0.92, there), (None, there)):
        beside = None if mine is None else {"val_accuracy": mine}
        past = Past(1, {**HERE, "units": 16}, {"val_accuracy": 0.93}, beside=beside)
        here = Tried(HERE, {"val_accuracy": 0.9}, [past], seeds=2)
        told = towards(vain, MISSED, None, here).advised
        assert told.change == change
        if change:
            here_told = "here on average 90.0 %" if mine is None else "here 92.0 %"
            assert (
                f"an earlier run had a validation accuracy of 93.0 % ({here_told})" in told.remedy
            )
        advice = found(remedy(units=16), remedy(dropout=0.3), name="underfitting")
        again = towards(advice, MISSED, None, here)
        assert again.advised.change == (change or {"dropout": 0.3})


def test_a_known_run_is_gone_back_to_only_if_it_is_the_best() -> None:
    advice = found(remedy(units=16), remedy(dropout=0.3))
    past = tried(({"units": 16}, 0.93), ({"units": 16, "dropout": 0.5}, 0.94))
    assert towards(advice, MISSED, None, past).primary.change == {"dropout": 0.3}


@pytest.mark.parametrize(
    ("before", "figure", "left"),
    [(0.001, 0.9, False), (0.001, 0.88, True), (0.001, 0.92, False)],
)
def test_what_brought_nothing_is_not_done_further(before: float, figure: float, left: bool) -> None:
    faster = found(remedy(learning_rate=0.006), name="still_improving")
    past = tried(({"learning_rate": before}, figure))
    assert (towards(faster, MISSED, None, past).primary.change == {"learning_rate": 0.006}) == left
    longer = found(remedy(cell="LSTM"))
    assert towards(longer, MISSED, None, past).primary.change == {"cell": "LSTM"}


def test_a_broken_training_goes_back_to_what_was_better_if_not_best() -> None:
    past = tried(({"units": 16}, 0.93), ({"units": 16, "dropout": 0.5}, 0.94))
    for name, change in (("dead_relu", {"units": 16}), ("overfitting", {"dropout": 0.3})):
        advice = found(remedy(units=16), remedy(dropout=0.3), name=name)
        assert towards(advice, MISSED, None, past).primary.change == change


def test_what_would_mend_a_broken_training_is_told_before_anything_untried() -> None:
    vain = found(Remedy("Lower the learning rate.", {}), name="dead_relu")
    others = Ways(others=({"units": 64},))
    assert towards(vain, MISSED, others, tried()) == vain


def test_what_used_up_its_time_is_not_gone_back_to() -> None:
    vain = found(Remedy("Wait.", {}), name="noisy_validation")
    runs = [Past(1, {**HERE, "units": 16}, {"val_accuracy": 0.97}, spent=True),
            Past(2, {**HERE, "units": 8}, {"val_accuracy": 0.93})]  # fmt: skip
    told = towards(vain, MISSED, None, Tried(HERE, {"val_accuracy": 0.9}, runs)).primary
    assert told.change == {"units": 8}


def test_larger_batches_that_were_not_enough_go_with_a_smaller_network() -> None:
    slow = [Outcome(parse("seconds <= 3"), 9.0, met=False), *MISSED]
    ways = Ways(smaller={"units": 16}, quicker={"batch_size": 32})
    said = found(remedy(dropout=0.3), name="not_enough_evidence")
    assert towards(said, slow, ways, tried()).primary.change == {"batch_size": 32}
    told = towards(said, slow, ways, tried(({"batch_size": 32}, 0.9))).primary
    assert told.change == {"units": 16, "batch_size": 32}
    assert "a smaller network in larger batches takes less time" in told.remedy


def test_what_was_better_by_a_hair_is_gone_back_to_last_of_all() -> None:
    hardly = tried(({"units": 16}, 0.907))
    advice = found(remedy(units=16), remedy(dropout=0.3))
    assert towards(advice, MISSED, None, hardly).primary.change == {"dropout": 0.3}
    vain = found(Remedy("Wait.", {}), name="noisy_validation")
    others = Ways(others=({"learning_rate": 0.01},))
    assert towards(vain, MISSED, others, hardly).primary.change == {"learning_rate": 0.01}
    assert towards(vain, MISSED, None, hardly).primary.change == {"units": 16}


@pytest.mark.parametrize(
    ("mine", "theirs", "clearly"),
    [(0.2, 0.195, True), (2.0, 1.99, False), (float("nan"), 2.0, True)],
)
def test_a_loss_is_clearly_lower_by_a_share_of_it(
    mine: float, theirs: float, *, clearly: bool
) -> None:
    runs = Tried(HERE, {"val_loss": mine}, [Past(1, {**HERE, "units": 16}, {"val_loss": theirs})])
    assert runs.best("val_loss") is not None
    assert (runs.best("val_loss", clearly=True) is not None) is clearly


def test_where_nothing_is_left_what_was_never_tried_is() -> None:
    vain = found(Remedy("Wait.", {}), name="noisy_validation")
    others = Ways(others=({"units": 16}, {"learning_rate": 0.01}))
    told = towards(vain, MISSED, others, tried(({"units": 16}, 0.88))).primary
    assert told.change == {"learning_rate": 0.01}
    assert told.remedy == (
        "Set the learning rate to 0.01: it is untried with these settings; what it brings, a run "
        "will tell."
    )
    best = tried(({"units": 16}, 0.93))
    assert towards(vain, MISSED, others, best).primary.change == {"units": 16}
    both = tried(({"units": 16}, 0.88), ({"learning_rate": 0.01}, 0.88))
    assert towards(vain, MISSED, others, both).advised.change == {}
    reached = [Outcome(parse("val_accuracy >= 0.8"), 0.9, met=True)]
    assert towards(vain, reached, others, tried()) == vain


def test_what_overfits_is_held_back_before_a_known_run_is_trained_again() -> None:
    stop, hold = remedy(units=16), remedy(dropout=0.3)
    known = tried(({"units": 16}, 0.93))
    assert towards(found(stop, hold), MISSED, None, known).primary.change == {"dropout": 0.3}
    assert towards(found(stop), MISSED, None, known).primary.change == {"units": 16}
    done = replace(known, done=True)
    assert towards(found(stop, hold), MISSED, None, done).primary.change == {"units": 16}


@pytest.mark.parametrize("name", ["good_fit", "large_gap"])
def test_from_what_misses_a_goal_reached_before_it_goes_back_to_what_reached_it(name: str) -> None:
    said = found(Remedy("Set units to 8.", {"units": 8}), name=name)
    before = tried(({"units": 64}, 0.95))
    ways = Ways(larger={"units": 128})
    assert towards(said, MISSED, ways, before).primary.change == {"units": 128}
    back = towards(said, MISSED, ways, replace(before, done=True))
    assert back.primary.change == {"units": 64}


@pytest.mark.parametrize(("window", "key"), [(11, "S"), (31, "s")])
def test_what_a_window_brings_is_seen_without_a_training(window: int, key: str) -> None:
    runs = Tried({"smoothing": 21}, {"val_accuracy": 0.8})
    vain = found(Remedy("Wait.", {}), name="noisy_validation")
    told = towards(vain, MISSED, Ways(others=({"smoothing": window},)), runs).primary
    assert told.change == {"smoothing": window}
    assert f"(v, then {key}) shows what it brings" in told.remedy


def test_a_goal_on_size_asks_for_less_even_where_a_larger_network_did_better() -> None:
    good = found(Remedy("Wait.", {}), name="not_enough_evidence")
    left = [Outcome(parse("val_accuracy >= 0.8"), 0.9, met=True),
            Outcome(parse("parameters <= 100"), 300.0, met=False)]  # fmt: skip
    less = Ways(smaller={"units": 8})
    told = towards(good, left, less, tried(({"units": 64}, 0.95))).primary
    assert told.change == {"units": 8}
    assert told.remedy == "Set units to 8: only the number of parameters is left of the goal."
    assert towards(good, left, less, tried(({"units": 8}, 0.7))).advised.change == {}


def test_where_the_goal_is_reached_as_good_and_smaller_is_no_failure() -> None:
    reached = [Outcome(parse("val_accuracy >= 0.8"), 0.9, met=True)]
    good = found(remedy(units=8), name="good_fit")
    wider = tried(({"units": 64}, 0.9))
    assert towards(good, reached, None, wider).primary.change == {"units": 8}
    both = tried(({"units": 64}, 0.9), ({"units": 8}, 0.9))
    told = towards(good, reached, None, both).primary
    assert told.change == {}
    assert told.remedy.startswith("The goal is reached, and what these curves advise was tried: ")


def test_a_loss_that_is_all_but_gone_costs_nothing_where_all_is_right() -> None:
    def dearer(accuracy: float) -> bool:
        before = Past(1, HERE, {"val_accuracy": 1.0, "val_loss": 0.0004})
        return Tried(HERE, {"val_accuracy": accuracy, "val_loss": 0.0015}).dearer(before)

    assert not dearer(1.0)
    assert dearer(0.98)


@pytest.mark.parametrize(("loss", "better"), [(0.24, False), (0.20, True)])
def test_where_nothing_is_left_to_do_an_earlier_run_that_was_better_is_named(
    loss: float, *, better: bool
) -> None:
    before = Past(1, {**HERE, "learning_rate": 0.01}, {"val_accuracy": 0.96, "val_loss": loss})
    here = Tried(HERE, {"val_accuracy": 0.96, "val_loss": 0.25}, [before], done=True)
    met = [Outcome(parse("val_accuracy >= 0.95"), 0.96, met=True)]
    open_end = found(remedy(epochs=9), name="not_enough_evidence")
    told = towards(open_end, met, None, here).primary
    assert told.change == {}
    words = "With learning rate 0.01 an earlier run had a validation loss of 0.2 (here 0.25)."
    assert told.remedy.endswith(words) == better
    small = [*met, Outcome(parse("parameters <= 1000"), 482.0, met=True)]
    assert not towards(open_end, small, None, here).primary.remedy.endswith(words)


@pytest.mark.parametrize(("loss", "goes_on"), [(0.24, True), (0.20, False)])
def test_once_the_goal_is_reached_it_grows_no_smaller_at_the_cost_of_the_loss(
    loss: float, goes_on: bool
) -> None:
    settings = {**HERE, "units": 64, "epochs": 6}
    larger = Past(1, settings, {"val_accuracy": 0.96, "val_loss": loss})
    mine: Settings = {**HERE, "epochs": 9}
    here = Tried(mine, {"val_accuracy": 0.96, "val_loss": 0.25}, [larger], done=True)
    met = [Outcome(parse("val_accuracy >= 0.95"), 0.96, met=True)]
    told = towards(found(remedy(units=16), name="good_fit"), met, None, here).primary
    assert bool(told.change) is goes_on
    price = (
        "The goal is reached, and to go on this way raises the loss: with units 64 an "
        "earlier run had a validation loss of 0.2 (here 0.25)."
    )
    assert (told.remedy == price) is not goes_on


@pytest.mark.parametrize(("changed", "vain"), [("dropout", True), ("units", False)])
def test_larger_steps_of_another_network_are_no_reason_against_them(
    changed: str, *, vain: bool
) -> None:
    other: Settings = {changed: 0.5 if changed == "dropout" else 64}
    past = (other, 0.9), ({**other, "learning_rate": 0.01}, 0.85)
    told = towards(found(remedy(learning_rate=0.01)), MISSED, None, tried(*past)).primary
    assert (told.change == {}) is vain


@pytest.mark.parametrize("here", [16, [16], [16, 16]])
def test_the_way_to_a_narrower_network_is_known_whichever_way_widths_are_written(
    here: Value,
) -> None:
    layers: Settings = {"filters": here, "epochs": 30, "conv_layers": 2 if here == [16, 16] else 1}
    past = [
        Past(1, {**layers, "filters": [4], "epochs": 20}, {"val_accuracy": 0.82}),
        Past(2, {**layers, "epochs": 20}, {"val_accuracy": 0.9}),
    ]
    known = Tried(layers, {"val_accuracy": 0.92}, past)
    advice = found(remedy(filters=8), name="large_gap")
    assert towards(advice, [], None, known).advised.change == {}
    smaller = Ways(smaller={"filters": 8})  # is no reason where the goal asks for no small one
    assert towards(advice, [], smaller, known).advised.change == {}
    large = [Outcome(parse("parameters <= 500"), 900, met=False)]
    assert towards(advice, large, smaller, known).advised.change == {"filters": 8}
    wider = replace(known, metrics={"val_accuracy": 0.8})
    assert towards(advice, [], None, wider).advised.change == {"filters": 8}


@pytest.mark.parametrize(("name", "change"), [
    ("still_improving", {}), ("good_fit", {"epochs": 10}),
])  # fmt: skip
def test_what_still_improves_is_not_sent_back_to_fewer_epochs(name: str, change: Settings) -> None:
    longer: Settings = {**HERE, "epochs": 15}
    past = [Past(1, {**HERE, "epochs": 10}, {"val_accuracy": 0.93})]
    known = Tried(longer, {"val_accuracy": 0.9}, past)
    advice = found(remedy(epochs=23), name=name)
    assert towards(advice, MISSED, None, known).advised.change == change


@pytest.mark.parametrize(("name", "change"), [
    ("still_improving", {"epochs": 23}), ("overfitting", {"units": 64}),
])  # fmt: skip
def test_who_still_improves_goes_on_though_another_network_reached_the_goal(
    name: str, change: Settings
) -> None:
    here: Settings = {**HERE, "units": 16, "epochs": 15}
    past = [Past(1, {**here, "units": 64}, {"val_accuracy": 0.96})]
    known = Tried(here, {"val_accuracy": 0.94}, past, done=True)
    told = towards(found(remedy(epochs=23), name=name), MISSED, None, known)
    assert told.advised.change == change


@pytest.mark.parametrize(("done", "change"), [(True, {"epochs": 23}), (False, {"units": 64})])
def test_who_still_improves_beyond_the_goal_is_not_sent_to_a_network_that_is_known(
    done: bool, change: Settings
) -> None:
    here: Settings = {**HERE, "units": 16, "epochs": 15}
    past = [Past(1, {**here, "units": 64}, {"val_accuracy": 0.96})]
    known = Tried(here, {"val_accuracy": 0.94}, past, done=done)
    both = found(remedy(units=64), remedy(epochs=23), name="still_improving")
    assert towards(both, MISSED, None, known).advised.change == change


def test_what_the_step_is_not_about_is_not_turned_back() -> None:
    past = [Past(1, {**HERE, "activation": "relu"}, {"val_accuracy": 0.96})]
    here: Settings = {**HERE, "activation": "sigmoid"}
    known = Tried(here, {"val_accuracy": 0.1}, past, done=True)
    lost = found(remedy(learning_rate=0.001), name="good_fit")
    assert towards(lost, MISSED, Ways(), known).advised.change == {"activation": "relu"}
    about_rates = Ways(aside=("activation",))
    assert towards(lost, MISSED, about_rates, known).advised.change == {"learning_rate": 0.001}


@pytest.mark.parametrize(("name", "change"), [
    ("still_improving", {"units": 16}), ("not_enough_evidence", {"learning_rate": 0.001}),
])  # fmt: skip
def test_who_still_improves_is_not_told_to_take_smaller_steps_untried(
    name: str, change: Settings
) -> None:
    longer: Settings = {**HERE, "epochs": 20}
    known = Tried(HERE, {"val_accuracy": 0.9}, [Past(1, longer, {"val_accuracy": 0.8})])
    ways = Ways(others=({"learning_rate": 0.001}, {"units": 16}))
    assert (
        towards(found(remedy(epochs=20), name=name), MISSED, ways, known).advised.change == change
    )


def test_what_the_goal_has_switched_on_is_no_measure_for_what_is_without_it() -> None:
    def advised(fix: Remedy, before: float, now: float, *, cleaned: bool) -> Settings:
        """Where one run was with the copies removed and the other without, `cleaned` the newest."""
        past = [Past(1, {**HERE, "remove_duplicates": not cleaned}, {"val_accuracy": before})]
        goal = [Outcome(parse("remove_duplicates == true"), cleaned, met=cleaned),
                Outcome(parse("val_accuracy >= 0.95"), now, met=now >= 0.95)]  # fmt: skip
        here: Settings = {**HERE, "remove_duplicates": cleaned}
        known = Tried(here, {"val_accuracy": now}, past, done=True)
        return dict(towards(found(fix), goal, Ways(), known).advised.change)

    assert advised(remedy(epochs=12), 0.99, 0.93, cleaned=True) == {"epochs": 12}
    out: Settings = {"remove_duplicates": True}
    assert advised(remedy(remove_duplicates=True), 0.93, 0.99, cleaned=False) == out
