"""Film: the boundaries that a training went through, evenly spaced, however long it takes."""

from __future__ import annotations

import time
from collections.abc import Callable

from tutor.lab.views import boundary

_MOST = 40
"""Pictures that are kept; where there are more, every second one is let go."""
_SHARE = 0.015
"""Of the time that the training takes, at most."""


class Film:
    """Collects pictures of a network in training."""

    def __init__(self) -> None:
        """Begin without any."""
        self._epochs: list[int] = []
        self._fields: list[bytes] = []
        self._step = 1
        self._due = 0.0

    def take(self, epoch: int, look: Callable[[], bytes]) -> None:
        """Keep the network as it is after `epoch`, if a picture is due.

        Args:
            epoch: 0 before the first.
            look: takes the picture.
        """
        began = time.perf_counter()
        if began < self._due or (self._epochs and epoch < self._epochs[-1] + self._step):
            return
        self._epochs.append(epoch)
        self._fields.append(look())
        now = time.perf_counter()
        self._due = now + (now - began) / _SHARE
        if len(self._epochs) > _MOST:
            self._epochs, self._fields = self._epochs[::2], self._fields[::2]
            self._step *= 2

    def shown(self, epoch: int, field: bytes) -> boundary.Film:
        """All pictures up to the one of the weights that are kept, which comes last.

        Args:
            epoch: whose weights they are.
            field: the picture of them.
        """
        before = [at for at, one in enumerate(self._epochs) if one < epoch]
        return boundary.Film(
            grid=boundary.OF_FILM,
            epochs=[*(self._epochs[at] for at in before), epoch],
            fields=[*(self._fields[at] for at in before), field],
        )
