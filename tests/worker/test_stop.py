"""Stop: prompt outside compiling, and a long compile that nobody wants is given up."""

from __future__ import annotations

import time
from collections.abc import Callable

import psutil
import pytest

from tests.training.orders import made
from tutor.datasets.registry import Scalar
from tutor.lab.client import Worker
from tutor.lab.run import Order
from tutor.lab.settings import Settings
from tutor.lab.trial import Phase, Trial, train
from tutor.lab.workers import Workers

pytestmark = pytest.mark.slow

EPOCHS = 5000
COMPILING_SECONDS = 0.5

# One that trains whole epochs in a call, one of many tiny steps, one of large steps, one that is
# judged by whole phrases at its end, one that writes a sample at its end, and games.
CASES: dict[str, tuple[str, Settings, dict[str, Scalar]]] = {
    "whole epochs": ("points", {"hidden_layers": 3, "units": 8, "batch_size": 10}, {}),
    "tiny steps": ("digits", {"conv_layers": 2, "filters": 4, "batch_size": 1}, {}),
    "large steps": ("film", {"conv_layers": 2, "filters": 16, "batch_size": 128}, {}),
    "phrases": ("key-phrases", {"recurrent_layers": 1, "units": 16, "early_stopping": 900}, {}),
    "symbols": ("melodies", {"recurrent_layers": 1, "units": 16}, {"sequence_length": 16}),
    "games": ("tmaze", {"recurrent_layers": 1, "units": 8}, {}),
}


LONG_EPOCHS = {"tiny steps": 1, "large steps": 1}
"""Where an epoch is long, the stop comes in its midst; how many may end after the press."""


def epochs_after_stop(worker: Worker, order: Order) -> int:
    """How many epochs a run has ended since it was told to stop, once it has shown one."""
    trial = Trial.begin(worker, order)
    wait_until(lambda: bool(trial.poll()) and trial.record.history.epochs > 0)
    shown = trial.record.history.epochs
    trial.cancel()
    wait_until(lambda: trial.poll() is not None and trial.over)
    assert trial.record.ended is not None, trial.problem
    assert trial.record.ended.reason == "cancelled"
    return trial.record.history.epochs - shown


def computing_seconds(worker: Worker) -> float:
    """What the worker has computed in its life."""
    times = psutil.Process(worker.pid).cpu_times()
    return float(times.user + times.system)


def wait_until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.mark.parametrize("name", CASES)
def test_a_stop_ends_the_run_long_before_its_last_epoch(name: str, worker_home: Worker) -> None:
    dataset, settings, options = CASES[name]
    wanted = made(dataset, {**settings, "epochs": EPOCHS}, options=options)
    more = epochs_after_stop(worker_home, wanted)
    assert more <= LONG_EPOCHS.get(name, EPOCHS / 2)


def test_a_long_compile_that_is_stopped_costs_the_worker_and_the_next_train_works() -> None:
    workers = Workers()
    long: Settings = {"recurrent_layers": 12, "cell": "LSTM", "bidirectional": True, "units": 64}
    slow = made("recall", long)
    quick = made("points", {"hidden_layers": 1, "units": 4, "epochs": 2})
    try:
        first = workers.worker_for(slow)
        assert train(first, quick).phase is Phase.ENDED  # what works hereafter, compiles
        worked = computing_seconds(first)
        trial = Trial.begin(first, slow)
        wait_until(lambda: computing_seconds(first) > worked + COMPILING_SECONDS)
        assert trial.poll() == []
        workers.withdrawn(slow.run)
        trial.cancel()
        began = time.monotonic()
        wait_until(lambda: workers.poll(idle=True) is not None and workers.current is not first)
        assert time.monotonic() - began > 1.9, "it had time to stop by itself"
        assert not first.alive
        again = made("points", {"hidden_layers": 1, "units": 4, "epochs": 2})
        done = train(workers.worker_for(again), again)
        assert done.phase is Phase.ENDED, done.problem
        assert done.record.history.epochs == 2
        assert not trial.run.folder.exists()
    finally:
        current = workers.current
        workers.close()
        if current is not None:
            current.wait(60)
