"""A film's index as a worker told it once of a trained network, and frames to go with it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tests.answers.kept import Answers
from tests.training.orders import made
from tutor.lab.run import Order
from tutor.lab.views.film import Film, FilmQuery, Frames, FramesQuery

PLACE = Path(__file__).with_name("film.json")
HEIGHT, WIDTH = 24, 32


def film() -> Film:
    """A film under a network of two convolutions, smoothed over 5 frames when it ran."""
    return msgspec.structs.replace(
        msgspec.json.decode(PLACE.read_bytes(), type=Film), part="validation"
    )


def frames(query: FramesQuery) -> Frames:
    """Frames that differ: a wedge of colours that wanders."""
    shades = bytes(
        (7 * x + frame) % 256 if channel == 0 else (9 * y if channel == 1 else 96)
        for frame in range(query.first, query.first + query.count)
        for y in range(HEIGHT)
        for x in range(WIDTH)
        for channel in range(3)
    )
    return Frames(
        part=query.part, first=query.first, height=HEIGHT, width=WIDTH, channels=3, shades=shades
    )


def order() -> Order:
    """What its network was trained for."""
    return made("film", {"conv_layers": 2, "filters": 12, "epochs": 8, "smoothing": 5})


def answers() -> Answers:
    """What was looked at before: the film and its first frames."""
    yield FilmQuery(), film()
    for first in (0, 100):
        query = FramesQuery(first=first, count=100)
        yield query, frames(query)
