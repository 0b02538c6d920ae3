"""Views that are written while a network trains, so seldom that training hardly notices."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from tutor.lab import events
from tutor.lab.run import Order
from tutor.lab.settings import number
from tutor.lab.views import boundary, files
from tutor.training.class_names import labels_of
from tutor.training.film import Film
from tutor.training.pacer import Pacer
from tutor.training.plane import Plane, plane_of
from tutor.training.prepare import Compiled
from tutor.training.sink import Sink

LEAST_SECONDS = 0.25
"""From one picture to the next, at least."""
_SHARE = 0.03
"""Of the time that the training takes, at most, the film not counted."""


class Live:
    """Writes the boundary of a network in training, where it has one."""

    def __init__(
        self, order: Order, compiled: Compiled, sink: Sink, pacer: Pacer, folder: Path
    ) -> None:
        """Get ready; nothing will be done where the order's examples are no points in a plane.

        Args:
            order: what is trained.
            compiled: its network.
            sink: where the run's events go.
            pacer: holds epochs back, which must be told before their picture is.
            folder: of the run.
        """
        self._compiled, self._sink, self._pacer, self._folder = compiled, sink, pacer, folder
        fits = boundary.fits(order.network.inputs)
        self._labels = labels_of(order, compiled.data) if fits else []
        self._plane = plane_of(compiled.data) if fits else None
        self._due = 0.0
        self._film = Film(int(number(order.settings, "epochs", 1)))

    @property
    def apart(self) -> int | None:
        """After how many epochs it wants to see the network again; None where it never does."""
        return None if self._plane is None else self._film.step

    def epoch(self, epoch: int) -> None:
        """Take the network as it is after `epoch`, 0 before the first, if a picture is due.

        Raises:
            OSError: the run's folder cannot be written.
        """
        if self._plane is None:
            return
        if time.perf_counter() >= self._due:
            self._pacer.flush()
            self._sink.write(*self._written(self._plane, epoch))
        self._film.take(epoch, partial(self._compiled.glimpse.field, self._plane))

    def last(self, epoch: int) -> list[events.Event]:
        """Write the network with the weights that are kept, and the film; what tells of both.

        Args:
            epoch: whose weights they are.

        Raises:
            OSError: the run's folder cannot be written.
        """
        if self._plane is None:
            return []
        film = self._film.shown(epoch, self._compiled.glimpse.field(self._plane))
        path = files.write(self._folder, files.file_of(boundary.FILM), film)
        told = events.ViewReady(view=boundary.FILM, path=path)
        return [told, *self._written(self._plane, epoch)]

    def _written(self, plane: Plane, epoch: int) -> list[events.Event]:
        began = time.perf_counter()
        found = self._compiled.glimpse.look(plane, self._labels, epoch=epoch)
        path = files.write(self._folder, files.file_of(boundary.NAME), found)
        now = time.perf_counter()
        self._due = now + max(LEAST_SECONDS, (now - began) / _SHARE)
        return [events.ViewReady(view=boundary.NAME, path=path)]
