"""What is told of a network's layers, beside what Keras's own weights say; prints JSON."""

from __future__ import annotations

import json

import numpy as np
import numpy.typing as npt

from tests.training.inside import Bench
from tests.training.orders import made
from tutor.datasets.arrays import Part
from tutor.lab.architecture import describe
from tutor.lab.network import Inputs
from tutor.lab.settings import Settings
from tutor.training.backend import Epochs, Plan, bound_threads, tensors
from tutor.training.build import build, compile_model

RATE = 0.5
SILENT = 3
VECTORS = Inputs(kind="vector", shape=(4,), classes=3, padded=False)
SETTINGS: Settings = {
    "hidden_layers": 2, "units": 8, "activation": "relu", "optimizer": "sgd",
    "learning_rate": RATE,
}  # fmt: skip


def one_step(*, xla: bool, whole: bool) -> dict[str, float]:
    """After one step of plain gradient descent: what was told, and what the weights show.

    The step is the rate times the gradient, so that the weights give the gradient's norm away.
    """
    generator = np.random.default_rng(0)
    part = Part(
        generator.normal(size=(60, 4)).astype(np.float32),
        generator.integers(0, 3, size=60).astype(np.int32),
    )
    model = build(describe(VECTORS, SETTINGS), 1)
    compile_model(model, SETTINGS, "class")
    first = next(layer for layer in model.layers if layer.trainable_weights)
    kernel, bias = first.get_weights()
    bias[:SILENT] = -100.0
    first.set_weights([kernel, bias])
    before = [kernel, bias]
    epochs = Epochs(model, Plan(60, 60, "class", False, xla, whole, 4 if whole else 1))
    epochs.make_metrics(tensors(part))
    rows = np.arange(60, dtype=np.int32)
    if whole:
        told = epochs.epochs(tensors(part), rows[None], tensors(part), tensors(part))[0].layers
    else:
        epochs.begin()
        epochs.train(tensors(part), rows, 0, 1)
        told = epochs.layers(epochs.judge(part))
    moved = norm([after - start for after, start in zip(first.get_weights(), before, strict=True)])
    return {
        "norm": told[f"gradient_norm/{first.name}"],
        "peak": told[f"gradient_peak/{first.name}"],
        "moved": moved / RATE,
        "ratio": told[f"update_ratio/{first.name}"],
        "share": moved / norm(before),
        "silent": told[f"zero_units/{first.name}"],
    }


def norm(arrays: list[npt.NDArray[np.float32]]) -> float:
    """The Euclidean norm of all numbers together."""
    return float(np.sqrt(sum(np.square(array, dtype=np.float64).sum() for array in arrays)))


def groups() -> dict[str, object]:
    """Two runs that differ in how many epochs are one call: what was told of their epochs."""
    bench = Bench()
    settings: Settings = {"hidden_layers": 2, "units": 8, "batch_size": 10, "epochs": 23}
    many = bench.train(made("points", settings))
    single = bench.train(made("points", {**settings, "early_stopping": 99}))
    histories = [run.record.history for run in (many, single)]
    return {
        "together": many.compiled.epochs.together,
        "metrics": [history.metrics for history in histories],
        "layers": [history.layers for history in histories],
        "initial": [history.initial for history in histories],
    }


if __name__ == "__main__":
    bound_threads(heavy=False)
    ways = [(xla, whole) for xla in (False, True) for whole in (False, True)]
    print(json.dumps({
        "one step": [one_step(xla=xla, whole=whole) for xla, whole in ways], "groups": groups(),
    }))  # fmt: skip
