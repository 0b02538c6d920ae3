"""A diagnosis as plain data: the object that `--json` prints."""

from __future__ import annotations

from typing import Any

from tutor.diagnosis.verdict import Diagnosis, Finding


def diagnosis_object(diagnosis: Diagnosis) -> dict[str, Any]:
    """The primary finding's name and confidence, and all findings; ready for `json.dumps`."""
    return {
        "primary": diagnosis.primary.name,
        "confidence": diagnosis.primary.confidence,
        "findings": [finding_object(finding) for finding in diagnosis.findings],
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding; `epoch` is null where the evidence points at none."""
    return {
        "name": finding.name,
        "confidence": finding.confidence,
        "evidence": finding.evidence,
        "remedy": finding.remedy,
        "change": dict(finding.change),
        "doubt": finding.doubt,
        "epoch": finding.epoch,
    }
