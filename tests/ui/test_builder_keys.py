"""Under the builder stands what each key does on the row under the cursor."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Static

from tests.ui.conftest import COURSE, Beds
from tests.ui.steps import go_to_experiment
from tutor.course.draft_rows import Field, Row
from tutor.ui.screens.dialogs import Help
from tutor.ui.widgets.builder import Builder
from tutor.ui.widgets.builder_row import laid_out
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.row_keys import RowKeys, arranged


def shown(keys: RowKeys) -> str:
    return " ".join(keys.render_line(y).text.strip() for y in range(keys.size.height))


@pytest.mark.parametrize("size", [(80, 24), (40, 20), (200, 50)])
async def test_each_kind_of_row_tells_its_keys(beds: Beds, size: tuple[int, int]) -> None:
    bed = beds()
    async with bed.app.run_test(size=size) as pilot:
        await go_to_experiment(bed, pilot)
        await pilot.press("2")
        await pilot.pause()
        keys = bed.app.screen.query_one(RowKeys)
        assert "↑↓←→ move  + - change" in shown(keys)
        assert "d delete" in shown(keys)
        assert "Esc" not in shown(keys)  # it stands on the bar below
        assert "Esc" in bed.app.screen.query_one(KeyBar).render_line(0).text
        await pilot.press("down")
        await pilot.pause()
        assert "a Enter add a layer here" in shown(keys)
        assert "delete" not in shown(keys)
        await pilot.press("down")
        await pilot.pause()
        assert "←→ + - change" in shown(keys)
        assert "Enter type it" in shown(keys)
        keys.app.set_focus(None)
        await pilot.press("3")
        await pilot.pause()
        assert shown(keys).strip() in {"2 changes the network", ""}


async def test_the_keys_stand_once_and_help_has_them_all(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        await pilot.press("2")
        await pilot.pause()
        bar = bed.app.screen.query_one(KeyBar).render_line(0).text
        assert "Add" not in bar
        assert "Train" in bar
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(bed.app.screen, Help)
        assert "Delete" in str(bed.app.screen.query_one(".keys").render())


def test_keys_are_arranged_in_lines_that_fit() -> None:
    keys = (("a", "add"), ("d", "delete"), ("Esc", "Home"))
    assert arranged(keys, 80) == [list(keys)]
    assert arranged(keys, 15) == [list(keys[:2]), [keys[2]]]
    assert arranged(keys, 1) == [[key] for key in keys]


def test_brackets_tell_which_field_the_keys_change() -> None:
    row = Row("layer", "dense 1", (Field("units", 0, 32), Field("activation", 0, "relu")))
    cells, spans = laid_out([row], 0, (0, 1), 60)
    assert "".join(text for text, _ in cells).split() == [
        "▸",
        "dense",
        "1",
        "32",
        "units",
        "[relu]",
    ]
    away, same = laid_out([row], 0, (0, 1), 60, focused=False)
    assert "[" not in "".join(text for text, _ in away)
    assert same == spans


FEWER = """[[settings]]
name = "train_size"
choices = [200, 1000]
default = 1000

[[settings]]
name = "remove_duplicates"
default = false

"""


async def test_the_data_line_follows_settings_that_leave_examples_out(
    beds: Beds, tmp_path: Path
) -> None:
    course = tmp_path / "course"
    shutil.copytree(COURSE, course)
    file = course / "03-convolutional-networks.md"
    epochs = '[[settings]]\nname = "epochs"\n'
    alone = re.sub(r"^recorded = .*\n|{reference.*}", "", file.read_text("utf-8"), flags=re.M)
    file.write_text(alone.replace(epochs, FEWER + epochs), "utf-8")
    bed = beds(course=course)
    async with bed.app.run_test(size=(120, 40)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        data = bench.query_one(".data", Prose)
        assert "1,000 of 1,079 to train, " in data.source
        builder = bench.query_one(Builder)
        builder.put(Field("train_size", None, 1000), 200)
        await pilot.pause()
        assert "200 of 1,079 to train, " in data.source
        builder.put(Field("remove_duplicates", None, False), True)
        await pilot.pause()
        assert "At most 200 of 1,079 to train, copies removed, " in data.source


async def test_a_narrow_row_tells_its_shape_and_parameters_below(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(40, 20)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        assert "t Train" in bed.app.screen.query_one(KeyBar).render_line(0).text
        await pilot.press("2")
        await pilot.pause()
        note = bench.query_one("#build-note", Static)
        first = next(layer for layer in bench.draft.network.layers if layer.parameters)
        assert str(note.render()) == f"conv 1: shape 4×4×8, params {first.parameters}"
        await pilot.press("plus")
        await pilot.pause()
        assert str(note.render()).startswith("conv 1: shape 4×4×16, params ")
        await pilot.press("up", "down", "down")
        await pilot.pause()
        assert not str(note.render())
        await pilot.resize_terminal(80, 24)
        await pilot.press("up", "up")
        await pilot.pause()
        assert not str(note.render())


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "  patience of early stopping (0: none)  0 "),
        (38, "  patience of early stopping  0 "),
        (24, "  patience of early…  0 "),
    ],
)
def test_a_long_label_leaves_room_for_the_value(width: int, shown: str) -> None:
    row = Row(
        "setting", "patience of early stopping (0: none)", (Field("early_stopping", None, 0),)
    )
    cells, spans = laid_out([row, row], 0, (1, 0), width)
    assert "".join(text for text, _ in cells) == shown
    assert spans == [(len(shown) - 3, len(shown))]


@given(width=st.integers(8, 60), title=st.text("abc (", min_size=1, max_size=50))
def test_no_width_hides_the_value_of_a_setting(width: int, title: str) -> None:
    row = Row("setting", title, (Field("early_stopping", None, 12),))
    cells, _ = laid_out([row], 0, (0, 0), width)
    text = "".join(text for text, _ in cells)
    assert "[12]" in text
    assert text.index("[12]") + 4 <= width


async def test_a_says_on_which_rows_it_works(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        await pilot.press("2", "down", "down", "a")
        await pilot.pause()
        note = bench.query_one("#build-note", Static)
        assert str(note.render()).startswith("a works on the rows of layers: move up to one")
        await pilot.press("up")
        await pilot.pause()
        assert not str(note.render()).startswith("a works")
        await pilot.press("down")
        builder = bench.query_one(Builder)
        builder._rows = [replace(row, count="") for row in builder._rows]
        await pilot.press("a")
        await pilot.pause()
        assert str(note.render()) == "This lesson keeps its layers: none can be added."


@pytest.mark.parametrize(("cursor", "value"), [(0, "[cosine]"), (1, " cosine ")])
@pytest.mark.parametrize("kind", ["setting", "layer"])
def test_a_blank_stands_between_a_label_and_its_value(cursor: int, value: str, kind: str) -> None:
    row = Row(kind, "learning-rate schedule", (Field("schedule", None, "cosine"),))
    cells, _ = laid_out([row, row], 0, (cursor, 0), 60)
    assert "".join(text for text, _ in cells)[2:] == f"learning-rate schedule {value}"


def test_values_of_layers_stand_below_each_other() -> None:
    rows = [
        Row("layer", "recurrent 1", (Field("cell", 0, "GRU"),)),
        Row("layer", "dense 1", (Field("units", 0, 8),)),
    ]
    spans = [laid_out(rows, number, (0, 0), 78)[1][0] for number in (0, 1)]
    assert spans[0][0] == spans[1][0]


@pytest.mark.parametrize(
    ("width", "told"),
    [(60, " max pool 2×2 "), (37, " max pool "), (33, "")],
)
def test_pooling_that_is_fixed_stands_in_the_row_where_there_is_room(width: int, told: str) -> None:
    row = Row("layer", "conv 1", (Field("filters", 0, 16),), "4×4×16", more="max pool 2×2")
    cells, _ = laid_out([row], 0, (0, 0), width)
    assert [text for text, style in cells if style == "note" and "pool" in text] == [told] * bool(
        told
    )
    assert "4×4×16" in cells[-1][0]


def test_fields_of_like_layers_stand_below_each_other_whatever_their_digits() -> None:
    rows = [
        Row("layer", f"conv {number}",
            (Field("filters", number, width), Field("activation", number, "relu")),
            count="conv_layers", place=number)
        for number, width in enumerate((4, 16))
    ]  # fmt: skip
    spans = [laid_out(rows, number, (0, 0), 78)[1] for number in (0, 1)]
    assert spans[0] == spans[1]
    cells = [
        "".join(text for text, _ in laid_out(rows, number, (5, 0), 78)[0]) for number in (0, 1)
    ]
    assert "   4 filters  relu" in cells[0]
    assert "  16 filters  relu" in cells[1]
