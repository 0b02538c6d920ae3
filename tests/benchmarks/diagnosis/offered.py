"""What a lesson would let a learner set in a benchmark's run, so that remedies become changes.

Two lessons are thought of. `whole` offers everything that the engine can apply to the run; `plain`
offers what the course's lessons of networks offer: layers, widths, activations, dropout and the
three standard settings, but no further data, penalty, early stopping or other optimizer.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Literal

from tests.benchmarks.diagnosis.configurations import Configuration
from tutor.diagnosis.history import Facts
from tutor.lab.architecture import FALLBACK
from tutor.lab.knobs import CELLS, OPTIMIZERS
from tutor.lab.settings import STANDARD, Settings

Lesson = Literal["whole", "plain"]
LESSONS: tuple[Lesson, ...] = ("whole", "plain")

_Choices = dict[str, Sequence[object]]

_LAYERS: dict[str, _Choices] = {
    "hidden_layers": {"hidden_layers": (0, 6), "units": (1, 256)},
    "conv_layers": {
        "conv_layers": (0, 3), "filters": (1, 64), "dense_layers": (0, 2), "units": (1, 256),
    },
    "recurrent_layers": {"recurrent_layers": (0, 2), "units": (1, 256), "cell": CELLS},
}  # fmt: skip
"""By the kind of layers that a network is made of."""

_BENT = ["relu", "tanh", "sigmoid", "gelu", "elu", "leaky_relu", "selu", "silu", "softplus",
         "linear"]  # fmt: skip
_BENT_IN_TIME = ["tanh", "relu", "sigmoid", "elu", "softsign"]
"""Activations as the lessons on pictures and on sequences offer them."""

_REST: _Choices = {
    "l2": (0.0, 0.1), "optimizer": OPTIMIZERS, "early_stopping": (0, 50),
    "global_clipnorm": (0.0, 10.0), "train_size": (50, 40_000),
    "class_weights": (False, True), "remove_duplicates": (False, True),
}  # fmt: skip
_UNSET: Settings = {
    "optimizer": "adam", "early_stopping": 0, "global_clipnorm": 0.0, "class_weights": False,
    "remove_duplicates": False,
}  # fmt: skip
"""What holds for settings that a run says nothing about, beside the engine's own `FALLBACK`."""


def choices(configuration: Configuration, lesson: Lesson) -> _Choices:
    """The settings that a lesson offers for this run, and their values or range."""
    kind = _kind(configuration.settings)
    recurrent = kind == "recurrent_layers"
    found: _Choices = {
        **_LAYERS[kind],
        "activation": _BENT_IN_TIME if recurrent else _BENT,
        "dropout": (0.0, 0.6),
        **{setting.name: (setting.low, setting.high) for setting in STANDARD},
    }
    if lesson == "plain":
        return found
    return found | _REST | ({} if recurrent else {"batch_norm": (False, True)})


def settings(configuration: Configuration) -> Settings:
    """What the run was trained with, what it leaves to the engine included."""
    usual = "tanh" if _kind(configuration.settings) == "recurrent_layers" else "relu"
    standard: Settings = {setting.name: setting.default for setting in STANDARD}
    return {**FALLBACK, **standard, **_UNSET, "activation": usual, **configuration.settings}


def facts_in(lesson: Lesson, configuration: Configuration, facts: Facts) -> Facts:
    """Facts of a run as the tutor knows them in a lesson."""
    return dataclasses.replace(
        facts, settings=settings(configuration), choices=choices(configuration, lesson)
    )


def _kind(given: Mapping[str, object]) -> str:
    return next(name for name in _LAYERS if name in given)
