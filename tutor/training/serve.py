"""The worker's main loop: commands come in by a thread, runs are carried out one at a time."""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tutor import __version__, paths
from tutor.datasets import own_data
from tutor.datasets.own_files import printable
from tutor.datasets.registry import DataError
from tutor.lab import commands, events
from tutor.lab.locks import hold
from tutor.lab.memory import held
from tutor.lab.run import Order, Run, find
from tutor.lab.settings import number
from tutor.lab.threads import settled_by
from tutor.training.backend import bound_threads
from tutor.training.build import save
from tutor.training.fit import Fit
from tutor.training.inspector import Inspector
from tutor.training.prepare import Compiled, Workshop
from tutor.training.shelf import Shelf
from tutor.training.sink import Sink


class Server:
    """Carries out commands until its input ends or nothing comes for long."""

    def __init__(
        self, sink: Sink, *, device: str, versions: dict[str, str], idle_seconds: float
    ) -> None:
        """Get ready to serve.

        Args:
            sink: for events that belong to no run.
            device, versions: recorded with each run.
            idle_seconds: it ends after so long without a command.
        """
        self._sink = sink
        self._device = device
        self._threads = 0
        self._versions = versions
        self._idle_seconds = idle_seconds
        self._orders: queue.Queue[Order | None] = queue.Queue()
        self._withdrawn: set[str] = set()
        self._last_command = time.monotonic()
        shelf = Shelf()
        self._workshop = Workshop(self._tell_prepared, self._tell_failed, shelf)
        self._inspector = Inspector(sink, shelf)

    def serve(self) -> None:
        """Work until there is no more to do."""
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            idle = time.monotonic() - self._last_command
            if idle > self._idle_seconds:
                return
            with contextlib.suppress(queue.Empty):
                order = self._orders.get(timeout=self._idle_seconds - idle + 0.01)
                if order is None:
                    return
                self._carry_out(order)
                self._last_command = time.monotonic()

    def _listen(self) -> None:
        """Read commands until the input ends; runs queue up, preparing happens at once."""
        for line in sys.stdin.buffer:
            self._last_command = time.monotonic()
            try:
                command = commands.decode(line)
            except msgspec.DecodeError as error:
                self._refuse("", f"This command was not understood: {error}.")
                continue
            if isinstance(command, commands.Quit):
                break
            try:
                self._settle_threads(command)
                self._obey(command)
            except Exception as error:  # what comes next is heard all the same
                traceback.print_exc()
                self._refuse(_key_of(command), f"This cannot be done: {_sentence(error)}")
        self._orders.put(None)

    def _obey(self, command: commands.Any) -> None:
        match command:
            case commands.Train(order=order):
                self._orders.put(order)
            case commands.Prepare(order=order):
                self._workshop.prepare(order)
            case commands.Survey(key=key, path=path):
                survey = threading.Thread(target=self._survey, args=(key, path), daemon=True)
                survey.start()
            case commands.Inspect():
                self._inspector.ask(command)
            case commands.Open(run=run):
                self._inspector.expect(run)
            case commands.Withdraw(run=run):
                self._withdrawn.add(run)

    def _survey(self, key: str, path: str) -> None:
        """Look at the learner's own data and tell what is there, in a thread of its own."""
        try:
            card = own_data.survey(path)
        except DataError as error:
            self._refuse(key, str(error))
        except Exception as error:  # told to the screen, whatever it is; the log has the details
            traceback.print_exc()
            self._refuse(key, f"{printable(path)}: cannot be read: {_sentence(error)}")
        else:
            self._sink.write(events.Surveyed(key=key, card=card))

    def _settle_threads(self, command: commands.Any) -> None:
        """The first network that is computed decides how many threads this process has."""
        large = None if self._threads else settled_by(command)
        if large is not None:
            self._threads = bound_threads(heavy=large)
            threads = f"CPU ({self._threads} thread{'s' if self._threads > 1 else ''})"
            if self._device.startswith("CPU"):
                self._device = self._device.replace("CPU", threads, 1)

    def _tell_prepared(self, key: str, seconds: float) -> None:
        memory = events.Memory(megabytes=held())
        self._sink.write(events.Prepared(key=key, seconds=seconds), memory)

    def _tell_failed(self, key: str, error: Exception) -> None:
        known = isinstance(error, DataError)
        told = str(error) if known else f"This network cannot be built: {_sentence(error)}"
        self._refuse(key, told)

    def _refuse(self, key: str, message: str) -> None:
        self._sink.write(events.Refused(key=key, message=message))

    def _carry_out(self, order: Order) -> None:
        """Compile, then train in the run's own folder; a failure before that is a refusal."""
        if self._is_withdrawn(order):
            return
        limit = order.budget.parameters
        if limit is not None and order.network.parameters > limit:
            found = f"{order.network.parameters:,} parameters"
            self._refuse(order.run, f"This network has {found}; the lesson allows {limit:,}.")
            return
        try:
            compiled, seconds = self._workshop.get(order)
        except Exception as error:  # told to the screen, whatever it is; the log has the details
            traceback.print_exc()
            self._tell_failed(order.run, error)
            return
        self._sink.write(events.Memory(megabytes=held()))
        if self._is_withdrawn(order):
            return
        try:
            with (
                _home_of(self._completed(order, compiled)) as run,
                _logged(run.folder / "worker.log"),
            ):
                self._train(order, run, compiled, seconds)
        except OSError as error:
            traceback.print_exc()
            self._refuse(order.run, f"The run cannot be kept: {_sentence(error)}")

    def _is_withdrawn(self, order: Order) -> bool:
        """Whether nobody wants the order any more; if so, say that it was given up."""
        if order.run in self._withdrawn:
            self._refuse(order.run, "It was stopped before it began.")
        return order.run in self._withdrawn

    def _completed(self, order: Order, compiled: Compiled) -> Order:
        """The order with what trains it, as it is kept."""
        environment = {
            **self._versions,
            "tutor": __version__,
            "python": ".".join(map(str, sys.version_info[:3])),
            "device": self._device,
            "way": compiled.epochs.way,
            "data": compiled.data.version,
        }
        return msgspec.structs.replace(order, environment=environment)

    def _train(self, order: Order, run: Run, compiled: Compiled, seconds: float) -> None:
        sink = Sink(run.events_path)
        data, asked = compiled.data, order.settings["epochs"]
        playing = order.network.inputs.target == "action"
        sizes = [0 if playing else len(part) for part in (data.train, data.validation, data.test)]
        sink.write(
            events.RunStarted(
                run=order.run,
                at=time.time(),
                epochs=asked if isinstance(asked, int) else 1,
                steps=compiled.epochs.steps,
                parameters=order.network.parameters,
                train=sizes[0],
                validation=sizes[1],
                test=sizes[2],
                device=self._device,
                prepare_seconds=seconds,
                most_seconds=order.budget.seconds,
                penalized=number(order.settings, "l2", 0.0) > 0.0,
            )
        )
        fit = Fit(order, compiled, sink, lambda: self._stopped(run), run.folder)
        look = False
        try:
            look = fit.run()
        except Exception as error:  # a failed training is an outcome, not a crash of the worker
            traceback.print_exc()
            failed = events.RunEnded(
                reason="failed", epochs=0, seconds=0.0, metrics={}, message=_sentence(error)
            )
            sink.write(failed)
        else:
            save(compiled.model, order.network, order.settings, run.model_path)
            if look:
                self._look_again(fit, run)
        finally:
            sink.close()
            self._sink.write(events.Memory(megabytes=held()))

    def _look_again(self, fit: Fit, run: Run) -> None:
        """Look at a run again, unless something else is wanted; a failure leaves its diagnosis."""
        try:
            fit.look_again(self._workshop, lambda: not self._orders.empty() or self._stopped(run))
        except Exception:  # the run has its diagnosis; the log has the details
            traceback.print_exc()

    def _stopped(self, run: Run) -> bool:
        return run.cancelled() or run.id in self._withdrawn


def _key_of(command: commands.Any) -> str:
    """The key under which a command is answered; empty for one without."""
    match command:
        case commands.Train(order=order) | commands.Prepare(order=order):
            return order.run
        case commands.Survey(key=key) | commands.Inspect(key=key):
            return key
    return ""


def _sentence(error: Exception) -> str:
    """The first line of what an exception says."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


@contextlib.contextmanager
def _home_of(order: Order) -> Iterator[Run]:
    """The run's folder, locked by this process from the moment that it can be seen.

    Raises:
        OSError: it cannot be made.
    """
    run = find(order.run)
    nascent = paths.private_folder(paths.runs()) / f".{order.run}"
    nascent.mkdir(mode=0o700)
    lock = hold(nascent / "lock")
    try:
        settings = msgspec.json.format(msgspec.json.encode(order), indent=1)
        (nascent / "settings.json").write_bytes(settings)
        nascent.rename(run.folder)
        yield run
    finally:
        lock.close()


@contextlib.contextmanager
def _logged(path: Path) -> Iterator[None]:
    """Send this process's standard output and error, as descriptors, to `path` meanwhile."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(1), os.dup(2)]
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for number, old in zip((1, 2), kept, strict=True):
            os.dup2(old, number)
            os.close(old)
        os.close(descriptor)
