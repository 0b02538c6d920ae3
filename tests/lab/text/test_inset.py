"""Where pictures lie that a terminal may show in real pixels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.answers import layers, sounds
from tests.answers.film import film, frames
from tests.answers.outcomes import WORDS, digits, mistake, outcomes, picture
from tutor.lab.film_index import Reel, Rule
from tutor.lab.receptive import field
from tutor.lab.text import film_layout, mistakes, utterance
from tutor.lab.text.film import Seen
from tutor.lab.text.inset import Inset, inset, inset_of
from tutor.lab.text.maps import Look, page
from tutor.lab.text.marks import SEEN
from tutor.lab.text.rows import cells
from tutor.lab.views.film import FramesQuery

SIZES = [(78, 18), (120, 40), (38, 14)]


def inside(one: Inset, size: tuple[int, int]) -> bool:
    return one.x + one.columns <= size[0] and one.y + one.rows <= size[1]


@given(st.integers(1, 70), st.integers(1, 70), st.integers(1, 100), st.integers(1, 50))
def test_a_picture_fills_its_room_in_one_way_at_least(
    height: int, width: int, columns: int, rows: int
) -> None:
    found = inset([[(0, 0, 0)] * width] * height, (3, 2), (columns, rows))
    assert 1 <= found.columns <= columns
    assert 1 <= found.rows <= rows
    assert found.columns >= columns - 1 or found.rows >= rows - 1 or min(columns, rows) < 3
    assert (found.x, found.y) == (3, 2)


def test_what_has_no_pixels_has_no_place() -> None:
    assert inset_of(None, (0, 0), (10, 10)) == ()
    assert inset_of(picture(0, 0), (0, 0), (10, 10)) == ()


@pytest.mark.parametrize("size", SIZES)
def test_a_large_map_lies_beside_its_picture_with_the_edge_of_what_is_seen(
    size: tuple[int, int],
) -> None:
    sees = field(layers.order().network, layers.LAYERS[0])
    data = layers.feature_maps(0)
    found = page(data, sees, Look(2, True, "colours"), size)
    left, right = found.insets
    assert left.x == 0
    assert right.x == (size[0] - 2) // 2 + 2
    assert left.y == right.y
    assert cells(found.rows[left.y]) > 0
    assert inside(left, size)
    assert inside(right, size)
    assert any(SEEN.colour in row for row in left.pixels)
    assert len(right.pixels) == data.maps.height
    assert page(data, sees, Look(2, False, "colours"), size).insets == ()


@pytest.mark.parametrize("size", SIZES)
def test_a_mistake_lies_where_its_half_blocks_are(size: tuple[int, int]) -> None:
    (found,) = mistakes.insets(digits(), 0, *size)
    drawn = mistakes.large(digits(), 0, *size, "colours")
    assert drawn[found.y][0][0].startswith("▀")
    assert inside(found, (size[0], max(size[1], found.y + 4)))
    words = outcomes([[1, 1], [0, 2]], mistakes=[mistake(0, 1, example=WORDS)])
    assert mistakes.insets(words, 0, *size) == ()


@pytest.mark.parametrize("size", [(50, 12), (120, 40), (10, 3)])
def test_a_spectrogram_lies_on_the_cells_of_its_half_blocks(size: tuple[int, int]) -> None:
    said = sounds.utterance(1)
    (found,) = utterance.insets(said, *size)
    drawn = utterance.pictures(said, *size, "colours")
    here = [any("▀" in text for text, _ in row) for row in drawn]
    assert here.index(True) == found.y
    assert sum(here) == found.rows
    assert cells(drawn[found.y]) == found.x + found.columns


def test_a_frame_and_a_portrait_fill_their_parts_and_nothing_has_come_shows_nothing() -> None:
    reel = Reel(film())
    seen = Seen(reel, reel.index(Rule(window=5)), 0, 0)
    shared = film_layout.layout(120, 36, reel.film)
    frame = frames(FramesQuery(first=0, count=1)).picture(0)
    drawn = film_layout.drawn(seen, frame, shared, "colours", 0)
    for name, (one,) in film_layout.insets(seen, frame, shared).items():
        assert (one.x, one.y) == (0, 0)
        assert one.rows >= len(drawn[name])
        assert one.columns == shared.columns[name]
    none = film_layout.insets(seen, None, film_layout.layout(38, 16, reel.film))
    assert none == {"picture": (), "portrait": ()}
