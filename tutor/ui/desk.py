"""The desk: the one worker of this terminal, the trial it has, and a run that is only watched.

It knows no widget. The application calls `poll` by a timer and posts what comes of it.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from textual.message import Message

from tutor.lab import commands, events
from tutor.lab.client import Worker, WorkerError
from tutor.lab.run import Order, Run
from tutor.lab.trial import Trial
from tutor.lab.workers import Workers
from tutor.ui.errands import Errands
from tutor.ui.messages import TrialChanged, WorkerChanged


class Desk:
    """Starts workers when they are wanted, and follows what they and others train.

    Attributes:
        trial: the newest trial of this terminal's worker; None before the first.
        watched: a run of another process that is on the screen.
        errands: about data and about what networks do.
    """

    def __init__(self, start_worker: Callable[[], Worker] = Worker) -> None:
        """Make a desk without a worker yet.

        Args:
            start_worker: how one is started; tests start one that only speaks the protocol.
        """
        self._workers = Workers(start_worker)
        self._preparing: Order | None = None
        self._last: Order | None = None
        self.trial: Trial | None = None
        self.watched: Trial | None = None
        self.errands = Errands(self._workers)

    @property
    def busy(self) -> bool:
        """Whether a trial of our own worker is under way."""
        return self.trial is not None and not self.trial.over

    @property
    def worker(self) -> Worker | None:
        """The worker of now; None where there is none."""
        return self._workers.current

    @property
    def lively(self) -> bool:
        """Whether curves may move at any moment."""
        return any(trial is not None and not trial.over for trial in (self.trial, self.watched))

    @property
    def eager(self) -> bool:
        """Whether somebody waits for the first epoch of a trial, or for a picture."""
        if self.errands.inspections and self.loading_seconds is None:
            return True
        trial = self.trial
        return trial is not None and not trial.over and not trial.record.history.epochs

    @property
    def waiting(self) -> bool:
        """Whether something may come soon that nobody has asked to see at once."""
        worker = self.worker
        loading = worker is not None and worker.ready is None and not self.failure
        aside = (
            self.errands.waiting
            or bool(self.errands.inspections)
            or self._workers.waiting
            or self._looking
        )
        return self._preparing is not None or loading or aside

    @property
    def _looking(self) -> bool:
        """Whether a second look at a run is under way, which goes with its worker."""
        return any(
            trial is not None and trial.over and not trial.settled
            for trial in (self.trial, self.watched)
        )

    @property
    def failure(self) -> str:
        """Why nothing can be trained; empty where all is well."""
        return self._workers.failure

    @property
    def loading_seconds(self) -> float | None:
        """How long the worker has been loading; None where it is loaded or there is none."""
        worker = self.worker
        if worker is None or worker.ready is not None:
            return None
        return time.monotonic() - worker.started

    def warm(self) -> None:
        """Have a worker, so that its libraries load while the learner reads."""
        self._workers.warm()

    def prepare(self, order: Order) -> None:
        """Have the order's network compiled while the learner is still choosing."""
        self._preparing = self._last = order
        try:
            self._workers.worker_for(order).send(commands.Prepare(order=order))
        except WorkerError:  # Train will tell why
            self._preparing = None

    def train(self, order: Order) -> Trial:
        """Have the order carried out.

        Raises:
            WorkerError: no worker can be had.
        """
        self._preparing = None  # what was being prepared may be given up for this
        try:
            self.trial = Trial.begin(self._workers.worker_for(order), order)
        except WorkerError:  # it had just died; another one may live
            self._workers.current = None
            self.trial = Trial.begin(self._workers.worker_for(order), order)
        return self.trial

    def stop(self, trial: Trial | None) -> None:
        """Ask a trial to stop; one of our own that has not begun is given up."""
        if trial is None:
            return
        if trial is self.trial and not trial.begun:
            self._workers.withdrawn(trial.run.id)
        with contextlib.suppress(WorkerError):  # gone already: nothing is left to stop
            trial.cancel()

    def following(self, run: Run) -> Trial | None:
        """The trial of a run that is followed already; None where it is not."""
        both = (self.trial, self.watched)
        return next((one for one in both if one is not None and one.run == run), None)

    def watch(self, run: Run) -> Trial:
        """Follow a run from its beginning, whoever trains it; our own is the trial itself."""
        known = self.following(run)
        if known is not None:
            return known
        self.watched = Trial(run)
        return self.watched

    def expect(self, trial: Trial) -> None:
        """Have the network of a run that has ended ready: who sees its curves may look at it soon.

        Nothing is done for a run that goes on, nor while a network is trained here.
        """
        if trial.over and not self.busy:
            self._workers.warm()
            self._workers.expect(trial.run.id)

    def poll(self) -> list[Message]:
        """Messages about what is new; empty where nothing is."""
        found = self._worker_news() + self.errands.poll()
        for trial in (self.trial, self.watched):
            if trial is not None and not trial.settled:
                phase = trial.phase
                news = trial.poll()
                moved = trial.phase is not phase or trial.settled
                if news or moved:
                    found.append(TrialChanged(trial, news, moved=moved))
                if moved and trial.over:
                    self.expect(trial)
        return found

    def close(self) -> None:
        """Let the worker go; a run in hand is finished without us, a download is given up."""
        self.errands.close()
        self._workers.close()

    def preparing(self, run: str) -> bool:
        """Whether the network of the order with this id is still being compiled."""
        return self._preparing is not None and self._preparing.run == run

    def _worker_news(self) -> list[Message]:
        found: list[Message] = []
        before = self.worker
        for event in self._workers.poll(idle=not (self.busy or self._looking)):
            match event:
                case events.Ready(import_seconds=seconds, device=device):
                    found.append(WorkerChanged(f"Ready on {device} after {seconds:.1f} s"))
                case events.ImportFailed(message=message):
                    self._workers.failure = message
                    found.append(WorkerChanged(message, failed=True))
                case events.Refused(key=key) if self.preparing(key):
                    self._preparing = None  # Train will tell why
                case events.Prepared(key=key):
                    if self.preparing(key):
                        self._preparing = None
                    found.append(WorkerChanged("Prepared: Train starts at once"))
        worker = self.worker
        if worker is not None and not worker.alive and not self.busy:
            self._workers.current, self._preparing = None, None
            self._workers.failure = worker.failure or self._workers.failure
        elif worker is not before and worker is not None and self._last is not None:
            self.prepare(self._last)  # a fresh worker has compiled nothing yet
        return found
