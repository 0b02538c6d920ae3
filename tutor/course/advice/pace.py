"""Whether more epochs alone lead to a goal, by what the last ones brought."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from tutor.course.advice.tried import Past, Tried
from tutor.course.goal import Outcome
from tutor.course.run_figures import measured_text
from tutor.lab.tasks import SHARES

_TWICE_FURTHER = 2.25
"""Times the epochs: where half as many again was advised twice."""
_HARDLY = 10.0
"""Times the epochs from which on no number is told."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How far runs came that differ by their epochs alone.

    What is wrong is taken to fall as a power of the epochs, one of the shapes of learning curves
    (T. Domhan, J. T. Springenberg and F. Hutter, IJCAI 2015, "pow").

    Attributes:
        metric: a share that the goal asks for.
        before: epochs of the run with the fewest, and its figure.
        now: the same of this run.
        aim: the figure that is asked for.
    """

    metric: str
    before: tuple[int, float]
    now: tuple[int, float]
    aim: float

    @property
    def needed(self) -> float:
        """Epochs at which the goal would be reached; infinite where nothing is gained by them."""
        (few, first), (epochs, last) = self.before, self.now
        gained = math.log((1 - first) / (1 - last)) / math.log(epochs / few)
        if gained <= 0.0:
            return math.inf
        return float(epochs * ((1 - last) / (1 - self.aim)) ** min(1 / gained, 50.0))

    @property
    def slow(self) -> bool:
        """Whether half as many epochs again, and that once more, would not do."""
        return self.needed > _TWICE_FURTHER * self.now[0]

    @property
    def told(self) -> str:
        """A clause on what the epochs brought, and what is to be expected of more."""
        few, epochs = (f"{count:,} epochs" for count, _ in (self.before, self.now))
        first, last = (measured_text(self.metric, one) for _, one in (self.before, self.now))
        said = f"{few} gave {first} and {epochs} {last}, so more of them alone"
        if self.needed > _HARDLY * self.now[0]:
            return f"{said} hardly lead to the goal"
        rough = f"{round(self.needed, -1):,.0f}"
        return f"{said} would take some {rough} to the goal, by a rough guess"


def pace(tried: Tried, outcomes: Iterable[Outcome], metric: str) -> Pace | None:
    """What more epochs have brought so far; None where that is not known, or is no share.

    Args:
        tried: the run and those before it.
        outcomes: what became of the conditions of the goal.
        metric: by which runs are compared.
    """
    aims = [one.condition.value for one in outcomes if one.condition.name == metric and not one.met]
    aim = next((float(one) for one in aims if isinstance(one, int | float)), math.nan)
    here, now = tried.settings.get("epochs"), tried.metrics.get(metric, math.nan)
    shorter = [one for one in tried.begun({"epochs": math.inf}) if _share(one, metric)]
    if not (metric.endswith(SHARES) and shorter and isinstance(here, int)):
        return None
    if not now < aim < 1.0:
        return None
    first = min(shorter, key=_epochs)
    return Pace(metric, (_epochs(first), first.metrics[metric]), (here, now), aim)


def _epochs(past: Past) -> int:
    epochs = past.settings.get("epochs")
    return epochs if isinstance(epochs, int) else 1


def _share(past: Past, metric: str) -> bool:
    return past.metrics.get(metric, math.nan) < 1.0
