"""A film's frames, and what a network gives for each of them."""

from __future__ import annotations

from typing import cast

import numpy as np

from tutor.datasets.appearances import Stretch
from tutor.datasets.arrays import Array, Data, Floats
from tutor.lab.views.files import ViewError
from tutor.lab.views.film import LEVELS, Film, FilmQuery, Frames, FramesQuery
from tutor.lab.views.shown import Pixels
from tutor.training.views.shown import pixels
from tutor.training.views.subject import Subject

_MOST = 250
"""Frames that are told at once."""
_PORTRAIT = 17
"""Pixels of an ordinary height in a portrait."""
_BACKGROUND = 0.42
"""The shade behind a portrait."""


def film(subject: Subject, query: FilmQuery) -> Film:
    """What the network gives for each frame of a set, and what is true.

    Raises:
        ViewError, DataError: the network or the data cannot be had.
    """
    part = getattr(subject.data, query.part)
    whole = ((0, len(part) - 1),)
    visible = cast("Floats | None", _told(subject.data, "visible", query.part))
    clips = cast("tuple[Stretch, ...]", _told(subject.data, "clips", query.part) or whole)
    shots = cast("tuple[Stretch, ...]", _told(subject.data, "shots", query.part) or clips)
    return Film(
        part=query.part,
        names=subject.labels,
        frames=len(part),
        clips=[(int(first), int(last)) for first, last in clips],
        shots=[(int(first), int(last)) for first, last in shots],
        scenes=list(cast("tuple[str, ...]", _told(subject.data, "scenes", query.part) or ())),
        shares=levels(subject.outputs(query.part)),
        true=(part.y > 0.5).astype(np.uint8).tobytes(),
        seen=b"" if visible is None else _percent(visible),
        portraits=_portraits(subject.labels),
    )


def frames(subject: Subject, query: FramesQuery) -> Frames:
    """What frames look like.

    Raises:
        ViewError, DataError: there are no such frames, or the data cannot be had.
    """
    x = getattr(subject.data, query.part).x
    if not (0 <= query.first < len(x) and 0 < query.count <= _MOST):
        raise ViewError(
            f"The film has {len(x):,} frames, of which up to {_MOST} are shown at once: "
            f"there are no {query.count:,} from {query.first:,} on."
        )
    told = x[query.first : query.first + query.count]
    shades = np.clip(np.rint(np.asarray(told, np.float64) * 255.0), 0, 255).astype(np.uint8)
    return Frames(
        part=query.part, first=query.first, height=x.shape[1], width=x.shape[2],
        channels=x.shape[3], shades=shades.tobytes(),
    )  # fmt: skip


def levels(shares: Floats) -> bytes:
    """Probabilities in `LEVELS` steps, each rounded up; what is no number is 0."""
    steps = np.ceil(np.nan_to_num(shares.astype(np.float64)) * LEVELS)
    return np.clip(steps, 0, LEVELS).astype(np.uint8).tobytes()


def _percent(shares: Array) -> bytes:
    percent = np.clip(np.rint(np.asarray(shares, np.float64) * 100.0), 0, 100)
    return percent.astype(np.uint8).tobytes()


def _told(data: Data, key: str, part: str) -> object:
    """What `extra` tells of a set; None where it tells nothing."""
    return cast("dict[str, object]", data.extra.get(key, {})).get(part)


def _portraits(names: list[str]) -> list[Pixels]:
    """The drawn cast, standing, on grey; nobody where the people are others."""
    from tutor.datasets.film.people import CAST, sprite

    if any(name not in CAST for name in names):
        return []
    made = [sprite(CAST[name], _PORTRAIT, "front", 0) for name in names]
    height = max(one.mask.shape[0] for one in made)
    width = max(one.mask.shape[1] for one in made)
    portraits = []
    for one in made:
        canvas = np.full((height, width, 3), _BACKGROUND)
        rows, columns = one.mask.shape
        left = (width - columns) // 2
        place = canvas[height - rows :, left : left + columns]
        place[one.mask] = one.shades[one.mask] / 255.0
        portraits.append(pixels(canvas.astype(np.float32)))
    return portraits
