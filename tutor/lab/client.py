"""Starts a worker process, sends it commands and reads what it tells.

The worker lives in a process session of its own and learns of our end only by the end of its
standard input: whatever becomes of this process, a run in hand is finished.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from tutor import paths
from tutor.datasets.registry import Card
from tutor.lab import commands, events
from tutor.lab.locks import locked
from tutor.lab.run import Order
from tutor.lab.tail import Tail
from tutor.lab.threads import settled_by
from tutor.lab.work import heavy

_STALE_SECONDS = 24 * 3600.0
_LOG_TAIL_BYTES = 4000


class WorkerError(RuntimeError):
    """A worker that cannot be started or has died; the message is for people."""


class Worker:
    """One worker process.

    Attributes:
        folder: with its `events.jsonl` and `worker.log`.
        ready: what it said when its libraries were loaded; None before.
        failure: why it cannot train, once it has said so.
        started: `time.monotonic()` of its start.
        megabytes: what it holds, as it told last.
        refused: why it did not carry commands out, by their keys: a run's id, or a survey's key.
        surveyed: cards of the learner's own data, by the keys of the surveys.
        inspected: where the answers of `inspect` commands lie, by their keys.
        heavy: whether its threads are settled for heavy steps; None before it computes anything.
    """

    def __init__(self, *, idle_seconds: float = 900.0) -> None:
        """Start a worker.

        Args:
            idle_seconds: after so long without a command it exits.

        Raises:
            WorkerError: its folder cannot be made or the process cannot be started.
        """
        name = time.strftime("%Y%m%d-%H%M%S", time.gmtime()) + "-" + secrets.token_hex(3)
        self.folder = paths.workers() / name
        self.ready: events.Ready | None = None
        self.failure = ""
        self.megabytes = 0.0
        self.refused: dict[str, str] = {}
        self.surveyed: dict[str, Card] = {}
        self.inspected: dict[str, str] = {}
        self.started = time.monotonic()
        self.heavy: bool | None = None
        self._tail = Tail(self.folder / "events.jsonl")
        command = [sys.executable, "-m", "tutor.training", str(self.folder), str(idle_seconds)]
        try:
            paths.private_folder(self.folder)
            with (self.folder / "worker.log").open("ab") as log:
                self._process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=log, stderr=log, bufsize=0,
                    start_new_session=True, env=_environment(), cwd=self.folder,
                )  # fmt: skip
        except OSError as error:
            raise WorkerError(f"The training process cannot be started: {error}.") from error

    @property
    def alive(self) -> bool:
        """Whether the process still exists."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def suits(self, order: Order) -> bool:
        """Whether the order belongs here: a worker is for heavy steps or for light ones.

        The first network that it computes settles its threads, and the same settings must give the
        same curve.
        """
        return self.heavy is None or self.heavy == heavy(order)

    def send(self, command: commands.Command) -> None:
        """Tell the worker something.

        Raises:
            WorkerError: it is not there any more.
        """
        if self.heavy is None:
            self.heavy = settled_by(command)
        stdin = self._process.stdin
        try:
            if stdin is None:
                raise BrokenPipeError
            view = memoryview(commands.encode(command))
            while view:
                view = view[stdin.write(view) or 0 :]
        except (OSError, ValueError) as error:
            raise WorkerError(self.obituary()) from error

    def poll(self) -> list[events.Any]:
        """What it has told since the last call, of what belongs to no run."""
        news = self._tail.read()
        for event in news:
            match event:
                case events.Ready():
                    self.ready = event
                case events.Memory():
                    self.megabytes = event.megabytes
                case events.Refused():
                    self.refused[event.key] = event.message
                case events.Surveyed():
                    self.surveyed[event.key] = event.card
                case events.Inspected():
                    self.inspected[event.key] = event.path
                case events.ImportFailed():
                    self.failure = event.message
        return news

    def close(self) -> None:
        """Let it go: it finishes the run in hand, then exits. A thread waits for that, not we."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.poll() is None:
            threading.Thread(target=self._process.wait, daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Wait until it has exited, at most `seconds`; whether it has."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """End it now."""
        self._process.kill()
        self._process.wait()

    def obituary(self) -> str:
        """One sentence on why it is gone."""
        if self.failure:
            return self.failure
        code = self._process.poll()
        how = "ended unexpectedly" if code is None or code >= 0 else f"was killed (signal {-code})"
        last = self._last_words()
        return f"The training process {how}." + (f" Its last words: {last}" if last else "")

    def _last_words(self) -> str:
        try:
            with (self.folder / "worker.log").open("rb") as log:
                log.seek(max(0, log.seek(0, os.SEEK_END) - _LOG_TAIL_BYTES))
                lines = log.read().decode(errors="replace").strip().splitlines()
        except OSError:
            return ""
        words = lines[-1].strip() if lines else ""
        return words if "Error" in words else ""


def _environment() -> dict[str, str]:
    """Ours, with the folder of state made absolute, since the worker runs elsewhere."""
    environment = dict(os.environ)
    if environment.get("TUTOR_HOME"):
        environment["TUTOR_HOME"] = str(paths.home())
    package_parent = str(Path(__file__).resolve().parents[2])
    known = environment.get("PYTHONPATH", "")
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (package_parent, known)))
    return environment


def living() -> list[Path]:
    """The folders of the workers that live, of whichever session."""
    folder = paths.workers()
    if not folder.is_dir():
        return []
    return [worker for worker in folder.iterdir() if locked(worker / "lock")]


def sweep() -> None:
    """Remove folders of workers that are gone for a day; failing to is no matter."""
    folder = paths.workers()
    for worker in folder.iterdir() if folder.is_dir() else ():
        try:
            stale = time.time() - worker.stat().st_mtime > _STALE_SECONDS
            if stale and not locked(worker / "lock"):
                shutil.rmtree(worker, ignore_errors=True)
        except OSError:
            continue
