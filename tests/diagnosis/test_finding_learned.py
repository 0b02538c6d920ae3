from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.second_look import Mean, SecondLook
from tutor.diagnosis.verdict import Diagnosis

EPOCHS, GROUPS = 24, 40
FACTS = Facts(
    train_examples=500, validation_examples=400, classes=2, majority_share=0.5,
    class_counts=[250, 250], parameters=900,
    settings={"hidden_layers": 1, "units": 8, "epochs": EPOCHS},
    choices={"units": [4, 8, 16, 32], "epochs": (1, 200)},
)  # fmt: skip


ALIKE = (Mean(0.5, 0.02), Mean(0.5, 0.02))
"""A simple model finds the sets equally hard."""


def groups(mean: float, seed: int = 0, spread: float = 0.2) -> NDArray[np.float32]:
    """Losses of the groups: some are harder, by a share of the mean, in every epoch."""
    hard = np.exp(spread * np.random.default_rng(7).standard_normal(GROUPS))
    own = np.exp(0.02 * np.random.default_rng(seed).standard_normal(GROUPS))
    return np.asarray(mean * hard / hard.mean() * own, np.float32)


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


def test_where_next_to_nothing_is_left_changes_of_that_need_not_be_seen() -> None:
    assert told(train=0.008, val=0.01, spread=2.0).primary.name == "good_fit"


def test_where_every_answer_is_right_nothing_is_left_to_improve() -> None:
    falls = SecondLook(later=later(0.02, 0.01))
    assert told(falls, validated=0.98).primary.name == "still_improving"
    found = told(falls).primary
    assert found.name == "good_fit"
    assert "Every answer is right: all that is left for the loss to gain is" in found.evidence
    nearly = told(falls, validated=0.9975).primary
    assert "Nearly every answer is right: what is left" in nearly.evidence
    straight = replace(FACTS, limit="straight", choices={"hidden_layers": (0, 4)})
    bends = SecondLook(
        later=later(0.02, 0.01), wider=groups(0.001, 5), train=0.01, wider_train=0.0,
        past="straight",
    )  # fmt: skip
    assert told(bends, facts=straight).primary.name == "good_fit"
    untried = told(train=0.001, val=0.2, facts=straight).primary
    assert "straight" not in untried.evidence


def test_few_wrong_answers_that_cost_more_than_guessing_are_a_large_gap() -> None:
    wild = replace(
        FACTS, settings={**FACTS.settings, "learning_rate": 1.0},
        choices={"learning_rate": (1e-4, 1.0)},
    )  # fmt: skip
    said = told(SecondLook(simple=ALIKE), train=0.0, val=4.0, validated=0.96, facts=wild).primary
    assert said.name == "large_gap"
    assert "they cost more than guessing would" in said.evidence
    assert said.change == {"learning_rate": 0.03}
    assert not told(train=0.5, val=4.0, validated=0.96, learned=0.96).has("large_gap")


def test_one_wrong_answer_of_few_is_too_little_to_tell_certainty_by() -> None:
    few = replace(FACTS, validation_examples=25)
    assert not told(train=0.0, val=0.9, validated=0.96, facts=few).has("large_gap")


def test_where_all_is_well_but_a_wider_network_does_better_less_width_is_no_advice() -> None:
    wide = replace(better(0.01, 0.2), simple=ALIKE)
    said = told(wide, val=0.2, validated=0.96).primary
    assert said.name == "good_fit"
    assert said.change == {"units": 32}
    assert told(replace(wide, wider=None), val=0.2, validated=0.96).primary.change == {"units": 4}
    widest = replace(FACTS, choices={"units": [4, 8]})
    stays = told(wide, val=0.2, validated=0.96, facts=widest).primary
    assert stays.change == {}
    assert "wider than the settings here" in stays.remedy
    about = replace(FACTS, choices={"learning_rate": (1e-4, 1.0)}, aside=("units",))
    stays = told(replace(wide, change={"units": 32}), val=0.2, validated=0.96, facts=about).primary
    assert stays.change == {}
    assert "Build can make it so, but this step is about something else" in stays.remedy
