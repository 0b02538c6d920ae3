"""Final losses of many seeds, by our XLA epochs and by Keras's own `fit`; prints JSON.

XLA draws other dropout masks, so that single runs differ and only their distribution is the same.
"""

from __future__ import annotations

import json

import keras
import numpy as np

from tests.training.inside import Bench
from tests.training.orders import made
from tutor.datasets.arrays import Data
from tutor.lab.run import Order
from tutor.lab.settings import Settings
from tutor.training.backend import bound_threads
from tutor.training.build import build, compile_model, set_state, state_of
from tutor.training.shelf import Shelf

SEEDS, EPOCHS = 12, 6
POINTS: Settings = {
    "hidden_layers": 2, "units": 16, "batch_size": 25, "epochs": EPOCHS, "learning_rate": 0.01,
}  # fmt: skip


def order(seed: int, dropout: float) -> Order:
    """A training of points."""
    settings: Settings = {**POINTS, "dropout": dropout}
    return made("points", settings, options={"form": "circles"}, seed=seed)


def ours(bench: Bench, dropout: float) -> list[float]:
    """Validation losses after the last epoch."""
    runs = [bench.train(order(seed, dropout)) for seed in range(SEEDS)]
    return [run.metrics["val_loss"] for run in runs]


def fits(dropout: float) -> list[float]:
    """The same by `fit`, with seeds of its own; one model, so that Keras traces once."""
    data: Data = Shelf().data(order(0, dropout))
    model = fresh(order(0, dropout))
    model.steps_per_execution = len(data.train.x) // 25  # an epoch at once: the same steps, sooner
    losses = []
    for seed in range(SEEDS, 2 * SEEDS):
        keras.utils.set_random_seed(seed)
        set_state(model, state_of(fresh(order(seed, dropout))))
        model.fit(data.train.x, data.train.y, batch_size=25, epochs=EPOCHS, verbose=0)
        known = model.test_on_batch(data.validation.x, data.validation.y, return_dict=True)
        losses.append(float(known["loss"]))
    return losses


def fresh(asked: Order) -> keras.Model:
    """The order's network at its beginning, of Keras's layers alone."""
    model = build(asked.network, asked.seed, stock=True)
    compile_model(model, asked.settings, asked.network.inputs.target)
    return model


if __name__ == "__main__":
    bound_threads(heavy=False)
    bench = Bench()
    found = {"ours": ours(bench, 0.3), "fit": fits(0.3), "ours without dropout": ours(bench, 0.0)}
    assert np.isfinite(np.array(list(found.values()))).all()
    print(json.dumps(found))
