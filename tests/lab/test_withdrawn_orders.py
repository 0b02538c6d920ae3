"""An order that was taken back costs the worker only where it does not answer."""

from __future__ import annotations

from tests.lab.worker_bed import HEAVY, LIGHT, OTHER, Bed, Fake
from tests.support import order
from tutor import paths
from tutor.lab import events
from tutor.lab.run import find


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
