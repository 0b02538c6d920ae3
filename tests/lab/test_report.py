from __future__ import annotations

import json

from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab.report import diagnosis_object


def test_the_object_has_all_that_the_diagnosis_says() -> None:
    first = Finding(
        name="overfitting", confidence=0.9, evidence="It rose.", remedy="Set dropout to 0.3.",
        change={"dropout": 0.3}, doubt="Further epochs.", epoch=7,
    )  # fmt: skip
    second = Finding(name="large_gap", confidence=0.6, evidence="A gap.", remedy="More data.")
    made = diagnosis_object(Diagnosis((first, second)))
    assert json.loads(json.dumps(made)) == {
        "primary": "overfitting",
        "confidence": 0.9,
        "findings": [
            {
                "name": "overfitting", "confidence": 0.9, "evidence": "It rose.",
                "remedy": "Set dropout to 0.3.", "change": {"dropout": 0.3},
                "doubt": "Further epochs.", "epoch": 7,
            },
            {
                "name": "large_gap", "confidence": 0.6, "evidence": "A gap.",
                "remedy": "More data.", "change": {}, "doubt": "", "epoch": None,
            },
        ],
    }  # fmt: skip
