"""Survey: a worker's look at the learner's own data, from the question to the card."""

from __future__ import annotations

import secrets
import time

from tutor.datasets.own_files import quoted
from tutor.datasets.registry import Card
from tutor.lab import commands
from tutor.lab.client import Worker


class Survey:
    """One look at one path; the owner of the worker polls the worker, then this.

    Attributes:
        path: what is looked at.
        card: what was found; None until then.
        problem: why the data cannot be used, in one sentence; empty where nothing is wrong.
        started: `time.monotonic()` of its start.
    """

    def __init__(self, worker: Worker, path: str) -> None:
        """Have `worker` look at `path`.

        Raises:
            WorkerError: the worker is gone.
        """
        self.path = path
        self.card: Card | None = None
        self.problem = ""
        self.started = time.monotonic()
        self._worker = worker
        self._key = secrets.token_hex(6)
        try:
            path.encode()
        except UnicodeEncodeError:
            self.problem = f"The name {quoted(path)} is not in UTF-8; rename the file."
            return
        worker.send(commands.Survey(key=self._key, path=path))

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.card is not None or bool(self.problem)

    @property
    def loading(self) -> bool:
        """Whether the worker still loads its libraries and has not begun to look."""
        return self._worker.ready is None

    def poll(self) -> bool:
        """Take in what the worker has told; whether the survey is over now and was not before."""
        if self.over:
            return False
        worker = self._worker
        self.card = worker.surveyed.pop(self._key, None)
        if self.card is None and self._key in worker.refused:
            self.problem = worker.refused.pop(self._key)
        elif self.card is None and (worker.failure or not worker.alive):
            self.problem = worker.obituary()
        return self.over
