"""What a run's diagnosis found, as lists of runs say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.diagnosis.meaning import named
from tutor.diagnosis.verdict import Finding

if TYPE_CHECKING:
    from tutor.store.rows import RunResult
    from tutor.store.runs import RunRow


def found(row: RunRow | RunResult) -> str:
    """What was found of a run, in lower case; empty where it has no diagnosis.

    Of a row that does not say how sure the finding is, nothing is doubted.
    """
    if not row.diagnosis:
        return ""
    sure = 1.0 if row.sure is None else row.sure
    return named(Finding(name=row.diagnosis, confidence=sure, evidence="", remedy="")).lower()
