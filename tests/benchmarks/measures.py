"""One function a measure; each returns one number of one run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.ui.terminal import Terminal
from tutor.lab.run import all_runs
from tutor.lab.settings import Settings
from tutor.store.progress import Progress
from tutor.store.rows import RunResult

PLAIN = Path(__file__).with_name("plain") / "digits.py"
TRAIN_EPOCHS = 20
_PAINTED = 0.3
"""Seconds in which the results are painted as a whole, before what moves in them is counted."""


def help_seconds() -> float:
    """`tutor --help`, the whole process."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "tutor", "--help"], check=True, capture_output=True)
    return time.perf_counter() - began


def first_paint_seconds() -> float:
    """From the start of the process to Home with its keys on the screen."""
    began = time.perf_counter()
    with Terminal() as terminal:
        terminal.wait_for("Quit", poll=0.005)
        return time.perf_counter() - began


def idle_share(seconds: float) -> float:
    """Processor time of the terminal process at Home, as a share of one core."""
    with Terminal() as terminal:
        terminal.wait_for("Quit")
        while terminal.read(1.0):
            pass
        process = psutil.Process(terminal.pid)
        before = process.cpu_times()
        time.sleep(seconds)
        after = process.cpu_times()
        used = after.user + after.system - before.user - before.system
        return float(used) / seconds


@dataclass(frozen=True, slots=True)
class Training:
    """What one training on the screen showed.

    Attributes:
        first_epoch_seconds: from pressing Train to a drawn curve.
        diagnosis_seconds: from pressing Train to the diagnosis on the screen.
        epoch_seconds: wall time of each epoch.
        megabytes: resident memory of the terminal process after it.
    """

    first_epoch_seconds: float
    diagnosis_seconds: float
    epoch_seconds: list[float]
    megabytes: float


@contextmanager
def bench(epochs: int, *arguments: str) -> Iterator[Terminal]:
    """The digits' bench with the plain script's network, prepared; Train is not pressed yet.

    The state folder is fresh but for one earlier run, whose settings the bench goes on with.
    """
    with tempfile.TemporaryDirectory() as home:
        os.environ["TUTOR_HOME"] = home
        with Progress.open() as progress:
            progress.runs.record(earlier_run(epochs))
        with Terminal("learn", "convolutional-networks", *arguments) as terminal:
            for step in range(1, 7):
                terminal.wait_to_match(rf"\b{step}/\d\b")
                terminal.press("n" if step < 6 else "2")
            terminal.wait_for("Prepared", "32 filters", "64 units", seconds=60)
            yield terminal
        _stop_trainings()


def _stop_trainings() -> None:
    """Wait until no worker trains any more, which none of them stops with its terminal.

    The next measure would have to share the processors with it.
    """
    for run in all_runs():
        run.cancel()
        while run.alive():
            time.sleep(0.05)


def earlier_run(epochs: int) -> RunResult:
    """What progress keeps of a run with the plain script's network."""
    settings: Settings = {
        "conv_layers": 2, "filters": [16, 32], "kernel_size": 3, "pooling": "max",
        "dense_layers": 1, "units": 64, "activation": "relu", "dropout": 0.0,
        "epochs": epochs, "batch_size": 32, "learning_rate": 0.001,
    }  # fmt: skip
    return RunResult(
        run="20260101-000000-000000", lesson="convolutional-networks", experiment="digits",
        settings=settings, seed=1, ended="finished", epochs=epochs, metrics={}, diagnosis=None,
        goal_reached=False, parameters=0, seconds=1.0, at=0.0,
    )  # fmt: skip


def training() -> Training:
    """Train on the screen, worker warm and prepared."""
    with bench(TRAIN_EPOCHS) as terminal:
        began = time.perf_counter()
        terminal.press("t")
        terminal.wait_for("── val", poll=0.005)
        first = time.perf_counter() - began
        terminal.wait_for_diagnosis(poll=0.005)
        whole = time.perf_counter() - began
        memory = float(psutil.Process(terminal.pid).memory_info().rss) / 1e6
        (run,) = all_runs()
        return Training(first, whole, run.record().history.seconds, memory)


def key_to_paint(presses: int) -> list[float]:
    """Seconds from a key to the bytes of its effect while a network trains.

    What the emulator takes to draw them, as long as the program takes, is none of that.
    """
    found = []
    with bench(200) as terminal:
        terminal.press("t")
        terminal.wait_for("── val")
        for number in range(presses):
            for key, word in (("2", "Training"), ("3", "── val")):
                began = time.perf_counter()
                terminal.press(key)
                terminal.wait_for(word, poll=0.002)
                found.append(terminal.heard - began)
            if "Finished" in terminal.text and number:
                break
    return found


def bytes_a_second(seconds: float, *arguments: str) -> float:
    """What the terminal is sent while a network trains, at 80×24.

    Args:
        seconds: how long it is counted.
        arguments: of `tutor`.
    """
    with bench(200, *arguments) as terminal:
        terminal.press("t")
        terminal.wait_for("── val")
        painted = time.perf_counter() + _PAINTED
        while time.perf_counter() < painted:
            terminal.read()
        before, began = terminal.sent, time.perf_counter()
        ended, sent = began, before
        while ended - began < seconds and "under way" in terminal.text:
            ended, sent = time.perf_counter(), terminal.sent  # before what the end brings
            terminal.read()
        return (sent - before) / max(ended - began, 1e-9)


def plain_script() -> tuple[float, list[float]]:
    """A plain Keras script doing the same: its whole wall time, and its epochs' seconds."""
    began = time.perf_counter()
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(
        [sys.executable, str(PLAIN)], check=True, capture_output=True, text=True, env=environment
    )
    seconds = time.perf_counter() - began
    return seconds, json.loads(done.stdout)["epochs"]
