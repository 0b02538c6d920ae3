"""Whatever becomes of the terminal, the run in hand is finished; nothing lives on for ever."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import order, write_text
from tutor.lab.client import Worker
from tutor.lab.run import Run, all_runs
from tutor.lab.trial import Phase, Trial, train
from tutor.lab.work import heavy

pytestmark = pytest.mark.slow

TERMINAL = """
import sys, time
from tests.support import order
from tutor.lab.client import Worker
from tutor.lab.trial import Trial

worker = Worker()
trial = Trial.begin(worker, order({"conv_layers": 1, "epochs": 40}))
while trial.record.history.epochs < 2:
    trial.poll()
    time.sleep(0.01)
print("training", flush=True)
command = sys.stdin.readline().strip()
if command == "quit":
    worker.close()
elif command == "raise":
    raise RuntimeError("a mistake in the screen")
time.sleep(60)
"""
"""Stands for a terminal in the middle of a training."""


def hang_up(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGHUP)


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()


def quit_cleanly(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("quit\n")
    process.stdin.flush()


def raise_error(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("raise\n")
    process.stdin.flush()


def wait_for_end(run: Run, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while run.record().ended is None and time.monotonic() < deadline:
        time.sleep(0.05)


@pytest.mark.parametrize("end", [quit_cleanly, raise_error, hang_up, kill])
def test_the_run_in_hand_is_finished(end: Callable[[subprocess.Popen[str]], None]) -> None:
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", TERMINAL], cwd=root, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "training\n"
        (run,) = all_runs()
        end(process)
        wait_for_end(run)
        process.kill()
    record = run.record()
    assert record.ended is not None
    assert (record.ended.reason, record.history.epochs) == ("finished", 40)
    assert record.diagnosis is not None
    follower = Trial(run)
    follower.poll()
    assert follower.phase is Phase.ENDED


def test_it_exits_when_nothing_is_asked() -> None:
    idle = Worker(idle_seconds=0.2)
    assert idle.wait(60)
    idle.close()


def test_libraries_that_cannot_be_loaded_are_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_text(
        tmp_path / "broken" / "tensorflow.py", "raise ImportError('libcuda is of another age')"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "broken"))
    worker = Worker()
    trial = train(worker, order())
    worker.close()
    assert trial.phase is Phase.LOST
    assert "TensorFlow cannot be loaded (ImportError: libcuda is of another age)" in trial.problem
    assert "Traceback" not in trial.problem


def test_heavy_work_has_several_threads_and_the_worker_exits_when_its_input_ends() -> None:
    asked = order({"conv_layers": 2, "filters": 64, "batch_size": 256, "epochs": 1})
    assert heavy(asked)
    worker = Worker()
    trial = train(worker, asked)
    worker.close()
    assert worker.wait(60)
    assert trial.record.started is not None
    device = trial.record.started.device
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    assert device.startswith("GPU") or f"({min(cores or 1, 8)} thread" in device
    assert worker.suits(asked)
    assert not worker.suits(order({"conv_layers": 1, "filters": 8}))
