"""What no setting carries out is said with what the learner's own screen has for it, or lacks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tutor.diagnosis import (
    data_remedies,
    epoch_remedies,
    fit_remedies,
    game_remedies,
    gap_remedies,
    remedies,
)
from tutor.diagnosis.history import Facts
from tutor.diagnosis.moves import Remedy, together

REMEDIES: dict[str, Callable[[Facts], Remedy]] = {
    "diverged": remedies.diverged,
    "exploding": remedies.exploding_gradients,
    "vanishing": remedies.vanishing_gradients,
    "dead": remedies.dead_relu,
    "not learning": lambda facts: remedies.not_learning(facts, rose=True),
    "still improving": lambda facts: epoch_remedies.still_improving(facts, 20),
    "overfitting": lambda facts: remedies.overfitting(facts, 7),
    "underfitting": remedies.underfitting,
    "soon at its best": remedies.best_later,
    "patience": lambda facts: epoch_remedies.more_epochs(facts, 20, stopped=True),
    "settle": remedies.settle,
    "leakage": data_remedies.leakage,
    "imbalance": data_remedies.class_imbalance,
    "few examples": data_remedies.more_validation,
    "split": data_remedies.other_split,
    "gap": gap_remedies.large_gap,
    "too certain": gap_remedies.too_certain,
    "stuck": game_remedies.stuck,
    "calm": game_remedies.calm,
    "games": game_remedies.more_games,
}  # fmt: skip


@pytest.mark.parametrize("name", REMEDIES)
def test_a_lesson_that_has_nothing_for_it_is_said_to_have_nothing(name: str) -> None:
    facts = Facts(settings={"kernel_size": 3}, choices={"kernel_size": [3, 5]})
    found = REMEDIES[name](facts)
    assert found.change == {}
    assert any(words in found.text for words in ("This lesson offers no setting", "o setting here"))
    assert "lesson" not in REMEDIES[name](Facts()).text  # a log from elsewhere has none


def test_fields_that_would_serve_are_named_where_no_better_value_is_left() -> None:
    facts = Facts(
        settings={"dropout": 0.5, "units": 4, "hidden_layers": 1, "filters": 8, "conv_layers": 0},
        choices={"dropout": (0.0, 0.5), "units": [4, 8], "filters": [4, 8]},
    )
    found = remedies.overfitting(facts, 7)
    assert found.change == {}
    assert found.text.endswith(
        "In Build, dropout and units would serve, but no better value is left there."
    )


def test_fields_that_a_step_is_not_about_are_not_said_to_be_missing() -> None:
    facts = Facts(
        settings={"dropout": 0.0, "epochs": 10, "kernel_shape": "tall", "units": 4},
        choices={"kernel_shape": ["tall", "wide"]}, aside=["epochs", "dropout", "units"],
    )  # fmt: skip
    longer = epoch_remedies.still_improving(facts, 15).text
    assert longer.endswith("Of what helps, Build has epochs, but this step is about kernel shape.")
    no_units = {**facts.settings, "hidden_layers": 0}
    left = Facts(settings=no_units, choices=facts.choices, aside=["units"])
    assert remedies.overfitting(left, 7).text.endswith("This lesson offers no setting for that.")


def test_where_no_more_epochs_are_allowed_the_fields_are_named_that_make_it_faster() -> None:
    facts = Facts(
        settings={"epochs": 20, "learning_rate": 0.1, "batch_size": 32},
        choices={"epochs": (1, 20), "learning_rate": (0.001, 0.1), "batch_size": [16, 32]},
    )
    found = epoch_remedies.still_improving(facts, 20)
    assert found.text == (
        "30 epochs would get further, but no more are allowed here: try whether the learning rate "
        "and the batch size can be set so that it learns faster."
    )


def test_what_needs_no_mending_stays_as_it_is() -> None:
    facts = Facts(settings={"kernel_size": 3}, choices={"kernel_size": [3, 5]})
    assert "offers" not in fit_remedies.good_fit(facts).text
    assert "offers" not in game_remedies.won(facts).text


def test_of_a_list_shorter_than_the_network_the_last_value_is_told_for_each_further_layer() -> None:
    facts = Facts(settings={"conv_layers": 3, "filters": [16, 32]},
                  choices={"filters": [16, 32, 64]})  # fmt: skip
    told = together({"filters": [32, 64]}, facts, "it was tried")
    assert told is not None
    assert told.text == "Set filters to 32, 64, 64: it was tried."
    assert told.change == {"filters": [32, 64]}
