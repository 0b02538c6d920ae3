from __future__ import annotations

import pytest

from tests.past_runs import Past
from tutor.store.ran import Ran
from tutor.ui.done_otherwise import changes, told_value


def last_two(past: Past) -> list[str]:
    before, after = (Ran.now(*one) for one in past.runs[-2:])
    return changes(before, after)


@pytest.mark.parametrize(
    ("parameters", "told"),
    [((1370, 994), ["parameters 1,370 → 994"]), ((994, 1370), []), ((1370, 1370), [])],
)
def test_that_a_further_layer_left_fewer_parameters_is_told(
    parameters: tuple[int, int], told: list[str]
) -> None:
    past = Past()
    for layers, count in zip((1, 2), parameters, strict=True):
        past.train(0.9, conv_layers=layers, parameters=count)
    assert last_two(past) == ["convolutional layers 1 → 2", *told]


def test_fewer_parameters_are_expected_of_fewer_filters() -> None:
    past = Past()
    for filters, count in ((16, 1370), (8, 994)):
        past.train(0.9, filters=filters, parameters=count)
    assert last_two(past) == ["filters 16 → 8"]


def test_widths_are_told_for_each_layer_where_they_differ() -> None:
    past = Past()
    past.train(0.9, conv_layers=3, filters=[8, 16])
    past.train(0.9, conv_layers=3, filters=[8, 32])
    assert last_two(past) == ["filters 8,16,16 → 8,32,32"]
    assert told_value([8, 8]) == "8"
    assert told_value(None) == "–"


def test_the_way_of_reading_is_told_in_the_words_of_the_builder() -> None:
    past = Past()
    for both in (False, True):
        past.train(0.9, others={"recurrent_layers": 1, "bidirectional": both})
    assert last_two(past) == ["reading one way → both ways"]
