"""Every task, trained by a real worker: what it is judged by, and that it learns."""

from __future__ import annotations

import math

import msgspec
import pytest

from tests.training.orders import made
from tutor.datasets.registry import Scalar
from tutor.lab.client import Worker
from tutor.lab.run import Budget, Order, Record
from tutor.lab.settings import Settings
from tutor.lab.trial import Phase, train

pytestmark = pytest.mark.slow

CURVES = {"loss", "accuracy", "val_loss", "val_accuracy", "train_loss", "train_accuracy"}
PHRASES = {"precision", "recall", "f1"}


def ended(worker: Worker, order: Order) -> Record:
    """Train; all that was told, the run having ended by itself."""
    trial = train(worker, order)
    assert trial.phase is Phase.ENDED, trial.problem
    assert trial.record.ended is not None
    assert trial.record.ended.reason == "finished", trial.record.ended.message
    return trial.record


def prefixed(prefix: str, names: set[str]) -> set[str]:
    return {prefix + name for name in names}


def test_predict_learns_which_symbol_follows(worker_home: Worker) -> None:
    settings: Settings = {"recurrent_layers": 1, "units": 16, "epochs": 3, "learning_rate": 0.02,
                          "train_size": 600}  # fmt: skip
    record = ended(worker_home, made("melodies", settings, options={"sequence_length": 16}))
    assert set(record.metrics) == CURVES
    assert record.started is not None
    assert not record.started.penalized
    uniform = math.log(45)
    losses = record.history.column("val_loss")
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < 0.85 * uniform
    assert record.metrics["val_accuracy"] > 5 / 45


def test_regress_learns_a_number(worker_home: Worker) -> None:
    options: dict[str, Scalar] = {"sequence_length": 4}
    settings: Settings = {"recurrent_layers": 1, "units": 16, "cell": "LSTM", "epochs": 12,
                          "learning_rate": 0.01, "train_size": 2000, "l2": 1e-7}  # fmt: skip
    record = ended(worker_home, made("adding", settings, options=options, open_test=True))
    assert record.started is not None
    assert record.started.penalized
    assert set(record.metrics) == CURVES | {"test_loss", "test_accuracy"}
    losses = record.history.column("val_loss")
    assert losses[-1] < 0.5 * losses[0]
    assert record.metrics["test_loss"] == pytest.approx(record.metrics["val_loss"], rel=0.5)
    assert record.metrics["val_accuracy"] > 2 * record.history.column("val_accuracy")[0]


def test_tag_is_judged_by_whole_phrases_at_the_end(worker_home: Worker) -> None:
    settings: Settings = {"recurrent_layers": 1, "units": 16, "bidirectional": True, "epochs": 8,
                          "learning_rate": 0.02}  # fmt: skip
    record = ended(worker_home, made("key-phrases", settings, open_test=True))
    extra = prefixed("val_", PHRASES) | prefixed("test_", PHRASES | {"loss", "accuracy"})
    assert set(record.metrics) == CURVES | extra
    assert set(record.history.metrics) == CURVES
    for prefix in ("val_", "test_"):
        precision, recall, f1 = (record.metrics[prefix + n] for n in ("precision", "recall", "f1"))
        assert f1 == pytest.approx(2 * precision * recall / (precision + recall))
        assert 0.2 < f1 <= record.metrics[f"{prefix}accuracy"]


def test_detect_is_judged_by_whole_appearances_and_smoothing_changes_them_alone(
    worker_home: Worker,
) -> None:
    settings: Settings = {"conv_layers": 1, "filters": 8, "epochs": 3, "learning_rate": 0.005}
    rough = ended(worker_home, made("film", settings))
    smooth = ended(worker_home, made("film", {**settings, "smoothing": 5}))
    assert set(rough.metrics) == CURVES | prefixed("val_", PHRASES)
    assert rough.history.metrics == smooth.history.metrics
    assert smooth.metrics["val_f1"] != rough.metrics["val_f1"]
    assert all(0.0 <= run.metrics["val_f1"] <= 1.0 for run in (rough, smooth))
    assert smooth.started is not None
    assert smooth.started.prepare_seconds == 0.0  # the same network


def test_act_tells_success_and_return_in_place_of_accuracy(worker_home: Worker) -> None:
    settings: Settings = {"recurrent_layers": 1, "units": 8, "epochs": 30, "learning_rate": 0.02,
                          "batch_size": 64}  # fmt: skip
    order = made("tmaze", settings, options={"corridor_length": 1}, open_test=True)
    record = ended(worker_home, order)
    assert set(record.history.metrics) == {
        "loss",
        "success",
        "return",
        "exploration",
        "val_success",
    }
    assert record.metrics["test_success"] == pytest.approx(record.metrics["val_success"], abs=0.15)
    assert record.metrics["val_success"] > record.history.column("val_success")[0]
    assert record.history.column("return")[-1] > record.history.column("return")[0]
    explored = record.history.column("exploration")
    assert 0.0 <= explored[-1] < explored[0] <= 1.0
    assert record.started is not None
    assert (record.started.train, record.started.validation) == (0, 0)


def test_dropout_augmentation_and_early_stopping_repeat_in_one_worker_and_in_a_fresh_one(
    worker_home: Worker, fresh: Worker
) -> None:
    first: Settings = {
        "conv_layers": 1, "filters": 4, "dense_layers": 1, "units": 16, "dropout": 0.3,
        "augmentation": "both", "early_stopping": 1, "learning_rate": 0.05, "epochs": 8,
        "train_size": 300,
    }  # fmt: skip
    other: Settings = {**first, "dropout": 0.0, "augmentation": "none", "batch_norm": True}
    a = train(worker_home, made("digits", first)).record
    b = train(worker_home, made("digits", other)).record
    again = train(worker_home, made("digits", first)).record
    alone = train(fresh, made("digits", first)).record
    assert a.ended is not None
    assert a.ended.reason == "early_stopped"
    assert a.history.metrics != b.history.metrics
    for record in (again, alone):
        assert record.history.metrics == a.history.metrics
        assert record.metrics == a.metrics
        assert record.ended is not None
        assert record.ended.message == a.ended.message


def test_a_budget_of_seconds_ends_games(worker_home: Worker) -> None:
    order = made("tmaze", {"recurrent_layers": 1, "units": 8, "epochs": 2000})
    trial = train(worker_home, msgspec.structs.replace(order, budget=Budget(seconds=0.5)))
    assert trial.record.ended is not None
    assert trial.record.ended.reason == "budget"
    assert "0.5 seconds" in trial.record.ended.message
    assert trial.record.ended.epochs < 2000


def test_a_budget_of_parameters_allows_exactly_that_many(worker_home: Worker) -> None:
    order = made("points", {"hidden_layers": 1, "units": 4})
    exact, less = (Budget(parameters=order.network.parameters - n) for n in (0, 1))
    ended(worker_home, msgspec.structs.replace(order, budget=exact))
    refused = train(
        worker_home, msgspec.structs.replace(made("points", {}), budget=Budget(parameters=5))
    )
    assert refused.phase is Phase.LOST
    again = made("points", {"hidden_layers": 1, "units": 4})
    assert train(worker_home, msgspec.structs.replace(again, budget=less)).phase is Phase.LOST
