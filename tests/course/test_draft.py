"""The network as it is being built: rows, edits, layers added and removed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.support import lesson
from tutor.course.draft import Draft
from tutor.course.draft_rows import Row
from tutor.lab.settings import SettingError, Settings

DIGITS = lesson().experiments[0]


def layers(draft: Draft) -> list[Row]:
    return [row for row in draft.rows if row.kind == "layer"]


def test_rows_are_the_stack_from_input_to_output_then_the_training() -> None:
    draft = Draft(DIGITS, {"conv_layers": 1, "dense_layers": 1})
    titles = [row.title for row in draft.rows]
    assert titles[0] == "input"
    assert titles.index("conv 1") < titles.index("flatten") < titles.index("dense 1")
    assert titles.index("output") < titles.index("training") < titles.index("learning rate")


def test_what_makes_a_vector_of_a_picture_has_a_row_with_its_shape() -> None:
    parts = replace(DIGITS.network, head="global_max")
    draft = Draft(replace(DIGITS, network=parts), {"conv_layers": 1, "filters": 8})
    row = next(row for row in draft.rows if row.title == "global max")
    assert row.note.split()[0] == "8"


def test_a_field_moves_to_its_neighbour_for_its_own_layer_alone() -> None:
    draft = Draft(DIGITS, {"conv_layers": 2, "filters": 8})
    second = layers(draft)[1]
    draft.step(second.fields[0], 1)
    assert draft.settings["filters"] == [8, 16]
    assert [layer.shape[-1] for layer in draft.network.layers if layer.type == "Conv2D"] == [8, 16]


def test_an_added_layer_is_like_the_one_before_and_others_keep_their_values() -> None:
    start: Settings = {"conv_layers": 2, "dense_layers": 1, "filters": [8, 32]}
    draft = Draft(DIGITS, {**start, "activation": ["relu", "tanh", "gelu"]})
    draft.add(layers(draft)[0])
    assert draft.settings["conv_layers"] == 3
    assert draft.settings["filters"] == [8, 8, 32]
    assert draft.settings["activation"] == ["relu", "relu", "tanh", "gelu"]


def test_a_removed_layer_takes_its_own_values_along() -> None:
    start: Settings = {"conv_layers": 2, "dense_layers": 1, "filters": [8, 32]}
    draft = Draft(DIGITS, {**start, "activation": ["relu", "tanh", "gelu"]})
    draft.remove(layers(draft)[0])
    assert draft.settings["filters"] == 32
    assert draft.settings["activation"] == ["tanh", "gelu"]


def test_the_first_layer_of_a_kind_is_added_on_its_empty_row() -> None:
    draft = Draft(DIGITS, {"conv_layers": 0})
    empty = next(row for row in draft.rows if row.kind == "empty")
    draft.add(empty)
    assert draft.settings[empty.count] == 1


def test_more_layers_than_allowed_are_refused_with_the_range_and_change_nothing() -> None:
    draft = Draft(DIGITS, {"conv_layers": 3})
    before = dict(draft.settings)
    with pytest.raises(SettingError, match="allows 0 to 3 convolutional layers"):
        draft.add(layers(draft)[0])
    assert draft.settings == before


def test_a_value_out_of_range_is_refused_with_the_range() -> None:
    draft = Draft(DIGITS)
    epochs = next(row.fields[0] for row in draft.rows if row.title == "epochs")
    with pytest.raises(SettingError, match="1 to 200"):
        draft.put(epochs, 201)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ad+-"), st.integers(0, 30), st.integers(0, 5))))
def test_no_edits_ever_leave_settings_that_cannot_be_trained(
    edits: list[tuple[str, int, int]],
) -> None:
    draft = Draft(DIGITS)
    for key, place, number in edits:
        rows = [row for row in draft.rows if row.fields or row.kind == "empty"]
        row = rows[place % len(rows)]
        try:
            if key == "a" and row.count:
                draft.add(row)
            elif key == "d" and row.kind == "layer":
                draft.remove(row)
            elif row.fields:
                draft.step(row.fields[number % len(row.fields)], 1 if key == "+" else -1)
        except SettingError:
            continue
    again = Draft(DIGITS, draft.settings)
    assert again.network == draft.network
    assert len(layers(again)) == sum(layer.place is not None for layer in again.network.layers)


def test_a_remedy_is_adopted_as_a_whole_or_not_at_all() -> None:
    draft = Draft(DIGITS)
    before = dict(draft.settings)
    draft.adopt({"dropout": 0.3, "filters": 16})
    assert draft.settings == {**before, "dropout": 0.3, "filters": 16}
    for change in ({"dropout": 0.1, "filters": 5}, {"dropout": 0.1, "momentum": 0.9}):
        with pytest.raises(SettingError):
            draft.adopt(change)
        assert draft.settings["dropout"] == 0.3


def test_pooling_is_told_where_it_cannot_be_changed() -> None:
    fixed = Draft(lesson("training-time").experiments[0])
    assert [row.more for row in fixed.rows if row.kind == "layer"] == ["max pool 2×2"] * 2
    free = Draft(lesson().experiments[0])
    assert not any(row.more for row in free.rows)


def test_where_a_layer_is_missing_its_row_stands_where_it_would_stand() -> None:
    draft = Draft(lesson("music").experiments[0], {"recurrent_layers": 0})
    assert [row.title for row in draft.rows][:4] == [
        "input", "embedding", "no recurrent layer", "output",
    ]  # fmt: skip
    empty = draft.rows[2]
    draft.add(empty)
    assert draft.rows[2].title == "recurrent 1"
