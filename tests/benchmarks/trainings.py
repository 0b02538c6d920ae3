"""Trainings without a screen: orders made by hand, carried out by the real worker."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tutor.datasets import registry
from tutor.datasets.registry import Card, Scalar
from tutor.lab import commands, events
from tutor.lab.architecture import describe
from tutor.lab.client import Worker
from tutor.lab.network import Parts, inputs_of
from tutor.lab.run import Order, Record, new_id
from tutor.lab.settings import Settings, data_options
from tutor.lab.tasks import task_of
from tutor.lab.trial import Phase, Trial
from tutor.lab.work import heavy

_POLL_SECONDS = 0.002
_LOADING_SECONDS = 120.0


def make_order(
    dataset: str | Card,
    settings: Settings,
    *,
    options: Mapping[str, Scalar] | None = None,
    parts: Parts | None = None,
    seed: int = 1,
) -> Order:
    """An order with a new run's id.

    Args:
        dataset: its name, or the card of own data.
        settings: the learner's values, all that matter.
        options: of the data.
        parts: what a lesson would fix of the network.
        seed: of the run.
    """
    card = registry.CARDS[dataset] if isinstance(dataset, str) else dataset
    fixed = dict(card.options) if not isinstance(dataset, str) else {}
    chosen = data_options({**fixed, **(options or {})}, settings)
    return Order(
        run=new_id(), lesson="benchmarks", experiment=card.name, task=task_of(card.target).name,
        dataset=card.name, data_options=chosen, settings=settings,
        network=describe(inputs_of(card, chosen), settings, parts), seed=seed,
    )  # fmt: skip


class Crew:
    """Two workers at most: one for heavy steps, one for light ones, started when wanted."""

    def __init__(self) -> None:
        """Nobody yet."""
        self._workers: dict[bool, Worker] = {}

    def worker(self, order: Order) -> Worker:
        """The worker for this order, its libraries loaded."""
        kind = heavy(order)
        if kind not in self._workers:
            self._workers[kind] = Worker()
            told(self._workers[kind], lambda event: isinstance(event, events.Ready))
        return self._workers[kind]

    def dismiss(self) -> None:
        """Let all go and wait until they have exited."""
        for worker in self._workers.values():
            worker.close()
            worker.wait(_LOADING_SECONDS)
        self._workers.clear()


@contextlib.contextmanager
def crew() -> Iterator[Crew]:
    """A crew that is dismissed afterwards."""
    hired = Crew()
    try:
        yield hired
    finally:
        hired.dismiss()


def told(worker: Worker, wanted: Callable[[Any], bool]) -> None:
    """Wait until the worker tells something that belongs to no run.

    Raises:
        RuntimeError: it refuses, dies or says nothing for long.
    """
    until = time.monotonic() + _LOADING_SECONDS
    while time.monotonic() < until and worker.alive:
        news = worker.poll()
        if any(wanted(event) for event in news):
            return
        if worker.refused or worker.failure:
            break
        time.sleep(_POLL_SECONDS)
    raise RuntimeError(f"{worker.refused or worker.obituary()}")


def prepare(worker: Worker, order: Order) -> None:
    """Have the order's network compiled."""
    worker.send(commands.Prepare(order=order))
    told(worker, lambda event: isinstance(event, events.Prepared) and event.key == order.run)


def watch(trial: Trial, until: Callable[[Record], bool]) -> Record:
    """Follow a trial as closely as can be until its record is as wanted.

    Raises:
        RuntimeError: it was lost or ended before.
    """
    while not until(trial.record):
        if trial.over:
            raise RuntimeError(f"{trial.run.id}: {trial.problem or trial.record.ended}")
        trial.poll()
        time.sleep(_POLL_SECONDS)
    return trial.record


def finish(worker: Worker, trial: Trial) -> Record:
    """Follow a trial to its end and the worker to its rest; what it told.

    Raises:
        RuntimeError: it was lost or failed.
    """
    while not trial.over:
        trial.poll()
        time.sleep(5 * _POLL_SECONDS)
    ended = trial.record.ended
    if trial.phase is Phase.LOST or ended is None or ended.reason == "failed":
        raise RuntimeError(f"{trial.run.id}: {trial.problem or ended}")
    if not any(isinstance(event, events.Memory) for event in worker.poll()):
        told(worker, lambda event: isinstance(event, events.Memory))
    return trial.record


def carry_out(hired: Crew, order: Order) -> Record:
    """Train and return all that was told."""
    worker = hired.worker(order)
    worker.poll()
    return finish(worker, Trial.begin(worker, order))


def epoch_seconds(record: Record) -> float:
    """The median epoch, without the first."""
    return statistics.median(record.history.seconds[1:])


def first_epoch_seconds(worker: Worker, order: Order) -> float:
    """From handing the order over to its first epoch read; the run is then finished."""
    worker.poll()
    began = time.perf_counter()
    trial = Trial.begin(worker, order)
    watch(trial, lambda record: record.history.epochs > 0)
    seconds = time.perf_counter() - began
    finish(worker, trial)
    return seconds


def stop_seconds(worker: Worker, order: Order, after: float) -> float:
    """From asking for an end to reading it.

    Args:
        worker: with its libraries loaded.
        order: of more epochs than it will come to.
        after: seconds of training before it is asked.
    """
    worker.poll()
    trial = Trial.begin(worker, order)
    watch(trial, lambda record: record.history.epochs > 0)
    time.sleep(after)
    trial.poll()
    began = time.perf_counter()
    trial.cancel()
    watch(trial, lambda record: record.ended is not None)
    seconds = time.perf_counter() - began
    finish(worker, trial)
    return seconds
