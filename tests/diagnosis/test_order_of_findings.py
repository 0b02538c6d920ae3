from __future__ import annotations

from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import in_order
from tutor.diagnosis.verdict import Finding, Value

LESSON = Facts(choices={"class_weights": [False, True]})


def finding(name: str, confidence: float, change: dict[str, Value] | None = None) -> Finding:
    return Finding(name=name, confidence=confidence, evidence="", remedy=".", change=change or {})


def names(facts: Facts, *found: Finding) -> list[str]:
    return [one.name for one in in_order(found, facts)]


NOISY = finding("noisy_validation", 0.77)
IMBALANCE = finding("class_imbalance", 0.99, {"class_weights": True})


def test_a_fault_of_the_data_that_can_be_mended_stands_before_one_that_cannot() -> None:
    fits = finding("overfitting", 0.9)
    wanted = ["class_imbalance", "noisy_validation", "overfitting"]
    assert names(LESSON, NOISY, fits, IMBALANCE) == wanted


def test_what_is_surer_and_can_be_done_stands_before_a_fault_that_nothing_mends() -> None:
    for name in ("still_improving", "large_gap", "underfitting"):
        surer = finding(name, 0.91, {"epochs": 30})
        assert names(LESSON, NOISY, surer) == [name, "noisy_validation"]
        assert names(LESSON, NOISY, finding(name, 0.91)) == ["noisy_validation", name]


def test_where_it_is_less_sure_or_no_setting_mends_it_the_usual_order_stays() -> None:
    usual = ["noisy_validation", "class_imbalance"]
    assert names(LESSON, NOISY, finding("class_imbalance", 0.99)) == usual
    assert names(LESSON, NOISY, finding("class_imbalance", 0.76, IMBALANCE.change)) == usual
    assert names(Facts(), NOISY, IMBALANCE) == usual
    calmer = finding("noisy_validation", 0.77, {"learning_rate": 0.01})
    assert names(LESSON, calmer, IMBALANCE) == usual


def test_what_overfits_is_not_told_to_go_on_and_certainty_never_stands_alone() -> None:
    on, fits = finding("still_improving", 0.9), finding("overfitting", 0.8)
    certain = finding("overconfident", 0.8)
    assert names(LESSON, on, fits, certain) == ["overfitting", "overconfident"]
    assert names(LESSON, on, certain) == ["still_improving"]


def test_what_learned_nothing_is_not_told_to_lose_it() -> None:
    jumps = finding("unstable", 0.9)
    assert names(LESSON, finding("not_learning", 0.9), jumps) == ["not_learning"]
    assert names(LESSON, jumps) == ["unstable"]
