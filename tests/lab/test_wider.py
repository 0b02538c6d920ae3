from __future__ import annotations

from tutor.lab.settings import Settings
from tutor.lab.wider import past, wider


def test_every_width_is_four_times_as_large_and_twice_where_it_is_large_already() -> None:
    found = wider({"conv_layers": 2, "filters": [4, 16], "dense_layers": 1, "units": 32})
    assert found == {"conv_layers": 2, "filters": [16, 32], "dense_layers": 1, "units": 128}


def test_a_network_of_its_output_alone_gets_a_hidden_layer() -> None:
    assert wider({"hidden_layers": 0, "epochs": 3}) == {
        "hidden_layers": 1, "units": 32, "epochs": 3,
    }  # fmt: skip


def test_no_width_leaves_what_the_setting_allows() -> None:
    assert wider({"hidden_layers": 1, "units": 1000})["units"] == 1024


def test_what_is_no_width_stays() -> None:
    settings: Settings = {"recurrent_layers": 1, "units": 8, "dropout": 0.3, "activation": "tanh"}
    assert wider(settings) == {**settings, "units": 32}


def test_where_there_is_a_limit_the_way_past_it_is_tried() -> None:
    assert wider({"hidden_layers": 0, "activation": "linear"}, "straight") == {
        "hidden_layers": 1, "units": 32, "activation": "relu",
    }  # fmt: skip
    table: Settings = {"hidden_layers": 1, "units": 8, "scaling": "none"}
    assert wider(table, "scale") == {**table, "scaling": "standard"}
    read = wider({"recurrent_layers": 0, "units": [64, 32], "dense_layers": 2}, "order")
    assert read["recurrent_layers"] == 1
    assert read["dense_layers"] == 0
    assert read["units"] == 16


def test_inputs_that_no_setting_scales_stay_as_they_are() -> None:
    assert past({"hidden_layers": 1}, "scale") == ""
    assert past({"scaling": "none"}, "scale") == "scale"
    assert past({"hidden_layers": 0}, "straight") == "straight"
