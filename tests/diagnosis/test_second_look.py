from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis import limits
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.findings.tried import reach
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.limits import Limit
from tutor.diagnosis.meaning import explained
from tutor.diagnosis.second_look import Mean, SecondLook, gain
from tutor.diagnosis.statistics import Paired
from tutor.diagnosis.verdict import Diagnosis, Finding, Value

EPOCHS, GROUPS = 20, 40
FACTS = Facts(
    train_examples=2000, validation_examples=2000, classes=2, majority_share=0.5,
    class_counts=[1000, 1000], parameters=900, settings={"hidden_layers": 1, "units": 8},
)  # fmt: skip


def groups(mean: float, seed: int = 0) -> NDArray[np.float32]:
    """Losses of the groups; the same examples are hard in every epoch."""
    hard = np.random.default_rng(7).standard_normal(GROUPS) * 0.02
    own = np.random.default_rng(seed).standard_normal(GROUPS) * 0.002
    return (mean + hard + own).astype(np.float32)


def told(second: SecondLook | None, facts: Facts = FACTS, train: float = 0.98) -> Diagnosis:
    """What is said of a run that has settled at a validation loss of 0.30.

    Args:
        second: what was tried.
        facts: what is known.
        train: its training loss as a share of its validation loss.
    """
    course = 0.3 + 0.4 * 0.5 ** np.arange(EPOCHS)
    losses = np.stack([groups(value, seed) for seed, value in enumerate(course)])
    right = np.full_like(losses, 0.88)
    made = history(
        loss=course, train_loss=course * train, val_loss=losses.mean(axis=1, dtype=np.float64),
        accuracy=0.5 + 0.38 * (1 - course / course[0]) / (1 - course[-1] / course[0]),
        train_accuracy=np.linspace(0.7, 0.885, EPOCHS), val_accuracy=np.linspace(0.7, 0.88, EPOCHS),
    )  # fmt: skip
    return diagnose(made, facts, Examples(losses, right), second)


def later(end: float) -> NDArray[np.float32]:
    return np.stack([groups(0.3, 99), *(groups(end, 100 + step) for step in range(10))])


def test_gain_is_paired_by_group_and_a_share_of_the_mean() -> None:
    found = gain(groups(0.4, 1), groups(0.3, 2))
    assert found.mean == pytest.approx(0.25, abs=0.01)
    assert found.error < 0.003  # the examples' own difficulty, 0.02, is no part of it
    assert gain(np.zeros(5, np.float32), np.ones(5, np.float32)).mean == 0.0


def test_a_loss_that_fell_when_the_training_went_on_is_still_improving() -> None:
    found = told(SecondLook(later=later(0.25))).primary
    assert found.name == "still_improving"
    assert found.evidence.startswith("Tried: when the training went on for 10 more epochs")


def test_of_symbols_a_gain_is_told_in_perplexity_too() -> None:
    kept = SecondLook(later=later(0.25))
    assert "perplexity" not in told(kept).primary.evidence
    found = told(kept, replace(FACTS, symbols=True)).primary
    assert found.name == "still_improving"
    # e^0.25 in place of e^0.30
    assert re.search(r"by a further 1[67] % \(.*?\), the perplexity by [45]", found.evidence)


def test_where_it_jumped_when_it_went_on_smaller_steps_are_advised() -> None:
    on = later(0.2)
    on[5] += 0.4
    choices = {"epochs": (1, 60), "learning_rate": (1e-5, 1.0)}
    known = replace(FACTS, choices=choices, settings={"epochs": 20, "learning_rate": 0.002})
    found = told(SecondLook(later=on), known).primary
    assert found.name == "still_improving"
    assert "On the way it jumped up to 0.59" in found.evidence
    assert found.change == {"learning_rate": 0.0006, "epochs": 40}
    few = replace(known, choices={**choices, "epochs": (1, 35)})
    assert told(SecondLook(later=on), few).primary.change == {"epochs": 30}
    high = replace(few, settings={**few.settings, "learning_rate": 0.5})
    assert told(SecondLook(later=on), high).primary.change == {"learning_rate": 0.03}
    assert told(SecondLook(later=later(0.2)), known).primary.change == {"epochs": 30}


CHOICES = {"epochs": (1, 60), "units": [4, 8, 16, 32], "learning_rate": (1e-5, 1.0)}


def after_three_epochs(second: SecondLook | None, **settings: Value) -> Finding:
    """What is said of so short a run that its curves leave all open."""
    course = np.array([0.5, 0.4, 0.3])
    losses = np.stack([groups(value, seed) for seed, value in enumerate(course)])
    made = history(
        loss=course, train_loss=course - 0.005, val_loss=losses.mean(axis=1, dtype=np.float64)
    )
    known = replace(FACTS, choices=CHOICES, settings={**FACTS.settings, "epochs": 3, **settings})
    found = diagnose(made, known, Examples(losses, np.full_like(losses, 0.8)), second).primary
    assert found.name == "not_enough_evidence"
    return found


@pytest.mark.parametrize(("end", "vain"), [(0.2, False), (0.303, True), (0.35, True)])
def test_it_is_told_which_network_was_tried_in_vain(end: float, *, vain: bool) -> None:
    change: dict[str, Value] = {"units": 32}
    tried = SecondLook(later=later(0.3), wider=groups(end, 5), change=change)
    found = told(tried)
    assert all(one.in_vain == (change if vain else {}) for one in found.findings)
    assert told(SecondLook(later=later(0.3))).primary.in_vain == {}


@pytest.mark.parametrize(("end", "kind"), [(0.3, ""), (0.36, "in_time")])
def test_a_network_that_longer_training_makes_worse_was_stopped_in_time(
    end: float, kind: str
) -> None:
    tried = SecondLook(later=later(end), wider=groups(0.2, 5), train=0.29, wider_train=0.2)
    found = told(tried).primary
    assert (found.name, found.kind) == ("underfitting", kind)
    assert ("But 10 more epochs raise validation loss by" in found.evidence) == bool(kind)
    assert explained(told(tried), found).startswith("Training ended in time") == bool(kind)


def test_a_fit_that_soon_led_far_off_is_hardly_called_a_good_one() -> None:
    calm, off = (told(SecondLook(later=later(end))).primary for end in (0.3, 0.6))
    assert calm.name == off.name == "good_fit"
    assert off.confidence < 0.5 <= calm.confidence
    assert "raise validation loss by" in off.evidence


def test_few_epochs_are_not_made_more_where_more_were_tried_and_made_it_worse() -> None:
    assert after_three_epochs(None).change == {"epochs": 10}
    worse = after_three_epochs(SecondLook(later=later(0.35)))
    assert worse.change == {}
    assert worse.remedy.startswith("Don't train it for longer: that was tried")
    wider = after_three_epochs(SecondLook(later=later(0.35), wider=groups(0.2, 5)))
    assert wider.change == {"units": 32}


def test_what_raised_the_loss_to_more_than_twice_is_told_with_its_whole_interval() -> None:
    told = after_three_epochs(SecondLook(later=later(0.3), wider=groups(0.75, 5))).evidence
    found = re.search(
        r"4 times as wide raises validation loss by (\d+) % \((\d+) to (\d+) %\)", told
    )
    assert found is not None, told
    size, low, high = map(int, found.groups())
    assert 100 < low <= size <= high


def test_where_all_is_open_a_wider_network_that_surely_helps_is_advised() -> None:
    level = after_three_epochs(SecondLook(later=later(0.3), wider=groups(0.2, 5)))
    assert level.change == {"units": 32}
    little = after_three_epochs(SecondLook(later=later(0.3), wider=groups(0.297, 5)))
    assert little.change == {"epochs": 10}


def test_where_all_is_open_a_rate_far_above_the_usual_ones_is_mended_first() -> None:
    change = {"learning_rate": 0.001}
    assert after_three_epochs(None, learning_rate=0.5).change == change
    second = SecondLook(later=later(0.3), wider=groups(0.2, 5))
    assert after_three_epochs(second, learning_rate=0.5).change == change


def test_epochs_that_are_allowed_and_were_no_better_on_the_way_are_not_advised() -> None:
    on = later(0.31)
    on[8:] -= 0.15
    known = replace(FACTS, choices={"epochs": (1, 25), "learning_rate": (1e-5, 1.0)},
                    settings={"epochs": 20, "learning_rate": 0.002})  # fmt: skip
    assert told(SecondLook(later=on), known).primary.change == {"learning_rate": 0.004}
    on[5] -= 0.15
    assert told(SecondLook(later=on), known).primary.change == {"epochs": 25}


def test_a_wider_network_that_does_better_on_both_sets_means_underfitting() -> None:
    better = SecondLook(later=later(0.3), wider=groups(0.2, 5), train=0.3, wider_train=0.2)
    found = told(better).primary
    assert found.name == "underfitting"
    assert "4 times as wide" in found.evidence
    assert found.remedy == "Make every layer 4 times as wide."
    offered = replace(FACTS, choices={"units": [4, 8, 16, 32, 64]})
    assert told(better, offered).primary.change == {"units": 32}
    full = told(better, replace(FACTS, choices={"units": [4, 8], "hidden_layers": (0, 3)})).primary
    assert full.change == {"hidden_layers": 2}
    assert full.evidence.endswith("There is no room for so wide a one here.")
    assert "no room" not in found.evidence


def test_what_was_tried_is_what_is_advised_with_all_its_settings() -> None:
    change: dict[str, Value] = {"recurrent_layers": 1, "cell": "GRU", "units": [16, 8]}
    tried = SecondLook(
        later=later(0.3), wider=groups(0.2, 5), train=0.3, wider_train=0.2, past="order",
        change=change,
    )  # fmt: skip
    offered = replace(
        FACTS, limit="order", settings={"recurrent_layers": 0, "cell": "SimpleRNN", "units": 32},
        choices={"recurrent_layers": (0, 2), "cell": ["SimpleRNN", "GRU"], "units": [8, 16, 32]},
    )  # fmt: skip
    found = told(tried, offered).primary
    assert found.change == change
    assert found.remedy.startswith(
        "Set recurrent layers to 1, the recurrent cell to GRU and units to 16, 8: this network was "
    )
    no_room = replace(FACTS, choices={"units": [4, 8]})
    assert told(tried, no_room).primary.remedy.startswith("A larger network may do better, but")
    forbidden = replace(offered, fits=lambda change: change.get("units") == 4)
    assert told(tried, forbidden).primary.change == {}
    allowed: dict[str, Sequence[object]] = {**offered.choices, "units": [4, 8]}
    narrow = told(tried, replace(forbidden, choices=allowed)).primary
    assert narrow.change == {"recurrent_layers": 1, "cell": "GRU", "units": 4}


@pytest.mark.parametrize(
    ("times", "words"),
    [(4, "a network 4 times as wide"), (2, "a network twice as wide"), (0, "a wider network")],
)
def test_so_many_times_as_wide_as_was_tried_is_told(times: float, words: str) -> None:
    better = SecondLook(
        later=later(0.3), wider=groups(0.2, 5), train=0.3, wider_train=0.2, times=times,
        change={"units": 12},
    )  # fmt: skip
    found = told(better, replace(FACTS, choices={"units": (1, 64)})).primary
    assert f"Tried: {words} ends" in found.evidence
    assert found.change == {"units": 12}


def test_a_wider_network_that_was_best_before_its_end_is_advised_for_so_many_epochs() -> None:
    better = SecondLook(
        later=later(0.3), wider=groups(0.2, 5), train=0.3, wider_train=0.2, wider_at=14,
        change={"units": 32, "epochs": 14},
    )  # fmt: skip
    offered = replace(FACTS, choices={"units": (1, 64), "epochs": (1, 100)})
    found = told(better, offered).primary
    assert "4 times as wide has at its best, after 14 epochs, a validation loss" in found.evidence
    assert found.change == {"units": 32, "epochs": 14}
    assert found.remedy.startswith("Set units to 32 and epochs to 14: so wide a network was tried")
    vain = replace(better, wider=groups(0.29, 5))
    evidence = told(vain, offered).primary.evidence
    assert "4 times as wide lowers validation loss by" in evidence
    assert evidence.split("Tried: ")[1].endswith(" after 14 epochs.")


def test_where_so_wide_a_network_is_not_offered_the_advice_is_one_that_is() -> None:
    better = SecondLook(later=later(0.3), wider=groups(0.2, 5), train=0.3, wider_train=0.2)
    deep = replace(FACTS, choices={"units": [4, 8], "hidden_layers": (0, 4)})
    assert told(better, deep).primary.change == {"hidden_layers": 2}
    both = SecondLook(later=later(0.25), wider=groups(0.05, 5), train=0.3, wider_train=0.05)
    epochs = replace(
        FACTS, settings={**FACTS.settings, "epochs": EPOCHS}, choices={"epochs": (1, 100)}
    )
    assert told(both, epochs).primary.change == {"epochs": 30}


@pytest.mark.parametrize(
    ("limit", "words", "change"),
    [
        (
            "straight",
            "Tried: a network with a hidden layer of ReLU units ends",
            {"hidden_layers": 2},
        ),
        ("order", "Tried: a network with a recurrent layer ends", {"recurrent_layers": 1}),
        ("scale", "Tried: the same network on standardized inputs", {"scaling": "standard"}),
    ],
)
def test_what_was_tried_past_a_limit_is_named_and_advised(
    limit: Limit, words: str, change: dict[str, Value]
) -> None:
    [name] = change
    offered = replace(
        FACTS, limit=limit,
        settings={"hidden_layers": 1, "units": 8, "recurrent_layers": 0, "scaling": "none"},
        choices={name: ["none", "standard"] if name == "scaling" else (0, 4), "units": [8, 16, 32]},
    )  # fmt: skip
    better = SecondLook(
        later=later(0.3), wider=groups(0.2, 5), train=0.3, wider_train=0.2, past=limit
    )
    found = told(better, offered).primary
    assert found.name == "underfitting"
    assert words in found.evidence
    assert limits.told(offered) in found.evidence
    assert found.change == change


def test_where_going_on_helps_but_another_network_far_more_that_is_advised() -> None:
    both = SecondLook(later=later(0.25), wider=groups(0.05, 5), train=0.3, wider_train=0.05)
    found = told(both, replace(FACTS, choices={"units": [8, 32], "epochs": (1, 100)})).primary
    assert found.name == "still_improving"
    assert "But a network 4 times as wide, trained for no more epochs" in found.evidence
    assert found.change == {"units": 32}
    settings = {**FACTS.settings, "epochs": 20}
    for affordable, change in ((79, {"epochs": 30}), (80, {"units": 32})):
        timed = replace(
            FACTS, settings=settings, affordable=affordable,
            choices={"units": [8, 32], "epochs": (1, affordable)},
        )  # fmt: skip
        assert told(both, timed).primary.change == change  # four times the time, or not enough
    full = replace(
        FACTS, settings={**FACTS.settings, "epochs": 20},
        choices={"units": [8, 32], "epochs": (1, 100)}, fits=lambda change: "units" not in change,
    )  # fmt: skip
    kept = told(both, full).primary
    assert "4 times" not in kept.evidence
    assert kept.change == {"epochs": 30}
    little = replace(both, wider=groups(0.24, 5))
    said = told(little).primary
    more = ": more than longer training brings, but with more parameters."
    assert f"A network 4 times as wide ends 21 % lower (21 to 21 %){more}" in said.evidence
    sway = np.where(np.arange(GROUPS) % 2, 0.06, -0.06).astype(np.float32)
    unsure = told(replace(both, wider=groups(0.24, 5) + sway)).primary
    assert ": not clearly more than longer training brings." in unsure.evidence
    assert said.change.keys() <= {"epochs"}
    assert "4 times" not in told(replace(both, wider=groups(0.3, 5))).primary.evidence


def test_a_wider_network_that_was_tried_comes_before_larger_steps_that_were_not() -> None:
    full = replace(
        FACTS, settings={**FACTS.settings, "epochs": 20, "learning_rate": 0.001}, affordable=20,
        choices={"units": [8, 32], "epochs": (1, 20), "learning_rate": (0.0001, 1.0)},
    )  # fmt: skip
    timely = replace(full, affordable=None)
    better = SecondLook(later=later(0.25), wider=groups(0.24, 5), train=0.3, wider_train=0.2)
    found = told(better, timely).primary
    assert found.name == "still_improving"
    assert found.change == {"units": 32}
    worse = told(replace(better, wider=groups(0.26, 5)), timely).primary
    assert worse.change == {"learning_rate": 0.002}
    assert "larger steps may get further" in worse.remedy


def test_what_never_learned_is_told_in_times_of_the_loss() -> None:
    lost = SecondLook(later=later(0.3), wider=groups(3.0, 5), train=0.3, wider_train=3.0)
    assert "a network 4 times as wide ends with 10 times the validation loss" in (
        told(lost).primary.evidence
    )


def test_a_gain_whose_interval_includes_a_loss_is_claimed_without_it_or_not_at_all() -> None:
    assert reach(Paired(0.5, 0.1, 5.0, 40)) == " (30 to 70 %)"
    assert reach(Paired(0.9, 0.2, 4.5, 40)) == " (51 to 100 %)"
    assert reach(Paired(0.5, 0.3, 1.7, 40)) == ""
    unsure = groups(0.3, 5) - np.where(np.arange(GROUPS) < 2, 1.0, 0.0).astype(np.float32)
    assert "-" not in told(SecondLook(later=later(0.3), wider=unsure, train=0.3)).primary.evidence


def test_one_that_does_better_on_validation_alone_means_nothing() -> None:
    luck = SecondLook(later=later(0.3), wider=groups(0.2, 5), train=0.3, wider_train=0.3)
    assert not told(luck).has("underfitting")


def test_what_was_tried_in_vain_is_told_beside_a_good_fit() -> None:
    vain = SecondLook(later=later(0.299), wider=groups(0.302, 5), train=0.3, wider_train=0.28)
    found = told(vain).primary
    assert found.name == "good_fit"
    assert "Tried: 10 more epochs lower validation loss by" in found.evidence
    assert "a network 4 times as wide raises validation loss by" in found.evidence


def test_what_chance_makes_is_said_neither_to_raise_nor_to_lower_the_loss() -> None:
    sway = np.where(np.arange(GROUPS) % 2, 0.2, -0.2).astype(np.float32)
    found = told(SecondLook(later=later(0.299), wider=groups(0.302, 5) + sway, train=0.3)).primary
    said = found.evidence.split("a network 4 times as wide ")[1]
    assert said.startswith("changes validation loss by no more than chance does (")
    assert re.fullmatch(r".*\(\d+ % lower to \d+ % higher\)\.", said)


@pytest.mark.parametrize(
    "broken",
    [
        SecondLook(later=later(0.2)[:, :10]),
        SecondLook(later=np.full((11, GROUPS), np.nan, np.float32)),
        SecondLook(wider=np.full(GROUPS, np.inf, np.float32)),
        SecondLook(wider=groups(0.1)[:7]),
    ],
)
def test_what_does_not_fit_the_groups_is_left_aside(broken: SecondLook) -> None:
    assert told(broken) == told(SecondLook())


@pytest.mark.parametrize(("value", "there"), [(0.45, True), (0.55, False), (0.7, True)])
def test_a_split_that_a_simple_model_finds_unlike_is_told(value: float, there: bool) -> None:
    simple = (Mean(0.55, 0.01), Mean(value, 0.015))
    assert told(SecondLook(simple=simple), train=0.9).has("noisy_validation") is there


@pytest.mark.parametrize("train", [1.0, 1.2])
def test_examples_that_the_network_itself_finds_no_harder_are_not_called_so(train: float) -> None:
    simple = (Mean(0.55, 0.01), Mean(0.7, 0.015))
    assert not told(SecondLook(simple=simple), train=train).has("noisy_validation")


def test_where_a_wider_network_may_do_better_no_smaller_one_is_advised() -> None:
    offered = replace(FACTS, choices={"units": [4, 8, 16, 32]})
    worse = SecondLook(later=later(0.299), wider=groups(0.302, 5), train=0.3, wider_train=0.28)
    assert told(worse, offered).primary.change == {"units": 4}
    for few, words in (
        (4, "does better still; whether"),
        (3, "may do better still"),
    ):
        gained = np.where(np.arange(GROUPS) < few, -0.4, 0.0).astype(np.float32)
        perhaps = replace(worse, wider=groups(0.3, 5) + gained, wider_train=0.3)
        found = told(perhaps, offered).primary
        assert (found.name, found.change) == ("good_fit", {})
        assert f"A wider network {words}" in found.remedy
    surely = replace(worse, wider=groups(0.295, 5), wider_train=0.28)
    found = told(surely, offered).primary
    assert (found.name, found.change) == ("good_fit", {})
    assert "by so little that it hardly matters" in found.remedy


def test_a_gap_names_the_accuracy_that_it_is_measured_from() -> None:
    facts = replace(FACTS, parameters=5000, validation_examples=1000)
    found = told(SecondLook(learned=0.99), facts).primary
    assert found.name == "large_gap"
    part = "(88.5 % on the 1,000 examples of it that the curve is of)"
    assert f"ended at 99 % on the whole training set {part}," in found.evidence
    assert "validation accuracy at 88 %: a gap of 11 points" in found.evidence


def test_a_longer_run_that_was_tried_is_not_asked_for_again() -> None:
    tried = SecondLook(later=later(0.299), wider=groups(0.302, 5), train=0.3, wider_train=0.28)
    assert "longer run" not in told(tried).primary.doubt
    assert "longer run" in told(SecondLook()).primary.doubt


@pytest.mark.parametrize(("end", "change"), [(0.315, {"epochs": 6}), (0.306, {"units": 4})])
def test_where_going_on_was_tried_and_only_raised_the_loss_it_is_to_stop_at_the_lowest(
    end: float, change: dict[str, int]
) -> None:
    course = np.array([0.5, 0.4, 0.34, 0.31, 0.302, 0.3, 0.301, 0.303, 0.304, 0.305])
    losses = np.stack([groups(value, seed) for seed, value in enumerate(course)])
    made = history(
        loss=course, train_loss=course - 0.01, val_loss=losses.mean(axis=1, dtype=np.float64)
    )
    known = replace(FACTS, choices={"epochs": (1, 60), "units": [4, 8, 16]},
                    settings={**FACTS.settings, "epochs": 10})  # fmt: skip
    on = np.stack([groups(0.305, 9), *(groups(end, 100 + step) for step in range(5))])
    second = SecondLook(later=on, wider=groups(0.31, 5), train=0.295, wider_train=0.28)
    found = diagnose(made, known, Examples(losses, np.full_like(losses, 0.8)), second).primary
    assert (found.name, found.change) == ("good_fit", change)


@pytest.mark.usefixtures("calibrated")
def test_a_good_fit_that_a_longer_run_made_better_is_trained_for_longer() -> None:
    known = replace(FACTS, choices={"epochs": (1, 60), "units": [4, 8, 16, 32]},
                    settings={**FACTS.settings, "epochs": EPOCHS})  # fmt: skip
    # By about 5.3 %, with an error that leaves it open whether it is more than 5 %.
    unsure = groups(0.284, 5) + np.where(np.arange(GROUPS) % 2, 0.06, -0.06).astype(np.float32)
    on = np.stack([groups(0.3, 99), *(unsure for _ in range(10))])
    better = SecondLook(later=on, wider=groups(0.302, 5), train=0.3, wider_train=0.28)
    found = told(better, known).primary
    assert (found.name, found.change) == ("good_fit", {"epochs": 30})


def test_under_a_schedule_more_epochs_are_told_as_a_training_of_its_own() -> None:
    planned = replace(FACTS, settings={**FACTS.settings, "schedule": "cosine"})
    lower = SecondLook(later=later(0.25), wider=groups(0.3, 5), train=0.3, wider_train=0.3)
    evidence = told(lower, planned).primary.evidence
    anew = "a training with 30 epochs planned from its start"
    assert evidence.startswith(f"Tried: {anew} ends with a validation loss")
    assert "planned" not in told(lower).primary.evidence
    level = SecondLook(later=later(0.3), wider=groups(0.3, 5), train=0.3, wider_train=0.3)
    assert (
        f"Tried: {anew} changes validation loss by no more" in told(level, planned).primary.evidence
    )


def test_of_a_planned_training_no_epoch_on_its_way_is_held_against_what_is_advised() -> None:
    on = later(0.31)
    on[8:] -= 0.15
    settings = {"epochs": 20, "learning_rate": 0.002, "schedule": "cosine"}
    choices = {"epochs": (1, 25), "learning_rate": (1e-5, 1.0)}
    planned = replace(FACTS, choices=choices, settings=settings)
    assert told(SecondLook(later=on), planned).primary.change == {"epochs": 25}
