"""The pages of feature maps, filters and parts: what is said, and that it fits."""

from __future__ import annotations

import msgspec
import pytest

from tests.answers import layers
from tutor.lab.receptive import field
from tutor.lab.text import filters as filters_page
from tutor.lab.text import maps as maps_page
from tutor.lab.text import parts as parts_page
from tutor.lab.text.maps import Look
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow

SIZES = [(200, 46), (116, 36), (76, 19), (60, 17), (38, 15), (20, 8)]
WAYS: list[Way] = ["colours", "shades", "letters"]


def texts(rows: list[PlotRow]) -> str:
    return "\n".join("".join(text for text, _ in row) for row in rows)


def fits(rows: list[PlotRow], size: tuple[int, int]) -> None:
    assert max(sum(len(text) for text, _ in row) for row in rows) <= size[0]
    if size[0] >= 38:
        assert len(rows) <= size[1]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_its_place(size: tuple[int, int], way: Way) -> None:
    network = layers.order().network
    for layer, name in enumerate(layers.LAYERS):
        for large in (False, True):
            data = layers.feature_maps(layer)
            page = maps_page.page(data, field(network, name), Look(1, large, way), size)
            fits(page.rows, size)
    for layer in range(2):
        for computed in (None, layers.exciting(layer)):
            fits(filters_page.page(layers.filters(layer), computed, 2, size, way).rows, size)
    fits(parts_page.listing(layers.parts(), layers.parts(trained=False), None, 0, size), size)
    if size[0] >= 38:
        one = parts_page.rows_for(layers.parts(), None)[0]
        found = parts_page.faces(layers.part_maps(), layers.parts(), one, size, way)
        assert max(sum(len(text) for text, _ in row) for row in found) <= size[0]


def test_a_map_is_told_in_figures() -> None:
    sees = field(layers.order().network, "conv1")
    told = maps_page.told(layers.feature_maps(), sees, 2)
    assert told == (
        "Conv 1, filter 3 of 6: strong at under 1 % of the places, strongest at row 3, column 3, "
        "with 79 % of its greatest value (2.5). There it sees rows 2 to 4, columns 2 to 4 of the "
        "picture."
    )


def test_a_filter_that_gives_nothing_is_told_so() -> None:
    sees = field(layers.order().network, "conv1")
    told = maps_page.told(layers.feature_maps(), sees, 5)
    assert told == "Conv 1, filter 6 of 6: gives nothing above 0 on any of 400 pictures."


def test_signs_are_explained_where_maps_have_values_below_zero() -> None:
    assert "below 0" not in maps_page.under(layers.feature_maps(), 2, "shades")
    assert "below 0" in maps_page.under(layers.feature_maps(signed=True), 2, "shades")
    assert "sad, taken for angry" in maps_page.under(layers.feature_maps(image=1), 2, "letters")


def test_what_strong_means_is_told_only_of_maps_that_do() -> None:
    means = "“strong” is over half of the most it gives on any of 400 pictures"
    assert means in maps_page.under(layers.feature_maps(), 2, "shades")
    assert "strong” is" not in maps_page.under(layers.feature_maps(), 5, "shades")


def test_filters_tell_of_their_patches_and_inputs() -> None:
    data = layers.filters(1)
    assert (
        "these 9 places excite it most, from 2 to 1.2. 6 of these 9 pictures have the label happy."
        in (filters_page.told(data, 0))
    )
    assert filters_page.told(data, 7).endswith(
        "gives nothing above 0 on any of 400 validation pictures."
    )
    assert filters_page.fed(data, 0).startswith("Fed most by filters of conv 1: 6 (40 %), 5 (27 %)")


def test_what_is_computed_is_told_to_be() -> None:
    size = (76, 19)
    before = texts(filters_page.page(layers.filters(), None, 0, size, "shades").rows)
    assert "g computes a picture" in before
    after = texts(filters_page.page(layers.filters(), layers.exciting(), 0, size, "shades").rows)
    assert "computed, none of the data" in " ".join(after.split())
    other = msgspec.structs.replace(layers.exciting(), first=16)
    assert "g computes" in texts(filters_page.page(layers.filters(), other, 0, size, "shades").rows)


def test_an_overlap_is_told_with_its_interval_and_chance() -> None:
    data, before = layers.parts(), layers.parts(trained=False)
    one = parts_page.rows_for(data, None)[0]
    assert parts_page.told(data, before, one) == (
        "Conv 2, filter 7 fires on the eye: overlap 0.61 (0.58 to 0.64), chance gives 0.08. "
        "Before the training no filter had more than 0.12 with the eye."
    )
    weak = msgspec.structs.replace(one, overlap=0.11)
    assert parts_page.told(data, before, weak).endswith(
        ". That is none of the training's doing: before it a filter had 0.12."
    )


def test_what_is_no_more_than_chance_is_not_claimed() -> None:
    data = layers.parts()
    one = next(one for one in data.overlaps if not one.beyond)
    assert "no more than chance explains" in parts_page.told(data, None, one)
    listed = parts_page.rows_for(data, None)
    assert [found.beyond for found in listed] == sorted(
        (found.beyond for found in listed), reverse=True
    )


def test_every_filter_is_listed_once_by_each_part_and_by_its_best() -> None:
    data = layers.parts()
    assert len(parts_page.rows_for(data, None)) == 14
    assert {one.part for one in parts_page.rows_for(data, 2)} == {2}


def test_faces_show_where_the_filter_fires_and_the_edge_of_the_part() -> None:
    data = layers.parts()
    one = parts_page.rows_for(data, None)[0]
    drawn = texts(parts_page.faces(layers.part_maps(), data, one, (76, 40), "letters"))
    assert "XX" in drawn
    assert "oo" in drawn
    assert "88" in drawn
