"""The panes of feature maps, filters and parts, with answers that are kept already."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from tests.answers import layers
from tests.answers.kept import kept
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tests.ui.views.looking import drawn, keys, open_view, pane, pane_of
from tutor.ui.screens.look import LookScreen
from tutor.ui.views.feature_maps import FeatureMapsPane
from tutor.ui.widgets.rows import Rows

Compare = Callable[..., bool]
NAMES = ["feature-maps", "filters", "parts"]


def shown(bed: Bed) -> str:
    """What is drawn, in one line."""
    return " ".join(drawn(bed).split())


async def open_layers(bed: Bed, pilot: Pilot[int], name: str) -> None:
    await open_view(bed, pilot, kept(layers.answers(), layers.order()), name)
    await until(pilot, lambda: bool(shown(bed)), "nothing is shown")


@asynccontextmanager
async def looking(
    beds: Beds, name: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Bed, Pilot[int]]]:
    bed = beds(None)
    async with bed.app.run_test(size=size) as pilot:
        await open_layers(bed, pilot, name)
        yield bed, pilot


async def test_filters_layers_and_pictures_are_chosen_by_keys(beds: Beds) -> None:
    async with looking(beds, "feature-maps") as (bed, pilot):
        await pilot.press("right", "right")
        assert "Conv 1, filter 3 of 6" in shown(bed)
        await pilot.press("n")
        await until(pilot, lambda: "Picture 2 of 400" in shown(bed))
        await pilot.press("l", "l")
        await until(pilot, lambda: "Conv 2, filter 3 of 8" in shown(bed))
        await pilot.press("N", "N")
        await until(pilot, lambda: "Picture 400 of 400" in shown(bed))
        await pilot.press("left", "left", "left")
        assert "filter 8 of 8: gives nothing" in shown(bed)


@pytest.mark.parametrize("name", ["feature-maps", "filters"])
async def test_all_keys_have_room(beds: Beds, name: str) -> None:
    async with looking(beds, name) as (bed, pilot):
        await pilot.pause()
        assert "v Next view" in keys(bed)


async def test_a_map_is_chosen_by_the_mouse(beds: Beds) -> None:
    async with looking(beds, "feature-maps") as (bed, pilot):
        found = pane_of(bed, FeatureMapsPane)
        page = found.page
        assert page is not None
        assert page.gallery is not None
        x = page.x + page.gallery.width + page.gallery.gap
        await pilot.click(found, offset=(x + 1, page.y + 1))
        assert "filter 2 of 6" in shown(bed)


async def test_enter_shows_one_map_large_and_all_again(beds: Beds) -> None:
    async with looking(beds, "feature-maps") as (bed, pilot):
        small = shown(bed)
        await pilot.press("enter")
        assert shown(bed) != small
        await pilot.press("enter")
        assert shown(bed) == small
        await pilot.press("enter", "escape")
        assert shown(bed) == small
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(bed.app.screen, LookScreen))


async def test_moving_repaints_some_rows_only(beds: Beds) -> None:
    async with looking(beds, "feature-maps") as (bed, pilot):
        rows = pane(bed).query_one(Rows)
        before = rows.repainted_rows
        await pilot.press("right")
        assert 0 < rows.repainted_rows - before <= rows.size.height


async def test_a_picture_is_computed_on_demand(beds: Beds) -> None:
    async with looking(beds, "filters") as (bed, pilot):
        assert "g computes a picture" in shown(bed)
        await pilot.press("g")
        await until(pilot, lambda: "computed, none of the data" in shown(bed))
        await pilot.press("l")
        await until(pilot, lambda: "Fed most by filters of conv 1" in shown(bed))
        assert "g computes a picture" in shown(bed)


async def test_parts_are_listed_and_shown_on_faces(beds: Beds) -> None:
    async with looking(beds, "parts") as (bed, pilot):
        assert "Conv 2, filter 7 fires on the eye: overlap 0.61" in shown(bed)
        await until(pilot, lambda: "no filter had more than 0.12" in shown(bed))
        await pilot.press("enter")
        await until(pilot, lambda: "the edge of the eye" in shown(bed))
        assert "Esc Back" in keys(bed)
        await pilot.press("escape", "p", "p", "down")
        await until(pilot, lambda: "Every filter with the mouth" in shown(bed))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(bed.app.screen, LookScreen))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [(40, 20), (12, 6), (200, 50)])
async def test_any_size_is_survived(beds: Beds, name: str, size: tuple[int, int]) -> None:
    async with looking(beds, name, size) as (bed, pilot):
        await pilot.press("right", "down", "enter", "l", "up")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert shown(bed)


@pytest.mark.parametrize(
    ("name", "keys"), [("feature-maps", ["right"]), ("filters", ["g"]), ("parts", [])]
)
def test_layout(beds: Beds, snap_compare: Compare, name: str, keys: list[str]) -> None:
    bed = beds(None)

    async def look(pilot: Pilot[int]) -> None:
        await open_layers(bed, pilot, name)
        await pilot.press(*keys)
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=look)
