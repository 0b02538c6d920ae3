from __future__ import annotations

from tutor.lab.settings import Settings
from tutor.lab.wider import wider


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
