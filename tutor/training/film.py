"""Film: the boundaries that a training went through, evenly spaced, however long it takes."""

from __future__ import annotations

import time
from collections.abc import Callable

from tutor.lab.views import boundary

_MOST = 40
"""Pictures that a film has, the first and the last aside."""
_SHARE = 0.015
"""Of the time that the training takes, at most."""
_FREE_SECONDS = 0.15
"""That it may take in any case: a training of a second has as many pictures as a long one."""


class Film:
    """Collects pictures of a network in training.

    Attributes:
        step: epochs from one picture to the next, at least.
    """

    def __init__(self, epochs: int) -> None:
        """Begin without any.

        Args:
            epochs: of the training, at most.
        """
        self._epochs: list[int] = []
        self._fields: list[bytes] = []
        self.step = max(1, -(-epochs // _MOST))
        self._due = self._spent = 0.0

    def take(self, epoch: int, look: Callable[[], bytes]) -> None:
        """Keep the network as it is after `epoch`, if a picture is due.

        Args:
            epoch: 0 before the first.
            look: takes the picture.
        """
        began = time.perf_counter()
        if began < self._due or (self._epochs and epoch < self._epochs[-1] + self.step):
            return
        self._epochs.append(epoch)
        self._fields.append(look())
        now = time.perf_counter()
        self._spent += now - began
        self._due = now if self._spent < _FREE_SECONDS else now + (now - began) / _SHARE

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
