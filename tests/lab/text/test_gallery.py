"""Galleries: which picture stands where, pages, marks, nothing wider than it may be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.text.gallery import Tile, beside, laid_out, pages, whole


def tile(number: int) -> Tile:
    return Tile([[("abcd", "")], [("efgh", "")]], str(number + 1))


def texts(rows: list[list[tuple[str, str]]]) -> list[str]:
    return ["".join(text for text, _ in row) for row in rows]


def test_pictures_stand_in_lines_with_their_captions_below() -> None:
    gallery = laid_out((14, 6), (4, 2))
    assert (gallery.columns, gallery.lines) == (3, 2)
    assert texts(gallery.rows(tile, 4, 1)) == [
        "abcd abcd abcd", "efgh efgh efgh", " 1   ▸2    3  ", "abcd", "efgh", " 4  ",
    ]  # fmt: skip


def test_the_page_of_the_chosen_one_is_shown() -> None:
    gallery = laid_out((14, 3), (4, 2))
    assert pages(gallery, 7) == 3
    assert texts(gallery.rows(tile, 7, 6))[-1] == "▸7  "


def test_the_largest_size_is_taken_with_which_all_fit() -> None:
    assert whole(4, (20, 8), [(9, 7), (9, 3), (4, 2)]).width == 9
    assert whole(5, (20, 8), [(9, 7), (9, 3), (4, 2)]).width == 4
    assert whole(500, (20, 8), [(9, 7), (4, 2)]).width == 4


@given(st.integers(1, 90), st.integers(1, 40), st.integers(1, 30), st.integers(1, 20),
       st.integers(1, 70), st.data())  # fmt: skip
def test_each_picture_is_found_where_it_stands(
    width: int, height: int, wide: int, high: int, count: int, data: st.DataObject
) -> None:
    gallery = laid_out((width, height), (wide, high))
    chosen = data.draw(st.integers(0, count - 1))
    place = chosen - gallery.first(chosen)
    x = place % gallery.columns * (wide + gallery.gap)
    y = place // gallery.columns * (high + 1)
    assert gallery.at(x, y, chosen, count) == chosen
    assert gallery.at(-1, y, chosen, count) is None
    assert gallery.at(x, gallery.lines * (high + 1), chosen, count) is None


def test_blocks_beside_each_other_are_cut_and_filled() -> None:
    rows = beside([[[("abcdef", "")]], [[("x", "")], [("y", "")]]], [3, 2], 1)
    assert texts(rows) == ["abc x ", "    y "]
