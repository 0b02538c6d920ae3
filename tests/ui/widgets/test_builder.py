"""The cursor stays on what is being changed, whichever rows come and go by it."""

from __future__ import annotations

import re

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.support import lesson
from tests.ui.conftest import COURSE
from tutor.course.draft import Draft
from tutor.lab.settings import Settings
from tutor.ui.widgets.builder import Builder
from tutor.ui.widgets.builder_places import nearest
from tutor.ui.widgets.builder_row import laid_out

DIGITS = lesson(course=COURSE).experiments[0]
TUNES = next(one for one in lesson("music").experiments if one.id == "melodies")

TABLE = re.compile(r"^([\d,]+) tokens × (\d+)$")


class Stack(App[None]):
    """One builder on a screen."""

    CSS = "Builder { height: 8; }"

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft

    def compose(self) -> ComposeResult:
        yield Builder(self.draft)


async def move_to(pilot: Pilot[None], setting: str) -> Builder:
    builder = pilot.app.query_one(Builder)
    builder.focus()
    for _ in range(30):
        if builder.field is not None and builder.field.setting == setting:
            return builder
        await pilot.press("down")
    raise AssertionError(f"the builder has no field {setting}")


def under(builder: Builder) -> str:
    """The setting under the cursor, by the row that is drawn there."""
    assert builder.field is not None
    assert builder._row - builder.scroll_offset.y in range(builder.size.height), "out of sight"
    return builder.field.setting


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_it_stays_on_dropout_as_layers_of_it_come_and_go(size: tuple[int, int]) -> None:
    draft = Draft(TUNES)
    async with Stack(draft).run_test(size=size) as pilot:
        builder = await move_to(pilot, "dropout")
        rows, others = len(draft.rows), {**draft.settings, "dropout": None}
        for key in ("plus", "plus", "minus", "minus", "plus"):
            await pilot.press(key)
            assert under(builder) == "dropout"
        assert len(draft.rows) > rows
        assert draft.settings["dropout"] == pytest.approx(0.1)
        assert {**draft.settings, "dropout": None} == others


async def test_it_stays_on_a_value_that_is_typed() -> None:
    draft = Draft(DIGITS, {"dropout": 0.0})
    async with Stack(draft).run_test(size=(80, 24)) as pilot:
        builder = await move_to(pilot, "dropout")
        assert builder.field is not None
        builder.put(builder.field, 0.3)
        assert under(builder) == "dropout"
        builder.put(builder.field, 0.0)
        assert under(builder) == "dropout"


async def test_an_added_layer_gets_it_and_a_deleted_one_leaves_it_to_the_one_before() -> None:
    start: Settings = {"conv_layers": 1, "dense_layers": 0, "dropout": 0.2}
    draft = Draft(DIGITS, start)
    async with Stack(draft).run_test(size=(80, 24)) as pilot:
        builder = pilot.app.query_one(Builder)
        builder.focus()
        seen = []
        for key in ("a", "down", "a", "a", "d", "d", "a"):
            await pilot.press(key)
            seen.append(draft.rows[builder._row].title)
        assert seen == [
            "conv 2", "no other dense layer", "dense 1", "dense 2", "dense 1",
            "no other dense layer", "dense 1",
        ]  # fmt: skip


def test_no_row_that_only_shows_gets_it() -> None:
    rows = Draft(DIGITS).rows
    places = {nearest(rows, row) for row in range(len(rows) + 3)}
    assert all(rows[place].fields or rows[place].kind == "empty" for place in places)


@pytest.mark.parametrize(("width", "told"), [(76, True), (42, False)])
def test_an_embedding_tells_the_table_that_its_parameters_are(width: int, told: bool) -> None:
    [experiment] = lesson("sentiment", COURSE).experiments
    rows = Draft(experiment).rows
    [number] = [place for place, row in enumerate(rows) if row.title == "embedding"]
    cells, _ = laid_out(rows, number, (0, 0), width)
    said = "".join(text for text, _ in cells)
    [(tokens, size)] = TABLE.findall(rows[number].more)
    assert f"{int(tokens.replace(',', '')) * int(size):,}" in said
    assert (f" {tokens} tokens × {size} " in said) == told
    assert told or "tokens" not in said
