"""Every finding says in plain words what it means."""

from __future__ import annotations

import pytest

from tutor.diagnosis.meaning import MEANINGS, STOPPING, meaning, title
from tutor.diagnosis.verdict import NAMES

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
