"""The one worker of a terminal, replaced unseen where it has to be.

A worker is for heavy steps or for light ones, since its threads are settled once. It grows by some
megabytes with every network, whatever is cleared, so another one is warmed up before it has grown
too large, and takes over when its libraries are loaded.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from tutor.lab import events
from tutor.lab.client import Worker, WorkerError
from tutor.lab.commands import Open, graph_key
from tutor.lab.run import Order, find
from tutor.lab.successor import Successor

LIMIT_MEGABYTES = 1500.0
"""What a worker may hold."""

_WARM_FROM = 0.8
"""Share of the limit from which a successor is warmed up."""

_PATIENCE_SECONDS = 2.0
"""How long a withdrawn order may go on compiling before its worker is given up."""


class Workers:
    """Starts workers when they are wanted.

    Attributes:
        failure: why nothing can be trained; empty where all is well.
    """

    def __init__(
        self,
        start: Callable[[], Worker] = Worker,
        *,
        limit: float = LIMIT_MEGABYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Have none yet.

        Args:
            start: how one is started.
            limit: megabytes that one may hold.
            clock: seconds that never run backwards.
        """
        self._start = start
        self._limit = limit
        self._clock = clock
        self._successor = Successor(start, clock)
        self._newest: Order | None = None
        self._withdrawn: dict[str, float] = {}
        self._wanted = ""
        self._news: list[events.Any] = []
        self.current: Worker | None = None
        self.failure = ""

    def warm(self) -> None:
        """Have a worker, so that its libraries load meanwhile."""
        if self.current is not None and self.current.alive:
            return
        self.failure = ""
        try:
            self.current = self._successor.take() or self._start()
        except WorkerError as error:
            self.current, self.failure = None, str(error)

    def worker_for(self, order: Order) -> Worker:
        """A worker that the order belongs to; another one finishes what it has in hand.

        One that still compiles what nobody wants is ended, or the order would have to wait for it.

        Raises:
            WorkerError: none can be had.
        """
        key = graph_key(order)
        if self.current is not None:
            self._news += self.current.poll()
        if key == self._wanted:
            self._withdrawn.clear()  # what is being compiled is wanted again
        elif self._unanswered() is not None:
            self._abandon()
        current = self.current
        if current is not None:
            large = current.megabytes >= self._limit
            if large or not current.suits(order):
                self._let_go()
        self.warm()
        if self.current is None:
            raise WorkerError(self.failure)
        self._wanted, self._newest = key, order
        return self.current

    def expect(self, run: str) -> None:
        """A run may be looked at soon; a worker that is there gets ready."""
        if self.current is not None:
            with contextlib.suppress(WorkerError):  # who looks at it is told
                self.current.send(Open(run=run))

    def withdrawn(self, run: str) -> None:
        """An order was taken back before it began; its worker may be at a long compile."""
        self._withdrawn[run] = self._clock()

    def poll(self, *, idle: bool) -> list[events.Any]:
        """What the worker tells of what belongs to no run; looks after its replacement too.

        Args:
            idle: whether nothing is being trained, nor looked at again: another process may load,
                and take over.
        """
        found, self._news = self._news, []
        if self.current is not None:
            found += self.current.poll()
        longest = self._unanswered()
        if longest is not None and self._clock() - longest >= _PATIENCE_SECONDS:
            self._abandon()
            self.warm()
        self._replace_large(idle=idle)
        return found

    @property
    def waiting(self) -> bool:
        """Whether `poll` has something to look after."""
        return bool(self._withdrawn) or self._is_large()

    def close(self) -> None:
        """Let all go; a run in hand is finished without us."""
        self._let_go()
        self._successor.close()

    def _let_go(self) -> None:
        if self.current is not None:
            self.current.close()
        self.current = None
        self._withdrawn.clear()

    def _unanswered(self) -> float | None:
        """Since when the worker has been busy with what was taken back; None where it is not.

        A run that has begun stops by itself, and a worker that is still loading compiles nothing.
        """
        current = self.current
        if current is None:
            self._withdrawn.clear()
            return None
        if current.ready is None:
            self._withdrawn = dict.fromkeys(self._withdrawn, self._clock())
            return None
        self._withdrawn = {
            run: at
            for run, at in self._withdrawn.items()
            if run not in current.refused and not find(run).folder.is_dir()
        }
        return min(self._withdrawn.values(), default=None)

    def _abandon(self) -> None:
        """End the worker, whatever it is doing."""
        if self.current is not None:
            self.current.kill()
            self.current.close()
        self.current = None
        self._withdrawn.clear()

    def _replace_large(self, *, idle: bool) -> None:
        """Have a large worker's successor warmed up, and change over once it can do as much."""
        if idle and self._is_large() and self._successor.bring_on(self._newest):
            self._let_go()
            self.warm()

    def _is_large(self) -> bool:
        """Whether the worker is to be replaced soon."""
        current = self.current
        return current is not None and current.megabytes >= _WARM_FROM * self._limit
