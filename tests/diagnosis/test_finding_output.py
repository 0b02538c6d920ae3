from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tutor.diagnosis.history import Facts, History, Output
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.verdict import Finding

FITTING = Output(
    activation="softmax", units=10, loss="sparse_categorical_crossentropy", labels=(0.0, 9.0),
    label_size=1, whole=True,
)  # fmt: skip
YES_OR_NO = Output(activation="sigmoid", units=1, loss="binary_crossentropy", labels=(0.0, 1.0))
NUMBER = Output(activation="linear", units=1, loss="mean_squared_error", labels=(-5.0, 7.0))


def found(output: Output | None, *, first: float | None = None, **columns: float) -> Finding | None:
    losses = {name: [value] * 8 for name, value in columns.items()} or {"loss": [1.0] * 8}
    made = History(losses, initial={} if first is None else {"val_loss": first})
    findings = diagnose(made, Facts(classes=10, output=output)).findings
    return next((one for one in findings if one.name == "wrong_output"), None)


@pytest.mark.parametrize(
    "output",
    [
        None, FITTING, YES_OR_NO, NUMBER,
        replace(FITTING, activation="linear", from_logits=True),
        replace(FITTING, activation="sigmoid"),
        replace(FITTING, loss="categorical_crossentropy", label_size=10),
        replace(YES_OR_NO, units=5),
        replace(NUMBER, activation="sigmoid", labels=(0.0, 0.9)),
    ],
)  # fmt: skip
def test_what_fits_is_left_in_peace(output: Output | None) -> None:
    assert found(output) is None


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (replace(FITTING, activation="linear"), "is linear, but sparse categorical crossentropy"),
        (replace(FITTING, activation="relu"), "expects probabilities"),
        (replace(FITTING, units=1), "nothing to choose between"),
        (replace(FITTING, labels=(1.0, 10.0)), "Labels go from 1 to 10"),
        (replace(FITTING, labels=(-1.0, 1.0)), "Labels go from -1 to 1"),
        (replace(FITTING, loss="categorical_crossentropy", label_size=3), "Each label has 3"),
        (replace(YES_OR_NO, activation="softmax"), "by itself"),
        (replace(YES_OR_NO, labels=(0.0, 255.0)), "from 0 to 255"),
        (replace(NUMBER, activation="tanh"), "gives only -1 to 1"),
        (replace(NUMBER, activation="relu"), "gives only 0 and above"),
    ],
)
def test_what_does_not_fit_is_told_with_its_mend(output: Output, said: str) -> None:
    finding = found(output)
    assert finding is not None
    assert said in finding.evidence
    assert finding.remedy
    assert finding.confidence >= 0.9


def test_a_cross_entropy_below_zero_cannot_be() -> None:
    finding = found(YES_OR_NO, loss=-0.4)
    assert finding is not None
    assert "loss reached -0.4" in finding.evidence
    assert found(NUMBER, loss=-0.4) is None  # other losses may
    assert found(None, loss=-0.4) is None  # nobody knows what loss that is


def test_a_loss_before_the_first_step_far_from_guessing_is_told() -> None:
    finding = found(None, first=400.0)
    assert finding is not None
    assert "was 400; guessing among 10 classes costs 2.3" in finding.evidence
    assert found(None, first=3 * math.log(10)) is None
    assert found(None, first=math.nan) is None


def test_an_output_that_fits_is_not_blamed_for_large_inputs() -> None:
    assert found(FITTING, first=400.0) is None
    assert found(NUMBER, first=400.0) is None
