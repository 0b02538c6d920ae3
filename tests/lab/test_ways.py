"""What leads on from a run's network is what a learner can set, and the goal allows."""

from __future__ import annotations

import msgspec
import pytest

from tests.lab.test_trials import of
from tutor.lab.settings import Settings
from tutor.lab.trials import fits
from tutor.lab.ways import larger, smaller, ways


@pytest.mark.parametrize(
    ("chosen", "change"),
    [
        ({"filters": 8}, {"filters": 16}),
        ({"filters": 64, "conv_layers": 2}, {"conv_layers": 3, "epochs": 15}),
    ],
)
@pytest.mark.parametrize("advice", [[], ["epochs", "filters", "conv_layers"]])
def test_a_larger_network_is_a_wider_one_else_a_deeper_one(
    advice: list[str], chosen: Settings, change: Settings
) -> None:
    order = msgspec.structs.replace(of("speech-recognition", "vowels", chosen), advice=advice)
    assert larger(order) == change
    assert ways(order).rather == ("wider" if advice else "")


def test_a_deeper_network_takes_no_more_epochs_where_there_are_none_or_time_is_counted() -> None:
    order = of("speech-recognition", "vowels", {"filters": 64, "epochs": 100})
    assert larger(order)["conv_layers"] == 2
    assert "epochs" not in larger(order)
    race = of("training-time", "race", {"filters": 128, "conv_layers": 1})
    assert "epochs" not in larger(race)


def test_it_is_a_deeper_one_first_where_the_lesson_names_layers_first() -> None:
    order = of("speech-recognition", "vowels", {"filters": 8})
    assert order.advice[:2] == ["conv_layers", "filters"]
    assert larger(order) == {"conv_layers": 2, "epochs": 15}
    assert ways(order).rather == "deeper"
    deepest = of("speech-recognition", "vowels", {"conv_layers": 4})
    assert larger(deepest) == {"filters": 16}


def test_where_what_follows_is_predicted_longer_sequences_come_before_larger_networks() -> None:
    order = of("text-prediction", "manual", {"sequence_length": 16})
    assert larger(order) == {"sequence_length": 32}
    full = of("text-prediction", "manual", {"sequence_length": 128})
    assert "sequence_length" not in larger(full)
    assert "sequence_length" not in larger(of("recurrent-networks", "recall", {}))


def test_without_room_for_a_larger_network_there_is_none() -> None:
    order = of("choosing-a-network", "tumours", {"hidden_layers": 4, "units": 64})
    assert larger(order) == {}


def test_a_smaller_network_is_half_as_wide_and_within_what_the_goal_allows() -> None:
    free = of("speech-recognition", "vowels", {"conv_layers": 2, "filters": [8, 32]})
    assert smaller(free) == {"filters": [4, 16]}
    deep = of("choosing-a-network", "tumours", {"hidden_layers": 4, "units": 64})
    assert smaller(deep) == {"units": 8}
    assert deep.network.parameters > 1000
    assert smaller(of("speech-recognition", "vowels", {"conv_layers": 1, "filters": 4})) == {}
    none = of("speech-recognition", "vowels", {"conv_layers": 1}, "parameters < 10")
    assert smaller(none) == {}


def test_other_ways_are_single_changes_to_what_is_offered_and_not_there() -> None:
    order = msgspec.structs.replace(of("speech-recognition", "direction", {}), advice=[])
    found = ways(order).others
    assert found[:3] == (
        {"conv_layers": 3}, {"kernel_shape": "square"}, {"kernel_shape": "wide"}
    )  # fmt: skip
    assert {"learning_rate": 0.003} in found
    assert {"activation": "tanh"} in found
    assert all(len(one) == 1 and next(iter(one)) in order.settings for one in found)
    assert all(fits(order, {**order.settings, **one}) for one in found)
    assert not any(order.settings[name] == value for one in found for name, value in one.items())


def test_a_schedule_that_ends_calmly_is_tried_before_another_network() -> None:
    assert ways(of("training-time", "race", {"learning_rate": 0.003})).others[0] == {
        "schedule": "cosine"
    }
    short = ways(of("training-time", "race", {})).others  # steps that go further come first
    assert list(short[:2]) == [{"learning_rate": 0.003}, {"schedule": "cosine"}]
    set_already = ways(of("training-time", "race", {"schedule": "step"})).others
    assert all("schedule" not in one for one in set_already)


def test_how_answers_are_smoothed_comes_first_where_it_is_offered() -> None:
    found = ways(of("video-index", "index", {"smoothing": 21})).others
    assert found[:2] == ({"smoothing": 11}, {"smoothing": 31})


def test_settings_of_no_layer_lead_nowhere() -> None:
    found = ways(of("speech-recognition", "vowels", {"conv_layers": 0})).others
    assert not any(name in one for one in found for name in ("kernel_shape", "pooling"))


def test_what_all_layers_have_is_not_offered_to_them() -> None:
    chosen: Settings = {"conv_layers": 2, "pooling": ["max", "max"]}
    found = ways(of("speech-recognition", "vowels", chosen)).others
    assert {"pooling": "max"} not in found
    assert {"pooling": "average"} in found
    mixed: Settings = {"conv_layers": 2, "pooling": ["max", "average"]}
    assert {"pooling": "max"} in ways(of("speech-recognition", "vowels", mixed)).others


def test_tiny_batches_are_made_usual_ones_to_be_quicker() -> None:
    found = [ways(of("training-time", "race", {"batch_size": size})).quicker for size in (1, 32)]
    assert found == [{"batch_size": 32}, {}]
    assert ways(of("games", "long", {})).quicker == {}


@pytest.mark.parametrize("cell", ["SimpleRNN", "GRU", "LSTM"])
def test_no_way_leads_back_to_a_cell_that_forgets(cell: str) -> None:
    found = [one["cell"] for one in ways(of("recurrent-networks", "recall", {"cell": cell})).others
             if "cell" in one]  # fmt: skip
    assert set(found) == {"GRU", "LSTM"} - {cell}


def test_settings_are_called_as_the_lesson_calls_them() -> None:
    found = ways(of("games", "long", {}))
    assert found.called("batch_size") == "games an epoch"
    assert found.called("learning_rate") == "learning rate"


def test_where_a_step_is_about_one_setting_only_this_leads_on() -> None:
    found = ways(of("speech-recognition", "direction", {}))
    assert (found.larger, found.smaller) == ({}, {})
    assert found.others == ({"kernel_shape": "square"}, {"kernel_shape": "wide"})
