"""Simulated long histories: their truths, what is recorded of them, and how answers are counted."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.benchmarks.diagnosis.courses import Course, Draw
from tests.benchmarks.diagnosis.families import FAMILIES
from tests.benchmarks.diagnosis.family_report import score_families
from tests.benchmarks.diagnosis.family_scores import Answer, of_rules, parts, row
from tests.benchmarks.diagnosis.measured import Array
from tests.benchmarks.diagnosis.observed import recorded, remembering, sampling
from tests.benchmarks.diagnosis.simulated import Simulated, half_of, made, simulated, truth_of

EPOCHS = 100
U: Array = np.arange(1, 151) / EPOCHS
FLAT = 0.5 + np.exp(-U / 0.05)
RAMP = np.clip(U - 0.5, 0, None) / 0.5


def course(risk: Array, train: Array, shift: float = 0.0) -> Course:
    return Course(
        epochs=EPOCHS, risk=risk, train=train, rate=np.ones_like(risk), shift=shift, jitter=0.01
    )


def names(risk: Array, train: Array, shift: float = 0.0) -> tuple[str, ...]:
    return truth_of(course(risk, train, shift), judged_by_accuracy=False).names


def test_the_truth_is_that_of_the_course_without_noise() -> None:
    assert names(FLAT, 0.9 * FLAT) == ("good_fit",)
    assert names(FLAT + 0.1 * RAMP, 0.9 * FLAT) == ("overfitting",)
    assert names(FLAT + 0.02 * RAMP, 0.9 * FLAT) == ("good_fit",)
    assert names(FLAT + 0.1 * RAMP, 0.9 * FLAT + 0.06 * RAMP) == ("unstable",)
    assert names(FLAT, 0.5 * FLAT) == ("large_gap",)
    assert names(1 / U, 0.9 / U) == ("still_improving",)


def test_a_rise_below_zero_is_measured_by_the_range() -> None:
    assert names(FLAT + 0.1 * RAMP, 0.9 * FLAT, 50.0) == ("overfitting",)
    assert names(FLAT + 0.03 * RAMP, 0.9 * FLAT, 50.0) == ("good_fit",)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_draws_whole_histories(family: str) -> None:
    for index in range(3):
        full, *rarer = made(family, index)
        assert 60 <= full.epochs <= 1000
        assert full.points == full.epochs
        assert all(np.isfinite(values).all() for values in full.recorded.values())
        for part in rarer:
            assert part.truth is full.truth
            assert 20 <= part.points <= 120
            assert part.recorded["val_loss"][-1] == full.recorded["val_loss"][-1]
            assert part.history().counted[-1] == full.epochs


def test_the_same_histories_come_every_time() -> None:
    first, second = (made("steps", 7)[0] for _ in range(2))
    assert np.array_equal(first.recorded["val_loss"], second.recorded["val_loss"])


def test_both_halves_have_histories_of_every_family_and_share_none() -> None:
    halves = {half: list(simulated(half, 12)) for half in ("tune", "report")}
    for half, runs in halves.items():
        assert {run.family for run in runs} == set(FAMILIES)
        assert all(half_of(run.name) == half for run in runs)


def test_noise_remembers_for_its_span() -> None:
    noise = remembering(np.random.default_rng(0), 100_000, 10.0)
    assert noise.std() == pytest.approx(1.0, abs=0.05)
    assert np.mean(noise[10:] * noise[:-10]) == pytest.approx(np.exp(-1), abs=0.05)


def test_few_examples_move_the_whole_curve() -> None:
    random = np.random.default_rng(1)
    factors = np.array([
        sampling(Draw(random, EPOCHS), course(FLAT, FLAT), 400) for _ in range(400)
    ])  # fmt: skip
    assert factors.mean() == pytest.approx(1.0, abs=0.01)
    assert factors.mean(axis=1).std() > factors.std(axis=1).mean()
    assert factors.mean(axis=1).std() == pytest.approx(1.04 / 20, rel=0.2)


def test_the_jitter_follows_the_learning_rate() -> None:
    dropped = Course(epochs=EPOCHS, risk=np.ones(150), train=np.ones(150),
                     rate=np.where(U < 0.5, 1.0, 0.01), jitter=0.1)  # fmt: skip
    seen = recorded(Draw(np.random.default_rng(2), EPOCHS), dropped)["val_loss"]
    assert seen[:45].std() > 3 * seen[55:].std()


def answer(name: str, overfits: bool, alarmed: bool | None = None) -> Answer:
    true = truth_of(
        course(FLAT + (0.1 if name == "over" else 0.0) * RAMP, 0.9 * FLAT), judged_by_accuracy=False
    )
    columns = {"val_loss": FLAT[:EPOCHS], "loss": FLAT[:EPOCHS]}
    run = Simulated("steps", f"{name}-{overfits}", EPOCHS, 1, columns, true)
    return Answer(run, overfits, alarmed)


def test_answers_are_counted() -> None:
    found = row([
        answer("over", True), answer("over", False), answer("flat", False), answer("flat", True),
        answer("flat", False, True), answer("flat", False, False),
    ])  # fmt: skip
    assert (found.runs, found.overfitted, found.healthy) == (6, 2, 4)
    assert found.figures["precision"].value == 0.5
    assert found.figures["recall"].value == 0.5
    assert found.figures["macro-F1"].value == pytest.approx((0.5 + 0.75) / 2)
    assert found.figures["healthy alarmed"].value == 0.5


def test_what_cannot_be_told_from_validation_alone_is_not_counted() -> None:
    bare = answer("over", False)
    bare.run.recorded.pop("loss")
    assert np.isnan(row([bare]).figures["recall"].value)


def test_a_rule_is_asked_only_where_it_has_its_columns() -> None:
    runs = [answer("over", False).run, answer("flat", False).run]
    found = of_rules(runs, runs)
    assert len(found["final val_loss over 1.1 × its minimum"]) == 2
    assert found["accuracy gap over 0.05"] == []


def test_parts_are_by_length_and_family() -> None:
    found = parts([answer("over", True)])
    assert len(found["61–200 points"]) == len(found["steps"]) == 1
    assert not found["1–60 points"]


def test_a_report_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    score_families("tune", as_json=True, each=4)
    found = json.loads(capsys.readouterr().out)
    assert set(found["curves"]["all"]) >= {"runs", "precision", "macro-F1", "healthy alarmed"}
    score_families("tune", as_json=False, each=2)
    assert "simple rules" in capsys.readouterr().out
