from __future__ import annotations

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import history
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.verdict import Finding

FALLING = np.exp(-np.arange(20) / 3)


def told(facts: Facts, name: str, *, train: float = 0.1, val: float = 0.5) -> Finding | None:
    made = history(train_loss=train + FALLING, val_loss=val + FALLING)
    return next((one for one in diagnose(made, facts).findings if one.name == name), None)


def test_copies_are_told_with_what_the_loss_is_on_the_others() -> None:
    finding = told(Facts(copied=0.5), "leakage")
    assert finding is not None
    assert "50 % of the validation examples stand in the training set" in finding.evidence
    assert "On the others alone it would be about 0.9" in finding.evidence  # (0.5 - 0.05) / 0.5


@pytest.mark.parametrize(
    ("measured", "sentence"),
    [
        (0.8, "On the 72 others alone it is 0.800."),
        (0.4, "The 72 others are too few to tell by how much that flatters the network."),
    ],
)
def test_the_loss_on_those_without_a_copy_is_told_as_it_was_measured(
    measured: float, sentence: str
) -> None:
    finding = told(Facts(copied=0.5, loss_of_new=(measured, 72)), "leakage")
    assert finding is not None
    assert sentence in finding.evidence
    assert "about" not in finding.evidence


@pytest.mark.parametrize(
    ("copied", "train", "val"),
    [
        (None, 0.1, 0.5),  # nobody has looked
        (0.005, 0.1, 0.5),  # hardly any
        (0.5, 0.5, 0.51),  # what was learned by heart is no better than what was not
    ],
)
def test_copies_that_flatter_nobody_are_no_leak(
    copied: float | None, train: float, val: float
) -> None:
    assert told(Facts(copied=copied), "leakage", train=train, val=val) is None
    made = history(train_loss=train + FALLING, val_loss=val + FALLING)
    evidence = diagnose(made, Facts(copied=copied)).primary.evidence
    there = "50 % of the validation examples stand in the training set as well" in evidence
    assert there == (copied == 0.5)


def test_where_everything_is_copied_nothing_is_known_of_the_rest() -> None:
    finding = told(Facts(copied=1.0), "leakage", train=0.1, val=0.1)
    assert finding is not None
    assert "others" not in finding.evidence


def imbalance(counts: list[int], right: list[tuple[int, int]]) -> Finding | None:
    return told(Facts(class_counts=counts, class_right=right), "class_imbalance")


def test_a_rare_class_that_is_missed_more_often_is_told_with_its_recall() -> None:
    finding = imbalance([400, 50], [(190, 200), (30, 60)])
    assert finding is not None
    assert "Class 0 has 8 times as many training examples as class 1" in finding.evidence
    assert "of the latter 50 %" in finding.evidence
    assert "45 points fewer" in finding.evidence


def test_classes_are_called_by_their_names() -> None:
    facts = Facts(
        class_counts=[50, 400], class_right=[(30, 60), (190, 200)],
        class_names=["malignant", "benign"],
    )  # fmt: skip
    finding = told(facts, "class_imbalance")
    assert finding is not None
    assert finding.evidence.startswith("Class “benign” has 8 times as many training examples as ")
    assert "as class “malignant”." in finding.evidence


@pytest.mark.parametrize(
    ("counts", "right"),
    [
        ([100, 50], [(190, 200), (30, 60)]),  # two to one is common
        ([400, 50], [(190, 200), (56, 60)]),  # recognised alike
        ([400, 50], [(190, 200), (2, 3)]),  # too few to tell
        ([400, 50], [(190, 200), (0, 0)]),  # none to ask
        ([450], [(190, 200)]),
    ],
)
def test_without_a_surely_lower_recall_unequal_classes_are_no_fault(
    counts: list[int], right: list[tuple[int, int]]
) -> None:
    assert imbalance(counts, right) is None


def test_the_remedy_is_the_lessons_switch() -> None:
    facts = Facts(
        class_counts=[400, 50], class_right=[(190, 200), (30, 60)], copied=0.5,
        settings={"class_weights": False, "remove_duplicates": False},
        choices={"class_weights": [False, True], "remove_duplicates": [False, True]},
    )  # fmt: skip
    rare, leak = told(facts, "class_imbalance"), told(facts, "leakage")
    assert rare is not None
    assert leak is not None
    assert (rare.change, leak.change) == ({"class_weights": True}, {"remove_duplicates": True})
    assert rare.remedy.startswith("Switch “rare classes count more” on")
