"""Which runs have a boundary, and what its queries may ask."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from tests.answers.planes import boundary, film
from tutor.datasets.registry import CARDS
from tutor.lab.network import inputs_of
from tutor.lab.views import catalog, queries
from tutor.lab.views.boundary import FILM, NAME, Boundary, BoundaryQuery, Film, fits, levels

POINTS = inputs_of(CARDS["points"])


def test_points_of_few_classes_have_a_boundary_and_nothing_else() -> None:
    assert fits(POINTS)
    assert fits(replace(POINTS, classes=5))
    assert not fits(replace(POINTS, classes=9))
    assert not fits(replace(POINTS, shape=(3,)))
    assert [name for name, card in CARDS.items() if fits(inputs_of(card, card.options))] == [
        "points"
    ]


def test_only_what_is_written_live_can_be_seen_live() -> None:
    assert catalog.live([NAME])
    assert not catalog.live([])
    assert not catalog.live(["sample", FILM, "confusion-matrix"])


@pytest.mark.parametrize("classes", [1, 2, 3, 8])
def test_classes_and_levels_share_a_byte(classes: int) -> None:
    assert classes * levels(classes) <= 256


@pytest.mark.parametrize("grid", [11, 121])
def test_a_query_for_too_few_or_too_many_points_is_refused(grid: int) -> None:
    line = msgspec.json.encode({"view": NAME, "grid": grid})
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(line, type=queries.Any)


def test_answers_come_back_from_their_files() -> None:
    assert msgspec.json.decode(msgspec.json.encode(boundary()), type=Boundary) == boundary()
    assert msgspec.json.decode(msgspec.json.encode(film()), type=Film) == film()
    assert queries.ANSWERS[BoundaryQuery] is Boundary
