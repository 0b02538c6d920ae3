"""A film and who is in it: what a network gives for each frame, and what is true."""

from __future__ import annotations

import msgspec

from tutor.lab.views.outcomes import Held
from tutor.lab.views.query import Query
from tutor.lab.views.shown import Pixels

LEVELS = 200
"""Steps in which a probability is told. It is rounded up, so that it is greater than a threshold
of `n / LEVELS` exactly where the network's own is."""


class FilmQuery(Query, tag="film-index", frozen=True, kw_only=True):
    """Who is where in a film.

    Attributes:
        part: the set whose frames are the film.
    """

    part: Held = "validation"


class Film(msgspec.Struct, frozen=True, kw_only=True):
    """A film of `frames` frames, each with `len(names)` people who may be in it.

    Attributes:
        part: the set that it is.
        names: of the people.
        frames: how many it has.
        clips: first and last frame of each; an appearance ends with its clip.
        shots: the same of what was filmed in one go.
        scenes: where each shot was filmed; empty where nobody knows.
        shares: the network's probabilities in `LEVELS` steps, frame by frame, people innermost.
        true: 1 where somebody is in a frame, else 0; in the same order.
        seen: how much of each figure is seen in %, in that order; empty where nobody knows.
        portraits: of the people; empty where there are none.
    """

    part: Held
    names: list[str]
    frames: int
    clips: list[tuple[int, int]]
    shots: list[tuple[int, int]]
    scenes: list[str]
    shares: bytes
    true: bytes
    seen: bytes
    portraits: list[Pixels]


class FramesQuery(Query, tag="film-frames", frozen=True, kw_only=True):
    """What some frames of a film look like.

    Attributes:
        part: the set whose frames are the film.
        first, count: which of them; those that the film has.
    """

    part: Held = "validation"
    first: int
    count: int


class Frames(msgspec.Struct, frozen=True, kw_only=True):
    """Frames in a row.

    Attributes:
        part, first: of which film, and from which frame on.
        height, width, channels: of each.
        shades: one frame after the other, each as in `Pixels`.
    """

    part: Held
    first: int
    height: int
    width: int
    channels: int
    shades: bytes

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.shades) // max(self._size, 1)

    @property
    def _size(self) -> int:
        return self.height * self.width * self.channels

    def picture(self, number: int) -> Pixels:
        """The frame of this number, counted from `first`."""
        start = number * self._size
        return Pixels(
            height=self.height, width=self.width, channels=self.channels,
            shades=self.shades[start : start + self._size],
        )  # fmt: skip
