"""A worker that has grown is replaced by another that was warmed up unseen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lab.worker_bed import LIGHT, LIMIT, OTHER, Bed, grown
from tutor.lab import events


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
