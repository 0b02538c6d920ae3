"""Which earlier runs the newest is held against, and by what."""

from __future__ import annotations

import shutil
from fractions import Fraction

import pytest

from tests.past_runs import EXAMPLES, Past
from tutor.diagnosis.proportions import shares_differ
from tutor.lab.run import find
from tutor.lab.tasks import JUDGED_GAMES
from tutor.store.earlier import Comparison, unused_seed
from tutor.store.runs import result

BEFORE = [0.5, 0.6, 0.7, 0.8] * 10
AFTER = [value + 0.1 + 0.01 * (place % 3) for place, value in enumerate(BEFORE)]


def comparison(past: Past) -> Comparison:
    found = past.earlier.compared()
    assert found is not None
    return found


def seeds(past: Past) -> tuple[list[int], list[int]]:
    found = comparison(past)
    return [run.seed for run in found.old.runs], [run.seed for run in found.new.runs]


def test_the_first_run_has_nothing_before_it() -> None:
    past = Past()
    past.train(0.9)
    assert past.earlier.last is None
    assert past.earlier.compared() is None


def test_each_side_has_all_seeds_of_its_settings_the_newest_run_of_each() -> None:
    past = Past()
    for seed, dropout in ((1, 0.0), (2, 0.0), (2, 0.0), (1, 0.1), (1, 0.3), (4, 0.3)):
        past.train(0.9, seed=seed, dropout=dropout)
    assert seeds(past) == ([1], [1, 4])
    assert past.earlier.only_seed
    past.train(0.9, dropout=0.0)
    assert seeds(past) == ([1, 4], [2, 1])
    assert comparison(past).new.runs[-1].run == past.runs[-1][0].run
    assert not past.earlier.only_seed


def test_more_epochs_are_held_against_the_same_seed_where_that_was_trained() -> None:
    past = Past()
    for seed, epochs in ((1, 20), (2, 20), (1, 30)):
        past.train(0.9, seed=seed, others={"epochs": epochs})
    assert seeds(past) == ([1], [1])
    past.train(0.9, seed=3, others={"epochs": 40})
    assert seeds(past) == ([1], [3])
    past.train(0.9, seed=1, others={"epochs": 20}, dropout=0.3)
    assert seeds(past) == ([3], [1])


def test_a_schedule_changes_the_first_epochs_too_so_that_all_seeds_count() -> None:
    past = Past()
    for seed, epochs in ((1, 20), (2, 20), (1, 30)):
        past.train(0.9, seed=seed, others={"epochs": epochs, "schedule": "cosine"})
    assert seeds(past) == ([1, 2], [1])


def test_runs_that_were_cut_short_stand_alone_and_tell_nothing_of_seeds() -> None:
    past = Past()
    past.train(0.9, dropout=0.0)
    past.train(0.5, dropout=0.0, seed=2, ended="cancelled", epochs=1)
    past.train(0.8, dropout=0.3)
    assert seeds(past) == ([2], [1])
    past.train(0.9, dropout=0.3, seed=2, ended="budget", epochs=1)
    assert seeds(past) == ([2], [2])
    assert not past.earlier.only_seed
    assert past.earlier.spread(lambda run: run.metrics["val_accuracy"], 0.0) is None


def test_seeds_of_the_same_settings_are_one_that_was_tried_with_their_mean() -> None:
    past = Past()
    past.train(1.0, dropout=0.1)
    past.train(0.4, dropout=0.1, seed=2)
    past.train(0.9, dropout=0.3)
    past.train(0.8, dropout=0.2)
    past.train(0.6, dropout=0.2, seed=2)
    tried = past.earlier.tried()
    assert [(one.number, one.seeds) for one in tried.past] == [(2, 2), (3, 1)]
    assert tried.past[0].metrics["val_accuracy"] == pytest.approx(0.7)
    assert tried.seeds == 2
    assert tried.metrics["val_accuracy"] == pytest.approx(0.7)
    # All of them have seed 1, the first settings have both.
    held = [one.beside and one.beside["val_accuracy"] for one in tried.past]
    assert held == [pytest.approx(0.7), 0.8]
    best = tried.best("val_accuracy")
    assert best is not None
    assert best.settings["dropout"] == 0.3


def test_the_same_examples_are_paired_group_by_group() -> None:
    past = Past()
    past.train(0.65, right=BEFORE)
    past.train(0.75, right=AFTER, dropout=0.3)
    moved = comparison(past).figure("val_accuracy")
    assert moved is not None
    assert moved.chance is not None
    assert (moved.before, moved.after, moved.chance.moved) == pytest.approx((0.65, 0.75, 0.1))
    low, high = moved.chance.interval
    assert 0.09 < low - -1 / EXAMPLES < high - 1 / EXAMPLES < 0.11


def test_groups_are_means_over_the_seeds_of_a_side() -> None:
    past = Past()
    past.train(0.6, right=[0.4, 0.8], seed=1)
    past.train(0.8, right=[0.8, 0.8], seed=2)
    past.train(0.9, right=[0.9, 0.9], dropout=0.3)
    found = comparison(past)
    assert found.old.groups("right") == pytest.approx([0.6, 0.8])
    moved = found.figure("val_accuracy")
    assert moved is not None
    assert moved.before == pytest.approx(0.7)


@pytest.mark.parametrize(
    "other",
    [{"right": []}, {"right": BEFORE[:20]}, {"version": "digits-2"}, {"data_options": {"n": 1}}],
)
def test_other_examples_or_unknown_groups_are_compared_by_their_shares(
    other: dict[str, object],
) -> None:
    past = Past()
    past.train(0.65, **{"right": BEFORE, **other})  # type: ignore[arg-type]
    past.train(0.75, right=AFTER, dropout=0.3)
    moved = comparison(past).figure("val_accuracy")
    assert moved is not None
    assert moved.chance is not None
    assert moved.chance.interval == shares_differ(0.75, EXAMPLES, 0.65, EXAMPLES)


def test_runs_whose_folders_are_gone_still_have_their_figures() -> None:
    past = Past()
    past.train(0.65, right=BEFORE)
    past.train(0.75, right=AFTER, dropout=0.3)
    shutil.rmtree(find(past.runs[0][0].run).folder)
    moved = comparison(past).figure("val_accuracy")
    assert moved is not None
    assert (moved.before, moved.chance) == (0.65, None)


def test_other_data_are_not_weighed_and_tell_nothing_of_seeds() -> None:
    past = Past()
    mine: dict[str, object] = {"data": "own", "data_options": {"path": "/a", "fingerprint": "f"}}
    past.train(0.6)
    past.train(0.8, seed=2)
    past.train(0.9, **mine)  # type: ignore[arg-type]
    found = comparison(past)
    assert not found.same_source
    moved = found.figure("val_accuracy")
    assert moved is not None
    assert moved.chance is None
    assert past.earlier.spread(lambda run: run.metrics["val_accuracy"], 0.0) is None
    moved_away = {**mine, "data_options": {"path": "/b", "fingerprint": "f"}}
    past.train(0.9, seed=2, **moved_away)  # type: ignore[arg-type]
    assert past.earlier.only_seed


@pytest.mark.parametrize(("task", "same"), [("predict", True), ("classify", False)])
def test_windows_of_one_text_are_compared_whatever_their_length(task: str, same: bool) -> None:
    past = Past()
    past.train(0.4, task=task, others={"sequence_length": 8})
    past.train(0.5, task=task, others={"sequence_length": 16})
    assert comparison(past).same_source is same


def test_losses_are_those_that_the_runs_told_and_groups_tell_what_chance_makes() -> None:
    past = Past()
    past.train(None, losses=[1.0, 3.0], metrics={"val_loss": 9.0})
    past.train(None, losses=[0.5, 2.4], metrics={"val_loss": 8.0}, dropout=0.1)
    moved = comparison(past).loss()
    assert moved is not None
    assert moved.chance is not None
    assert (moved.before, moved.after, moved.chance.moved) == pytest.approx((9.0, 8.0, -1.0))
    past.train(None, losses=[0.5, 2.6], metrics={"val_loss": 8.0}, others={"l2": 0.1})
    bare = comparison(past).loss()
    assert bare is not None
    assert comparison(past).penalized
    assert (bare.before, bare.after) == pytest.approx((1.45, 1.55))
    past.train(None, metrics={"val_loss": 7.0}, dropout=0.2)
    bare = comparison(past).loss()
    assert bare is not None
    assert (bare.before, bare.after, bare.chance) == (8.0, 7.0, None)


def test_phrases_have_no_share_of_examples_and_games_are_counted_by_themselves() -> None:
    past = Past()
    past.train(0.9, metrics={"val_f1": 0.6}, right=BEFORE)
    past.train(0.9, metrics={"val_f1": 0.7}, right=AFTER, dropout=0.3)
    phrases = comparison(past).figure("val_f1")
    assert phrases is not None
    assert (phrases.after, phrases.chance) == (0.7, None)
    games = Past()
    for success, dropout in ((0.5, 0.0), (0.8, 0.3)):
        games.train(None, metrics={"val_success": success}, task="act", examples=32,
                    dropout=dropout)  # fmt: skip
    found = comparison(games)
    assert found.examples == JUDGED_GAMES
    moved = found.figure("val_success")
    assert moved is not None
    assert moved.chance is not None
    assert moved.chance.interval == shares_differ(0.8, JUDGED_GAMES, 0.5, JUDGED_GAMES)


def test_a_figure_that_one_run_has_not_is_not_compared() -> None:
    past = Past()
    past.train(None)
    past.train(0.8, dropout=0.3)
    assert comparison(past).figure("val_accuracy") is None
    assert comparison(past).loss() is None


def test_seeds_are_pooled_over_the_settings_of_the_experiment() -> None:
    past = Past()
    for accuracy, seed, dropout in ((0.90, 1, 0.0), (0.92, 2, 0.0), (0.95, 1, 0.1), (0.80, 1, 0.3)):
        past.train(accuracy, seed=seed, dropout=dropout)
    found = past.earlier.spread(lambda run: run.metrics.get("val_accuracy"), 1 / EXAMPLES)
    assert found is not None
    assert found.freedom == 1
    assert found.deviation == pytest.approx(float(Fraction(2, 100)) / 2**0.5)


def test_a_seed_is_unused_where_these_settings_have_not_had_it() -> None:
    past = Past()
    past.train(0.9)
    past.train(0.9, seed=3)
    past.train(0.9, seed=2, dropout=0.3)
    rows = [result(*run, ended="finished", goal_reached=False) for run in past.runs]
    plain, dropped = past.runs[0][0].settings, past.runs[2][0].settings
    assert unused_seed(rows, plain, 1) == 2
    assert unused_seed(rows, plain, 3) == 4
    assert unused_seed(rows, dropped, 1) == 1
    assert unused_seed([], plain, 7) == 7


def test_advice_is_held_against_whole_runs_on_the_same_data() -> None:
    past = Past()
    past.train(0.9, dropout=0.3)
    past.train(0.8, dropout=0.5, ended="cancelled")
    past.train(0.9, dropout=0.2, version="digits-2")
    past.train(0.85)
    tried = past.earlier.tried()
    assert [one.number for one in tried.back({"dropout": 0.3})] == [1]
    assert tried.back({"epochs": 20}) == []
    assert [one.number for one in tried.back({"dropout": 0.5})] == [1]  # on the way there
    spent = Past()
    spent.train(0.8, dropout=0.5, ended="budget")
    spent.train(0.85)
    assert [one.number for one in spent.earlier.tried().back({"dropout": 0.5})] == [1]


@pytest.mark.parametrize("leaks", ["before", "now", "never"])
def test_figures_of_a_run_that_leaked_are_no_reason_for_advice(leaks: str) -> None:
    past = Past()
    past.train(0.98, dropout=0.3, diagnosis="leakage" if leaks == "before" else "good_fit")
    past.train(0.93, diagnosis="leakage" if leaks == "now" else "good_fit")
    assert bool(past.earlier.tried().past) == (leaks == "never")
