from __future__ import annotations

import pytest

from tutor.course.advice.set_words import set_words
from tutor.diagnosis.verdict import Value
from tutor.lab.ways import Ways


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"units": 8}, "Set units to 8"),
        ({"filters": [16, 32], "epochs": 9}, "Set filters to 16, 32 and epochs to 9"),
        ({"learning_rate": 0.01}, "Set the learning rate to 0.01"),
        ({"bidirectional": True}, "Set reading to both ways"),
        ({"cell": "GRU", "class_weights": False}, "Set the recurrent cell to GRU and switch"),
    ],
)
def test_what_to_set_begins_a_sentence(change: dict[str, Value], said: str) -> None:
    assert set_words(change, Ways()).startswith(said)


def test_a_setting_is_called_as_the_lesson_calls_it() -> None:
    assert set_words({"units": 8}, Ways(labels={"units": "width"})) == "Set width to 8"
