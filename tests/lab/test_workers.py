"""The one worker of a terminal: when it is replaced, when it is kept, never two too many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import settings as bounds
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.support import order
from tutor import paths
from tutor.lab import commands, events, memory
from tutor.lab.client import Worker, WorkerError
from tutor.lab.run import Order, find
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


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Callable[[float | None], None]:
    """Sets how much memory is free."""

    def set_free(megabytes: float | None) -> None:
        monkeypatch.setattr(memory, "free", lambda: megabytes)

    set_free(8000.0)
    return set_free


@pytest.fixture
def bed(room: Callable[[float | None], None]) -> Bed:
    return Bed()


def test_it_is_started_once_and_again_only_when_it_has_died(bed: Bed) -> None:
    bed.workers.warm()
    bed.workers.warm()
    assert len(bed.made) == 1
    bed.made[0].fate = "died"
    bed.workers.warm()
    assert bed.workers.current is bed.made[1]


def test_a_start_that_fails_is_told_and_tried_again(bed: Bed) -> None:
    bed.broken = True
    bed.workers.warm()
    assert "cannot be started" in bed.workers.failure
    with pytest.raises(WorkerError, match="cannot be started"):
        bed.workers.worker_for(LIGHT)
    bed.broken = False
    assert bed.workers.worker_for(LIGHT) is bed.made[0]
    assert bed.workers.failure == ""


def test_a_worker_of_the_other_kind_of_threads_is_let_go(bed: Bed) -> None:
    light = bed.ready_worker(LIGHT)
    assert bed.workers.worker_for(OTHER) is light
    heavy = bed.workers.worker_for(HEAVY)
    assert heavy is not light
    assert light.fate == "closed"  # it finishes what it has in hand
    assert bed.living == [heavy]


# A worker that has grown


def grown(bed: Bed, megabytes: float = 0.9 * LIMIT) -> Fake:
    worker = bed.ready_worker()
    worker.megabytes = megabytes
    return worker


def test_a_successor_is_warmed_up_before_the_limit_and_takes_over_when_it_is_ready(
    bed: Bed,
) -> None:
    old = grown(bed)
    assert bed.workers.waiting  # nobody may ask for anything, and it has to be replaced
    bed.wait(0.1)
    assert bed.workers.current is old
    assert bed.workers.waiting
    successor = bed.made[1]
    bed.wait(5.0)
    assert bed.workers.current is old  # still loading
    successor.load()
    bed.wait(0.1)
    bed.wait(5.0)
    assert bed.workers.current is old  # still compiling what is in hand
    assert successor.asked() == [LIGHT.run]
    successor.prepare()
    bed.wait(0.1)
    assert bed.workers.current is successor
    assert old.fate == "closed"
    assert not bed.workers.waiting
    assert len(bed.made) == 2


def test_a_small_worker_needs_no_successor(bed: Bed) -> None:
    grown(bed, 0.7 * LIMIT)
    bed.wait(10.0)
    assert len(bed.made) == 1
    assert not bed.workers.waiting


def test_nothing_is_loaded_or_changed_over_while_something_trains(bed: Bed) -> None:
    old = grown(bed)
    bed.wait(1.0, idle=False)
    assert len(bed.made) == 1
    bed.wait(1.0)
    bed.made[1].load()
    bed.wait(1.0, idle=False)
    assert bed.made[1].asked() == []
    bed.wait(1.0)
    bed.made[1].prepare()
    bed.wait(1.0, idle=False)
    assert bed.workers.current is old
    assert old.alive
    bed.wait(1.0)
    assert bed.workers.current is bed.made[1]


def test_a_successor_compiles_the_network_that_is_in_hand_by_then(bed: Bed) -> None:
    old = grown(bed)
    bed.wait(0.1)
    successor = bed.made[1]
    successor.load()
    bed.wait(0.1)
    assert bed.workers.worker_for(OTHER) is old
    successor.prepare()
    bed.wait(0.1)
    assert bed.workers.current is old
    assert successor.asked() == [LIGHT.run, OTHER.run]
    successor.news.append(events.Refused(key=OTHER.run, message="No."))
    bed.wait(0.1)
    assert bed.workers.current is successor  # the present one would refuse it as well


@pytest.mark.parametrize(("free", "begun"), [(500.0, False), (2000.0, True), (None, True)])
def test_a_successor_is_only_warmed_up_where_there_is_room(
    free: float | None, begun: bool, bed: Bed, room: Callable[[float | None], None]
) -> None:
    room(free)
    grown(bed)
    bed.wait(1.0)
    assert (len(bed.made) == 2) is begun


def test_without_room_for_two_a_worker_over_the_limit_goes_before_the_next_order(
    bed: Bed, room: Callable[[float | None], None]
) -> None:
    room(100.0)
    old = grown(bed, LIMIT)
    bed.wait(1.0)
    assert bed.workers.current is old
    new = bed.workers.worker_for(LIGHT)
    assert new is not old
    assert bed.living == [new]


def test_over_the_limit_a_successor_that_is_still_loading_is_taken(bed: Bed) -> None:
    grown(bed, LIMIT)
    bed.wait(0.1)
    assert bed.workers.worker_for(LIGHT) is bed.made[1]
    assert bed.living == [bed.made[1]]


def test_a_successor_serves_where_the_worker_dies_first(bed: Bed) -> None:
    old = grown(bed)
    bed.wait(0.1)
    old.fate = "died"
    bed.workers.warm()
    assert bed.workers.current is bed.made[1]
    assert len(bed.made) == 2


def test_a_successor_that_dies_is_no_successor_and_the_next_is_not_tried_at_once(bed: Bed) -> None:
    old = grown(bed)
    bed.wait(0.1)
    bed.made[1].fate = "died"
    bed.made[1].load()
    for _ in range(20):
        bed.wait(1.0)
    assert bed.workers.current is old
    assert len(bed.made) == 2
    bed.wait(60.0)
    assert len(bed.made) == 3


def test_a_successor_that_cannot_be_started_leaves_the_present_one_at_work(bed: Bed) -> None:
    old = grown(bed)
    bed.broken = True
    bed.wait(0.1)
    assert bed.workers.worker_for(LIGHT) is old
    assert bed.workers.failure == ""
    bed.broken = False
    bed.wait(60.1)
    assert len(bed.made) == 2


def test_a_dead_successor_is_not_handed_out(bed: Bed) -> None:
    grown(bed, LIMIT)
    bed.wait(0.1)
    bed.made[1].fate = "died"
    assert bed.workers.worker_for(LIGHT) is bed.made[2]


# An order that was taken back


def refuse(worker: Fake, run: str) -> None:
    worker.news.append(events.Refused(key=run, message="It was stopped before it began."))


def test_a_withdrawn_order_that_is_answered_leaves_the_worker(bed: Bed) -> None:
    worker = bed.ready_worker()
    bed.workers.withdrawn(LIGHT.run)
    bed.wait(1.0)
    assert bed.workers.waiting
    refuse(worker, LIGHT.run)
    bed.wait(5.0)
    assert bed.workers.current is worker
    assert worker.alive
    assert not bed.workers.waiting


def test_one_that_is_not_answered_for_two_seconds_costs_the_worker(bed: Bed) -> None:
    worker = bed.ready_worker()
    bed.workers.withdrawn(LIGHT.run)
    bed.wait(1.9)
    assert bed.workers.current is worker
    bed.wait(0.2)
    assert worker.fate == "killed"
    assert bed.living == [bed.workers.current]
    assert not bed.workers.waiting
    bed.wait(10.0)
    assert len(bed.made) == 2


def test_the_oldest_unanswered_order_counts(bed: Bed) -> None:
    worker = bed.ready_worker()
    bed.workers.withdrawn(LIGHT.run)
    bed.wait(1.5)
    bed.workers.withdrawn(OTHER.run)
    refuse(worker, LIGHT.run)
    bed.wait(1.0)
    assert worker.alive
    bed.wait(1.0)
    assert worker.fate == "killed"


def test_a_run_that_had_just_begun_stops_by_itself(bed: Bed) -> None:
    worker = bed.ready_worker()
    bed.workers.withdrawn(LIGHT.run)
    paths.private_folder(find(LIGHT.run).folder)
    bed.wait(5.0)
    assert worker.alive
    assert not bed.workers.waiting


def test_a_worker_that_is_still_loading_is_not_given_up(bed: Bed) -> None:
    worker = bed.workers.worker_for(LIGHT)
    assert isinstance(worker, Fake)
    bed.workers.withdrawn(LIGHT.run)
    bed.wait(30.0)
    assert bed.workers.current is worker
    worker.load()
    bed.wait(0.1)
    bed.wait(1.8)
    assert worker.alive
    bed.wait(0.2)
    assert worker.fate == "killed"


def test_another_order_does_not_wait_for_what_nobody_wants(bed: Bed) -> None:
    stuck = bed.ready_worker()
    bed.workers.withdrawn(LIGHT.run)
    fresh = bed.workers.worker_for(OTHER)
    assert stuck.fate == "killed"
    bed.wait(5.0)
    assert bed.workers.current is fresh
    assert fresh.alive


def test_the_same_network_again_goes_on_compiling(bed: Bed) -> None:
    worker = bed.ready_worker()
    bed.workers.withdrawn(LIGHT.run)
    assert bed.workers.worker_for(order({"learning_rate": 0.01})) is worker
    bed.wait(5.0)
    assert worker.alive


def test_an_order_after_the_answer_finds_the_same_worker_and_no_news_is_lost(bed: Bed) -> None:
    worker = bed.ready_worker()
    bed.workers.withdrawn(LIGHT.run)
    refuse(worker, LIGHT.run)
    assert bed.workers.worker_for(OTHER) is worker
    assert [type(event) for event in bed.workers.poll(idle=True)] == [events.Refused]
    assert bed.workers.poll(idle=True) == []


def test_the_worker_that_comes_after_is_not_judged_by_the_order_before(bed: Bed) -> None:
    bed.ready_worker()
    bed.workers.withdrawn(LIGHT.run)
    bed.wait(1.5)
    bed.workers.worker_for(HEAVY)
    assert not bed.workers.waiting


def test_closing_lets_all_go(bed: Bed) -> None:
    grown(bed)
    bed.wait(0.1)
    assert len(bed.living) == 2
    bed.workers.close()
    assert bed.living == []
    assert bed.workers.current is None
    assert not bed.workers.waiting


class NeverTooMany(RuleBasedStateMachine):
    """Whatever comes, one worker and at most one successor live, and all are known."""

    def __init__(self) -> None:
        super().__init__()
        self.bed = Bed()
        self.free = memory.free
        memory.free = lambda: 8000.0

    def teardown(self) -> None:
        memory.free = self.free

    @rule()
    def light(self) -> None:
        self.bed.workers.worker_for(LIGHT).send(commands.Train(order=LIGHT))

    @rule()
    def heavy(self) -> None:
        self.bed.workers.worker_for(HEAVY).send(commands.Train(order=HEAVY))

    @rule()
    def idle(self) -> None:
        self.bed.wait(0.7)

    @rule()
    def busy(self) -> None:
        self.bed.wait(0.7, idle=False)

    @rule()
    def take_back(self) -> None:
        self.bed.workers.withdrawn(LIGHT.run)

    @precondition(lambda self: self.bed.living)
    @rule()
    def grow(self) -> None:
        self.bed.living[0].megabytes += 450.0

    @precondition(lambda self: self.bed.living)
    @rule()
    def get_ready(self) -> None:
        self.bed.living[-1].load()

    @precondition(lambda self: self.bed.living and self.bed.living[-1].asked())
    @rule()
    def prepare(self) -> None:
        self.bed.living[-1].prepare()

    @precondition(lambda self: self.bed.living)
    @rule()
    def die(self) -> None:
        self.bed.living[-1].fate = "died"

    @rule()
    def close_all(self) -> None:
        self.bed.workers.close()
        assert self.bed.living == []

    @invariant()
    def two_at_most(self) -> None:
        living = self.bed.living
        assert len(living) <= 2
        if len(living) == 2:
            assert self.bed.workers.waiting  # the second is the successor


TestNeverTooMany = NeverTooMany.TestCase
TestNeverTooMany.settings = bounds(max_examples=60, stateful_step_count=40, deadline=None)
