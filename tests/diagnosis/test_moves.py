from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.diagnosis import (
    data_remedies,
    epoch_remedies,
    fit_remedies,
    game_remedies,
    gap_remedies,
    remedies,
)
from tutor.diagnosis.history import Facts
from tutor.diagnosis.moves import Move, Remedy, choose
from tutor.diagnosis.verdict import Value
from tutor.lab.knobs import KNOBS, value_words
from tutor.lab.settings import STANDARD, Setting, check

NOTHING = Facts()
SETTINGS = {
    setting.name: setting
    for setting in (
        *STANDARD,
        Setting(name="conv_layers", default=2, min=0, max=3),
        Setting(name="dense_layers", default=1, choices=[0, 1, 2]),
        Setting(name="filters", default=16, choices=[8, 16, 32], per_layer=True),
        Setting(name="units", default=32, min=4, max=128, per_layer=True),
        Setting(name="dropout", default=0.0, min=0.0, max=0.6),
        Setting(name="l2", default=0.0, choices=[0.0, 0.001, 0.01]),
        Setting(name="activation", default="relu", choices=["sigmoid", "relu", "tanh"]),
        Setting(name="optimizer", default="sgd"),
        Setting(name="recurrent_layers", default=1, min=0, max=2),
        Setting(name="cell", default="SimpleRNN", per_layer=True),
    )
}


def values(setting: Setting) -> st.SearchStrategy[object]:
    if setting.values is not None:
        return st.sampled_from(setting.values)
    if setting.knob.kind == "int":
        return st.integers(int(setting.low), int(setting.high))
    return st.floats(setting.low, setting.high)


@st.composite
def lessons(draw: st.DrawFn) -> Facts:
    """What is known in some lesson: any of the settings offered, each at an allowed value."""
    names = draw(st.lists(st.sampled_from(sorted(SETTINGS)), unique=True))
    chosen: dict[str, object] = {}
    for name in names:
        one = values(SETTINGS[name])
        per_layer = SETTINGS[name].per_layer and draw(st.booleans())
        chosen[name] = draw(st.lists(one, min_size=1, max_size=3) if per_layer else one)
    choices = {name: _choices(SETTINGS[name]) for name in names}
    return Facts(settings=chosen, choices=choices)


def _choices(setting: Setting) -> list[object] | tuple[float, float]:
    return list(setting.values) if setting.values is not None else (setting.low, setting.high)


def plans(facts: Facts, epochs: int) -> list[Remedy]:
    return [
        remedies.diverged(facts),
        remedies.not_learning(facts, rose=True),
        remedies.not_learning(facts, rose=False),
        epoch_remedies.still_improving(facts, epochs),
        remedies.overfitting(facts, max(1, epochs // 2)),
        gap_remedies.large_gap(facts, level=max(4, epochs // 2), learned=True, better=4),
        gap_remedies.too_certain(facts),
        remedies.underfitting(facts),
        fit_remedies.good_fit(facts),
        epoch_remedies.more_epochs(facts, epochs + 10),
        remedies.settle(facts),
        remedies.vanishing_gradients(facts),
        remedies.dead_relu(facts),
        remedies.exploding_gradients(facts),
    ]


@given(lessons(), st.integers(1, 150))
def test_every_remedy_is_one_allowed_setting_or_plain_words(facts: Facts, epochs: int) -> None:
    for remedy in plans(facts, epochs):
        assert remedy.text.strip().endswith(".")
        assert len(remedy.change) <= 1
        for name, value in remedy.change.items():
            check(SETTINGS[name], value)
            if name != "epochs":
                assert value != facts.settings[name]


@given(lessons(), st.integers(1, 150))
def test_reasons_name_what_they_speak_of(facts: Facts, epochs: int) -> None:
    for remedy in plans(facts, epochs):
        if remedy.change:
            reason = remedy.text.partition(": ")[2]
            assert not reason.startswith(("it ", "its "))


@given(st.integers(1, 500))
def test_without_a_lesson_there_are_words_but_no_settings(epochs: int) -> None:
    for remedy in plans(NOTHING, epochs):
        assert remedy.text
        assert remedy.change == {}


Choices = dict[str, list[object] | tuple[object, object]]


def test_overfitting_is_met_by_keeping_the_best_epoch_then_with_dropout_then_a_penalty() -> None:
    settings: dict[str, object] = {"dropout": 0.0, "l2": 0.0, "epochs": 20}
    choices: Choices = {"dropout": (0.0, 0.5), "l2": [0.0, 0.001], "epochs": (1, 200)}
    changes = []
    for _ in range(4):
        remedy = remedies.overfitting(Facts(settings=settings, choices=choices), best=7)
        changes.append(remedy.change)
        settings.update(remedy.change)
    assert changes == [{"epochs": 7}, {"dropout": 0.3}, {"dropout": 0.5}, {"l2": 0.001}]


def test_early_stopping_keeps_the_best_epoch_where_it_is_offered() -> None:
    settings: dict[str, object] = {"early_stopping": 0, "epochs": 20, "dropout": 0.0}
    choices: Choices = {"early_stopping": (0, 50), "epochs": (1, 200), "dropout": (0.0, 0.5)}
    first = remedies.overfitting(Facts(settings=settings, choices=choices), best=7)
    assert first.change == {"early_stopping": 5}
    assert first.text.startswith("Set the patience of early stopping to 5: ")
    settings |= first.change
    second = remedies.overfitting(Facts(settings=settings, choices=choices), best=7)
    assert second.change == {"dropout": 0.3}


@pytest.mark.parametrize(
    ("best", "patience", "words"),
    [
        (20, 5, "ends some epochs after its best"), (26, 3, "ends some epochs after its best"),
        (28, 3, "the weights of its best epoch are then kept"),
    ],
)  # fmt: skip
def test_patience_would_have_ended_the_run_where_that_can_be(
    best: int, patience: int, words: str
) -> None:
    facts = Facts(
        settings={"early_stopping": 0, "epochs": 30},
        choices={"early_stopping": [0, 3, 5, 10], "epochs": (1, 100)},
    )
    remedy = remedies.overfitting(facts, best=best)
    assert remedy.change == {"early_stopping": patience}
    assert words in remedy.text


@pytest.mark.parametrize(("layers", "each"), [(1, False), (2, True)])
def test_a_value_for_several_layers_is_said_to_be_for_each(layers: int, each: bool) -> None:
    facts = Facts(settings={"filters": [16, 32][:layers], "conv_layers": layers},
                  choices={"filters": [8, 16, 32, 64]})  # fmt: skip
    remedy = choose([Move("filters", lambda now: 2 * now, "it is wider")], facts, "no")
    assert ("in each layer" in remedy.text) is each


def test_a_longer_run_is_half_as_long_again_within_the_lessons_limit() -> None:
    def longer(asked: int, done: int, most: int) -> Remedy:
        facts = Facts(settings={"epochs": asked}, choices={"epochs": (1, most)})
        return epoch_remedies.still_improving(facts, done)

    assert longer(20, 20, 200).change == {"epochs": 30}
    assert longer(180, 180, 200).change == {"epochs": 200}
    assert longer(20, 20, 200).text == "Set epochs to 30."
    assert longer(180, 180, 200).text == (
        "Set epochs to 200: the most allowed here, and still more would be better."
    )
    assert longer(200, 200, 200).change == {}
    cut_short = longer(50, 20, 200)
    assert cut_short.change == {"epochs": 50}
    assert "finish" in cut_short.text


def test_hardly_any_more_epochs_come_after_what_else_can_be_set() -> None:
    def advised(most: int) -> Remedy:
        facts = Facts(settings={"epochs": 100, "learning_rate": 0.001},
                      choices={"epochs": (1, most), "learning_rate": (1e-4, 0.1)})  # fmt: skip
        return epoch_remedies.still_improving(facts, 100)

    assert advised(110).change == {"epochs": 110}
    assert advised(109).change == {"learning_rate": 0.002}


def test_settings_are_called_as_the_lesson_calls_them() -> None:
    facts = Facts(
        settings={"batch_size": 16}, choices={"batch_size": (1, 256)},
        labels={"batch_size": "games an epoch"},
    )  # fmt: skip
    assert game_remedies.more_games(facts).text.startswith("Set games an epoch to 64: ")
    unnamed = replace(facts, labels={})
    assert game_remedies.more_games(unnamed).text.startswith("Set the batch size to 64: ")


def test_layers_that_are_not_there_are_not_touched() -> None:
    facts = Facts(
        settings={"conv_layers": 0, "filters": 16, "dense_layers": 1, "units": 32},
        choices={"filters": [8, 16, 32], "units": (4, 128)},
    )
    assert fit_remedies.good_fit(facts).change == {"units": 16}
    assert remedies.underfitting(facts).change == {"units": 64}


def test_not_learning_looks_at_activation_and_step_size() -> None:
    choices: Choices = {
        "activation": ["sigmoid", "relu", "tanh"], "learning_rate": (1e-5, 10.0),
        "train_size": (100, 5000),
    }  # fmt: skip

    def remedy(**settings: object) -> dict[str, object]:
        facts = Facts(settings=settings, choices=choices)
        return dict(remedies.not_learning(facts, rose=False).change)

    assert remedy(activation="sigmoid", learning_rate=0.001) == {"activation": "relu"}
    assert remedy(activation=["relu", "sigmoid"], recurrent_layers=2) == {"activation": "tanh"}
    assert remedy(activation="relu", learning_rate=0.0005) == {"learning_rate": 0.005}
    assert remedy(activation="sigmoid", learning_rate=0.3) == {"learning_rate": 0.001}
    assert remedy(learning_rate=0.01, optimizer="sgd") == {"learning_rate": 0.1}
    assert remedy(learning_rate=0.002, train_size=400) == {"train_size": 800}
    assert remedy(learning_rate=0.002) == {}


def test_a_rate_that_is_far_off_is_the_first_thing_to_mend() -> None:
    settings: dict[str, object] = {
        "learning_rate": 1.2, "activation": "relu", "units": 4, "dropout": 0.5,
        "global_clipnorm": 0.0, "batch_size": 32,
    }  # fmt: skip
    choices: Choices = {
        "learning_rate": (1e-5, 10.0), "activation": ["relu", "leaky_relu"], "units": (1, 64),
        "dropout": (0.0, 0.6), "global_clipnorm": (0.0, 10.0), "batch_size": (1, 1024),
    }  # fmt: skip
    facts = Facts(settings=settings, choices=choices)
    for plan in (
        remedies.diverged, remedies.exploding_gradients, remedies.dead_relu, remedies.underfitting,
    ):  # fmt: skip
        assert plan(facts).change == {"learning_rate": 0.001}
    low = Facts(settings=settings | {"learning_rate": 3e-6}, choices=choices)
    assert remedies.underfitting(low).change == {"learning_rate": 0.001}
    assert remedies.not_learning(low, rose=True).change == {"learning_rate": 0.001}
    assert "at 0.000003, steps are far shorter than usual" in remedies.underfitting(low).text


def test_gradients_are_cut_where_the_steps_are_not_scaled_by_them() -> None:
    choices: Choices = {"learning_rate": (1e-5, 10.0), "global_clipnorm": (0.0, 10.0)}

    def remedy(optimizer: str, rate: float) -> dict[str, object]:
        settings = {"optimizer": optimizer, "learning_rate": rate, "global_clipnorm": 0.0}
        return dict(remedies.exploding_gradients(Facts(settings=settings, choices=choices)).change)

    assert remedy("sgd", 0.03) == {"global_clipnorm": 1.0}
    assert remedy("adam", 0.01) == {"learning_rate": 0.003}


def test_states_that_can_grow_without_bounds_are_bounded() -> None:
    choices: Choices = {
        "activation": ["tanh", "relu"], "learning_rate": (1e-5, 10.0),
        "global_clipnorm": (0.0, 10.0),
    }  # fmt: skip

    def changes(**settings: object) -> tuple[dict[str, object], dict[str, object]]:
        known = {"learning_rate": 0.03, "optimizer": "sgd", "activation": "relu", **settings}
        facts = Facts(settings=known, choices=choices)
        return (
            dict(remedies.diverged(facts).change), dict(remedies.exploding_gradients(facts).change)
        )  # fmt: skip

    assert changes(recurrent_layers=1) == ({"activation": "tanh"}, {"learning_rate": 0.009})
    assert changes(hidden_layers=2)[0] == {"learning_rate": 0.003}
    assert changes(recurrent_layers=1, activation="tanh")[0] == {"learning_rate": 0.003}
    assert changes(recurrent_layers=1, learning_rate=3.0)[0] == {"learning_rate": 0.05}


@pytest.mark.parametrize(
    ("rate", "optimizer", "calmer"),
    [(0.1, "adam", 0.03), (0.01, "adam", 0.003), (1.0, "adam", 0.03), (1.0, "sgd", 0.3)],
)
def test_steps_that_are_too_large_become_about_a_third_not_a_hundredth(
    rate: float, optimizer: str, calmer: float
) -> None:
    facts = Facts(
        settings={"learning_rate": rate, "optimizer": optimizer},
        choices={"learning_rate": (1e-5, 10.0)},
    )
    assert remedies.settle(facts).change == {"learning_rate": calmer}


def test_steps_of_the_usual_size_are_not_blamed_for_few_validation_examples() -> None:
    def remedy(rate: float) -> Remedy:
        facts = Facts(settings={"learning_rate": rate}, choices={"learning_rate": (1e-5, 1.0)})
        return data_remedies.more_validation(facts)

    assert remedy(0.01).change == {"learning_rate": 0.003}
    assert remedy(0.002).change == {}
    assert remedy(0.002).text.startswith("Hold out more")


def test_a_bottleneck_is_widened_by_more_and_before_layers_are_added() -> None:
    choices: Choices = {"units": (1, 256), "hidden_layers": (0, 4)}

    def remedy(**settings: object) -> dict[str, object]:
        return dict(remedies.underfitting(Facts(settings=settings, choices=choices)).change)

    assert remedy(units=2, hidden_layers=1) == {"units": 8}
    assert remedy(units=32, hidden_layers=1) == {"units": 64}
    assert remedy(units=32, hidden_layers=0) == {"hidden_layers": 1}


def test_copies_are_not_taken_out_of_a_training_set_that_is_made_of_them() -> None:
    def remedy(examples: int) -> Remedy:
        return data_remedies.leakage(Facts(
            copied=0.8, validation_examples=500, train_examples=examples,
            settings={"remove_duplicates": False}, choices={"remove_duplicates": [False, True]},
        ))  # fmt: skip

    assert remedy(2000).change == {"remove_duplicates": True}
    assert remedy(600).change == {}
    assert "out of the validation set" in remedy(600).text


@pytest.mark.parametrize(
    ("present", "target", "allowed", "expected"),
    [
        (2, 4, [1, 2, 8], 8),
        (2, 4, [1, 2], None),
        (16, 32, (4, 20), 20),
        (20, 40, (4, 20), None),
        (2, 2, [1, 2, 3], None),
        (2, 4, ["a", "b"], None),
        (2, 4, [], None),
    ],
)
def test_the_nearest_allowed_number_beyond_the_present_one_is_taken(
    present: int, target: int, allowed: list[object] | tuple[object, ...], expected: int | None
) -> None:
    facts = Facts(settings={"units": present}, choices={"units": allowed})
    remedy = choose([Move("units", lambda _: target)], facts, "Words.", placed=True)
    if expected is None:
        assert remedy == Remedy("Words.")
    else:
        assert remedy == Remedy(f"Set units to {expected}.", {"units": expected})


@pytest.mark.parametrize("name", [name for name, knob in KNOBS.items() if knob.kind == "bool"])
def test_a_switch_is_called_as_the_builder_calls_it(name: str) -> None:
    facts = Facts(settings={name: False}, choices={name: [False, True]})
    said = choose([Move(name, word=True)], facts, "").text
    called, words = KNOBS[name].meaning, value_words(name, True)
    assert said == (f"Switch “{called}” on." if words == "on" else f"Set {called} to {words}.")


@pytest.mark.parametrize(
    "plan",
    [remedies.dead_relu, remedies.vanishing_gradients,
     partial(remedies.not_learning, rose=False)],
)  # fmt: skip
def test_a_restraint_that_lets_nothing_be_learned_is_loosened_first(
    plan: Callable[[Facts], Remedy],
) -> None:
    def advised(l2: float, dropout: float) -> Mapping[str, Value]:
        facts = Facts(
            settings={"l2": l2, "dropout": dropout, "activation": "relu", "learning_rate": 0.002},
            choices={"l2": [0.0, 0.001, 0.01, 0.1], "dropout": (0.0, 0.9),
                     "activation": ["relu", "elu"]},
        )  # fmt: skip
        return plan(facts).change

    assert advised(0.1, 0.0) == {"l2": 0.01}
    assert list(advised(0.0, 0.8)) == ["dropout"]
    assert not {"l2", "dropout"} & advised(0.01, 0.5).keys()


def test_where_time_is_short_larger_steps_come_before_more_of_them() -> None:
    facts = Facts(
        settings={"epochs": 10, "learning_rate": 0.001},
        choices={"epochs": (1, 100), "learning_rate": (1e-4, 1.0)},
    )
    for enough in (None, 15, 20):
        roomy = replace(facts, affordable=enough)
        assert epoch_remedies.still_improving(roomy, 10).change == {"epochs": 15}
    timed = epoch_remedies.still_improving(replace(facts, affordable=14), 10)
    assert timed.change == {"learning_rate": 0.003}
    assert [one.change for one in timed.further][:1] == [{"epochs": 15}]


@pytest.mark.parametrize(("rate", "fell_back", "changes"), [
    (0.001, False, [{"learning_rate": 0.003}, {"batch_size": 32}, {"epochs": 14}]),
    (0.002, False, [{"batch_size": 32}, {"learning_rate": 0.004}, {"epochs": 14}]),
    (0.001, True, [{"batch_size": 32}, {"epochs": 14}]),
])  # fmt: skip
def test_longer_steps_take_no_time_but_none_are_advised_to_what_fell_back(
    rate: float, fell_back: bool, changes: list[dict[str, object]]
) -> None:
    facts = Facts(
        train_examples=1079, affordable=14,
        settings={"epochs": 10, "learning_rate": rate, "batch_size": 256},
        choices={"epochs": (1, 14), "learning_rate": (1e-4, 1.0), "batch_size": [32, 256]},
    )  # fmt: skip
    told = epoch_remedies.still_improving(facts, 10, fell_back=fell_back)
    assert [one.change for one in told.possible] == changes
