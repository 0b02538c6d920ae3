"""The one worker of a terminal, replaced unseen where it has to be.

A worker is for heavy steps or for light ones, since its threads are settled once. It grows by some
megabytes with every network, whatever is cleared, so another one is warmed up before it has grown
too large, and takes over when its libraries are loaded.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from tutor.lab import events, memory
from tutor.lab.client import Worker, WorkerError
from tutor.lab.run import Order

LIMIT_MEGABYTES = 1500.0
"""What a worker may hold."""

_WARM_FROM = 0.8
"""Share of the limit from which a successor is warmed up."""

_NEW_WORKER_MEGABYTES = 700.0
_PATIENCE_SECONDS = 2.0
"""How long a withdrawn order may go on compiling before its worker is given up."""


class Workers:
    """Starts workers when they are wanted.

    Attributes:
        failure: why nothing can be trained; empty where all is well.
    """

    def __init__(
        self, start: Callable[[], Worker] = Worker, *, limit: float = LIMIT_MEGABYTES
    ) -> None:
        """Have none yet.

        Args:
            start: how one is started.
            limit: megabytes that one may hold.
        """
        self._start = start
        self._limit = limit
        self._successor: Worker | None = None
        self._withdrawn: dict[str, float] = {}
        self.current: Worker | None = None
        self.failure = ""

    def warm(self) -> None:
        """Have a worker, so that its libraries load meanwhile."""
        if self.current is not None and self.current.alive:
            return
        self.failure = ""
        try:
            self.current = self._take_successor() or self._start()
        except WorkerError as error:
            self.current, self.failure = None, str(error)

    def worker_for(self, order: Order) -> Worker:
        """A worker that the order belongs to; another one finishes what it has in hand.

        Raises:
            WorkerError: none can be had.
        """
        current = self.current
        if current is not None:
            large = current.megabytes >= self._limit
            if large or not current.suits(order):
                self._let_go()
        self.warm()
        if self.current is None:
            raise WorkerError(self.failure)
        return self.current

    def withdrawn(self, run: str) -> None:
        """An order was taken back before it began; its worker may be at a long compile."""
        self._withdrawn[run] = time.monotonic()

    def poll(self, *, idle: bool) -> list[events.Any]:
        """What the worker tells of what belongs to no run; looks after its replacement too.

        Args:
            idle: whether nothing is being trained, so that another process may load.
        """
        found = self.current.poll() if self.current is not None else []
        self._give_up_stuck()
        self._replace_large(idle=idle)
        return found

    @property
    def waiting(self) -> bool:
        """Whether `poll` has something to look after."""
        return bool(self._withdrawn) or self._successor is not None

    def close(self) -> None:
        """Let all go; a run in hand is finished without us."""
        self._let_go()
        if self._successor is not None:
            self._successor.close()
            self._successor = None

    def _let_go(self) -> None:
        if self.current is not None:
            self.current.close()
        self.current = None
        self._withdrawn.clear()

    def _take_successor(self) -> Worker | None:
        taken, self._successor = self._successor, None
        return taken if taken is not None and taken.alive else None

    def _give_up_stuck(self) -> None:
        """Replace a worker that goes on compiling what nobody wants."""
        answered = self.current.refused if self.current is not None else {}
        self._withdrawn = {run: at for run, at in self._withdrawn.items() if run not in answered}
        longest = min(self._withdrawn.values(), default=None)
        if longest is None or time.monotonic() - longest < _PATIENCE_SECONDS:
            return
        if self.current is not None:
            self.current.kill()
        self.current = None
        self._withdrawn.clear()
        self.warm()

    def _replace_large(self, *, idle: bool) -> None:
        """Warm up a successor of a large worker, and change over once it is ready."""
        current, successor = self.current, self._successor
        if current is None or current.megabytes < _WARM_FROM * self._limit:
            return
        if successor is None:
            if idle and _room():
                self._begin_successor()
        elif not successor.alive:
            self._successor = None
        else:
            successor.poll()
            if successor.ready is not None and idle:
                self._let_go()
                self.warm()

    def _begin_successor(self) -> None:
        try:
            self._successor = self._start()
        except WorkerError:  # the present one still works; the next poll tries again
            self._successor = None


def _room() -> bool:
    """Whether another worker fits into the memory."""
    available = memory.free()
    return available is None or available > _NEW_WORKER_MEGABYTES
