"""Goals as people say them: each condition alone, and all in a row."""

from __future__ import annotations

import pytest

from tutor.course.goal import METRICS, OPERATORS, GoalError, parse
from tutor.course.goal_words import in_words, sentence
from tutor.diagnosis.verdict import NAMES
from tutor.lab.knobs import KNOBS


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("remove_duplicates == true", "copies removed"),
        ("remove_duplicates == false", "copies kept"),
        ("remove_duplicates != true", "copies kept"),
        ("batch_norm == true", "batch normalization"),
        ("batch_norm == false", "no batch normalization"),
        ("sequence_length >= 30", "a sequence length of at least 30"),
        ("early_stopping > 0", "a patience of early stopping of over 0"),
        ("l2 <= 0.01", "an L2 penalty of at most 0.01"),
        ("batch_size != 32", "a batch size other than 32"),
        ("form != blobs", "on data other than blobs"),
        ("form == xor", "on xor"),
        ("activation != relu", "activation other than relu"),
        ("parameters <= 20000", "at most 20,000 parameters"),
        ("hidden_layers == 1", "exactly 1 hidden layer"),
        ("val_accuracy >= 0.935", "at least 93.5 % validation accuracy"),
        ("val_loss <= 0.2", "a validation loss of at most 0.2"),
        ("diagnosis != leakage", "no leakage"),
        ("diagnosis == overfitting", "a diagnosis of overfitting"),
    ],
)
def test_conditions_are_said_as_people_say_them(condition: str, said: str) -> None:
    assert in_words(parse(condition)) == said


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (["val_accuracy >= 0.95", "form != blobs"],
         "at least 95 % validation accuracy, on data other than blobs"),
        (["val_accuracy >= 0.97", "epochs <= 20", "diagnosis != overfitting"],
         "at least 97 % validation accuracy, in at most 20 epochs, without overfitting"),
        (["remove_duplicates == true", "diagnosis != leakage", "diagnosis != class_imbalance",
          "val_accuracy >= 0.935"],
         "at least 93.5 % validation accuracy, with copies removed, "
         "no leakage or class imbalance found"),
        (["val_loss <= 0.11", "val_accuracy >= 0.96", "parameters <= 1000"],
         "a validation loss of at most 0.11 and at least 96 % validation accuracy, "
         "with at most 1,000 parameters"),
        (["diagnosis == overfitting"], "a diagnosis of overfitting"),
        (["parameters <= 1000"], "with at most 1,000 parameters"),
    ],
)  # fmt: skip
def test_a_goal_tells_what_is_reached_and_then_under_which_circumstances(
    goal: list[str], said: str
) -> None:
    assert sentence(goal) == said
    assert sentence([parse(one) for one in goal]) == said


def test_every_condition_has_words() -> None:
    values = ["1", "0.5", "true", *NAMES, *(one for knob in KNOBS.values() for one in knob.choices)]
    for name in [*METRICS, "diagnosis", "parameters", "seconds", "epochs", *KNOBS]:
        for op in OPERATORS:
            for value in values:
                try:
                    condition = parse(f"{name} {op} {value}")
                except GoalError:
                    continue
                assert "_" not in in_words(condition).replace(str(value), "")
                assert sentence([condition])
