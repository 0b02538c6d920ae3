"""Case: one network that the worker and a plain Keras script both train."""

from __future__ import annotations

import importlib.util
import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from tests.benchmarks.trainings import make_order
from tutor.datasets import own_data
from tutor.datasets.registry import Card
from tutor.lab.run import Order
from tutor.lab.settings import Settings

_SCRIPTS = Path(__file__).with_name("plain")
_NICENESS = "5"
"""That of the worker, so that whatever else the machine does strikes both alike."""

RECURRENT: Settings = {
    "recurrent_layers": 1, "units": 32, "train_size": 2000, "batch_size": 32,
    "learning_rate": 0.001,
}  # fmt: skip
DIGITS: Settings = {
    "conv_layers": 2, "filters": [16, 32], "kernel_size": 3, "pooling": "max", "dense_layers": 1,
    "units": 64, "activation": "relu", "batch_size": 32, "learning_rate": 0.001,
}  # fmt: skip
DENSE: Settings = {
    "hidden_layers": 3, "units": 8, "activation": "tanh", "batch_size": 10, "learning_rate": 0.01,
}  # fmt: skip
CHARACTERS: Settings = {
    "recurrent_layers": 1, "cell": "LSTM", "batch_size": 32, "learning_rate": 0.001,
}  # fmt: skip
LARGE: Settings = {
    "conv_layers": 2, "filters": [28, 56], "kernel_size": 3, "pooling": "max",
    "activation": "relu", "batch_size": 32, "learning_rate": 0.001, "train_size": 6400,
}  # fmt: skip

LARGE_EXAMPLES = 10_700
"""So many that the three fifths which are trained on are 6,400 at least."""
LARGE_VALIDATION = LARGE_EXAMPLES // 5


class Plain(msgspec.Struct, frozen=True):
    """What a plain script tells: seconds of each epoch, and the sizes of what it trained."""

    epochs: list[float]
    parameters: int
    train: int
    validation: int
    val_accuracy: float

    @property
    def epoch_seconds(self) -> float:
        """The median epoch, without the first."""
        return statistics.median(self.epochs[1:])


@dataclass(frozen=True, slots=True)
class Case:
    """One network.

    Attributes:
        name: for people.
        script: the plain script's arguments, its name first; the number of epochs is added.
        dataset: its name, or the card of own data.
        settings: of the network, without epochs.
        epochs, plain_epochs: how many each side is timed for.
        target: the most that an epoch may take of the plain one.
    """

    name: str
    script: tuple[str, ...]
    dataset: str | Card
    settings: Settings
    epochs: int
    plain_epochs: int
    target: float

    def order(self, epochs: int | None = None, **changed: float) -> Order:
        """An order for it, with other settings where they are given."""
        settings: Settings = {**self.settings, "epochs": epochs or self.epochs, **changed}
        return make_order(self.dataset, settings)

    def plain(self) -> Plain:
        """What the plain script told."""
        return run_script(*self.script, str(self.plain_epochs))


def cases(folder: Path) -> dict[str, Case]:
    """All networks that are compared with plain scripts, by a short name.

    Args:
        folder: where the large one's pictures may be written.
    """
    card, pictures = _large_pictures(folder)
    large = ("large.py", str(pictures), "6400", str(LARGE_VALIDATION))
    gru, lstm = RECURRENT | {"cell": "GRU"}, RECURRENT | {"cell": "LSTM"}
    return {
        "digits": Case("digits CNN", ("digits.py",), "digits", DIGITS, 20, 8, 0.30),
        "gru": Case("GRU-32", ("gru.py",), "reviews", gru, 12, 6, 0.25),
        "lstm": Case("LSTM-32", ("lstm.py",), "reviews", lstm, 12, 6, 0.25),
        "dense": Case("dense 8-8-8", ("dense.py",), "points", DENSE, 400, 12, 0.025),
        "characters": _characters(64, target=0.5),
        "characters-wide": _characters(128, target=1.0),
        "large": Case("large CNN", large, card, LARGE, 4, 4, 1.0),
    }


def _characters(units: int, target: float) -> Case:
    """An LSTM that predicts characters; from 128 units on, its time is all arithmetic."""
    script = ("characters.py", str(units))
    settings: Settings = {**CHARACTERS, "units": units}
    return Case(f"characters LSTM-{units}", script, "course-texts", settings, 4, 4, target)


def run_script(*arguments: str) -> Plain:
    """What a script of `plain/` tells.

    Raises:
        RuntimeError: it fails; the message is the end of what it wrote.
    """
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    root = str(Path(__file__).parents[2])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (root, os.getenv("PYTHONPATH"))))
    name, *rest = arguments
    done = subprocess.run(
        ["nice", "-n", _NICENESS, sys.executable, str(_SCRIPTS / name), *rest],
        check=False, capture_output=True, text=True, env=environment,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr[-2000:]}")
    return msgspec.convert(json.loads(done.stdout.splitlines()[-1]), Plain)


def jax_installed() -> bool:
    """Whether Keras's JAX backend can be compared with."""
    return importlib.util.find_spec("jax") is not None


def _large_pictures(folder: Path) -> tuple[Card, Path]:
    """Random pictures of ten classes, as own data and as the archive itself."""
    generator = np.random.default_rng(0)
    path = folder / "pictures.npz"
    x = generator.random((LARGE_EXAMPLES, 28, 28), dtype=np.float32)
    np.savez(path, x=x, y=np.arange(LARGE_EXAMPLES) % 10)
    return own_data.survey(path), path
