"""The callback in real trainings of Keras, and an event file of TensorFlow's; prints JSON."""

from __future__ import annotations

import contextlib
import io
import json
import math
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

import tutor
from tutor.diagnosis.examples import Grouping
from tutor.diagnosis.verdict import Finding
from tutor.lab.logs import read_log

chance = np.random.default_rng(0)
X = chance.normal(size=(400, 10)).astype("float32")
NOISY = X[:, 0] + X[:, 1] * X[:, 2] + chance.normal(size=400)
Y = (NOISY > 0).astype("int32")
TRAIN, HELD = slice(0, 150), slice(150, 400)


def made(
    outputs: int = 2, loss: Any = None, rate: float = 5e-3, *, compiled: bool = False
) -> keras.Model:
    """A network too large for 150 examples, with the same weights each time.

    Args:
        outputs: 1 or 2.
        loss: cross-entropy where nothing else is said.
        rate: of learning.
        compiled: whether to graphs, which costs more than a few epochs do.
    """
    keras.utils.set_random_seed(1)
    last = {1: "sigmoid", 2: "softmax"}[outputs]
    layers = [keras.layers.Input((10,)), keras.layers.Dense(64, "relu"),
              keras.layers.Dense(64, "relu"), keras.layers.Dense(outputs, last)]  # fmt: skip
    model = keras.Sequential(layers)
    usual = {1: "binary_crossentropy", 2: "sparse_categorical_crossentropy"}[outputs]
    model.compile(
        keras.optimizers.Adam(rate), loss or usual, metrics=["accuracy"], run_eagerly=not compiled
    )
    return model


@cache
def overfitting() -> tuple[keras.Model, list[Any]]:
    """A compiled network, and what its variables begin with."""
    model = made(compiled=True)
    model.optimizer.build(model.trainable_variables)
    return model, [v.numpy() for v in (*model.variables, *model.optimizer.variables)]


def afresh() -> keras.Model:
    """The compiled network at its beginning."""
    model, values = overfitting()
    keras.utils.set_random_seed(1)
    variables = (*model.variables, *model.optimizer.variables)
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
    return model


def fitted(
    callback: Any, model: keras.Model | None = None, y: Any = Y, *, epochs: int = 25, **more: Any
) -> tuple[keras.Model, dict[str, list[float]], str]:
    """A model trained with a callback, Keras's own history, and what was printed."""
    model = model or made()
    more = {"validation_data": (X[HELD], y[HELD]), "validation_batch_size": 250, **more}
    with contextlib.redirect_stdout(io.StringIO()) as out:
        own = model.fit(
            X[TRAIN], y[TRAIN], epochs=epochs, verbose=0, callbacks=[callback], **more
        )  # fmt: skip
    return model, own.history, out.getvalue()


def means(callback: Any) -> dict[str, list[float]]:
    """What the groups of validation examples have on average, each by its size."""
    examples = callback._followed.epochs.examples()
    if examples is None:
        return {"losses": [], "right": []}
    sizes = Grouping(250)._sizes
    return {
        "losses": (examples.losses @ sizes / 250).tolist(),
        "right": (examples.correct @ sizes / 250).tolist(),
    }


def whole() -> dict[str, Any]:
    """A training to its end, its examples followed."""
    heard: list[Finding] = []
    callback = tutor.DiagnosisCallback(
        (X[HELD], Y[HELD]), train_examples=150, batch_size=250, on_finding=heard.append, verbose=2
    )
    _, own, out = fitted(callback, afresh())
    return {
        "own": own,
        "history": {name: callback.history.column(name) for name in own},
        **means(callback),
        "primary": callback.diagnosis and callback.diagnosis.primary.name,
        "early": [finding.name for finding in callback.early],
        "heard": [finding.name for finding in heard],
        "best": callback.best_epoch,
        "out": out,
    }


def stopped() -> dict[str, Any]:
    """Trainings that end when overfitting has begun, with the best weights and without."""
    told = {}
    for restore in (True, False):
        callback = tutor.DiagnosisCallback(
            (X[HELD], Y[HELD]), batch_size=250, stop=True, restore_best_weights=restore, verbose=1
        )
        model, own, out = fitted(callback, afresh())
        again = model.evaluate(X[HELD], Y[HELD], verbose=0, batch_size=250)
        told[str(restore)] = {
            "losses": own["val_loss"], "again": again[0], "best": callback.best_epoch, "out": out,
            "early": [finding.name for finding in callback.early],
        }  # fmt: skip
    return told


def kinds() -> dict[str, Any]:
    """For each kind of loss and answer: the mean of examples' losses beside Keras's val_loss."""
    hot = keras.utils.to_categorical(Y, 2)
    column = Y[:, None].astype("float32")

    def own_loss(y: Any, predicted: Any) -> Any:
        return keras.ops.mean(keras.ops.square(predicted - y), axis=-1)

    def one_number(y: Any, predicted: Any) -> Any:
        return keras.ops.mean(keras.ops.square(predicted - y))

    cases: dict[str, tuple[keras.Model, Any]] = {
        "sparse": (made(), Y),
        "sparse column": (made(), column),
        "one hot": (made(2, keras.losses.CategoricalCrossentropy()), hot),
        "binary": (made(1), Y),
        "binary column": (made(1, keras.losses.BinaryCrossentropy()), column),
        "own": (made(1, own_loss), column),
        "one number": (made(1, one_number), column),
        "no classes": (made(1, "mean_squared_error"), NOISY.astype("float32")),
    }
    told = {}
    for name, (model, y) in cases.items():
        callback = tutor.DiagnosisCallback((X[HELD], y[HELD]), batch_size=250, verbose=1)
        _, own, out = fitted(callback, model, y, epochs=2, batch_size=150)
        told[name] = {**means(callback), "own": own, "curves only": "curves only" in out}
    return told


def others() -> dict[str, Any]:
    """A training that diverges, one validated now and then, one not at all, one silent."""
    lost = tutor.DiagnosisCallback(stop=True, verbose=0)
    _, own, silent = fitted(lost, made(1, "mean_squared_error", rate=1e30), batch_size=50)
    rare = tutor.DiagnosisCallback((X[HELD], Y[HELD]), batch_size=250, verbose=0)
    fitted(rare, epochs=12, validation_freq=3, batch_size=150)
    alone = tutor.DiagnosisCallback(verbose=0, restore_best_weights=True)
    few: dict[str, Any] = {"validation_data": None, "batch_size": 150}
    fitted(alone, epochs=6, **few)
    fitted(alone, epochs=3, **few)
    twice = alone.history.epochs
    fitted(alone, epochs=9, initial_epoch=5, **few)
    return {
        "diverged": [lost.diagnosis and lost.diagnosis.primary.name, len(own["loss"]), silent],
        "rare": [list(rare.history.counted), len(means(rare)["losses"]), rare.best_epoch],
        "alone": [twice, alone.best_epoch, list(alone.history.counted)],
    }


def events() -> dict[str, Any]:
    """What TensorFlow's own writer writes, both ways, read back."""
    values = [2.0, 1.0, 0.5, math.inf]
    told = {}
    for way in ("simple", "tensor"):
        with tempfile.TemporaryDirectory() as folder, tf.Graph().as_default():
            writer = tf.compat.v1.summary.FileWriter(folder)
            for step, value in enumerate(values):
                held = tf.compat.v1.Summary.Value(tag="loss", simple_value=value)
                if way == "tensor":
                    number = tf.make_tensor_proto(value, dtype=tf.float32)
                    held = tf.compat.v1.Summary.Value(tag="loss", tensor=number)
                writer.add_summary(tf.compat.v1.Summary(value=[held]), step)
            writer.close()
            told[way] = read_log(Path(folder)).history.column("loss")
    return {"written": values, **told}


print(json.dumps({"whole": whole(), "stopped": stopped(), "kinds": kinds(), "others": others(),
                  "events": events()}))  # fmt: skip
