"""A worker that is warmed up unseen, until it can do what the present one can."""

from __future__ import annotations

from collections.abc import Callable

from tutor.lab import commands, events, memory
from tutor.lab.client import Worker, WorkerError
from tutor.lab.commands import graph_key
from tutor.lab.run import Order

_NEW_WORKER_MEGABYTES = 700.0
_RETRY_SECONDS = 60.0
"""How long after one that did not live the next one is tried."""


class Successor:
    """Starts one where there is room, and has it compile what the learner has in hand.

    A fresh process needs some seconds for its libraries and is slow at its first network; neither
    is to be waited for when it takes over.
    """

    def __init__(self, start: Callable[[], Worker], clock: Callable[[], float]) -> None:
        """Have none yet.

        Args:
            start: how one is started.
            clock: seconds that never run backwards.
        """
        self._start = start
        self._clock = clock
        self._worker: Worker | None = None
        self._retry_at = 0.0
        self._asked: Order | None = None
        self._able = ""

    def bring_on(self, newest: Order | None) -> bool:
        """Do the next thing that brings it nearer to taking over, while nothing else computes.

        Args:
            newest: what the learner has in hand.

        Returns:
            Whether it may take over now.
        """
        worker = self._worker
        if worker is None:
            if self._clock() >= self._retry_at and _room():
                self._begin()
            return False
        if not worker.alive:
            self._worker, self._retry_at = None, self._clock() + _RETRY_SECONDS
            return False
        self._listen(worker)
        if worker.ready is None:
            return False
        if newest is None or self._able == graph_key(newest):
            return True
        if self._asked is None or graph_key(self._asked) != graph_key(newest):
            self._ask(worker, newest)
        return False

    def take(self) -> Worker | None:
        """Hand it over, however far it has come; None where none lives."""
        taken, self._worker = self._worker, None
        return taken if taken is not None and taken.alive else None

    def close(self) -> None:
        """Let it go."""
        if self._worker is not None:
            self._worker.close()
        self._worker = None

    def _begin(self) -> None:
        self._asked, self._able = None, ""
        try:
            self._worker = self._start()
        except WorkerError:  # the present one still works
            self._retry_at = self._clock() + _RETRY_SECONDS

    def _ask(self, worker: Worker, order: Order) -> None:
        try:
            worker.send(commands.Prepare(order=order))
        except WorkerError:  # it has just died; the next look tells
            return
        self._asked = order

    def _listen(self, worker: Worker) -> None:
        """Hear whether it has compiled what it was asked to; a refusal is an answer too."""
        for event in worker.poll():
            match event:
                case events.Prepared(key=key) | events.Refused(key=key):
                    if self._asked is not None and key == self._asked.run:
                        self._able = graph_key(self._asked)


def _room() -> bool:
    """Whether another worker fits into the memory."""
    available = memory.free()
    return available is None or available > _NEW_WORKER_MEGABYTES
