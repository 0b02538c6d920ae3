"""A projector: which frame of a film is seen, which ones are wanted, and how time passes."""

from __future__ import annotations

from tutor.lab.views.film import Frames, FramesQuery
from tutor.lab.views.outcomes import Held
from tutor.lab.views.shown import Pixels

SPEEDS = (1, 2, 5, 10, 15, 25, 50)
"""Frames a second."""
PIECE = 100
"""Frames that are asked for at once."""
_START = SPEEDS.index(10)


class Projector:
    """Shows a film of `total` frames, which come in pieces and are kept.

    Attributes:
        part: the set that is the film.
        total: how many frames it has.
        at: the frame that is seen, from 0.
        playing: whether time passes.
    """

    def __init__(self, part: Held, total: int) -> None:
        """Stand at the first frame, with none at hand."""
        self.part = part
        self.total = total
        self.at = 0
        self.playing = False
        self._speed = _START
        self._pieces: dict[int, Frames] = {}
        self._began = (0.0, 0)

    @property
    def speed(self) -> int:
        """Frames a second."""
        return SPEEDS[self._speed]

    @property
    def picture(self) -> Pixels | None:
        """The frame that is seen; None where it has not come yet."""
        return self._picture(self.at)

    def go(self, frame: int, now: float = 0.0) -> None:
        """Show another frame; the nearest one where the film has none of that number."""
        self.at = min(max(frame, 0), max(self.total - 1, 0))
        self._began = (now, self.at)

    def play(self, now: float) -> None:
        """Let time pass, from the beginning where the film is at its end; or stop it."""
        self.playing = not self.playing and self.total > 0
        if self.playing and self.at == self.total - 1:
            self.at = 0
        self._began = (now, self.at)

    def change_speed(self, step: int, now: float) -> None:
        """Go faster or slower."""
        self._speed = min(max(self._speed + step, 0), len(SPEEDS) - 1)
        self._began = (now, self.at)

    def tick(self, now: float) -> bool:
        """Go to the frame of this moment; whether another one is seen.

        It waits for frames that have not come, and stops at the end.
        """
        if not self.playing:
            return False
        began, first = self._began
        due = min(first + int((now - began) * self.speed), self.total - 1)
        if self._picture(due) is None:
            self._began = (now, self.at)
            return False
        moved = due != self.at
        self.at = due
        self.playing = due < self.total - 1
        return moved

    def take(self, frames: Frames) -> None:
        """Keep a piece."""
        if frames.part == self.part:
            self._pieces[frames.first // PIECE] = frames

    def wanted(self) -> FramesQuery | None:
        """The piece of the frame seen or the next one; None where both lie at hand."""
        here = self.at // PIECE
        for number in (here, here + 1):
            first = number * PIECE
            if number not in self._pieces and first < self.total:
                count = min(PIECE, self.total - first)
                return FramesQuery(part=self.part, first=first, count=count)
        return None

    def _picture(self, frame: int) -> Pixels | None:
        piece = self._pieces.get(frame // PIECE)
        offset = frame % PIECE
        return None if piece is None or offset >= piece.count else piece.picture(offset)
