"""Workers without a process, and a clock, for tests of what replaces them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.support import order
from tutor.lab import commands, events
from tutor.lab.client import Worker, WorkerError
from tutor.lab.run import Order
from tutor.lab.workers import Workers

LIMIT = 1000.0
LIGHT = order()
OTHER = order({"activation": "tanh"})
HEAVY = order({"conv_layers": 3, "filters": 64, "batch_size": 512})


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Fake(Worker):
    """A worker without a process, whose state is set by the test."""

    def __init__(self) -> None:
        self.ready = None
        self.failure = ""
        self.megabytes = 0.0
        self.refused = {}
        self.heavy = None
        self.fate = ""
        self.news: list[events.Any] = []
        self.sent: list[commands.Command] = []

    @property
    def alive(self) -> bool:
        return not self.fate

    def send(self, command: commands.Command) -> None:
        self.sent.append(command)
        if isinstance(command, commands.Train) and self.heavy is None:
            self.heavy = command.order is HEAVY

    def poll(self) -> list[events.Any]:
        told, self.news = self.news, []
        for event in told:
            if isinstance(event, events.Ready):
                self.ready = event
            if isinstance(event, events.Refused):
                self.refused[event.key] = event.message
        return told

    def close(self) -> None:
        self.fate = self.fate or "closed"

    def kill(self) -> None:
        self.fate = "killed"

    def load(self) -> None:
        """Be ready, which is known at the next look."""
        self.news.append(events.Ready(import_seconds=1.0, device="CPU", versions={}))

    def asked(self) -> list[str]:
        """The runs it was to prepare."""
        return [one.order.run for one in self.sent if isinstance(one, commands.Prepare)]

    def prepare(self) -> None:
        """Have compiled what it was asked to last, which is known at the next look."""
        self.news.append(events.Prepared(key=self.asked()[-1], seconds=1.0))


@dataclass
class Bed:
    """Workers of fakes, with all that were ever started."""

    clock: Clock = field(default_factory=Clock)
    made: list[Fake] = field(default_factory=list)
    broken: bool = False

    def __post_init__(self) -> None:
        self.workers = Workers(self.start, limit=LIMIT, clock=self.clock)

    def start(self) -> Worker:
        if self.broken:
            raise WorkerError("The training process cannot be started: no.")
        self.made.append(Fake())
        return self.made[-1]

    @property
    def living(self) -> list[Fake]:
        return [worker for worker in self.made if worker.alive]

    def ready_worker(self, wanted: Order = LIGHT) -> Fake:
        """A worker that is loaded and has had an order."""
        worker = self.workers.worker_for(wanted)
        assert isinstance(worker, Fake)
        worker.load()
        worker.send(commands.Train(order=wanted))
        self.workers.poll(idle=True)
        return worker

    def wait(self, seconds: float, *, idle: bool = True) -> None:
        self.clock.now += seconds
        self.workers.poll(idle=idle)


def grown(bed: Bed, megabytes: float = 0.9 * LIMIT) -> Fake:
    worker = bed.ready_worker()
    worker.megabytes = megabytes
    return worker
