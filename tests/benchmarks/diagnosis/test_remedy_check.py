"""The remedy check: who is chosen, what is read off curves, what is kept, how it is counted."""

from __future__ import annotations

import json
import math
from pathlib import Path

import msgspec
import numpy as np
import pytest

from tests.benchmarks.diagnosis import outcomes, remedy_report
from tests.benchmarks.diagnosis.advice import POLICIES, Advice, advised, in_trouble
from tests.benchmarks.diagnosis.configurations import SEEDS
from tests.benchmarks.diagnosis.from_curves import from_curves
from tests.benchmarks.diagnosis.made_records import record
from tests.benchmarks.diagnosis.make import all_configurations
from tests.benchmarks.diagnosis.offered import LESSONS, choices, settings
from tests.benchmarks.diagnosis.outcomes import Outcome, Outcomes, key_for
from tests.benchmarks.diagnosis.record import Record
from tests.benchmarks.diagnosis.remedied import Bookkeeper, Job, wanted
from tests.benchmarks.diagnosis.remedy_scores import Tried, check
from tests.benchmarks.diagnosis.verdicts import run_of, runs_of
from tutor.diagnosis.verdict import Value
from tutor.lab.knobs import KNOBS

OVER = [record("over", rise=0.5, seed=seed) for seed in SEEDS]
FIRST = run_of(OVER[0])


def outcome(risk: float | None, seed: int = 1, **known: object) -> Outcome:
    return Outcome(configuration="over", role="run", seed=seed, risk=risk, epochs=20,
                   examples=400, **known)  # type: ignore[arg-type] # fmt: skip


def tried(before: list[float | None], after: list[float | None], name: str = "over") -> Tried:
    advice = Advice(FIRST, name, "", {"dropout": 0.3})
    first, second = (tuple(outcome(risk) for risk in risks) for risks in (before, after))
    return Tried(advice, first, second)


def test_a_lesson_offers_what_the_engine_takes_and_changes_no_network() -> None:
    for one in all_configurations()[::5]:
        for lesson in LESSONS:
            offered, chosen = choices(one, lesson), settings(one)
            assert set(offered) <= set(chosen)
            assert set(offered) <= set(KNOBS)
            assert one.network(chosen) == one.network()
            assert all(chosen[name] == value for name, value in one.settings.items())


def test_the_plain_lesson_offers_neither_data_nor_early_stopping() -> None:
    assert not {"train_size", "early_stopping", "l2"} & set(choices(all_configurations()[0],
                                                                    "plain"))  # fmt: skip


def test_advice_is_a_setting_that_the_lesson_offers() -> None:
    for lesson in LESSONS:
        advice = advised(FIRST, lesson)
        assert advice.name == "overfitting"
        assert set(advice.change) <= set(choices(FIRST.about.configuration, lesson))
        assert advice.change


def test_one_run_of_each_configuration_is_chosen_in_an_order_of_its_own() -> None:
    records = [record(f"r{n}", rise=0.5, seed=seed) for n in range(8) for seed in (1, 2)]
    records += [record("healthy")]
    chosen = in_trouble(runs_of(records, None))
    again = in_trouble(runs_of(records[::-1], None))
    names = [one.run.about.configuration.name for one in chosen]
    assert names == [one.run.about.configuration.name for one in again]
    assert sorted(names) == [f"r{n}" for n in range(8)]
    assert {one.run.about.seed for one in chosen} == {1}
    assert len(in_trouble(runs_of(records, None), most=3)) == 3
    assert len(in_trouble(runs_of(records, None), most_of_one=2)) == 2


def test_a_faulted_run_is_repeated_with_its_own_seed_and_two_more() -> None:
    run = run_of(record("f-06a", role="faulted", fault="output-linear", seed=7, twin_risk=0.1))
    assert Advice(run, "wrong_output", "Words.").seeds == (7, 8, 9)


def test_the_end_fewer_epochs_and_half_as_many_again_are_read_off_the_curves() -> None:
    one = OVER[0]
    risk = one.arrays["true/loss"]
    same, fewer, more = (from_curves(one, change) for change in
                         ({}, {"epochs": 7}, {"epochs": 30}))  # fmt: skip
    assert same is not None
    assert fewer is not None
    assert more is not None
    assert same.risk == pytest.approx(float(np.median(risk[19:21])), rel=1e-5)
    assert same.recall == [0.88, 0.88]
    assert fewer.risk == pytest.approx(float(risk[7]), rel=1e-5)
    assert fewer.epochs == 7
    assert more.risk == pytest.approx(float(np.median(risk[29:31])), rel=1e-5)


def test_what_the_curves_do_not_hold_must_be_trained() -> None:
    assert from_curves(OVER[0], {"epochs": 31}) is None
    assert from_curves(OVER[0], {"dropout": 0.3}) is None


def test_early_stopping_keeps_the_weights_of_the_lowest_validation_loss() -> None:
    found = from_curves(OVER[0], {"early_stopping": 2})
    assert found is not None
    losses = OVER[0].arrays["column/val_loss"]
    best = found.epochs - 2
    assert losses[best - 1] == losses[: found.epochs].min()
    assert found.risk == pytest.approx(float(OVER[0].arrays["true/loss"][best]), rel=1e-5)


def test_a_run_that_lost_its_loss_has_no_risk_however_long_it_trains() -> None:
    arrays = {**OVER[0].arrays}
    for name, first in (("true/loss", 6), ("column/val_loss", 5), ("column/train_loss", 5)):
        arrays[name] = arrays[name].copy()
        arrays[name][first:] = np.nan
    lost = Record(msgspec.structs.replace(OVER[0].about, epochs=8), arrays)
    for change in ({}, {"epochs": 30}):
        found = from_curves(lost, change)
        assert found is not None
        assert found.end == math.inf
    kept = from_curves(lost, {"early_stopping": 3})
    assert kept is not None
    assert kept.end < 1


def test_outcomes_are_found_again_after_a_kill_and_when_packed(tmp_path: Path) -> None:
    changes: list[dict[str, Value]] = [{}, {"l2": 0.1, "dropout": 0.3}]
    for change in changes:
        outcomes.append(tmp_path, "tune", outcome(None, change=change))
    path = tmp_path / "tune.remedies"
    path.write_bytes(path.read_bytes()[:-9])
    assert len(outcomes.made(tmp_path)) == 1
    outcomes.append(tmp_path, "tune", outcome(0.5, change=changes[1]))
    found = outcomes.made(tmp_path)
    turned: dict[str, Value] = {"dropout": 0.3, "l2": 0.1}
    assert found[key_for(OVER[0].about, 1, turned)].risk == 0.5
    packed = tmp_path / "packed"
    assert outcomes.keep(found.values(), packed) > 0
    assert outcomes.read(packed) == found
    assert outcomes.read(tmp_path / "none") == {}


def test_only_what_is_not_known_is_trained_and_each_once(tmp_path: Path) -> None:
    half = FIRST.about.configuration.half
    job = Job(folder=tmp_path, half=half, policies=("half the epochs", "dropout 0.3"))
    asked = list(wanted(job, OVER, {}))
    assert [(seed, change) for _, seed, change in asked] == [(s, {"dropout": 0.3}) for s in SEEDS]
    known = Outcomes()
    for _, seed, change in asked[:2]:
        known[key_for(FIRST.about, seed, change)] = outcome(0.3, seed)
    assert len(list(wanted(job, OVER, known))) == 1
    alone = list(wanted(job, OVER[:1], {}))
    assert [change for _, seed, change in alone if seed == 2] == [
        {}, {"epochs": 10}, {"dropout": 0.3},
    ]  # fmt: skip


def test_a_job_tells_the_process_that_does_it_all_it_must_know(tmp_path: Path) -> None:
    job = Job(folder=tmp_path, half="tune", share="2/3", most=7)
    told = dict(zip(job.arguments[::2], job.arguments[1::2], strict=True))
    assert told == {
        "--work": str(tmp_path), "--half": "tune", "--share": "2/3", "--most": "7",
        "--policies": ",".join(POLICIES),
    }  # fmt: skip
    assert told["--policies"].split(",") == list(POLICIES)


@pytest.mark.parametrize(
    ("before", "after", "change", "falls"),
    [
        ([0.5, 0.7], [0.5, 0.4], -0.25, True),
        ([0.5, 0.5], [0.6, 0.6], 0.2, False),
        ([0.5], [0.5 * (1 - 1e-6)], 0.0, False),
        ([None, 0.5], [0.6, 0.6], -1.0, True),
        ([0.5, 0.5], [None, 0.1], math.inf, False),
        ([None], [None], 0.0, False),
    ],
)
def test_the_mean_over_the_seeds_decides(
    before: list[float | None], after: list[float | None], change: float, falls: bool
) -> None:
    found = tried(before, after)
    assert found.change == pytest.approx(change, abs=1e-5)
    assert found.falls == falls


def test_some_troubles_have_an_aim_beside_the_risk() -> None:
    assert tried([0.5], [0.4]).aim is None
    rare = Advice(FIRST, "class_imbalance", "", {"class_weights": True})
    ends = (outcome(0.3, recall=[0.9, 0.2]), outcome(0.4, recall=[0.8, 0.6]))
    assert Tried(rare, ends[:1], ends[1:]).aim is True
    leak = Advice(FIRST, "leakage", "", {"remove_duplicates": True})
    off = (outcome(0.5, validation=0.3), outcome(0.6, validation=0.59))
    assert Tried(leak, off[:1], off[1:]).aim is True
    assert Tried(leak, off[1:], off[:1]).aim is False


def test_rows_count_falls_words_and_what_is_missing() -> None:
    keeper = Bookkeeper.of(OVER, {})
    [advice] = in_trouble([FIRST])
    best = check([advice], keeper, "the best epoch by val_loss")
    row = best.rows["overfitting"]
    assert (row.runs, row.falls.value, row.clearly.value) == (1, 1.0, 1.0)
    assert row.median < -0.05
    assert best.rows["all"].cost == 1.0
    assert check([advice], keeper, "half the epochs").rows["all"].cost == 0.5
    assert check([advice], keeper, "dropout 0.3").missing == 1
    POLICIES["words"] = lambda one: Advice(one.run, one.name, "Words.")
    try:
        words = check([advice], keeper, "words")
    finally:
        del POLICIES["words"]
    assert words.in_words == {("overfitting", "Words."): 1}
    assert words.at_least.value == 0.0
    assert words.rows["all"].runs == 0


def test_the_check_can_be_read_by_people_and_by_machines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    half = FIRST.about.configuration.half
    remedy_report.report(OVER, {}, half, as_json=False)
    assert "the best epoch by val_loss" in capsys.readouterr().out
    remedy_report.report(OVER, {}, half, as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert found["in trouble"] == 1
    assert set(found["policies"]) == set(POLICIES)


def test_what_is_kept_belongs_to_the_grid() -> None:
    names = {one.name for one in all_configurations()}
    assert {one.configuration for one in outcomes.read().values()} <= names
