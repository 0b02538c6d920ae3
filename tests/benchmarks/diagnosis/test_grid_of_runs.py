"""The grid: enough configurations, halves that share nothing, shards that survive a kill."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.benchmarks.diagnosis import store
from tests.benchmarks.diagnosis.configurations import SEEDS, larger
from tests.benchmarks.diagnosis.faults import (
    CONTEXTS,
    FAULTS,
    faulted_configurations,
    faulted_world,
)
from tests.benchmarks.diagnosis.grid import configurations
from tests.benchmarks.diagnosis.made_records import record
from tests.benchmarks.diagnosis.make import all_configurations, chosen
from tutor.diagnosis.verdict import NAMES

EVERY = all_configurations()


def test_there_are_enough_of_them_and_no_two_of_one_name() -> None:
    assert len(configurations()) * len(SEEDS) >= 1500
    assert len(faulted_configurations()) == len(FAULTS) * CONTEXTS == 240
    assert len({one.name for one in EVERY}) == len(EVERY)


def test_the_same_configurations_come_each_time() -> None:
    assert all_configurations() == EVERY


def test_halves_share_no_frame_and_are_about_equal() -> None:
    by_half = {
        half: {one.frame for one in EVERY if one.half == half} for half in ("tune", "report")
    }
    assert not by_half["tune"] & by_half["report"]
    for kind in ("profile", "family", "fault"):
        of_kind: dict[str, Counter[str]] = {}
        for one in {one.frame: one for one in EVERY}.values():
            name = {"profile": one.profile, "family": one.world.family, "fault": one.fault}[kind]
            of_kind.setdefault(name, Counter())[one.half] += 1
        for name, counts in of_kind.items():
            assert 0.33 < counts["report"] / counts.total() < 0.67, name


def test_every_configuration_makes_a_network_and_a_larger_one() -> None:
    for one in EVERY[::7]:
        if one.world.family != "own":
            small = one.network().parameters
            assert one.network(larger(one.settings)).parameters > 1.4 * small


def test_sizes_and_epochs_keep_to_their_ranges() -> None:
    assert all(100 <= one.train <= 10_000 for one in EVERY)
    assert all(20 <= one.validation <= 5000 for one in EVERY)
    assert all(5 <= one.epochs <= 100 for one in EVERY)
    assert {one.world.family for one in EVERY} == {"dense", "pictures", "sequences", "own"}


def test_faults_name_findings_that_exist() -> None:
    for fault in FAULTS.values():
        assert set(fault.found) <= set(NAMES)
        assert fault.plants in {"", *fault.found, "exploding_gradients"}


def test_unequal_classes_are_twenty_to_one() -> None:
    one = next(c for c in EVERY if c.fault == "classes-unequal")
    shares = faulted_world(one).world.shares
    assert max(shares) / min(shares) == pytest.approx(20)
    assert one.world.shares == ()


def test_shares_of_the_work_are_disjoint_and_whole() -> None:
    first, second = (chosen(f"{n}/2", 1) for n in (1, 2))
    assert sorted(one.name for one in (*first, *second)) == sorted(one.name for one in EVERY)
    assert not {one.frame for one in first} & {one.frame for one in second}


def test_what_is_finished_survives_a_kill_and_a_torn_end_is_made_again(tmp_path: Path) -> None:
    store.append(tmp_path, "share", [record("a"), record("a", seed=2)])
    store.append(tmp_path, "share", [record("b")])
    path = tmp_path / "share.shard"
    path.write_bytes(path.read_bytes()[:-5])
    assert store.names_made(tmp_path, tmp_path) == {"a"}
    store.mend(tmp_path, "share")
    store.append(tmp_path, "share", [record("c")])
    assert store.names_made(tmp_path, tmp_path) == {"a", "c"}
