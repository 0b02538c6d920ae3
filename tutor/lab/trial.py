"""Trial: one order on its way through a worker, from the press of Train to the diagnosis.

Screens and commands poll the same object; a lost worker, a refusal and a missing library all come
out as one sentence.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from tutor.lab import commands, events
from tutor.lab.client import Worker, WorkerError
from tutor.lab.interrupts import counted
from tutor.lab.run import Order, Record, Run, find
from tutor.lab.tail import Tail

POLL_SECONDS = 0.02


class Phase(Enum):
    """Where a trial is."""

    LOADING = "loading"
    PREPARING = "preparing"
    TRAINING = "training"
    ENDED = "ended"
    LOST = "lost"


class Trial:
    """An order handed to a worker, or a run of another terminal that is only watched.

    Attributes:
        run: the run's folder, which appears when the worker takes the order on.
        record: all that its events have told so far.
        phase: where it is.
        problem: why it was lost, in one sentence.
    """

    def __init__(self, run: Run, worker: Worker | None = None) -> None:
        """Follow `run`; where `worker` is given, it is the one that has the order."""
        self.run = run
        self.record = Record()
        self.phase = Phase.LOADING if worker else Phase.TRAINING
        self.problem = ""
        self._worker = worker
        self._tail = Tail(run.events_path)
        self._deserted = False

    @classmethod
    def replay(cls, events_path: Path) -> Trial:
        """What a file of events tells, such as a lesson's recorded run.

        Raises:
            EventError: the events are of a newer format.
            OSError: they cannot be read.
        """
        trial = cls(Run(events_path.parent))
        trial._tail = Tail(events_path)
        trial.poll()
        return trial

    @classmethod
    def begin(cls, worker: Worker, order: Order) -> Trial:
        """Hand `order` to `worker`.

        Raises:
            WorkerError: the worker is gone.
        """
        worker.send(commands.Train(order=order))
        return cls(find(order.run), worker)

    @property
    def over(self) -> bool:
        """Whether the training has ended, whichever way."""
        return self.phase in {Phase.ENDED, Phase.LOST}

    @property
    def settled(self) -> bool:
        """Whether nothing more will come: not even a second look's diagnosis."""
        return self.over and (self._deserted or not self.record.looking)

    def poll(self) -> list[events.Any]:
        """Read what is new and move to the phase that it tells of.

        Raises:
            EventError: the run's events are of a newer format.
            OSError: the run's events cannot be read.
        """
        if self.settled:
            return []
        living = self._living()
        if self._worker is not None:
            self._listen(self._worker)
        news = self._tail.read()
        for event in news:
            self.record.apply(event)
        self._move(living=living)
        self._deserted = not living
        return news

    @property
    def begun(self) -> bool:
        """Whether a worker has taken it on."""
        return self.run.folder.is_dir()

    def cancel(self) -> None:
        """Ask for an early end; a run that has not begun is given up.

        Raises:
            WorkerError: the worker is gone.
        """
        if self.begun:
            self.run.cancel()
            return
        self._lose("It was stopped before it began.")
        if self._worker is not None:
            self._worker.send(commands.Withdraw(run=self.run.id))

    def _living(self) -> bool:
        """Whether somebody can still write events; looked at before they are read."""
        if self.run.folder.is_dir():
            return self.run.alive()
        return self._worker is not None and self._worker.alive

    def _listen(self, worker: Worker) -> None:
        worker.poll()
        if self.run.id in worker.refused:
            self._lose(worker.refused[self.run.id])
        if worker.failure and self.record.started is None:
            self._lose(worker.failure)

    def _move(self, *, living: bool) -> None:
        if self.record.ended is not None:
            self.phase = Phase.ENDED
        elif self.phase is Phase.LOST:
            return
        elif not living:
            message = self._worker.obituary() if self._worker else "Its training process is gone."
            self._lose(message)
        elif self.record.started is not None:
            self.phase = Phase.TRAINING
        elif self._worker is not None and self._worker.ready is not None:
            self.phase = Phase.PREPARING

    def _lose(self, problem: str) -> None:
        self.phase = Phase.LOST
        self.problem = problem


def train(worker: Worker, order: Order, on_news: Callable[[Trial], None] | None = None) -> Trial:
    """Hand `order` to `worker` and wait for its end, a second look included.

    Args:
        worker: a running worker.
        order: what to train.
        on_news: called at each change.

    Raises:
        WorkerError: the worker was gone before the order reached it.
        Interrupted: Ctrl-C was pressed, the run was asked to stop and has ended.
        KeyboardInterrupt: it was pressed again meanwhile.
    """
    trial = Trial.begin(worker, order)
    with counted() as interrupts:
        asked = False
        while not trial.settled:
            if trial.poll() and on_news is not None:
                on_news(trial)
            time.sleep(POLL_SECONDS)
            if interrupts.count > 1:
                raise KeyboardInterrupt
            if interrupts.count and not asked:
                asked = True
                trial.cancel()
    if interrupts.count:
        raise Interrupted(trial)
    return trial


class Interrupted(KeyboardInterrupt):
    """The learner pressed Ctrl-C; `trial` holds what there is."""

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.trial = trial


__all__ = ["Interrupted", "Phase", "Trial", "WorkerError", "train"]
