from __future__ import annotations

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.meaning import explained
from tutor.diagnosis.second_look import SecondLook
from tutor.diagnosis.verdict import Diagnosis, Finding

EPOCHS = np.arange(20)


def told(
    learned: float, validated: float, wrong: float, known: int = 359, *, tried: bool = True
) -> Finding:
    """What is said of a level run of 200 examples, so many of whose labels are wrong."""
    course = 0.5 + 0.5 * 0.5**EPOCHS
    hard = np.random.default_rng(1).standard_normal(40) * 0.1
    losses = (course[:, None] + hard[None, :]).astype(np.float32)
    made = history(
        train_loss=course, val_loss=losses.mean(axis=1, dtype=np.float64),
        train_accuracy=learned - 0.1 * 0.5**EPOCHS, val_accuracy=validated - 0.1 * 0.5**EPOCHS,
    )  # fmt: skip
    facts = Facts(
        train_examples=200, validation_examples=known, settings={"label_noise": wrong}, classes=10
    )
    second = SecondLook(learned=learned, train=0.5) if tried else None
    return diagnose(made, facts, Examples(losses, np.full_like(losses, validated)), second).primary


def test_what_is_right_beyond_the_right_labels_was_learned_by_heart() -> None:
    found = told(0.895, 0.85, wrong=0.2)
    assert found.name == "large_gap"
    assert (
        "Only 80 % of the training labels are right: 9.5 points at least are wrong ones, learned "
        "by heart." in found.evidence
    )
    said = explained(Diagnosis((found,)), found)
    assert said.startswith("The network has learned some of the wrong labels by heart.")
    assert found.doubt == "No more of its labels known than are right, on other training examples."
    assert told(0.895, 0.85, wrong=0.0).name != "large_gap"


def test_of_a_small_training_set_the_curve_tells_as_much_as_a_second_look() -> None:
    found = told(0.895, 0.85, wrong=0.2, tried=False)
    assert found.name == "large_gap"
    assert "9.5 points at least" in found.evidence
    part = told(0.895, 0.85, wrong=0.2, tried=False, known=100)  # of 200 training examples too
    assert part.confidence < found.confidence


def test_below_the_share_of_right_labels_a_gap_is_what_it_is_elsewhere() -> None:
    far = told(0.79, 0.59, wrong=0.2)
    assert "a gap of 20 points" in far.evidence
    assert explained(Diagnosis((far,)), far).startswith("The network does much better on examples")
    cured = told(0.8, 0.88, wrong=0.2)
    assert cured.name == "good_fit"
    assert "above" not in cured.evidence


@pytest.mark.parametrize(
    ("learned", "validated", "known", "said"),
    [
        (0.84, 0.795, 359, "a gap, but so small a one hardly matters"),
        (0.84, 0.81, 359, "so small a gap hardly matters, if it is one"),
        (0.84, 0.8, 60, "whether there is one that matters, so few examples can't tell"),
        (0.88, 0.8, 359, "the gap may be under 5, too little to matter"),
    ],
)
def test_a_gap_that_is_not_called_one_is_weighed(
    learned: float, validated: float, known: int, said: str
) -> None:
    evidence = told(learned, validated, wrong=0.0, known=known).evidence
    assert said in evidence
