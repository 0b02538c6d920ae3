"""The one worker of a terminal: when it is replaced, when it is kept, never two too many."""

from __future__ import annotations

import pytest
from hypothesis import settings as bounds
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.lab.worker_bed import HEAVY, LIGHT, OTHER, Bed, grown
from tutor.lab import commands, memory
from tutor.lab.client import WorkerError


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
