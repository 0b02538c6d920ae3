"""What settings are for: memory in a game, rare classes, moved pictures; prints JSON."""

from __future__ import annotations

import json
from unittest.mock import patch

import numpy as np

from tests.training.inside import Bench
from tests.training.orders import made
from tutor.datasets.arrays import Data, Part
from tutor.lab.settings import Settings
from tutor.training import shelf
from tutor.training.backend import bound_threads

MAZE: Settings = {"epochs": 30, "batch_size": 128, "learning_rate": 0.02, "units": 16}
CLOUDS: Settings = {"hidden_layers": 0, "epochs": 20, "learning_rate": 0.02}
PICTURES: Settings = {
    "conv_layers": 1, "filters": 4, "epochs": 1, "optimizer": "sgd", "learning_rate": 1e-12,
    "train_size": 320,
}  # fmt: skip

bench = Bench()


def game() -> dict[str, list[float]]:
    """Success in new mazes with and without memory, for each seed."""
    found: dict[str, list[float]] = {}
    for name, layers in (("memory", "recurrent_layers"), ("none", "hidden_layers")):
        orders = [
            made("tmaze", {**MAZE, layers: 1}, options={"corridor_length": 3}, seed=seed,
                 open_test=True)
            for seed in (1, 2)
        ]  # fmt: skip
        runs = [bench.train(order).metrics for order in orders]
        found[name] = [run[key] for run in runs for key in ("val_success", "test_success")]
    return found


def clouds(seed: int) -> Part:
    """Two clouds of points that overlap; one in ten belongs to the second."""
    generator = np.random.default_rng(seed)
    y = (np.arange(1000) % 10 == 0).astype(np.int32)
    x = generator.normal(size=(1000, 2)) + 1.2 * y[:, np.newaxis]
    return Part(x.astype(np.float32), y)


def rare() -> dict[str, list[float]]:
    """Recall of the rare class on the test set, without and with weights, for each seed."""
    data = Data(clouds(1), clouds(2), clouds(3), "clouds-1")
    found: dict[str, list[float]] = {}
    for weights in (False, True):
        recalls = []
        for seed in (1, 2, 3):
            with patch.object(shelf, "_load", lambda name, options: data):
                asked = made("points", {**CLOUDS, "class_weights": weights}, seed=seed)
                trained = bench.train(asked)
            right = trained.predicted(data.test).argmax(axis=1) == 1
            recalls.append(float(right[data.test.y == 1].mean()))
        found[str(weights)] = recalls
    return found


def moved() -> dict[str, dict[str, float | bool]]:
    """With weights that stay where they are: the loss that training sees, and what judging sees."""
    found: dict[str, dict[str, float | bool]] = {}
    for augmentation in ("none", "shift", "rotate", "both"):
        trained = bench.train(made("digits", {**PICTURES, "augmentation": augmentation}))
        data, epochs = trained.compiled.data, trained.compiled.epochs
        once, twice = epochs.judge(data.train), epochs.judge(data.train)
        known = trained.compiled.model.evaluate(data.train.x, data.train.y, verbose=0)
        found[augmentation] = {
            "trained on": trained.metrics["loss"],
            "judged": once.loss,
            "evaluated": float(known[0]),
            "repeats": bool(np.array_equal(once.losses, twice.losses)),
        }
    return found


if __name__ == "__main__":
    bound_threads(heavy=False)
    print(json.dumps({"game": game(), "moved": moved(), "rare": rare()}))
