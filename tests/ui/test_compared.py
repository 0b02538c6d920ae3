"""The words about a run beside those before it: chance, seeds, and what cannot be told."""

from __future__ import annotations

import pytest

from tests.past_runs import Past
from tutor.store.ran import Ran
from tutor.ui.beside import Beside
from tutor.ui.compared import compared

BEFORE = [0.5, 0.6, 0.7, 0.8] * 10
BETTER = [value + 0.1 + 0.01 * (place % 3) for place, value in enumerate(BEFORE)]
MIXED = [value + 0.1 * (-1) ** place for place, value in enumerate(BEFORE)]


def said(past: Past) -> str:
    return compared(past.earlier).text


def two(accuracies: tuple[float, float], after: list[float]) -> Past:
    """Two runs that differ by dropout, the examples of the second answered as in `after`."""
    past = Past()
    past.train(accuracies[0], right=BEFORE)
    past.train(accuracies[1], right=after, dropout=0.3)
    return past


@pytest.mark.parametrize(("end", "one"), [(0.4, True), (0.5, False)])
def test_a_training_that_was_ended_at_its_best_is_told_as_that(end: float, one: bool) -> None:
    past = Past()
    losses = [0.9, 0.6, 0.4, 0.7]
    past.train(0.65, right=BEFORE, columns={"val_loss": losses}, epochs=4, others={"epochs": 4})
    ended = {"val_loss": [*losses[:2], end]}
    past.train(0.76, right=BETTER, columns=ended, epochs=3, others={"epochs": 3})
    assert (
        "it is the same training, ended where its validation loss was lowest" in said(past)
    ) is one
    assert ("more than chance makes" in said(past)) is not one


def test_of_examples_that_were_drawn_together_it_is_told_in_how_many_groups() -> None:
    past = Past()
    past.train(0.65, right=BEFORE[:20])
    past.train(0.76, right=BETTER[:20], dropout=0.3)
    assert "more than chance makes with 359 examples from only 20 sources" in said(past)


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (
            [0.36, 0.6, 0.4, 0.36, 0.66],
            "it went to and fro between 36.0 % and 66.0 %: with which epoch",
        ),
        ([0.2, 0.3, 0.4, 0.5, 0.66], ""),
        ([0.66, 0.64, 0.66, 0.65, 0.66], ""),
    ],
)
def test_a_figure_that_jumps_by_more_than_it_moved_is_said_to(last: list[float], told: str) -> None:
    past = Past()
    jumping = {"loss": last, "val_accuracy": last}
    past.train(0.66, right=BEFORE, columns=jumping, epochs=5)
    past.train(0.76, right=BETTER, dropout=0.3)
    assert "more than chance makes" in said(past)
    beside = Beside([Ran.now(*run) for run in past.runs], []).verdicts()[0]
    told = told and f"But in the last 5 epochs of {{}} {told}"
    for words, name in ((said(past), "the run before"), (beside, "A")):
        assert told.format(name) in words
        assert bool(told) == ("to and fro" in words)


def test_settings_are_named_as_people_name_them() -> None:
    past = Past()
    past.train(0.9, filters=[8, 16], conv_layers=2)
    past.train(0.9, filters=[8, 32], conv_layers=2, learning_rate=0.01)
    assert "filters 8,16 → 8,32, learning rate 0.001 → 0.01; " in said(past)
    past.train(0.9, filters=[16, 32], conv_layers=3, learning_rate=0.01)
    assert "filters 8,32 → 16,32,32" in said(past)  # the last one is that of all further layers
    past.train(0.9, filters=8, conv_layers=2, learning_rate=0.01)
    assert "filters 16,32,32 → 8,8" in said(past)


def test_settings_are_named_as_the_lesson_names_them() -> None:
    past = Past()
    for size in (16, 64):
        past.train(0.9, batch_size=size, labels={"batch_size": "games an epoch"})
    assert "Since the last run: games an epoch 16 → 64; " in said(past)


def test_that_what_works_on_answers_leaves_the_network_the_same_is_said() -> None:
    past = Past()
    past.train(0.9, others={"smoothing": 21})
    past.train(0.9, others={"smoothing": 5})
    assert "frames of smoothing 21 → 5 (the same network, since this works on its" in said(past)
    past.train(0.9, others={"smoothing": 3}, learning_rate=0.01)
    assert "the same network" not in said(past)


def test_of_the_same_network_nothing_is_said_of_chance_and_seeds() -> None:
    past = Past()
    for smoothing, accuracy in ((21, 0.8), (5, 0.9)):
        past.train(accuracy, right=BEFORE, others={"smoothing": smoothing})
    assert said(past).endswith("answers); validation accuracy 80.0 % → 90.0 %.")
    assert not compared(past.earlier).unseeded


def test_settings_of_layers_that_are_not_there_are_not_told_as_changes() -> None:
    past = Past()
    past.train(0.9, others={"recurrent_layers": 0, "cell": "SimpleRNN"}, filters=8)
    past.train(0.9, others={"recurrent_layers": 1, "cell": "GRU"}, filters=8)
    assert "run: recurrent layers 0 → 1, recurrent cell GRU; " in said(past)
    past.train(0.9, others={"recurrent_layers": 1, "cell": "LSTM"}, filters=16)
    assert "run: filters 8 → 16, recurrent cell GRU → LSTM; " in said(past)
    past.train(0.9, others={"recurrent_layers": 0, "cell": "GRU"}, filters=16)
    assert "run: recurrent layers 1 → 0; " in said(past)


def test_where_only_a_setting_of_no_layer_changed_nothing_did() -> None:
    past = Past()
    for cell in ("GRU", "LSTM"):
        past.train(0.9, others={"recurrent_layers": 0, "cell": cell})
    assert "nothing changed, and the same seed" in said(past)
    past.train(0.9, others={"recurrent_layers": 0, "cell": "LSTM"}, seed=2)
    assert "seed 1 → 2; " in said(past)
    assert "Before that" not in said(past)


def test_of_a_first_run_nothing_is_said() -> None:
    past = Past()
    past.train(0.9)
    assert compared(past.earlier).text == ""
    assert not compared(past.earlier).unseeded


def test_a_difference_within_chance_is_said_to_be_that() -> None:
    past = two((0.65, 0.66), MIXED)
    assert said(past) == (
        "Since the last run: dropout 0 → 0.3; validation accuracy 65.0 % → 66.0 %: within what "
        "chance makes with 359 examples (95 % interval: −2.5 to +4.5 points). "
        "What another seed makes is not known yet."
    )
    assert compared(past.earlier).unseeded


def test_a_difference_beyond_chance_may_still_be_one_of_seeds() -> None:
    past = two((0.65, 0.76), BETTER)
    assert (
        "76.0 %: more than chance makes with 359 examples (95 % interval: "
        "+10.5 to +11.5 points). What" in (said(past))
    )
    assert compared(past.earlier).unseeded


def test_what_seeds_make_is_told_where_settings_were_repeated() -> None:
    past = Past()
    for seed, accuracy in enumerate((0.64, 0.65, 0.66, 0.65, 0.64), start=1):
        past.train(accuracy, seed=seed, right=BEFORE)
    past.train(0.76, right=BETTER, dropout=0.3)
    assert said(past).endswith(
        "validation accuracy 64.8 % (mean of 5 seeds) → 76.0 %: more than chance makes with "
        "359 examples (95 % interval: +10.7 to +11.7 points), and more than seeds make "
        "(±2.5 points)."
    )
    assert not compared(past.earlier).unseeded
    past.train(0.66, right=BETTER, dropout=0.1)
    assert "but within what another seed makes" not in said(past)


def test_chance_and_seeds_may_disagree() -> None:
    past = Past()
    for seed, accuracy in enumerate((0.55, 0.75, 0.60, 0.70), start=1):
        past.train(accuracy, seed=seed, right=BEFORE)
    past.train(0.76, right=BETTER, dropout=0.3)
    assert "more than chance makes with 359 examples" in said(past)
    assert ", but within what another seed makes (±32.5 points)." in said(past)


def test_a_network_that_was_trained_before_the_last_is_known_again() -> None:
    past = Past()
    past.train(0.65, right=BEFORE)
    past.train(0.66, right=BEFORE, dropout=0.3)
    past.train(0.65, right=BEFORE, seed=2)
    assert "again" not in said(past)
    past.train(0.65, right=BEFORE)
    assert said(past).endswith(
        "had these very settings and this seed: it is the same network again."
    )


def test_two_seeds_are_called_few() -> None:
    past = Past()
    past.train(0.65, right=BEFORE)
    past.train(0.66, right=BEFORE, seed=2)
    past.train(0.66, right=MIXED, dropout=0.3)
    apart = "Seeds alone are 1.0 points apart: so few of them can't tell what the settings make."
    assert said(past).endswith(apart)
    assert compared(past.earlier).unseeded


@pytest.mark.parametrize(("others", "said_of_seeds"), [
    ([], "So few seeds can't tell what another seed makes yet."),
    ([0.99], ", and more than seeds make (with so few seeds up to ±"),
])  # fmt: skip
def test_that_two_seeds_came_out_alike_may_be_luck(others: list[float], said_of_seeds: str) -> None:
    past = Past()
    for seed, accuracy in enumerate([0.984, 0.984, *others], start=1):
        past.train(accuracy, right=BETTER, seed=seed)
    past.train(0.884, right=BEFORE, dropout=0.3)
    assert said_of_seeds in said(past)
    assert compared(past.earlier).unseeded == (not others)


def test_where_few_seeds_leave_all_open_that_is_said_in_words() -> None:
    past = Past()
    past.train(0.48, right=BEFORE)
    past.train(0.95, right=BEFORE, seed=2)
    past.train(0.66, right=MIXED, dropout=0.3)
    apart = "Seeds alone are 47.0 points apart: so few of them can't tell what the settings make."
    assert said(past).endswith(apart)
    assert "chance makes" not in said(past)
    assert compared(past.earlier).unseeded
    runs = [Ran.now(*run) for run in past.runs[1:]]
    assert (
        Beside(runs, [Ran.now(*past.runs[0])])
        .verdicts()[0]
        .endswith("; so few seeds can't tell what another seed makes.")
    )


def test_where_only_the_seed_changed_it_is_luck_and_the_settings_before_are_told() -> None:
    past = Past()
    past.train(0.65, seed=1)
    past.train(0.66, seed=2)
    assert said(past) == (
        "Since the last run: seed 1 → 2; validation accuracy 65.0 % → 66.0 %. "
        "Nothing else changed, so this is luck."
    )
    past.train(0.67, seed=4)
    assert said(past).endswith("so this is luck. 3 seeds gave 65.0 % to 67.0 %.")
    past.train(0.75, dropout=0.3)
    past.train(0.77, dropout=0.3, seed=2)
    assert said(past).startswith("Since the last run: seed 1 → 2; ")
    assert (
        "luck. Before that: dropout 0 → 0.3; validation accuracy 66.0 % (mean of 3 seeds) → 76.0 % "
        "(mean of 2 seeds): more than chance makes" in said(past)
    )


def test_the_same_once_more_gives_the_same_and_wants_a_seed() -> None:
    past = Past()
    past.train(0.65)
    past.train(0.65)
    assert "nothing changed, and the same seed gives the same network." in said(past)
    assert compared(past.earlier).unseeded


def test_a_run_that_was_cut_short_is_compared_as_it_is_without_seeds() -> None:
    past = Past()
    past.train(0.65, right=BEFORE)
    past.train(0.5, right=BEFORE, dropout=0.3, ended="cancelled", epochs=1)
    assert "dropout 0 → 0.3, 2 → 1 epoch done; validation accuracy 65.0 % → 50.0 %: " in (
        said(past)
    )
    assert "seed" not in said(past)
    past.train(0.7, right=BEFORE, dropout=0.3)
    assert "Since the last run: 1 → 2 epochs done; validation accuracy 50.0 % → 70.0 %. " in (
        said(past)
    )
    assert "luck" not in said(past)
    before = "Before that: dropout 0 → 0.3; validation accuracy 65.0 % → 70.0 %: more than"
    assert before in said(past)


def test_other_data_are_named_and_not_weighed() -> None:
    past = Past()
    past.train(0.65, right=BEFORE)
    past.train(0.76, right=BETTER, data="own", data_options={"fingerprint": "f"})
    assert said(past) == "Since the last run: other data; figures on other data are not compared."
    past.train(0.76, data="own", data_options={"fingerprint": "f"}, version="2")
    past.train(0.77, data="own", data_options={"fingerprint": "f"}, version="3")
    assert "a new version of the data" in said(past)
    past.train(None, metrics={"val_loss": 0.4})
    past.train(None, metrics={"val_loss": 0.3}, version="4")
    assert "0.400 → 0.300. Each was judged by other examples, so that nothing tells" in said(past)


def test_a_setting_that_changes_the_data_leaves_nothing_to_compare() -> None:
    past = Past()
    past.train(0.968, right=BEFORE, others={"form": "circles"})
    past.train(1.0, right=BETTER, others={"form": "blobs"})
    assert said(past) == (
        "Since the last run: form of the data circles → blobs, other data; "
        "figures on other data are not compared."
    )
    past.train(0.99, seed=2, right=BETTER, others={"form": "blobs"})
    assert "validation accuracy 100.0 % → 99.0 %. Nothing else changed" in said(past)


def test_without_shares_the_loss_is_told_by_the_same_examples() -> None:
    past = Past()
    losses = [0.5, 0.4, 0.3, 0.2] * 10
    past.train(None, losses=losses, metrics={"val_loss": 0.4})
    lower = [loss - 0.03 - 0.01 * (place % 3) for place, loss in enumerate(losses)]
    past.train(None, losses=lower, metrics={"val_loss": 0.35}, dropout=0.3)
    assert (
        "validation loss 0.400 → 0.350: more than chance makes with 359 examples "
        "(95 % interval: −0.053 to " in (said(past))
    )
    past.train(None, metrics={"val_loss": 0.33}, dropout=0.2)
    assert "validation loss 0.350 → 0.330. What another seed makes" in said(past)
    past.train(None, metrics={"val_loss": 0.35}, dropout=0.2, seed=2)
    past.train(None, metrics={"val_loss": 0.31}, dropout=0.1)
    assert said(past).endswith("So few seeds can't tell what another seed makes yet.")


def test_figures_that_read_alike_are_said_to_be_as_before() -> None:
    past = Past()
    losses = [0.5, 0.4, 0.3, 0.2] * 10
    past.train(None, losses=losses, metrics={"val_loss": 0.35011})
    past.train(
        None, losses=[one + 1e-5 for one in losses], metrics={"val_loss": 0.35012}, dropout=0.1
    )
    assert said(past).endswith("validation loss 0.350, as before.")


def test_the_loss_is_told_beside_an_accuracy_that_tells_nothing() -> None:
    past = Past()
    past.train(0.65, right=BEFORE, losses=[0.5, 0.4] * 20)
    past.train(0.66, right=MIXED, losses=[0.41, 0.3] * 20, dropout=0.3)
    assert (
        "(95 % interval: −2.5 to +4.5 points). Validation loss 0.450 → 0.355, better by "
        "more than chance makes (−" in said(past)
    )
    past.train(0.66, right=MIXED, losses=[0.31, 0.4] * 20, dropout=0.2)
    assert "Validation loss" not in said(past)
    past.train(0.65, right=BEFORE, losses=[0.5, 0.4] * 20, dropout=0.1)
    assert "Validation loss 0.355 → 0.450, worse by more than chance makes (+" in said(past)


def test_losses_of_one_sentence_are_rounded_alike() -> None:
    past = Past()
    past.train(None, metrics={"val_loss": 0.000363})
    past.train(None, metrics={"val_loss": 0.00151}, dropout=0.3)
    assert "; validation loss 0.000363 → 0.00151. " in said(past)
    past.train(None, metrics={"val_loss": 0.00171}, dropout=0.3, seed=2)
    past.train(None, metrics={"val_loss": 120.4}, dropout=0.1)
    past.train(None, metrics={"val_loss": 240.9}, dropout=0.1, seed=2)
    past.train(None, metrics={"val_loss": 250.9}, dropout=0.4)
    assert "e+" not in said(past)


def test_phrases_are_told_by_seeds_and_by_the_loss() -> None:
    past = Past()
    for seed, f1 in ((1, 0.60), (2, 0.61), (3, 0.62)):
        past.train(0.9, metrics={"val_f1": f1}, seed=seed, losses=[0.5, 0.4] * 20)
    past.train(0.9, metrics={"val_f1": 0.7}, losses=[0.41, 0.3] * 20, dropout=0.3)
    assert "validation F1 61.0 % (mean of 3 seeds) → 70.0 %: more than seeds make" in (said(past))
    assert (
        "Validation loss 0.450 (mean of 3 seeds) → 0.355, better by more than chance makes"
        in said(past)
    )


def test_that_two_players_won_alike_tells_nothing_of_other_seeds() -> None:
    past = Past()
    past.train(None, metrics={"val_success": 0.455}, task="act")
    for seed in (1, 2):
        past.train(None, metrics={"val_success": 1.0}, task="act", seed=seed, dropout=0.3)
    assert "more than seeds make" not in said(past)
    assert "o few seeds can't tell what another seed makes yet" in said(past)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_compared(value: float) -> None:
    past = Past()
    past.train(0.65)
    past.train(value, dropout=0.3)
    assert said(past) == "Since the last run: dropout 0 → 0.3."


def test_of_equal_losses_no_interval_is_told() -> None:
    past = Past()
    past.train(0.7, right=BEFORE)
    past.train(0.7, right=BEFORE, dropout=0.3)
    assert said(past).endswith("; validation accuracy 70.0 %, as before.")


def test_runs_are_compared_by_what_the_goal_is_on() -> None:
    past = Past()
    for loss, changed in ((1.9, 0.0), (1.8, 0.3)):
        past.train(0.4, metrics={"val_loss": loss}, losses=[loss] * 40, dropout=changed)
    assert (
        "; validation accuracy 40.0 %, as before. Validation loss 1.90 → 1.80, better by "
        in said(past)
    )
    assert "; validation loss 1.90 → 1.80: " in compared(past.earlier, "val_loss").text
    assert compared(past.earlier, "val_f1").text == said(past), "no run has it"
    past.train(0.4, metrics={"val_loss": 1.7}, seed=2, dropout=0.3)
    assert "; validation loss 1.80 → 1.70. Nothing else changed" in (
        compared(past.earlier, "val_loss").text
    )
