"""What is true of a run, computed from its true curves: the definitions of `TRUTH.md`.

Each name has a margin: the least quotient of a measured value over its threshold, above 1 where
the name is true. Pure functions of what was measured on fresh examples; nothing here looks at what
the diagnosis says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.diagnosis import margins as of
from tests.benchmarks.diagnosis.margins import MOST, WORTH, best_epoch, opposite, over
from tests.benchmarks.diagnosis.measured import Measured
from tutor.diagnosis.verdict import NAMES

NO_TROUBLE = ("good_fit", "noise_floor", "still_improving", "not_enough_evidence")
TROUBLE = tuple(name for name in NAMES if name not in NO_TROUBLE)
HEALTHY = NO_TROUBLE[:3]
PLANTED = ("wrong_output", "exploding_gradients", "vanishing_gradients", "dead_relu")

_LEAST_FOR_POWER = 5
_BAND = (0.8, 1.25)


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of a run.

    Attributes:
        names: all true names, in the order of `NAMES`.
        margins: of every name; 0 for `good_fit`, which is what remains.
        visible: the smallest effect that validation lets be seen, as a share.
        best: b, the epoch of the lowest smoothed risk, from 1.
    """

    names: tuple[str, ...]
    margins: dict[str, float]
    visible: float
    best: int

    @property
    def primary(self) -> str:
        """The first true name."""
        return self.names[0]

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong with the run."""
        return self.primary in HEALTHY and not any(name in TROUBLE for name in self.names)

    @property
    def borderline(self) -> bool:
        """Whether a margin near 1 decides the primary name."""
        place = NAMES.index(self.primary)
        deciding = [*NAMES[: place + 1]]
        if self.primary == "good_fit":
            deciding.append("not_enough_evidence")
        return any(_BAND[0] < self.margins[name] < _BAND[1] for name in deciding)


def truth_of(run: Measured) -> Truth:
    """What is true of a run."""
    best = best_epoch(run)
    if run.finite and bool(np.isfinite(run.risk[1 : run.epochs + 1]).all()):
        visible = of.visible_effect(run)
        margins = _margins(run, best, visible)
    else:
        visible = math.inf
        margins = dict.fromkeys(NAMES, 0.0) | _planted(run) | {"diverged": MOST}
    found = tuple(name for name in NAMES[:-2] if margins[name] > 1.0)
    last = "not_enough_evidence" if margins["not_enough_evidence"] > 1.0 else "good_fit"
    return Truth(found or (last,), margins, visible, best)


def _planted(run: Measured) -> dict[str, float]:
    """What is true only where it was planted."""
    return {name: of.twin_better(run) if name == run.planted else 0.0 for name in PLANTED}


def _margins(run: Measured, best: int, visible: float) -> dict[str, float]:
    """The margin of every name, for a run with finite losses; `good_fit` is what remains."""
    rise, shared = of.rise(run, best)
    margins = dict.fromkeys(NAMES, 0.0) | _planted(run)
    margins["diverged"] = of.diverged(run)
    margins["not_learning"] = of.not_learning(run)
    margins["dead_relu"] = max(margins["dead_relu"], of.dead(run))
    margins["unstable"] = max(of.swings(run), min(rise, shared))
    margins["leakage"] = of.leakage(run)
    margins["noisy_validation"] = of.noisy(run, margins["unstable"])
    margins["still_improving"] = of.still(run)
    margins["overfitting"] = min(rise, opposite(shared))
    margins["overconfident"] = min(margins["overfitting"], of.kept_accuracy(run, best))
    gap = max(of.gap(run), of.too_certain(run))
    margins["large_gap"] = min(gap, opposite(margins["overfitting"]))
    settled = (opposite(margins[n]) for n in ("still_improving", "overfitting", "large_gap"))
    too_little = max(of.larger_helps(run), of.linear_helps(run), of.half_unlearned(run))
    margins["underfitting"] = min(too_little, opposite(of.learned(run)), *settled)
    margins["noise_floor"] = of.floor(run)
    margins["class_imbalance"] = of.imbalance(run)
    few_epochs = over(_LEAST_FOR_POWER, run.epochs + 0.5)
    margins["not_enough_evidence"] = max(over(visible, WORTH), few_epochs)
    return margins
