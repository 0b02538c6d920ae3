"""Records made by formula, for tests of what reads them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tests.benchmarks.diagnosis.configurations import Configuration
from tests.benchmarks.diagnosis.record import About, Record, Role
from tests.benchmarks.diagnosis.worlds.world import WorldPlan

Floats = npt.NDArray[np.float64]


_FACTS: dict[str, float | int | list[int]] = {
    "train_examples": 4000, "validation_examples": 5000, "classes": 2, "majority_share": 0.5,
    "baseline_accuracy": 0.8, "parameters": 100, "first_loss": 0.7, "copies": 0,
}  # fmt: skip
_MEASURES = {
    "fresh": 20_000, "entropy": 0.693, "majority": 0.5, "end_spread": 0.6, "train_accuracy": 0.89,
    "train_loss": 0.28, "validation_risk": 0.3, "bayes": 0.2,
}  # fmt: skip


def configuration(name: str = "one", *, fault: str = "", epochs: int = 20) -> Configuration:
    """A configuration of the dense family."""
    return Configuration(
        name=name, frame=f"frame of {name}", profile="any",
        world=WorldPlan(family="dense", classes=2, seed=1),
        settings={"epochs": epochs, "train_size": 400, "hidden_layers": 1, "units": 8},
        validation=400, fault=fault,
    )  # fmt: skip


def record(
    name: str = "one", *, seed: int = 1, rise: float = 0.0, role: Role = "run", fault: str = "",
    epochs: int = 20, **measures: float,
) -> Record:  # fmt: skip
    """A training whose true and validation loss fall to 0.3 by a third and then rise by `rise`.

    The training loss falls throughout where they rise, else it settles.
    """
    total = -(-3 * epochs // 2)
    at = np.arange(total + 1)
    turn = epochs // 3
    risk = 0.3 + 0.4 * np.exp(-at * 6 / turn) + 0.3 * rise * np.clip(at - turn, 0, None) / epochs
    train = (0.28 if not rise else 0.28 * np.exp(-at / epochs)) + 0.4 * np.exp(-at * 6 / turn)
    small = np.full(total + 1, 0.0005)
    wobble = 1 + 0.002 * np.random.default_rng(seed).standard_normal(total)
    columns = {
        "loss": train[1:] * wobble, "train_loss": train[1:], "val_loss": risk[1:] * wobble,
        "accuracy": np.full(total, 0.89), "train_accuracy": np.full(total, 0.89),
        "val_accuracy": np.full(total, 0.88), "penalty": np.zeros(total),
    }  # fmt: skip
    true = {
        "loss": risk, "accuracy": np.full(total + 1, 0.88), "to_end": small,
        "right_to_end": small, "wobble": small, "loss_error": 2 * small,
    }  # fmt: skip
    spread = 1 + 0.1 * np.random.default_rng([seed, 2]).standard_normal(40)
    arrays: dict[str, Floats] = {
        **{f"column/{n}": column for n, column in columns.items()},
        **{f"true/{n}": curve for n, curve in true.items()},
        "group/loss": risk[1 : epochs + 1, np.newaxis] * spread,
        "group/right": np.full((epochs, 40), 0.88), "group/size": np.full(40, 10.0),
        "class/shares": np.full(2, 0.5), "class/recall": np.full(2, 0.88),
        "class/asked": np.full(2, 1e4), "class/train": np.full(2, 2000.0),
        "class/validation": np.full(2, 2500.0), "class/validation_right": np.full(2, 2200.0),
    }  # fmt: skip
    about = About(
        configuration=configuration(name, fault=fault, epochs=epochs), seed=seed, role=role,
        epochs=epochs, facts=dict(_FACTS), measures={**_MEASURES, **measures},
    )  # fmt: skip
    return Record(about, {n: np.asarray(a, dtype=np.float32) for n, a in arrays.items()})
