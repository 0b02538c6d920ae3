"""Early stopping, schedules, the test set, and what is compiled again; prints JSON."""

from __future__ import annotations

import json
import math
from statistics import fmean

import keras

from tests.training.inside import Bench, Trained
from tests.training.orders import made
from tutor.lab.numbers import decode
from tutor.lab.run import Order
from tutor.lab.schedule import SCHEDULES, rate_at
from tutor.lab.settings import Settings, Value
from tutor.training.backend import bound_threads
from tutor.training.patience import Patience

NOISY: Settings = {
    "hidden_layers": 1, "units": 64, "label_noise": 0.4, "learning_rate": 0.02, "batch_size": 10,
    "epochs": 60, "early_stopping": 4,
}  # fmt: skip
PLAIN: Settings = {
    "conv_layers": 0, "dense_layers": 1, "units": 8, "batch_size": 50, "epochs": 3, "dropout": 0.2,
    "optimizer": "momentum", "train_size": 200,
}  # fmt: skip
"""Of the digits, since networks for pictures are compiled soonest."""

GAME: Settings = {
    "recurrent_layers": 1, "cell": "LSTM", "units": 16, "learning_rate": 0.01, "batch_size": 32,
    "epochs": 150, "early_stopping": 3,
}  # fmt: skip

bench = Bench()


def told(trained: Trained) -> dict[str, object]:
    """What a run with patience came to, and what Keras says of the weights that were kept."""
    model, validation = trained.compiled.model, trained.compiled.data.validation
    again = model.evaluate(validation.x, validation.y, batch_size=250, verbose=0, return_dict=True)
    ended, diagnosis = trained.record.ended, trained.record.diagnosis
    assert ended is not None
    assert diagnosis is not None
    history, validated = trained.record.history, trained.record.validated
    assert validated is not None
    return {
        "reason": ended.reason,
        "message": ended.message,
        "findings": [finding.name for finding in diagnosis.findings],
        "evidence": diagnosis.primary.evidence,
        "val_loss": history.column("val_loss"),
        "final": trained.metrics,
        "again": again,
        "validated": {
            "epoch": validated.epoch,
            "loss": fmean(decode(value) for value in validated.losses),
            "right": fmean(decode(value) for value in validated.right),
        },
    }


def patience() -> dict[str, object]:
    """A run that stops early, one whose epochs end first, and one that never had a number."""
    early = told(bench.train(made("points", NOISY)))
    losses = early["val_loss"]
    assert isinstance(losses, list)
    best = losses.index(min(losses)) + 1
    short: Settings = {**NOISY, "epochs": best + 2}
    finished = told(bench.train(made("points", short)))
    last: Settings = {**NOISY, "epochs": 1}
    one = told(bench.train(made("points", last)))
    compiles = bench.compiles
    hopeless = Patience(2)
    over = [hopeless.over(epoch, {"val_loss": math.nan}, None) for epoch in (1, 2)]
    lost = [over, hopeless.sentence + hopeless.kept(2)]
    game = bench.train(made("tmaze", GAME))
    ended = game.record.ended
    assert ended is not None
    success = game.record.history.column("val_success")
    played = [ended.reason, ended.message, success, game.metrics["val_success"]]
    return {
        "early": early, "finished": finished, "one": one, "lost": lost, "game": played,
        "compiles": compiles,
    }  # fmt: skip


def schedules() -> dict[str, list[list[float]]]:
    """For each schedule the rates of the optimizer, and those of the formula."""
    found = {}
    for schedule in SCHEDULES:
        rates: list[float] = []

        def look(model: keras.Model, rates: list[float] = rates) -> bool:
            rates.append(float(model.optimizer.learning_rate.numpy()))
            return False

        # Patience has every epoch looked at by itself.
        settings: Settings = {**PLAIN, "schedule": schedule, "early_stopping": 99}
        bench.train(made("digits", {**settings, "learning_rate": 0.1, "epochs": 8}), look)
        found[schedule] = [rates[-8:], [rate_at(schedule, 0.1, epoch, 8) for epoch in range(1, 9)]]
    return found


def compiles() -> dict[str, list[int]]:
    """For each change of a setting how many networks and how many graphs were new."""
    first = bench.train(made("digits", PLAIN))
    changes: dict[str, Value] = {
        "another dropout": 0.4, "learning_rate": 0.3, "epochs": 5, "label_noise": 0.2,
        "scaling": "standard", "early_stopping": 2, "schedule": "step", "seed": 9,
        "units": 9, "dropout": 0.0, "batch_size": 25, "train_size": 100, "class_weights": True,
        "optimizer": "adam",
    }  # fmt: skip
    found = {}
    for name, value in changes.items():
        before, graphs = bench.compiles, bench.traces(first.compiled)
        bench.train(changed(name, value))
        found[name] = [bench.compiles - before, bench.traces(first.compiled) - graphs]
    return found


def changed(name: str, value: Value) -> Order:
    """The plain order with one change."""
    if name == "seed":
        return made("digits", PLAIN, seed=9)
    return made("digits", {**PLAIN, name.removeprefix("another "): value})


def looks_at_the_test_set() -> dict[str, list[str]]:
    """Metrics of the test set where it is opened, where it is not, and after a stop."""
    asked = made("digits", PLAIN, open_test=True)
    looks: list[int] = []

    def after_two(_model: keras.Model) -> bool:
        looks.append(1)
        return len(looks) > 2

    runs = {
        "opened": bench.train(asked),
        "closed": bench.train(made("digits", PLAIN)),
        "stopped": bench.train(made("digits", PLAIN, open_test=True), after_two),
    }
    return {name: sorted(k for k in run.metrics if "test" in k) for name, run in runs.items()}


if __name__ == "__main__":
    bound_threads(heavy=False)
    print(json.dumps({"patience": patience(), "schedules": schedules(), "compiles": compiles(),
                      "test set": looks_at_the_test_set()}))  # fmt: skip
