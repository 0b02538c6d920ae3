"""Run: one training, kept in a folder of its own.

`runs/<id>/` holds `settings.json` (the whole order, readable without its lesson), `events.jsonl`
(the truth about what happened), `model.keras`, `views/`, `worker.log`, `cancel` (asks the worker to
stop) and `lock` (held by the worker that trains it).
"""

from __future__ import annotations

import contextlib
import itertools
import re
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from tutor import paths
from tutor.diagnosis.history import History, UnevenHistoryError
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.locks import locked
from tutor.lab.network import Network, Parts
from tutor.lab.numbers import decode_columns, decode_values
from tutor.lab.settings import Setting, Settings
from tutor.lab.tail import Tail

FORMAT = 1
_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{6}")
_PARTS = 4096
"""How many values three hexadecimal digits have."""
_distinct = itertools.count(secrets.randbelow(_PARTS))


class RunError(ValueError):
    """A run's folder that cannot be read; the message says why."""


class Budget(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """The most a run may cost; None where there is no bound.

    Attributes:
        epochs: the most epochs that may be asked for.
        seconds: of training; the run ends at the first epoch's end beyond it.
        parameters: of the network; more is refused before training.
    """

    epochs: int | None = None
    seconds: float | None = None
    parameters: int | None = None


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """All that a worker needs to train, and all that is needed to repeat it.

    Attributes:
        run: the run's id.
        lesson, experiment: their ids.
        task: what is learned, such as `classify`.
        dataset, data_options: which data.
        settings: the learner's values, defaults filled in.
        offered: the settings the lesson offers, as far as its goal allows, so that remedies stay
            within them.
        advice: names of those that remedies may change; any where empty.
        network: the layers.
        parts: what the lesson fixes of them, so that others like it can be described.
        seed: of weights, order of examples and dropout.
        budget: the most it may cost.
        most_parameters: the most that the goal allows a network; None for any number.
        open_test: whether the test set is evaluated once at the end.
        second_look: whether the worker, where the diagnosis may gain by it and nothing else is
            wanted meanwhile, tries afterwards what the curves cannot tell.
        environment: what trained it; filled in by the worker.
    """

    format: int = FORMAT
    run: str
    lesson: str
    experiment: str
    task: str
    dataset: str
    data_options: dict[str, bool | int | float | str] = {}
    settings: Settings
    offered: list[Setting] = []
    advice: list[str] = []
    network: Network
    parts: Parts = Parts()
    seed: int = 0
    budget: Budget = Budget()
    most_parameters: int | None = None
    open_test: bool = False
    second_look: bool = False
    environment: dict[str, str] = {}

    @property
    def advisable(self) -> list[Setting]:
        """The settings that remedies may change."""
        return [one for one in self.offered if not self.advice or one.name in self.advice]

    @property
    def left(self) -> list[Setting]:
        """Of the others, epochs aside, those that are not as the lesson begins with them."""
        aside = self.aside
        return [
            one
            for one in self.offered
            if one.name in aside
            and one.name != "epochs"
            and self.settings.get(one.name, one.default) != one.default
        ]

    @property
    def aside(self) -> list[str]:
        """The names of the others: what can be set and is not what the step is about."""
        return [one.name for one in self.offered if self.advice and one.name not in self.advice]


class _Header(msgspec.Struct):
    """What can be read of an order of any format."""

    format: int = FORMAT


def new_id() -> str:
    """An id for a run; ids sort by time.

    It is the time in UTC to a 4096th of a second, since small networks train faster than a second,
    and three digits that no other id of this process and that moment has.
    """
    now = time.time()
    return (
        time.strftime("%Y%m%d-%H%M%S", time.gmtime(now))
        + f"-{int(now % 1 * _PARTS):03x}{next(_distinct) % _PARTS:03x}"
    )


@dataclass(slots=True)
class Record:
    """Everything that a run's events have told so far; `apply` takes the next one."""

    started: events.RunStarted | None = None
    history: History = field(default_factory=History)
    step: events.Step | None = None
    early: list[Finding] = field(default_factory=list)
    validated: events.Validated | None = None
    ended: events.RunEnded | None = None
    diagnosis: Diagnosis | None = None
    views: dict[str, str] = field(default_factory=dict)
    look: events.Looking | None = None

    @property
    def looking(self) -> bool:
        """Whether the run has ended and a second look at it is promised or under way."""
        promised = self.ended is not None and self.ended.look
        return promised and (self.look is None or self.look.stage not in events.LOOKED)

    @property
    def kept(self) -> int | None:
        """Whose weights a run was left with, counted from 1; None where they are the last ones."""
        kept = None if self.ended is None or self.validated is None else self.validated.epoch
        return kept if kept is not None and 0 < kept < self.history.epochs else None

    @property
    def metrics(self) -> dict[str, float]:
        """The final metrics, or the newest while it runs."""
        return decode_values(self.ended.metrics) if self.ended else self.history.last()

    def apply(self, event: events.Any) -> None:
        """Take one event in, in the order of the file."""
        match event:
            case events.RunStarted():
                self.started = event
            case events.Untrained():
                self.history.initial = decode_values(event.metrics)
            case events.Step():
                self.step = event
            case events.Epoch():
                with contextlib.suppress(UnevenHistoryError):  # a damaged line is left out
                    columns, layers = map(decode_columns, (event.metrics, event.layers))
                    self.history.extend(columns, event.seconds, layers)
                self.step = None
            case events.EarlyFinding():
                self.early.append(event.finding)
            case _:
                self._conclude(event)

    def _conclude(self, event: events.Any) -> None:
        """Take in what is told when the training is over."""
        match event:
            case events.Validated():
                self.validated = event
            case events.RunEnded():
                self.ended = event
            case events.Diagnosed():
                self.diagnosis = event.diagnosis
            case events.Looking():
                self.look = event
            case events.ViewReady():
                self.views[event.view] = event.path


@dataclass(frozen=True, slots=True)
class Run:
    """A run's folder."""

    folder: Path

    @property
    def id(self) -> str:
        """The run's id, which is its folder's name."""
        return self.folder.name

    @property
    def events_path(self) -> Path:
        """The file of its events."""
        return self.folder / "events.jsonl"

    @property
    def model_path(self) -> Path:
        """The file of its network, there once the run has ended and its network was kept."""
        return self.folder / "model.keras"

    def order(self) -> Order:
        """What was asked for.

        Raises:
            RunError: the file is missing, damaged or of a newer format.
        """
        path = self.folder / "settings.json"
        try:
            data = path.read_bytes()
            found = msgspec.json.decode(data, type=_Header).format
            if found > FORMAT:
                raise RunError(f"{path}: format {found}; this program reads up to {FORMAT}")
            return msgspec.json.decode(data, type=Order)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise RunError(f"{path}: cannot be read ({error})") from error

    def record(self) -> Record:
        """All that its events tell.

        Raises:
            RunError: the events are of a newer format, or the file cannot be read.
        """
        record = Record()
        try:
            for event in Tail(self.events_path).read():
                record.apply(event)
        except (OSError, ValueError) as error:
            raise RunError(f"{self.events_path}: {error}") from error
        return record

    def alive(self) -> bool:
        """Whether a worker holds it; look before reading its events, or its end may be missed."""
        return locked(self.folder / "lock")

    def cancel(self) -> None:
        """Ask its worker to stop at the next step.

        Raises:
            OSError: the folder cannot be written.
        """
        (self.folder / "cancel").touch(mode=0o600)

    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return (self.folder / "cancel").exists()


def find(run: str) -> Run:
    """The run with this id, whether it exists yet or not.

    Raises:
        RunError: the text has not the form of an id.
    """
    if not _ID.fullmatch(run):
        raise RunError(f"{run!r} is no run's id; ids look like 20260131-120000-1a2b3c")
    return Run(paths.runs() / run)


def all_runs() -> list[Run]:
    """Every run there is, the oldest first."""
    folder = paths.runs()
    if not folder.is_dir():
        return []
    return [Run(path) for path in sorted(folder.iterdir()) if _ID.fullmatch(path.name)]
