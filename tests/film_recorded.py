"""A film's index as a worker told it once of a trained network, and frames to go with it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tests.training.orders import made
from tutor.lab.run import Order, Run, find
from tutor.lab.views import files
from tutor.lab.views.film import Film, FilmQuery, Frames, FramesQuery

PLACE = Path(__file__).with_name("ui") / "views" / "recorded" / "film.json"
HEIGHT, WIDTH = 24, 32


def film() -> Film:
    """The test film under a network of two convolutions, smoothed over 5 frames when it ran."""
    return msgspec.json.decode(PLACE.read_bytes(), type=Film)


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


def recorded_run() -> tuple[Run, Order]:
    """A run's folder with what was looked at before: the test film and its first frames."""
    order = made("film", {"conv_layers": 2, "filters": 12, "epochs": 8, "smoothing": 5})
    run = find(order.run)
    run.folder.mkdir(mode=0o700, parents=True)
    (run.folder / "settings.json").write_bytes(msgspec.json.encode(order))
    files.write(run.folder, files.answer_of(FilmQuery()), film())
    for first in (0, 100):
        query = FramesQuery(first=first, count=100)
        files.write(run.folder, files.answer_of(query), frames(query))
    return run, order
