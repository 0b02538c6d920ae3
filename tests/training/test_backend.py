"""The compiled epochs against Keras itself: the same numbers, counts and scores.

Each test runs in a process of its own, since TensorFlow belongs in no test's process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

PARITY = """
import json
import keras, numpy as np
from tutor.datasets import registry
from tutor.lab.architecture import describe
from tutor.lab.network import Inputs, inputs_of
from tutor.training.backend import Epochs, bound_threads
from tutor.training.build import build, compile_model

bound_threads(heavy=False)
data = registry.load("digits")
found = {}
cases = {
    "convolution": (dict(conv_layers=2, filters=[4, 8], dense_layers=1, units=16, l2=0.001), False),
    "normalized": (dict(conv_layers=1, filters=4, batch_norm=True, optimizer="momentum"), False),
    "dense": (dict(dense_layers=2, units=[16, 8], activation=["tanh", "gelu"]), True),
}
for name, (settings, xla) in cases.items():
    network = describe(inputs_of(registry.CARDS["digits"]), settings)
    ours, theirs = build(network, 3), build(network, 3)
    for model in (ours, theirs):
        compile_model(model, settings)
    epochs = Epochs(ours, data.train, batch_size=50, xla=xla)
    rows = np.random.default_rng(0).permutation(len(data.train)).astype(np.int32)
    epochs.reset()
    for start in range(0, epochs.steps, 7):  # in pieces, as when a stop must be prompt
        epochs.train(rows, start, min(start + 7, epochs.steps))
    running = epochs.running()
    history = theirs.fit(
        data.train.x[rows], data.train.y[rows], batch_size=50, shuffle=False, verbose=0
    ).history
    losses, right, penalty = epochs.score(data.validation)
    judged = theirs.evaluate(data.validation.x, data.validation.y, verbose=0, return_dict=True)
    found[name] = {
        "weights": max(
            float(np.abs(a - b).max()) for a, b in zip(ours.get_weights(), theirs.get_weights())
        ),
        "loss": abs(running["loss"] - history["loss"][0]),
        "accuracy": abs(running["accuracy"] - history["accuracy"][0]),
        "val_loss": abs(float(losses.mean()) + penalty - judged["loss"]),
        "val_accuracy": abs(float(right.mean()) - judged["accuracy"]),
    }
print(json.dumps(found))
"""

COUNTS = """
import json
from tutor.datasets import registry
from tutor.lab.architecture import describe
from tutor.lab.network import Inputs, Parts, inputs_of
from tutor.training.build import build

pictures = inputs_of(registry.CARDS["digits"])
words = Inputs(kind="tokens", shape=(12,), classes=3, vocabulary=50)
cases = [
    (pictures, dict(conv_layers=0), Parts()),
    (pictures, dict(conv_layers=3, filters=[4, 8, 16], kernel_size=[5, 3, 2]), Parts()),
    (pictures, dict(conv_layers=2, batch_norm=True, dense_layers=2), Parts(head="global_average")),
    (pictures, dict(conv_layers=1, kernel_size=5, dropout=0.2), Parts(padding="valid")),
    (words, dict(recurrent_layers=0, dense_layers=1), Parts(embedding=5)),
]
for cell in ("SimpleRNN", "GRU", "LSTM"):
    for both in (False, True):
        settings = dict(recurrent_layers=2, cell=cell, bidirectional=both, units=[7, 5])
        cases.append((words, settings, Parts(embedding=5)))
found = []
for inputs, settings, parts in cases:
    network = describe(inputs, settings, parts)
    model = build(network, 1)
    shapes = [list(model.get_layer(layer.name).output.shape[1:]) for layer in network.layers]
    found.append([network.parameters, model.count_params(),
                  [list(layer.shape) for layer in network.layers] == shapes])
print(json.dumps(found))
"""


def run(code: str) -> object:
    """The JSON that a fresh process prints last."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


def test_an_epoch_gives_the_numbers_of_fit_with_the_same_order_of_batches() -> None:
    found = run(PARITY)
    assert isinstance(found, dict)
    for name, differences in found.items():
        assert differences["accuracy"] < 1e-6, name
        assert differences["val_accuracy"] < 1e-6, name
        for number in ("weights", "loss", "val_loss"):
            assert differences[number] < 2e-5, (name, number, differences)


def test_parameters_and_shapes_are_those_of_keras() -> None:
    found = run(COUNTS)
    assert isinstance(found, list)
    assert len(found) == 11
    for ours, theirs, shapes_agree in found:
        assert ours == theirs
        assert shapes_agree
