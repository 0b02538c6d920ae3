"""The desk: the one worker of this terminal, the trial it has, and a run that is only watched.

It knows no widget. The application calls `poll` by a timer and posts what comes of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from textual.message import Message

from tutor.lab import commands, events
from tutor.lab.client import Worker, WorkerError
from tutor.lab.run import Order, Run
from tutor.lab.trial import Trial
from tutor.ui.messages import TrialChanged, WorkerChanged


class Desk:
    """Starts workers when they are wanted, and follows what they and others train.

    Attributes:
        trial: the newest trial of this terminal's worker; None before the first.
        watched: a run of another process that is on the screen.
    """

    def __init__(self, start_worker: Callable[[], Worker] = Worker) -> None:
        """Make a desk without a worker yet.

        Args:
            start_worker: how one is started; tests start one that only speaks the protocol.
        """
        self._start_worker = start_worker
        self._worker: Worker | None = None
        self._failure = ""
        self._preparing = ""
        self._loading_told = False
        self.trial: Trial | None = None
        self.watched: Trial | None = None

    @property
    def busy(self) -> bool:
        """Whether a trial of our own worker is under way."""
        return self.trial is not None and not self.trial.over

    @property
    def lively(self) -> bool:
        """Whether curves may move at any moment."""
        return any(trial is not None and not trial.over for trial in (self.trial, self.watched))

    @property
    def eager(self) -> bool:
        """Whether somebody waits for the first epoch of a trial."""
        trial = self.trial
        return trial is not None and not trial.over and not trial.record.history.epochs

    @property
    def waiting(self) -> bool:
        """Whether something may come soon that nobody has asked to see at once."""
        loading = self._worker is not None and self._worker.ready is None and not self._failure
        return bool(self._preparing) or loading

    @property
    def failure(self) -> str:
        """Why nothing can be trained; empty where all is well."""
        return self._failure

    @property
    def loading_seconds(self) -> float | None:
        """How long the worker has been loading; None where it is loaded or there is none."""
        if self._worker is None or self._worker.ready is not None:
            return None
        return time.monotonic() - self._worker.started

    def warm(self) -> None:
        """Have a worker, so that its libraries load while the learner reads."""
        if self._worker is not None and self._worker.alive:
            return
        self._failure = ""
        try:
            self._worker = self._start_worker()
        except WorkerError as error:
            self._worker, self._failure = None, str(error)

    def prepare(self, order: Order) -> None:
        """Have the order's network compiled while the learner is still choosing."""
        self._warm_for(order)
        if self._worker is not None:
            self._preparing = order.run
            self._send(commands.Prepare(order=order))

    def train(self, order: Order) -> Trial:
        """Have the order carried out.

        Raises:
            WorkerError: no worker can be had.
        """
        self._warm_for(order)
        if self._worker is None:
            raise WorkerError(self._failure)
        try:
            self.trial = Trial.begin(self._worker, order)
        except WorkerError:
            self._worker = None
            self.warm()
            if self._worker is None:
                raise
            self.trial = Trial.begin(self._worker, order)
        return self.trial

    def watch(self, run: Run) -> Trial:
        """Follow a run from its beginning, whoever trains it; our own is the trial itself."""
        for trial in (self.trial, self.watched):
            if trial is not None and trial.run == run:
                return trial
        self.watched = Trial(run)
        return self.watched

    def poll(self) -> list[Message]:
        """Messages about what is new; empty where nothing is."""
        found: list[Message] = []
        if self._worker is not None:
            found += self._worker_news(self._worker)
        for trial in (self.trial, self.watched):
            if trial is not None and not trial.over:
                phase = trial.phase
                news = trial.poll()
                moved = trial.phase is not phase
                if news or moved:
                    found.append(TrialChanged(trial, news, moved=moved))
        return found

    def close(self) -> None:
        """Let the worker go; a run in hand is finished without us."""
        if self._worker is not None:
            self._worker.close()

    def _warm_for(self, order: Order) -> None:
        """Have a worker that the order belongs to; another one finishes what it has in hand."""
        if self._worker is not None and not self._worker.suits(order):
            self._worker.close()
            self._worker = None
        self.warm()

    def _send(self, command: commands.Command) -> None:
        """Send; a dead worker is noticed at the next poll."""
        try:
            if self._worker is not None:
                self._worker.send(command)
        except WorkerError:
            self._preparing = ""

    def _worker_news(self, worker: Worker) -> list[Message]:
        found: list[Message] = []
        for event in worker.poll():
            match event:
                case events.Ready(import_seconds=seconds, device=device):
                    found.append(WorkerChanged(f"Ready on {device} after {seconds:.1f} s"))
                case events.ImportFailed(message=message):
                    self._failure = message
                    found.append(WorkerChanged(message, failed=True))
                case events.Prepared(key=key):
                    self._preparing = "" if key == self._preparing else self._preparing
                    found.append(WorkerChanged("Prepared: Train starts at once"))
        if not worker.alive and not self.busy:
            self._worker, self._preparing = None, ""
            if worker.failure:
                self._failure = worker.failure
        return found
