"""One epoch of ours against one of Keras's `fit` with the same order of batches; prints JSON.

For each case the largest differences of the weights and of every metric.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import keras
import numpy as np

from tutor.datasets.arrays import Part
from tutor.datasets.preparation import balanced_weights
from tutor.datasets.registry import Target
from tutor.lab.architecture import describe
from tutor.lab.network import Inputs, Network
from tutor.lab.settings import Settings
from tutor.training.backend import Epochs, Plan, bound_threads, tensors
from tutor.training.build import build, compile_model

N, WHOLE, BATCH, LENGTH, WORDS = 70, 60, 20, 9, 30
"""Of `N` examples the last batch is smaller; of `WHOLE` it is not, which is less to compile."""

PIECE = 2
"""Steps to a call."""


@dataclass
class Case:
    """A network on random data."""

    inputs: Inputs
    settings: Settings
    xla: bool = False
    whole: bool = False
    weighted: bool = False
    n: int = N
    found: dict[str, float] = field(default_factory=dict)


PICTURES = Inputs(kind="image", shape=(8, 8, 1), classes=4, padded=False)
VECTORS = Inputs(kind="vector", shape=(5,), classes=3, padded=False)


def tokens(target: Target, classes: int, *, padded: bool = True) -> Inputs:
    """Sequences of tokens."""
    return Inputs(
        kind="tokens", shape=(LENGTH,), vocabulary=WORDS, classes=classes, target=target,
        padded=padded,
    )  # fmt: skip


CASES = {
    "pictures": Case(
        PICTURES, {"conv_layers": 2, "filters": [4, 8], "dense_layers": 1, "l2": 1e-3}
    ),
    "pictures, whole": Case(PICTURES, {"conv_layers": 1, "filters": 4}, whole=True),
    "dropout": Case(PICTURES, {"conv_layers": 1, "filters": 4, "dropout": 0.3}),
    "normalized": Case(PICTURES, {"conv_layers": 1, "batch_norm": True, "optimizer": "momentum"}),
    "dense, whole, XLA": Case(VECTORS, {"hidden_layers": 2, "units": 8}, True, True, n=WHOLE),
    "dense, last batch smaller, XLA": Case(VECTORS, {"hidden_layers": 2, "l2": 1e-3}, True, True),
    "weighted": Case(VECTORS, {"hidden_layers": 1}, weighted=True),
    "labels": Case(
        Inputs(kind="image", shape=(8, 8, 1), classes=5, target="labels"), {"conv_layers": 1}
    ),
    "a number, GRU": Case(
        Inputs(kind="sequence", shape=(LENGTH, 2), classes=1, target="number"),
        {"recurrent_layers": 1, "cell": "GRU", "units": 6}, True, n=WHOLE,
    ),
    "words, LSTM both ways": Case(
        tokens("class", 3),
        {"recurrent_layers": 2, "cell": "LSTM", "bidirectional": True, "units": 6,
         "optimizer": "sgd", "learning_rate": 0.5}, True, n=WHOLE,
    ),
    "words, GRU with ReLU": Case(
        tokens("class", 3),
        {"recurrent_layers": 2, "cell": "GRU", "units": 6, "activation": "relu", "l2": 1e-3,
         "optimizer": "sgd", "learning_rate": 0.5},
    ),
    "tags, both ways": Case(
        tokens("tags", 3),
        {"recurrent_layers": 1, "cell": "SimpleRNN", "bidirectional": True, "units": 6}, True,
        n=WHOLE,
    ),
    "next": Case(
        tokens("next", WORDS, padded=False),
        {"recurrent_layers": 1, "cell": "SimpleRNN", "global_clipnorm": 1.0}, True, True, n=WHOLE,
    ),
}  # fmt: skip


def examples(inputs: Inputs, n: int, generator: np.random.Generator, *, weighted: bool) -> Part:
    """Random examples; padded sequences have lengths of their own."""
    if inputs.kind == "tokens":
        x = generator.integers(1, WORDS, size=(n, LENGTH)).astype(np.int32)
        if inputs.padded:
            x *= np.arange(LENGTH) < generator.integers(2, LENGTH + 1, size=(n, 1))
    else:
        x = generator.normal(size=(n, *inputs.shape)).astype(np.float32)
    many = {"class": (n,), "tags": (n, LENGTH), "next": (n, LENGTH)}
    if inputs.target in many:
        y = generator.integers(0, inputs.classes, size=many[inputs.target]).astype(np.int32)
    elif inputs.target == "labels":
        y = generator.integers(0, 2, size=(n, inputs.classes)).astype(np.float32)
    else:
        y = generator.normal(size=(n, 1)).astype(np.float32)
    return Part(x, y, balanced_weights(y, inputs.classes) if weighted else None)


def model_of(network: Network, settings: Settings, *, stock: bool) -> keras.Model:
    """A model, the same each time."""
    model = build(network, 3, stock=stock)
    compile_model(model, settings, network.inputs.target)
    return model


def compare(case: Case) -> dict[str, float]:
    """The largest differences between the two ways."""
    generator = np.random.default_rng(0)
    train = examples(case.inputs, case.n, generator, weighted=case.weighted)
    held_out = examples(case.inputs, 70, generator, weighted=False)
    network = describe(case.inputs, case.settings)
    ours, theirs = (model_of(network, case.settings, stock=stock) for stock in (False, True))
    plan = Plan(case.n, BATCH, case.inputs.target, case.inputs.padded, case.xla, case.whole)
    epochs = Epochs(ours, plan)
    rows = generator.permutation(case.n).astype(np.int32)
    data = tensors(train)
    epochs.make_metrics(data)
    if epochs.whole:
        done = epochs.epochs(data, rows[None], tensors(held_out), tensors(held_out))[0]
        running, judged = done.running, done.validation
    else:
        epochs.begin()
        for start in range(0, epochs.steps, PIECE):  # as when a stop must be prompt
            epochs.train(data, rows, start, min(start + PIECE, epochs.steps))
        running, judged = epochs.running(), epochs.judge(held_out)
    weight = None if train.weight is None else train.weight[rows]
    theirs.run_eagerly = True  # the same steps, and nothing to compile for so few of them
    history = theirs.fit(
        train.x[rows], train.y[rows], sample_weight=weight, batch_size=BATCH, shuffle=False,
        verbose=0,
    ).history  # fmt: skip
    known = theirs.evaluate(held_out.x, held_out.y, batch_size=70, verbose=0, return_dict=True)
    pairs = zip(ours.get_weights(), theirs.get_weights(), strict=True)
    return {
        "weights": max(float(np.abs(a - b).max()) for a, b in pairs),
        "loss": abs(running["loss"] - history["loss"][0]),
        "accuracy": abs(running["accuracy"] - history["accuracy"][0]),
        "val_loss": abs(judged.loss - known["loss"]),
        "val_accuracy": abs(judged.accuracy - known["accuracy"]),
    }


if __name__ == "__main__":
    bound_threads(heavy=False)
    print(json.dumps({name: compare(case) for name, case in CASES.items()}))
