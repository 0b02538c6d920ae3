"""Every finding says in plain words what it means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutor.diagnosis.meaning import MEANINGS, STOPPING, certainty, explained, headed, meaning, title
from tutor.diagnosis.verdict import NAMES, Diagnosis, Finding

JARGON = ("gradient", "overfit", "relu", "generaliz", "regulariz", "softmax", "entropy", "variance")


def test_every_name_has_its_meaning_and_nothing_else_has() -> None:
    assert list(MEANINGS) == list(NAMES)
    assert set(STOPPING) <= set(NAMES)
    assert meaning("found by a newer program") == ""


@pytest.mark.parametrize("name", NAMES)
def test_a_meaning_is_short_plain_and_ascii(name: str) -> None:
    text = meaning(name)
    assert 10 <= len(text.split()) <= 25
    assert text.isascii()
    assert text[0].isupper()
    assert text.endswith(".")
    assert not [word for word in JARGON if word in text.lower()]


def test_titles_are_names_as_people_write_them() -> None:
    assert title("not_learning") == "Not learning"
    assert title("dead_relu") == "Dead ReLU units"


def test_a_fit_that_is_hardly_likely_to_be_good_is_not_praised() -> None:
    fit = Finding(name="good_fit", confidence=0.38, evidence="e", remedy="r")
    said = explained(Diagnosis((fit,)), fit)
    assert said.startswith("No fault shows")
    sure = replace(fit, confidence=0.56)
    assert explained(Diagnosis((sure,)), sure) == meaning("good_fit")
    won = replace(fit, played=True)
    assert explained(Diagnosis((won,)), won) == meaning("good_fit", played=True)


def test_what_was_counted_is_told_without_a_chance() -> None:
    found = [
        Finding(name=name, confidence=0.92, evidence="e", remedy="r")
        for name in ("leakage", "overfitting")
    ]
    assert [certainty(finding) for finding in found] == ["counted", "92 % sure"]


@pytest.mark.parametrize(
    ("name", "confidence", "expected"),
    [
        ("large_gap", 0.93, "Large gap (93 % sure)"),
        ("good_fit", 0.8, "Good fit (80 % sure)"),
        ("good_fit", 0.38, "Perhaps a good fit (38 % sure)"),
        ("not_enough_evidence", 0.39, "Not enough evidence"),
        ("leakage", 0.92, "Leakage (counted)"),
    ],
)
def test_a_heading_promises_no_more_than_is_known(
    name: str, confidence: float, expected: str
) -> None:
    finding = Finding(name=name, confidence=confidence, evidence="e", remedy="r")
    assert headed(finding) == expected
    assert headed(finding, bare=True) == expected.replace(" (", " · ").replace(")", "")


def test_of_unscaled_inputs_the_learning_rate_is_not_to_be_mended_first() -> None:
    said = Finding(name="not_learning", kind="steps", confidence=0.9, evidence="", remedy="r")
    for change, words in (({"learning_rate": 0.01}, "mend the learning rate first"),
                          ({"scaling": "standard"}, "scale them first"),
                          ({"units": 32}, "it found nothing in the inputs")):  # fmt: skip
        found = Diagnosis((replace(said, change=dict(change)),))
        assert words in explained(found, found.primary)
    fit = replace(said, name="good_fit")
    for change, rate in (({}, True), ({"learning_rate": 0.01}, True), ({"units": 32}, False)):
        found = Diagnosis((replace(fit, change=dict(change)),))
        assert ("learning rate is far" in explained(found, found.primary)) is rate


def test_what_still_improves_is_not_said_to_need_epochs_where_something_else_is_advised() -> None:
    said = Finding(name="still_improving", confidence=0.9, evidence="", remedy="r", epoch=20)
    for change, words in (({}, "more epochs may well"), ({"epochs": 30}, "more epochs may well"),
                          ({"units": 64}, "advised here is another"),
                          ({"units": 64, "epochs": 9}, "advised here is another")):  # fmt: skip
        found = Diagnosis((replace(said, change=dict(change)),))
        assert words in explained(found, found.primary)
