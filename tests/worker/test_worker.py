"""The real worker: curves that repeat, budgets, stops, refusals."""

from __future__ import annotations

import math
import signal

import msgspec
import pytest

from tests.support import follow, order
from tutor.lab import commands
from tutor.lab.client import Worker
from tutor.lab.run import Budget, Record
from tutor.lab.settings import Value
from tutor.lab.trial import Phase, Trial, train

pytestmark = pytest.mark.slow

DEEP: dict[str, Value] = {
    "conv_layers": 2,
    "filters": [8, 16],
    "dense_layers": 1,
    "dropout": 0.3,
    "epochs": 3,
}


def ended(worker: Worker, chosen: dict[str, Value], seed: int = 1) -> Record:
    """Train and return all that was told, the run having ended by itself."""
    trial = train(worker, order(chosen, seed=seed))
    assert trial.phase is Phase.ENDED, trial.problem
    return trial.record


def test_settings_a_then_b_then_a_gives_what_a_gives_in_a_fresh_process(
    worker_home: Worker, fresh: Worker
) -> None:
    first = ended(worker_home, DEEP)
    other = ended(worker_home, {**DEEP, "activation": "tanh"})
    again = ended(worker_home, DEEP)
    assert other.history.metrics != first.history.metrics
    assert again.history.metrics == first.history.metrics
    assert ended(fresh, DEEP).history.metrics == first.history.metrics


def test_another_seed_gives_another_curve_and_another_rate_needs_no_compiling(
    worker_home: Worker,
) -> None:
    first = ended(worker_home, DEEP)
    assert ended(worker_home, DEEP, seed=2).history.metrics != first.history.metrics
    faster = ended(worker_home, {**DEEP, "learning_rate": 0.003})
    assert faster.history.metrics != first.history.metrics
    assert faster.started is not None
    assert faster.started.prepare_seconds == 0.0


def test_a_run_tells_everything_and_leaves_its_model(worker_home: Worker) -> None:
    trial = train(worker_home, order({**DEEP, "epochs": 4}))
    while trial.run.alive():  # the model is written after the end is told, under the run's lock
        assert worker_home.alive
    record = trial.record
    assert record.started is not None
    assert (record.started.train, record.started.validation) == (1079, 359)
    for name in ("loss", "accuracy", "val_loss", "val_accuracy", "train_loss", "train_accuracy"):
        assert len(record.history.column(name)) == 4, name
    assert record.diagnosis is not None
    assert {"model.keras", "settings.json", "events.jsonl"} <= {
        path.name for path in trial.run.folder.iterdir()
    }
    kept = trial.run.order()
    assert kept.environment["way"] == "whole epochs compiled"
    assert {"keras", "tensorflow", "device", "data", "python"} <= set(kept.environment)
    assert not trial.run.folder.stat().st_mode & 0o077
    assert not trial.run.events_path.stat().st_mode & 0o077


def test_light_work_has_one_thread_and_the_worker_is_for_no_other(worker_home: Worker) -> None:
    light = order({**DEEP, "epochs": 1})
    trial = train(worker_home, light)
    assert trial.record.started is not None
    device = trial.record.started.device
    assert device.startswith("GPU") or "(1 thread" in device
    assert worker_home.suits(light)
    assert not worker_home.suits(order({"conv_layers": 2, "filters": 64, "batch_size": 256}))


def test_a_stop_is_prompt_and_keeps_what_there_is(worker_home: Worker) -> None:
    trial = Trial.begin(worker_home, order({**DEEP, "epochs": 200}))

    def stop_after_two() -> None:
        if trial.record.history.epochs >= 2:
            trial.cancel()

    follow(trial, stop_after_two)
    assert trial.record.ended is not None
    assert trial.record.ended.reason == "cancelled"
    assert 2 <= trial.record.ended.epochs < 200
    assert trial.record.diagnosis is not None


def test_a_budget_of_seconds_ends_the_run(worker_home: Worker) -> None:
    short = msgspec.structs.replace(order({**DEEP, "epochs": 200}), budget=Budget(seconds=0.3))
    trial = train(worker_home, short)
    assert trial.record.ended is not None
    assert trial.record.ended.reason == "budget"
    assert "0.3 seconds" in trial.record.ended.message


def test_too_many_parameters_are_refused_in_a_sentence(worker_home: Worker) -> None:
    large = msgspec.structs.replace(order(DEEP), budget=Budget(parameters=100))
    trial = train(worker_home, large)
    assert trial.phase is Phase.LOST
    assert "the lesson allows 100" in trial.problem
    assert not trial.run.folder.exists()


def test_divergence_is_a_result(worker_home: Worker) -> None:
    chosen: dict[str, Value] = {**DEEP, "activation": "linear", "learning_rate": 10.0, "epochs": 30}
    record = ended(worker_home, chosen)
    assert record.diagnosis is not None
    assert record.diagnosis.primary.name in {"diverged", "not_learning"}
    assert any(not math.isfinite(v) or v > 5 for v in record.history.column("loss"))


def test_prepare_makes_train_start_at_once_and_obsolete_work_is_dropped(
    worker_home: Worker,
) -> None:
    obsolete = order({**DEEP, "filters": 4})
    wanted = order({**DEEP, "filters": 16})
    worker_home.send(commands.Prepare(order=obsolete))
    worker_home.send(commands.Prepare(order=wanted))
    trial = train(worker_home, wanted)
    assert trial.phase is Phase.ENDED, trial.problem
    again = train(worker_home, order({**DEEP, "filters": 16}, seed=5))
    assert again.record.started is not None
    assert again.record.started.prepare_seconds == 0.0


def test_withdrawn_before_it_began_it_never_begins(worker_home: Worker) -> None:
    first = Trial.begin(worker_home, order({**DEEP, "epochs": 20}))
    second = Trial.begin(worker_home, order(DEEP))
    second.cancel()
    assert second.phase is Phase.LOST
    follow(first)
    third = train(worker_home, order(DEEP))
    assert third.phase is Phase.ENDED
    assert not second.run.folder.exists()


def test_a_recurrent_network_trains_with_xla_and_repeats(worker_home: Worker) -> None:
    from tests.support import lesson
    from tutor.course.plan import order as plan

    sentiment = lesson("sentiment")
    chosen: dict[str, Value] = {"recurrent_layers": 1, "epochs": 2}
    orders = [plan(sentiment.id, sentiment.experiments[0], chosen, seed=3) for _ in range(2)]
    first, second = (train(worker_home, one) for one in orders)
    assert first.record.history.metrics == second.record.history.metrics
    assert first.run.order().environment["way"] == "steps compiled with XLA"


def test_a_killed_worker_loses_only_what_it_had_not_told(
    worker_home: Worker, fresh: Worker
) -> None:
    trial = Trial.begin(fresh, order({**DEEP, "epochs": 200}))

    def kill_after_two() -> None:
        if trial.record.history.epochs >= 2 and fresh.alive:
            fresh.kill()

    follow(trial, kill_after_two)
    assert trial.phase is Phase.LOST
    assert f"signal {signal.SIGKILL.value}" in trial.problem
    assert trial.record.history.epochs >= 2
