"""The findings, one small file a family; each takes a case and says what holds, or None.

`FINDERS` is the register: a new family adds its functions here, and its names are in
`tutor.diagnosis.verdict.NAMES` already.
"""

from __future__ import annotations

from collections.abc import Callable

from tutor.diagnosis.case import Case
from tutor.diagnosis.findings.data import class_imbalance, leakage
from tutor.diagnosis.findings.floor import noise_floor
from tutor.diagnosis.findings.generalization import large_gap, overconfident, overfitting
from tutor.diagnosis.findings.inside import dead_relu, exploding_gradients, vanishing_gradients
from tutor.diagnosis.findings.learning import not_learning
from tutor.diagnosis.findings.progress import still_improving
from tutor.diagnosis.findings.swings import noisy_validation, unstable
from tutor.diagnosis.findings.underfitting import underfitting
from tutor.diagnosis.verdict import Finding

Finder = Callable[[Case], Finding | None]

FINDERS: tuple[Finder, ...] = (
    exploding_gradients, vanishing_gradients, dead_relu, not_learning, unstable, leakage,
    noisy_validation, still_improving, overfitting, overconfident, large_gap, underfitting,
    noise_floor, class_imbalance,
)  # fmt: skip
"""Everything that can be found on finite losses, good fit and lack of evidence aside."""
