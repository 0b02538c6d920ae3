"""Inspection: a look at what the network of a run does, from the question to the data."""

from __future__ import annotations

import secrets
import time

import msgspec

from tutor.lab import commands
from tutor.lab.client import Worker
from tutor.lab.run import Run
from tutor.lab.views import files, queries
from tutor.lab.views.query import name_of

_POLL_SECONDS = 0.005
"""How often an answer that is waited for is looked for."""


class Inspection:
    """One question about one run; the owner of the worker polls the worker, then this.

    Attributes:
        run, query: what was asked.
        data: the answer; None until then.
        problem: why there is none, in one sentence; empty where nothing is wrong.
        started: `time.monotonic()` of its start.
        superseded: whether a newer question has made it obsolete, so that no answer will come.
    """

    def __init__(self, run: Run, query: queries.Any) -> None:
        """Ask nobody yet; what was answered before is read from the run's folder."""
        self.run = run
        self.query = query
        self.data: msgspec.Struct | None = None
        self.problem = ""
        self.started = time.monotonic()
        self.superseded = False
        self._worker: Worker | None = None
        self._key = secrets.token_hex(6)
        self._read_kept()

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.data is not None or bool(self.problem)

    @property
    def loading(self) -> bool:
        """Whether the worker still loads its libraries and has not begun to look."""
        return self._worker is not None and self._worker.ready is None

    def ask(self, worker: Worker) -> None:
        """Have `worker` answer.

        Raises:
            WorkerError: the worker is gone.
        """
        self._worker = worker
        worker.send(commands.Inspect(key=self._key, run=self.run.id, query=self.query))

    def wait(self, worker: Worker) -> None:
        """Have `worker` answer, and wait until it has, or has not.

        Raises:
            WorkerError: the worker is gone.
        """
        self.ask(worker)
        while not self.over:
            time.sleep(_POLL_SECONDS)
            worker.poll()
            self.poll()

    def asks(self, run: Run, query: queries.Any) -> bool:
        """Whether it is this very question."""
        return self.run == run and self.query == query

    def yield_to(self, other: Inspection) -> None:
        """Be obsolete where `other` is a newer question to the same view of the same run."""
        alike = self.run == other.run and name_of(self.query) == name_of(other.query)
        self.superseded = self.superseded or alike

    def refuse(self, problem: str) -> None:
        """There will be no answer."""
        self.problem = problem

    def poll(self) -> bool:
        """Take in what the worker has told; whether the inspection is over now and was not before.

        A question that a newer one made obsolete never is.
        """
        worker = self._worker
        if self.over or worker is None:
            return False
        place = worker.inspected.pop(self._key, None)
        if place is not None:
            self._read(place)
        elif self._key in worker.refused:
            self.problem = worker.refused.pop(self._key)
        elif worker.failure or not worker.alive:
            self.problem = worker.obituary()
        return self.over

    def _read_kept(self) -> None:
        place = files.answer_of(self.query)
        if (self.run.folder / place).is_file():
            self._read(place)
            self.problem = ""  # what is damaged is asked for anew

    def _read(self, place: str) -> None:
        try:
            self.data = files.read(self.run.folder, place, queries.ANSWERS[type(self.query)])
        except files.ViewError as error:
            self.problem = str(error)
