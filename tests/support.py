"""What several tests need: orders, and a worker that speaks the protocol without Keras."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import msgspec

from tutor import paths
from tutor.course.catalog import Catalog
from tutor.course.lesson import Lesson
from tutor.course.plan import order as plan
from tutor.datasets import own_data
from tutor.datasets.registry import DataError
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import commands, events
from tutor.lab.client import Worker, WorkerError
from tutor.lab.locks import hold
from tutor.lab.numbers import encode_columns, encode_values
from tutor.lab.run import Order, Run, find
from tutor.lab.settings import Value
from tutor.lab.tail import Tail
from tutor.lab.trial import Trial
from tutor.lab.views import files
from tutor.training.sink import Sink

FIRST = "20260131-120000-1a2b3c"
SECOND = "20260131-120001-000000"
STARTED = events.RunStarted(
    run=FIRST, at=5.0, epochs=20, steps=10, parameters=22, train=250, validation=50, test=50,
    device="CPU (2 threads)", prepare_seconds=0.5,
)  # fmt: skip
"""Two runs, and the beginning of the first."""


def lesson(name: str = "convolutional-networks", course: Path | None = None) -> Lesson:
    """A lesson of the course, or of the one in the folder `course`."""
    entry = Catalog.load(course or paths.lessons()).find(name)
    assert entry is not None
    assert entry.lesson is not None, [str(problem) for problem in entry.problems]
    return entry.lesson


def small_course(folder: Path) -> Path:
    """A course of two lessons in `folder`, for tests in which others would stand in the way."""
    for name in ("03-convolutional-networks.md", "10-sentiment.md"):
        text = (paths.lessons() / name).read_text(encoding="utf-8")
        write_text(folder / name, re.sub(r"^requires = .*\n", "", text, flags=re.MULTILINE))
    shutil.copytree(paths.lessons() / "data", folder / "data")
    return folder


def order(chosen: dict[str, Value] | None = None, *, seed: int = 1) -> Order:
    """An order for the digits experiment."""
    digits = lesson()
    return plan(digits.id, digits.experiments[0], chosen or {}, seed=seed)


OVERFITTING = Diagnosis(
    (
        Finding(
            name="overfitting",
            confidence=0.93,
            evidence="Validation loss rose 18 % (12 to 25 %) after epoch 4 while training fell.",
            remedy="Set dropout to 0.3.",
            change={"dropout": 0.3},
            doubt="A validation loss that comes down again.",
            epoch=4,
        ),
    )
)


class FakeWorker(Worker):
    """Speaks the real protocol through real files, at the pace of the test.

    Attributes:
        orders: what it was told to train.
        prepared: what it was told to prepare.
        surveys: what it was told to look at.
        questions: what it was asked about networks.
        opened: ids of runs whose networks it was told to have at hand.
    """

    def __init__(self) -> None:
        self.folder = paths.private_folder(paths.workers() / "fake")
        self.ready = None
        self.failure = ""
        self.started = 0.0
        self.heavy = None
        self.megabytes = 0.0
        self.refused = {}
        self.surveyed = {}
        self.inspected = {}
        self.surveys: list[commands.Survey] = []
        self.questions: list[commands.Inspect] = []
        self.opened: list[str] = []
        self.orders: list[Order] = []
        self.prepared: list[Order] = []
        self.closed = False
        self._alive = True
        self._sink = Sink(self.folder / "events.jsonl")
        self._lock: IO[bytes] | None = None
        self._run_sink: Sink | None = None
        self._tail = Tail(self.folder / "events.jsonl")

    @property
    def alive(self) -> bool:
        return self._alive

    def send(self, command: commands.Command) -> None:
        if not self._alive:
            raise WorkerError(self.obituary())
        match commands.decode(commands.encode(command)):
            case commands.Train(order=order):
                self.orders.append(order)
            case commands.Prepare(order=order):
                self.prepared.append(order)
            case commands.Survey() as survey:
                self.surveys.append(survey)
            case commands.Inspect() as question:
                self.questions.append(question)
            case commands.Open(run=run):
                self.opened.append(run)

    def close(self) -> None:
        self.closed = True

    def obituary(self) -> str:
        return self.failure or "The training process was killed (signal 9)."

    def tell(self, event: events.Event) -> None:
        """Say something that belongs to no run."""
        self._sink.write(event)

    def get_ready(self) -> None:
        """Say that the libraries are loaded."""
        self.tell(events.Ready(import_seconds=2.5, device="CPU (2 threads)", versions={}))

    def answer_survey(self) -> None:
        """Look at the newest path for real, and tell what is there."""
        survey = self.surveys[-1]
        try:
            card = own_data.survey(survey.path)
        except DataError as error:
            self.tell(events.Refused(key=survey.key, message=str(error)))
        else:
            self.tell(events.Surveyed(key=survey.key, card=card))

    def answer_question(self, data: msgspec.Struct | str, number: int = -1) -> None:
        """Answer a question about a network, the newest: with data, or a sentence why not."""
        asked = self.questions[number]
        if isinstance(data, str):
            self.tell(events.Refused(key=asked.key, message=data))
            return
        path = files.write(find(asked.run).folder, files.answer_of(asked.query), data)
        self.tell(events.Inspected(key=asked.key, path=path))

    def begin(self) -> Run:
        """Take the newest order on."""
        order = self.orders[-1]
        run = find(order.run)
        paths.private_folder(run.folder)
        self._lock = hold(run.folder / "lock")
        (run.folder / "settings.json").write_bytes(msgspec.json.encode(order))
        self._run_sink = Sink(run.events_path)
        asked = order.settings["epochs"]
        assert isinstance(asked, int)
        self._run_sink.write(
            events.RunStarted(
                run=order.run, at=1.8e9, epochs=asked, steps=34,
                parameters=order.network.parameters, train=1079, validation=359, test=359,
                device="CPU (2 threads)", prepare_seconds=0.0,
            )
        )  # fmt: skip
        return run

    def epochs(self, columns: dict[str, list[float]], first: int = 1) -> None:
        """Tell of epochs."""
        assert self._run_sink is not None
        seconds = [0.05] * len(next(iter(columns.values())))
        self._run_sink.write(
            events.Epoch(first=first, metrics=encode_columns(columns), seconds=seconds)
        )

    def tell_of_run(self, event: events.Event) -> None:
        """Say something else about the run in hand."""
        assert self._run_sink is not None
        self._run_sink.write(event)

    def end(
        self,
        reason: str = "finished",
        metrics: dict[str, float] | None = None,
        diagnosis: Diagnosis | None = OVERFITTING,
        epochs: int = 8,
        *,
        look: bool = False,
    ) -> None:
        """End the run and let go of it, unless it is to be looked at again."""
        assert self._run_sink is not None
        assert self._lock is not None
        told: list[events.Event] = (
            [] if diagnosis is None else [events.Diagnosed(diagnosis=diagnosis)]
        )
        told.append(
            events.RunEnded(
                reason=reason, epochs=epochs, seconds=0.4, look=look,
                metrics=encode_values(metrics or {}),
            )
        )  # fmt: skip
        self._run_sink.write(*told)
        if not look:
            self._lock.close()

    def conclude(self, diagnosis: Diagnosis | None) -> None:
        """End a second look, with another diagnosis or given up."""
        assert self._lock is not None
        if diagnosis is not None:
            self.tell_of_run(events.Diagnosed(diagnosis=diagnosis))
        self.tell_of_run(events.Looking(stage="done" if diagnosis else "given_up"))
        self._lock.close()

    def die(self) -> None:
        """Be gone, as after `kill -9`: locks go with the process."""
        self._alive = False
        self.let_go()

    def let_go(self) -> None:
        """Close every file."""
        if self._lock is not None:
            self._lock.close()
        for sink in (self._sink, self._run_sink):
            if sink is not None and not sink.closed:
                sink.close()


def follow(trial: Trial, at_each: Callable[[], None] = lambda: None) -> None:
    """Poll a trial to its end, calling `at_each` after each look."""
    while not trial.over:
        trial.poll()
        at_each()
        time.sleep(0.005)


CURVES: dict[str, list[float]] = {
    "loss": [2.1, 1.5, 1.0, 0.7, 0.5, 0.35, 0.25, 0.2],
    "accuracy": [0.3, 0.5, 0.66, 0.78, 0.85, 0.9, 0.93, 0.95],
    "val_loss": [1.9, 1.3, 0.9, 0.75, 0.78, 0.82, 0.86, 0.9],
    "val_accuracy": [0.4, 0.6, 0.72, 0.8, 0.8, 0.8, 0.79, 0.79],
    "train_loss": [1.8, 1.2, 0.8, 0.6, 0.42, 0.3, 0.22, 0.17],
    "train_accuracy": [0.45, 0.62, 0.75, 0.82, 0.88, 0.92, 0.95, 0.96],
}
"""Eight epochs of a network that overfits from the fourth on."""


def write_text(path: Path, text: str) -> Path:
    """Write a file, making its folder; the path, for chaining."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
