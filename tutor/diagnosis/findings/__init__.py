"""The findings, one small file a family; each takes a case and says what holds, or None.

`FINDERS` is the register: a new family adds its functions here, and its names are in
`tutor.diagnosis.verdict.NAMES` already.
"""

from __future__ import annotations

from collections.abc import Callable

from tutor.diagnosis.case import Case
from tutor.diagnosis.findings.generalization import large_gap, overfitting
from tutor.diagnosis.findings.learning import not_learning, underfitting
from tutor.diagnosis.findings.progress import still_improving
from tutor.diagnosis.verdict import Finding

Finder = Callable[[Case], Finding | None]

FINDERS: tuple[Finder, ...] = (not_learning, still_improving, overfitting, large_gap, underfitting)
"""Everything that can be found on finite losses, good fit and lack of evidence aside."""
