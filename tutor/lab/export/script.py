"""A run as a plain Keras script: pure Keras and numpy, nothing of ours.

It repeats the run: the same first weights, the same order of examples, the same random numbers of
dropout, from the same seeds. Only the order in which a processor adds numbers up may differ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tutor.lab.export.data import data_code, data_imports, loads_itself
from tutor.lab.export.layers import model_code
from tutor.lab.run import Order, Record
from tutor.lab.schedule import SCHEDULES
from tutor.lab.settings import number

_WHOLE = ("finished", "early_stopped")
_OPTIMIZERS = {
    "adam": "Adam", "adamw": "AdamW", "sgd": "SGD", "momentum": "SGD", "rmsprop": "RMSprop",
    "nadam": "Nadam",
}  # fmt: skip
_NEAR = 0.04
"""As `tutor.training.targets.NEAR`."""

_BATCHES = '''
def batches():
    """All batches of one epoch after the other, the examples in another order in each."""
    generator = np.random.default_rng([SEED, 1])
    while True:
        order = generator.permutation(len(x_train))
        for first in range(0, len(x_train), BATCH_SIZE):
            rows = order[first : first + BATCH_SIZE]
            weights = () if w_train is None else (w_train[rows],)
            yield x_train[rows], y_train[rows], *weights
'''
_NEARNESS = '''
def nearness(y, predicted):
    """1 where a number is estimated to within {near}, else 0."""
    near = keras.ops.abs(keras.ops.cast(y, predicted.dtype) - predicted) < {near}
    return keras.ops.mean(keras.ops.cast(near, "float32"), axis=-1)

'''
_RATES = {
    "cosine": "LEARNING_RATE * 0.5 * (1.0 + math.cos(math.pi * done))",
    "step": "LEARNING_RATE * 0.1 ** ((done >= 0.5) + (done >= 0.75))",
    "exponential": "LEARNING_RATE * 0.01**done",
}


class ExportError(Exception):
    """A run that cannot be written out, or only in part; the message is for people."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the script.

    Attributes:
        title: what it does, for people.
        lines: of code.
    """

    title: str
    lines: list[str]


def sections(order: Order, record: Record) -> list[Section]:
    """The parts of a run's script, in order.

    Raises:
        ExportError: the run learned by playing, and not from examples.
    """
    if order.network.inputs.target == "action":
        raise ExportError(
            "A run that learned by playing a game cannot be written as a plain script: its data "
            "are the games that it played."
        )
    return [
        Section("Libraries and settings", _settings(order, record)),
        Section("Data", data_code(order)),
        Section("Network", model_code(order.network, order.seed)),
        Section("Training", _training(order)),
        Section("What came out, beside the run", _judging(record, open_test=order.open_test)),
    ]


def script(order: Order, record: Record) -> str:
    """The whole script.

    Raises:
        ExportError: the run learned by playing, and not from examples.
    """
    lines = [*_docstring(order), ""]
    for section in sections(order, record):
        lines += ["", f"# {section.title}", "", *section.lines, ""]
    return "\n".join(lines).rstrip() + "\n"


def _docstring(order: Order) -> list[str]:
    beside = "" if loads_itself(order) else " The data lie beside it, in data.npz."
    versions = ", ".join(f"{name} {order.environment[name]}" for name in ("keras", "tensorflow")
                         if name in order.environment)  # fmt: skip
    return [
        f'"""Repeats run {order.run}: {order.dataset}, {order.network.parameters:,} parameters.',
        "",
        f"It needs Keras and numpy{', and scikit-learn' if order.dataset == 'digits' else ''} "
        f"only.{beside}",
        f"Made with {versions or 'versions that are not known'}. With these on a processor it",
        "comes to the run's figures but for rounding; a GPU or other versions may differ more.",
        '"""',
    ]


def _settings(order: Order, record: Record) -> list[str]:
    settings = order.settings
    asked, done = int(number(settings, "epochs", 1)), record.history.epochs
    reason = record.ended.reason if record.ended else "interrupted"
    cut = reason not in _WHOLE or (reason == "early_stopped" and not _patience(order))
    lines = ["import math"] if _schedule(order) != "constant" else []
    lines += ["import os", *(line for line in data_imports(order) if "pathlib" in line), ""]
    lines += ['os.environ.setdefault("KERAS_BACKEND", "tensorflow")', ""]
    lines += ["import keras", "import numpy as np"]
    lines += [line for line in data_imports(order) if "pathlib" not in line]
    epochs = f"{done}  # the run was ended there, of {asked} epochs" if cut else str(asked)
    lines += ["", f"SEED = {order.seed}", f"EPOCHS = {epochs}"]
    lines += [f"BATCH_SIZE = {int(number(settings, 'batch_size', 32))}"]
    lines += [f"LEARNING_RATE = {number(settings, 'learning_rate', 0.001)!r}"]
    return lines


def _schedule(order: Order) -> str:
    found = str(order.settings.get("schedule", "constant"))
    return found if found in SCHEDULES else "constant"


def _patience(order: Order) -> int:
    return int(number(order.settings, "early_stopping", 0))


def _training(order: Order) -> list[str]:
    settings = order.settings
    lines: list[str] = []
    if order.network.inputs.target == "number":
        lines += [*_NEARNESS.format(near=_NEAR).strip("\n").split("\n"), "", ""]
    lines += [*_BATCHES.strip("\n").split("\n"), "", ""]
    callbacks = []
    if _schedule(order) != "constant":
        asked = int(number(settings, "epochs", 1))
        lines += ["def rate(epoch, _):", '    """The learning rate of an epoch, from 0."""',
                  f"    done = epoch / {asked}",
                  f"    return {_RATES[_schedule(order)]}", "", ""]  # fmt: skip
        callbacks.append("keras.callbacks.LearningRateScheduler(rate)")
    if _patience(order):
        callbacks.append(
            f'keras.callbacks.EarlyStopping("val_loss", patience={_patience(order)}, '
            "restore_best_weights=True)"
        )
    lines += [
        *_compiled(order),
        "history = model.fit(",
        "    batches(),",
        "    epochs=EPOCHS,",
        "    steps_per_epoch=-(-len(x_train) // BATCH_SIZE),",
        "    validation_data=(x_val, y_val),",
        "    validation_batch_size=1024,",
    ]
    if callbacks:
        lines += ["    callbacks=[", *(f"        {callback}," for callback in callbacks), "    ],"]
    return [*lines, "    verbose=2,", ")"]


def _compiled(order: Order) -> list[str]:
    """The call of `compile`."""
    name = str(order.settings.get("optimizer", "adam"))
    given = "LEARNING_RATE" + (", momentum=0.9" if name == "momentum" else "")
    clip = number(order.settings, "global_clipnorm", 0.0)
    given += f", global_clipnorm={clip!r}" if clip else ""
    loss, metric = {
        "labels": ("BinaryCrossentropy", 'keras.metrics.BinaryAccuracy(name="accuracy")'),
        "number": ("MeanSquaredError",
                   'keras.metrics.MeanMetricWrapper(nearness, name="accuracy")'),
    }.get(
        order.network.inputs.target,
        ("SparseCategoricalCrossentropy",
         'keras.metrics.SparseCategoricalAccuracy(name="accuracy")'),
    )  # fmt: skip
    lines = ["model.compile(", f"    optimizer=keras.optimizers.{_OPTIMIZERS[name]}({given}),",
             f"    loss=keras.losses.{loss}(),", f"    metrics=[{metric}],"]  # fmt: skip
    return [*lines, f"    jit_compile={_jit(order)},", ")"]


def _jit(order: Order) -> str:
    """XLA draws other numbers for dropout, so it is used where the run's dropout had it."""
    draws = any(layer.type == "Dropout" for layer in order.network.layers)
    if draws and "XLA" in order.environment.get("way", ""):
        return "True"
    return "False"


def _judging(record: Record, *, open_test: bool) -> list[str]:
    metrics = record.metrics
    lines = []
    for name, prefix in (("val", "val"), ("test", "test")):
        if name == "test" and not open_test:
            continue
        known = {key: metrics[f"{prefix}_{key}"] for key in ("loss", "accuracy")
                 if f"{prefix}_{key}" in metrics}  # fmt: skip
        told = ", ".join(f'"{key}": {_literal(value)}' for key, value in known.items())
        lines += [
            f"found = model.evaluate(x_{name}, y_{name}, 1024, verbose=0, return_dict=True)",
            f"for metric, before in {{{told}}}.items():",
            f'    print(f"{prefix}_{{metric}}: {{found[metric]:.6f}} here, '
            '{before:.6f} in the run")',
        ]
    return lines


def _literal(value: float) -> str:
    if math.isfinite(value):
        return repr(value)
    return f'float("{value}")'
