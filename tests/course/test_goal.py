"""Goals: their grammar, and what a run must be to meet them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.goal import (
    DIAGNOSIS,
    MEASURES,
    METRICS,
    OPERATORS,
    Condition,
    GoalError,
    Outcome,
    evaluate,
    judge,
    parse,
    reached,
)
from tutor.diagnosis.verdict import NAMES, Diagnosis, Finding
from tutor.lab import events
from tutor.lab.knobs import KNOBS
from tutor.lab.run import Record
from tutor.lab.settings import Settings, Value


def finding(name: str) -> Finding:
    return Finding(name=name, confidence=0.9, evidence="it shows", remedy="change it")


def outcome(
    condition: str,
    *,
    metrics: dict[str, float] | None = None,
    settings: Settings | None = None,
    findings: tuple[str, ...] = ("good_fit",),
) -> Outcome:
    [one] = evaluate(
        [condition], metrics=metrics or {}, diagnosis=Diagnosis(tuple(map(finding, findings))),
        settings=settings or {}, parameters=5000, seconds=1.5, epochs=20,
    )  # fmt: skip
    return one


@pytest.mark.parametrize(
    ("text", "name", "op", "value"),
    [
        ("val_accuracy >= 0.97", "val_accuracy", ">=", 0.97),
        ("  loss<1e-2 ", "loss", "<", 0.01),
        ("diagnosis != overfitting", "diagnosis", "!=", "overfitting"),
        ("diagnosis == 'good_fit'", "diagnosis", "==", "good_fit"),
        ("parameters <= 20000", "parameters", "<=", 20000.0),
        ("filters > 8", "filters", ">", 8.0),
        ('cell == "LSTM"', "cell", "==", "LSTM"),
        ("bidirectional == true", "bidirectional", "==", True),
        ("batch_norm != False", "batch_norm", "!=", False),
    ],
)
def test_conditions_are_read(text: str, name: str, op: str, value: object) -> None:
    assert parse(text) == Condition(text.strip(), name, op, value)  # type: ignore[arg-type]
    assert str(parse(text)) == text.strip()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "allowed is NAME OP VALUE"),
        ("val_accuracy", "allowed is NAME OP VALUE"),
        ("val_accuracy >=", "allowed is NAME OP VALUE"),
        ("val_accuracy = 0.9", "found the operator '='; allowed is >=, <=, >, <, == or !="),
        ("val_accuracy => 0.9", "found the operator '=>'"),
        ("val_acuracy > 0.9", "nothing called 'val_acuracy' to compare. Did you mean val_accuracy"),
        ("val_accuracy > 97", "val_accuracy is compared with 97; allowed is 0 to 1"),
        ("val_accuracy > 97 %", "'97 %'; allowed is a number"),
        ("loss < nan", "'nan'; allowed is a number"),
        ("loss < inf", "'inf'; allowed is a number"),
        ("loss < 1e999", "'1e999'; allowed is a number"),
        ("loss < 1_0", "'1_0'; allowed is a number"),
        ("parameters < -1", "allowed are numbers from 0"),
        ("diagnosis > overfitting", "compared with '>'; allowed is == or !="),
        ("diagnosis == overfiting", "which it can never be. Did you mean overfitting"),
        ("cell == GRUU", "Did you mean GRU"),
        ("bidirectional == 2", "which it can never be"),
        ("filters == many", "'many'; allowed is a number"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(GoalError) as caught:
        parse(text)
    assert said in str(caught.value)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        condition = parse(text)
    except GoalError:
        return
    assert condition.text == text.strip()


WORDS = st.sampled_from([*METRICS, *MEASURES, DIAGNOSIS, *KNOBS, *NAMES, "relu", "true", "1", "0.5",
                         "nan", "'", '"', "x"])  # fmt: skip


@given(WORDS, st.sampled_from([*OPERATORS, "=", "=="]), st.lists(WORDS, max_size=2).map("".join))
def test_near_conditions_are_read_or_refused(name: str, op: str, value: str) -> None:
    try:
        condition = parse(f"{name} {op} {value}")
    except GoalError:
        return
    assert (condition.name, condition.op) == (name, op)
    evaluate([condition], metrics={}, diagnosis=None, settings={name: value})


@pytest.mark.parametrize(
    ("condition", "value", "met"),
    [
        ("val_accuracy >= 0.97", 0.97, True),
        ("val_accuracy >= 0.97", 0.969, False),
        ("val_accuracy > 0.97", 0.97, False),
        ("val_accuracy > 0.97", 0.98, True),
        ("val_accuracy <= 0.97", 0.98, False),
        ("val_accuracy < 0.97", 0.96, True),
        ("val_accuracy == 0.5", 0.5, True),
        ("val_accuracy != 0.5", 0.5, False),
    ],
)
def test_metrics_are_compared(condition: str, value: float, met: bool) -> None:
    assert outcome(condition, metrics={"val_accuracy": value}).met is met


def test_a_32_bit_metric_equals_the_number_it_stands_for() -> None:
    metrics = {"val_accuracy": 0.949999988079071}  # 0.95 in 32 bits
    assert outcome("val_accuracy >= 0.95", metrics=metrics).met
    assert outcome("val_accuracy == 0.95", metrics=metrics).met
    assert not outcome("val_accuracy < 0.95", metrics=metrics).met


@pytest.mark.parametrize("op", OPERATORS)
def test_nan_and_what_is_missing_meet_nothing(op: str) -> None:
    found = outcome(f"loss {op} 1", metrics={"loss": math.nan})
    assert not found.met
    assert isinstance(found.value, float)
    assert outcome(f"loss {op} 1") == Outcome(parse(f"loss {op} 1"), None, met=False)


def test_infinite_losses_are_compared() -> None:
    assert outcome("loss > 1", metrics={"loss": math.inf}).met
    assert not outcome("loss < 1", metrics={"loss": math.inf}).met


@pytest.mark.parametrize(
    ("condition", "findings", "value", "met"),
    [
        ("diagnosis != overfitting", ("good_fit",), "good_fit", True),
        ("diagnosis != overfitting", ("large_gap", "overfitting"), "overfitting", False),
        ("diagnosis == overfitting", ("large_gap", "overfitting"), "overfitting", True),
        ("diagnosis == overfitting", ("large_gap",), "large_gap", False),
    ],
)
def test_a_diagnosis_holds_all_its_findings(
    condition: str, findings: tuple[str, ...], value: str, met: bool
) -> None:
    found = outcome(condition, findings=findings)
    assert (found.value, found.met) == (value, met)


@pytest.mark.parametrize("op", ["==", "!="])
def test_no_diagnosis_meets_no_condition(op: str) -> None:
    [found] = evaluate([f"diagnosis {op} overfitting"], metrics={}, diagnosis=None, settings={})
    assert (found.value, found.met) == (None, False)


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        ("parameters == 5000", True), ("parameters < 5000", False), ("parameters != 5001", True),
        ("seconds <= 2", True), ("epochs >= 21", False), ("epochs <= 20.5", True),
    ],
)  # fmt: skip
def test_costs_are_compared(condition: str, met: bool) -> None:
    assert outcome(condition).met is met


@pytest.mark.parametrize(
    ("condition", "value", "met"),
    [
        ("filters >= 8", [8, 16], True),
        ("filters > 8", [8, 16], False),
        ("filters != 8", [8, 16], False),
        ("filters == 8", 8, True),
        ("activation == relu", ["relu", "tanh"], False),
        ("activation == relu", ["relu", "relu"], True),
        ("activation != tanh", "relu", True),
        ("batch_norm == true", True, True),
        ("batch_norm == true", False, False),
        ("batch_norm != true", False, True),
    ],
)
def test_every_layer_must_meet_a_condition_on_a_setting(
    condition: str, value: Value, met: bool
) -> None:
    name = condition.split()[0]
    assert outcome(condition, settings={name: value}).met is met


def test_epochs_are_those_trained_not_those_set() -> None:
    assert outcome("epochs == 20", settings={"epochs": 99}).met


def test_a_goal_is_reached_when_all_of_it_is_met() -> None:
    met, unmet = outcome("seconds <= 2"), outcome("seconds > 2")
    assert reached([met, met])
    assert not reached([met, unmet])
    assert not reached([])


def test_a_run_is_judged_by_what_its_events_told() -> None:
    record = Record()
    goal = ["val_accuracy >= 0.9", "diagnosis == good_fit", "parameters < 2000", "epochs == 2",
            "seconds < 1", "filters == 8"]  # fmt: skip
    assert not reached(judge(goal, record, {"filters": 8}))
    started = events.RunStarted(
        run="r", at=0.0, epochs=2, steps=1, parameters=1999, train=1, validation=1, test=1,
        device="CPU", prepare_seconds=0.0,
    )  # fmt: skip
    told: list[events.Any] = [
        started,
        events.Epoch(first=1, metrics={"val_accuracy": [0.5, 0.95]}, seconds=[0.1, 0.2]),
    ]
    for event in told:
        record.apply(event)
    assert [one.met for one in judge(goal, record, {"filters": 8})] == [True, False] + [True] * 4
    record.apply(events.Diagnosed(diagnosis=Diagnosis((finding("good_fit"),))))
    ended = events.RunEnded(
        reason="finished", epochs=2, seconds=0.3, metrics={"val_accuracy": 0.95}
    )
    record.apply(ended)
    assert reached(judge(goal, record, {"filters": 8}))
    assert not reached(judge(goal, record, {"filters": [8, 16]}))
