from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.second_look import SecondLook
from tutor.diagnosis.verdict import Diagnosis

EPOCHS, GROUPS = 24, 40
FACTS = Facts(
    train_examples=500, validation_examples=400, classes=2, majority_share=0.5,
    class_counts=[250, 250], parameters=900,
    settings={"hidden_layers": 1, "units": 8, "epochs": EPOCHS},
    choices={"units": [4, 8, 16, 32], "epochs": (1, 200)},
)  # fmt: skip


def groups(mean: float, seed: int = 0, spread: float = 0.2) -> NDArray[np.float32]:
    """Losses of the groups: some are harder, by a share of the mean, in every epoch."""
    hard = np.exp(spread * np.random.default_rng(7).standard_normal(GROUPS))
    own = np.exp(0.02 * np.random.default_rng(seed).standard_normal(GROUPS))
    return (mean * hard / hard.mean() * own).astype(np.float32)


def told(
    second: SecondLook | None = None,
    *,
    train: float = 0.01,
    val: float = 0.02,
    learned: float = 1.0,
    validated: float = 1.0,
    facts: Facts = FACTS,
    spread: float = 0.2,
) -> Diagnosis:
    """What is said of a run that has settled at these losses and shares of right answers."""
    course = 0.7 * 0.5 ** np.arange(EPOCHS)
    losses = np.stack([groups(val + c, seed, spread) for seed, c in enumerate(course)])
    rise = 1 - 0.5 * 0.6 ** np.arange(EPOCHS)
    made = history(
        train_loss=train + course, val_loss=losses.mean(axis=1, dtype=np.float64),
        train_accuracy=learned * rise, val_accuracy=validated * rise,
    )  # fmt: skip
    examples = Examples(losses, np.full_like(losses, validated))
    return diagnose(made, facts, examples, second)


def later(start: float, end: float) -> NDArray[np.float32]:
    return np.stack([groups(start, 99), *(groups(end, 100 + step) for step in range(12))])


def better(train: float, val: float) -> SecondLook:
    """A wider network whose losses are a tenth of these, on both sets."""
    return SecondLook(
        later=later(val, val), wider=groups(val / 10, 5), train=train, wider_train=train / 10
    )


@pytest.mark.parametrize(
    ("train", "learned", "under"),
    [(0.2, 0.9, True), (0.2, 0.995, False), (0.02, 0.9, False), (0.01, 1.0, False)],
)
def test_where_the_training_set_is_learned_a_lower_loss_elsewhere_is_no_underfitting(
    train: float, learned: float, *, under: bool
) -> None:
    said = told(better(train, 0.25), train=train, val=0.25, learned=learned, validated=0.9)
    assert said.has("underfitting") is under


def test_answers_on_the_whole_training_set_say_whether_it_is_learned() -> None:
    whole = replace(better(0.2, 0.25), learned=0.9)
    assert told(whole, train=0.2, val=0.25, learned=1.0, validated=0.9).has("underfitting")
