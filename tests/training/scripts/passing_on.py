"""What the callback passes on to the diagnosis beside the curves; prints JSON.

It runs on the backend that `KERAS_BACKEND` names.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from keras import layers

import tutor
from tutor.training.copies import copied

chance = np.random.default_rng(0)
X = chance.normal(size=(400, 6)).astype("float32")
Y = (X[:, 0] + 0.3 * chance.normal(size=400) > 0.9).astype("int32")
TRAIN, HELD = slice(0, 260), slice(260, 400)
SILENT = 3


def fitted(model: keras.Model, y: Any = Y, *, epochs: int = 2, **more: Any) -> Any:
    """The callback of a training; `more` is for it."""
    callback = tutor.DiagnosisCallback(
        validation_data=(X[HELD], y[HELD]), batch_size=70, verbose=0, **more
    )
    model.fit(
        X[TRAIN], y[TRAIN], batch_size=65, epochs=epochs, verbose=0, callbacks=[callback],
        validation_data=(X[HELD], y[HELD]), validation_batch_size=140,
    )  # fmt: skip
    return callback


def dense(*, units: int = 2, last: Any = "softmax", **compiled: Any) -> keras.Model:
    """A small network, the same each time."""
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [layers.Input((6,)), layers.Dense(8, "relu", name="one"),
         layers.Dense(8, "relu", kernel_regularizer="l2", name="two"),
         layers.Dropout(0.5), layers.Dense(units, last, name="three")]
    )  # fmt: skip
    usual = {
        "optimizer": keras.optimizers.SGD(0.1), "loss": "sparse_categorical_crossentropy",
        "metrics": ["accuracy"], "run_eagerly": keras.backend.backend() != "jax",
    }  # fmt: skip
    model.compile(**{**usual, **compiled})
    return model


def inside() -> dict[str, Any]:
    """Of two epochs: how the weights moved, which units were silent, what was measured, known."""
    model = dense()
    kernel, bias = model.get_layer("one").get_weights()
    bias[:SILENT] = -100.0
    model.get_layer("one").set_weights([kernel, bias])
    seen = [weights(model)]
    before = judged(model, HELD)
    keep = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: seen.append(weights(model))
    )
    callback: Any = tutor.DiagnosisCallback(
        (X[HELD], Y[HELD]), train_data=(X[TRAIN], Y[TRAIN]), batch_size=70, verbose=0
    )
    own = model.fit(
        X[TRAIN], Y[TRAIN], batch_size=65, epochs=2, verbose=0, callbacks=[callback, keep],
        validation_data=(X[HELD], Y[HELD]), validation_batch_size=140,
    ).history  # fmt: skip
    history, facts = callback.history, callback._followed.facts()
    steps = 260 // 65
    return {
        "own": own,
        "metrics": history.metrics,
        "initial": history.initial,
        "before": before,
        "after": judged(model, slice(0, 260, 2)),
        "layers": history.layers,
        "ratios": {
            name: [norm(b[name] - a[name]) / norm(a[name]) / steps
                   for a, b in itertools.pairwise(seen)]
            for name in seen[0]
        },
        "facts": {k: v for k, v in asdict(facts).items() if not callable(v)},
        "counts": np.bincount(Y[TRAIN]).tolist(),
        "right": right(model),
        "groups": list(callback._followed.epochs.examples().losses.shape),
    }  # fmt: skip


def weights(model: keras.Model) -> dict[str, npt.NDArray[np.float32]]:
    """All weights of each layer, in a row."""
    return {
        layer.name: np.concatenate([weight.ravel() for weight in layer.get_weights()])
        for layer in model.layers if layer.get_weights()
    }  # fmt: skip


def norm(values: npt.NDArray[np.float32]) -> float:
    """The Euclidean norm."""
    return float(np.linalg.norm(values))


def judged(model: keras.Model, part: slice) -> list[float]:
    """Loss and accuracy as Keras evaluates them."""
    told = model.evaluate(X[part], Y[part], batch_size=140, verbose=0, return_dict=True)
    return [told["loss"], told["accuracy"]]


def right(model: keras.Model) -> list[list[int]]:
    """For each class how many validation examples are answered right, and all of them."""
    answers = model.predict(X[HELD], verbose=0).argmax(axis=-1)
    asked = Y[HELD]
    return [[int((answers[asked == k] == k).sum()), int((asked == k).sum())] for k in (0, 1)]


def undisturbed() -> list[dict[str, list[float]]]:
    """The curves of a training without the callback and with it."""
    found = []
    for callbacks in ([], [tutor.DiagnosisCallback((X[HELD], Y[HELD]), verbose=0)]):
        model = dense(run_eagerly=False)
        own = model.fit(X[TRAIN], Y[TRAIN], epochs=3, verbose=0, callbacks=callbacks,
                        validation_data=(X[HELD], Y[HELD]))  # fmt: skip
        found.append(own.history)
    return found


class Own(keras.Model):  # type: ignore[misc]
    """A network of which Keras knows layers, but not which comes last."""

    def __init__(self) -> None:
        super().__init__()
        self.last = layers.Dense(2, "softmax")

    def call(self, x: Any) -> Any:
        """What it gives."""
        return self.last(x)


def nested() -> keras.Model:
    """A network within a network, with a convolution and an activation of its own."""
    inputs = layers.Input((6,))
    x = layers.Conv1D(4, 3, activation="relu", name="conv")(layers.Reshape((6, 1))(inputs))
    inner = keras.Sequential([layers.Input((16,)), layers.Dense(1), layers.Activation("sigmoid")])
    return keras.Model(inputs, inner(layers.Flatten()(x)))


def outputs() -> dict[str, Any]:
    """For each kind of network what was told of its output, its settings and its silent units."""
    hot = keras.utils.to_categorical(Y, 2)
    eager = {"metrics": ["accuracy"], "run_eagerly": keras.backend.backend() != "jax"}
    deep, own = nested(), Own()
    deep.compile("adam", keras.losses.BinaryCrossentropy(), **eager)
    own.compile("adam", "sparse_categorical_crossentropy", **eager)
    logits = keras.losses.CategoricalCrossentropy(from_logits=True)
    cases: dict[str, tuple[keras.Model, Any]] = {
        "one hot": (dense(last=None, loss=logits), hot),
        "yes or no": (deep, Y),
        "numbers": (dense(units=1, last="tanh", loss="mse",
                          optimizer=keras.optimizers.SGD(0.01, momentum=0.9)), X[:, 0]),
        "its own": (own, Y),
        "sparsemax": (dense(last="sparsemax"), Y),
        "own loss": (dense(loss=lambda y, p: keras.ops.mean((p - y) ** 2, axis=-1)), hot),
    }  # fmt: skip
    found: dict[str, Any] = {}
    for name, (model, y) in cases.items():
        callback = fitted(model, y, epochs=1)
        facts = callback._followed.facts()
        found[name] = {
            "output": facts.output and asdict(facts.output),
            "settings": facts.settings,
            "classes": facts.classes,
            "majority": facts.majority_share,
            "counts": facts.class_counts,
            "silent": [key for key in callback.history.layers if key.startswith("zero_units/")],
        }
    return found


def even() -> list[int]:
    """The counts that are told where the validation set's classes are as many."""
    found: list[int] = fitted(dense(), (X[:, 0] > 0).astype("int32"))._followed.facts().class_counts
    return found


def batch_size() -> object:
    """What is read off the number of steps."""
    model = dense()
    callback: Any = tutor.DiagnosisCallback(train_examples=260, verbose=0)
    model.fit(X[TRAIN], Y[TRAIN], batch_size=10, verbose=0, callbacks=[callback])
    return callback._followed.facts().settings["batch_size"]


def found_out() -> dict[str, list[str]]:
    """What is found in trainings whose trouble no curve tells."""
    bounded = fitted(dense(units=1, last="tanh", loss="mse"), X[:, 0], epochs=3)
    copies = X.copy()
    copies[HELD] = X[:140]
    callback: Any = tutor.DiagnosisCallback(
        (copies[HELD], Y[:140]), train_data=(X[TRAIN], Y[TRAIN]), batch_size=140, verbose=0
    )
    model = dense(optimizer=keras.optimizers.Adam(0.01))
    model.fit(X[TRAIN], Y[TRAIN], batch_size=65, epochs=3, verbose=0, callbacks=[callback],
              validation_data=(copies[HELD], Y[:140]))  # fmt: skip
    assert copied(X[TRAIN], copies[HELD]) == 1.0
    return {
        name: [finding.name for finding in one.diagnosis.findings]
        for name, one in (("bounded", bounded), ("copies", callback))
    }


if __name__ == "__main__":
    print(json.dumps({
        "backend": keras.backend.backend(), "inside": inside(), "undisturbed": undisturbed(),
        "outputs": outputs(), "found out": found_out(), "even": even(), "batch size": batch_size(),
    }, default=float))  # fmt: skip
