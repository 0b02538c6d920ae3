"""What is advised of a gap: room, readers, filters and restraint in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tutor.diagnosis import gap_remedies, remedies
from tutor.diagnosis.history import Facts
from tutor.diagnosis.verdict import Value


def test_a_gap_that_does_not_grow_is_not_met_with_a_smaller_network() -> None:
    settings: dict[str, object] = {"units": 32, "hidden_layers": 1, "dropout": 0.5}
    choices: dict[str, Sequence[object]] = {"units": (1, 64), "dropout": (0.0, 0.6)}
    facts = Facts(settings=settings, choices=choices)
    assert gap_remedies.large_gap(facts).change == {}
    assert gap_remedies.large_gap(facts).text.startswith(
        "No setting here narrows the gap but those"
    )
    assert gap_remedies.large_gap(Facts()).text.startswith("Train on more examples")


def test_a_gap_of_what_is_learned_is_met_with_what_the_lesson_offers() -> None:
    settings: dict[str, object] = {"filters": 16, "conv_layers": 2, "epochs": 60}
    offered: dict[str, Sequence[object]] = {"filters": [4, 8, 16, 32], "epochs": (1, 100)}
    facts = Facts(settings=settings, choices=offered)
    assert gap_remedies.large_gap(facts, learned=True).change == {"filters": 8}
    assert gap_remedies.large_gap(facts, learned=True, level=20).change == {"epochs": 20}
    assert gap_remedies.large_gap(facts, level=20, better=4).change == {"filters": 32}
    varied = Facts(
        settings=settings | {"augmentation": "none"},
        choices=offered | {"augmentation": ["none", "shift", "rotate"]},
    )
    assert gap_remedies.large_gap(varied, learned=True).change == {"augmentation": "shift"}


def test_dropout_goes_with_more_epochs_where_there_is_time_for_them() -> None:
    settings: dict[str, object] = {"dropout": 0.0, "epochs": 10, "units": 8}
    offered: dict[str, Sequence[object]] = {"dropout": (0.0, 0.7), "epochs": (1, 30)}
    facts = Facts(settings=settings, choices=offered)
    told = gap_remedies.large_gap(facts)
    assert told.change == {"dropout": 0.3, "epochs": 20}
    assert told.text.startswith("Set dropout to 0.3 and epochs to 20: ")
    level = gap_remedies.large_gap(facts, level=4)
    assert level.change == {"dropout": 0.3}
    for known in (
        replace(facts, settings=settings | {"epochs": 20}),
        replace(facts, affordable=15),
        replace(facts, after=5),
    ):
        assert gap_remedies.large_gap(known).change == {"dropout": 0.3}
    more = replace(facts, settings=settings | {"dropout": 0.3})
    assert gap_remedies.large_gap(more).change == {"dropout": 0.5}


def test_a_network_that_does_not_read_gets_a_layer_that_does() -> None:
    facts = Facts(
        limit="order", settings={"recurrent_layers": 0, "cell": "SimpleRNN", "dropout": 0.0},
        choices={"recurrent_layers": (0, 3), "cell": ["SimpleRNN", "GRU"], "dropout": (0.0, 0.5)},
    )  # fmt: skip
    change = {"recurrent_layers": 1, "cell": "GRU"}
    assert gap_remedies.large_gap(facts, poor=True).change == change
    assert remedies.overfitting(facts, 9, poor=True).change == change


def test_steps_that_are_far_too_large_come_first_where_little_is_learned() -> None:
    facts = Facts(settings={"learning_rate": 0.5, "dropout": 0.0},
                  choices={"learning_rate": (1e-5, 1.0), "dropout": (0.0, 0.5)})  # fmt: skip
    for poor, name in ((True, "learning_rate"), (False, "dropout")):
        assert list(remedies.overfitting(facts, 2, poor=poor).change) == [name]
        assert list(gap_remedies.large_gap(facts, poor=poor).change) == [name]


def test_a_network_that_reads_poorly_gets_gates_then_both_directions_then_restraint() -> None:
    settings: dict[str, object] = {
        "recurrent_layers": 1, "cell": "SimpleRNN", "bidirectional": False, "dropout": 0.0,
    }  # fmt: skip
    choices: dict[str, Sequence[object]] = {
        "cell": ["SimpleRNN", "GRU"], "bidirectional": [False, True], "dropout": (0.0, 0.7),
    }  # fmt: skip
    wanted: list[dict[str, Value]] = [{"cell": "GRU"}, {"bidirectional": True}, {"dropout": 0.3}]
    for change in wanted:
        facts = Facts(settings=settings, choices=choices)
        assert remedies.overfitting(facts, 2, poor=True).change == change
        assert gap_remedies.large_gap(facts, poor=True).change == change
        assert remedies.overfitting(facts, 2).change.keys() == {"dropout"}
        settings = {**settings, **change}


def test_where_restraint_is_used_up_another_way_of_reading_is_left() -> None:
    facts = Facts(
        settings={"recurrent_layers": 1, "cell": "GRU", "bidirectional": False, "dropout": 0.5},
        choices={"cell": ["SimpleRNN", "GRU"], "bidirectional": [False, True],
                 "dropout": (0.0, 0.5)},
    )  # fmt: skip
    assert remedies.overfitting(facts, 2).change == {"bidirectional": True}


@pytest.mark.parametrize(
    ("layers", "dropout", "change"),
    [(0, 0.0, {"conv_layers": 1}), (1, 0.0, {}), (1, 0.5, {"conv_layers": 2})],
)
def test_filters_come_first_where_there_are_none_and_more_of_them_last(
    layers: int, dropout: float, change: dict[str, Value]
) -> None:
    facts = Facts(
        settings={"conv_layers": layers, "dropout": dropout}, choices={"conv_layers": (0, 3)}
    )
    assert gap_remedies.large_gap(facts).change == change


def test_of_a_gap_the_wider_network_that_was_tried_comes_before_what_was_not() -> None:
    facts = Facts(
        settings={"recurrent_layers": 1, "cell": "GRU", "units": 8, "dropout": 0.0},
        choices={"units": [8, 16, 32], "dropout": (0.0, 0.7)},
    )
    assert gap_remedies.large_gap(facts).change == {"dropout": 0.3}
    tried = gap_remedies.large_gap(facts, better=4)
    assert tried.change == {"units": 32}
    assert tried.further[0].change == {"dropout": 0.3}
