"""Scores, intervals, simple rules and stopping on runs whose figures can be counted by hand."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.diagnosis.baselines import RULES, baselines, stopped_at
from tests.benchmarks.diagnosis.made_records import record
from tests.benchmarks.diagnosis.score import score
from tests.benchmarks.diagnosis.scores import agreement, calibration, scores
from tests.benchmarks.diagnosis.stopping import stopping
from tests.benchmarks.diagnosis.tables import Table, f1, ratio, upper_bound
from tests.benchmarks.diagnosis.truth import TROUBLE
from tests.benchmarks.diagnosis.verdicts import Verdict, judged, run_of, runs_of
from tests.benchmarks.diagnosis.views import VIEWS, seen

GOOD = run_of(record("good"))
OVER = run_of(record("over", rise=0.5))


def told(*names: str, sure: float = 0.9) -> Verdict:
    return Verdict(names, tuple(sure for _ in names))


def test_the_made_runs_are_what_they_are_meant_to_be() -> None:
    assert GOOD.truth.names == ("good_fit",)
    assert "overfitting" in OVER.truth.names


def test_right_and_wrong_names_are_counted() -> None:
    found = scores([
        (GOOD, told("good_fit")), (GOOD, told("overfitting")), (OVER, told("overfitting")),
        (OVER, told("overfitting", "overconfident")),
    ])  # fmt: skip
    count, precision, recall, mean = found.names["overfitting"]
    assert (count, recall.value) == (2, 1.0)
    assert precision.value == pytest.approx(2 / 3)
    assert mean.value == pytest.approx(0.8)
    assert found.names["good_fit"][3].value == pytest.approx(2 / 3)
    assert found.figures["macro-F1 over all names"].value == pytest.approx((0.8 + 2 / 3) / 2)
    assert found.figures["right primary name"].value == 0.75
    assert found.figures["healthy runs given any trouble"].value == 0.5
    assert found.counts["alarms"] == 1
    assert found.figures["overfitting F1, 20 epochs or more"].value == pytest.approx(0.8)
    assert np.isnan(found.figures["overfitting F1, 5–19 epochs"].value)


def test_a_secondary_trouble_is_an_alarm_too() -> None:
    found = scores([(GOOD, told("still_improving", "large_gap"))])
    assert found.counts["alarms"] == 1


def test_the_calibration_error_is_the_distance_of_confidence_from_truth() -> None:
    right = [(GOOD, told("good_fit", sure=0.7))] * 10
    assert calibration(right).value == pytest.approx(0.3)
    half = [*right, *[(GOOD, told("large_gap", sure=0.7))] * 10]
    assert calibration(half).value == pytest.approx(0.5)  # bins of 0.7 with all or none right


def test_agreement_counts_pairs_of_seeds() -> None:
    runs = [run_of(record("same", seed=seed)) for seed in (1, 2, 3)]
    answers = [told("good_fit"), told("good_fit"), told("overfitting")]
    assert agreement(list(zip(runs, answers, strict=True))).value == pytest.approx(1 / 3)


def test_a_twin_that_overfits_in_the_end_is_taken_at_its_best() -> None:
    faulted = record("f-00a", role="faulted", fault="output-linear", rise=0.4, twin_risk=0.5)
    twin = record("f-00a", role="twin", fault="output-linear", rise=0.6)
    assert not run_of(faulted).consequence
    assert [run.consequence for run in runs_of([faulted, twin], None)] == [True, False]


def test_a_fault_counts_where_it_harms_and_is_found_by_its_own_names() -> None:
    harmful = run_of(record(
        "f-00a", role="faulted", fault="output-linear", twin_risk=0.1, twin_error=0.001
    ))  # fmt: skip
    harmless = run_of(record(
        "f-00a", role="faulted", fault="output-linear", twin_risk=0.3, twin_error=0.001
    ))  # fmt: skip
    assert (harmful.consequence, harmless.consequence) == (True, False)
    twin = run_of(record("f-00a", role="twin", fault="output-linear"))
    found = scores([
        (harmful, told("wrong_output")), (harmful, told("not_learning")),
        (harmless, told("good_fit")), (twin, told("diverged")),
    ])  # fmt: skip
    assert found.faults["output-linear"] == (2, 1, 1)
    assert found.figures["planted faults found"].value == 0.5
    assert found.counts["twins given a trouble they lack"] == 1


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_intervals_hold_the_value_of_what_is_drawn(pairs: list[tuple[bool, bool]]) -> None:
    cells = np.array([(a and b, a, b) for a, b in pairs], float)
    figure = Table.of([str(place) for place in range(len(pairs))], cells).figure(f1)
    if any(a or b for a, b in pairs):
        assert 0.0 <= figure.low <= figure.high <= 1.0
        assert figure.low <= figure.value + 1e-9
        assert figure.high >= figure.value - 1e-9


def test_runs_of_one_configuration_are_drawn_together() -> None:
    """Ten alike runs of one configuration tell no more than one of them."""
    cells = np.array([(1, 1)] * 10 + [(0, 1)] * 10, float)
    together = Table.of(["a"] * 10 + ["b"] * 10, cells).figure(ratio)
    apart = Table.of([str(i) for i in range(20)], cells).figure(ratio)
    assert (together.low, together.high) == (0.0, 1.0)
    assert 0.2 < apart.low < apart.high < 0.8


def test_the_upper_bound_is_that_of_clopper_and_pearson() -> None:
    assert upper_bound(0, 100) == pytest.approx(1 - 0.05 ** (1 / 100))
    assert upper_bound(5, 5) == 1.0


def test_simple_rules_see_the_plain_rise_and_leave_the_good_run() -> None:
    found = baselines([GOOD, OVER], [GOOD, OVER])
    assert set(found) == set(RULES)
    long_runs, _short, alarms = found["final val_loss over 1.1 × its minimum"]
    assert (long_runs.value, alarms.value) == (1.0, 0.0)
    assert found["rank correlation of train and val loss"][0].value == 1.0


def test_early_stopping_counts_epochs_since_the_lowest_loss() -> None:
    losses = np.array([5.0, 4, 3, 3, 3, 2, 2])
    assert stopped_at(losses, 2) == 5
    assert stopped_at(losses, 3) == 7
    assert stopped_at(losses[:4], 2) == 4


def test_stopping_early_keeps_the_best_epoch_and_wastes_fewer() -> None:
    found = stopping([OVER])
    assert found["no stop"][0].value == 1.0
    assert found["patience 3"][1].value < found["no stop"][1].value
    assert found["patience 3"][1].value == pytest.approx(3 / 20, abs=0.06)


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_hands_over_what_it_names(view: str) -> None:
    history, facts, examples, _ = seen(record(), view)  # type: ignore[arg-type]
    assert ("train_loss" in history.metrics) == (view in {"everything", "second look"})
    assert "penalty" not in history.metrics
    assert history.epochs == 20
    assert (facts.validation_examples is None) == (view == "curves")
    assert (examples is None) == (view not in {"everything", "second look"})


def test_the_diagnosis_is_asked_for_every_run() -> None:
    verdicts, _ = judged([GOOD, OVER], "everything")
    assert len(verdicts) == 2
    assert verdicts[1].primary in TROUBLE


def test_a_whole_report_can_be_read_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    records = [record(f"run {n}", seed=n, rise=0.5 * (n % 2)) for n in range(12)]
    half = run_of(records[0]).about.configuration.half
    score(records, half, as_json=True, stops=True)
    found = json.loads(capsys.readouterr().out)
    assert set(found["views"]) == set(VIEWS)
    score(records, half, as_json=False, stops=False)
    assert "macro-F1 over all names" in capsys.readouterr().out


def test_a_run_that_lost_its_loss_is_scored_as_diverged() -> None:
    gone = record("gone")
    gone.arrays["column/loss"][3:] = np.nan
    run = run_of(gone)
    assert run.truth.primary == "diverged"
    assert judged([run], "curves")[0][0].primary == "diverged"
