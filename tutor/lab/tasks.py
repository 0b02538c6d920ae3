"""Task: what kind of thing a network learns to do, and by what it is judged."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tutor.datasets.registry import Target


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of learning.

    Attributes:
        name: in lesson files.
        target: what its data sets must offer.
        about: what the network does, for people: `It …`.
        measure: the metric that is charted beside the loss; a share, the more the better.
        scores: further metrics, judged once at the end.
    """

    name: str
    target: Target
    about: str
    measure: str = "accuracy"
    scores: tuple[str, ...] = ()


TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        Task("classify", "class", "tells to which class an example belongs"),
        Task("detect", "labels", "tells of each frame which of several things are in it",
             scores=("precision", "recall", "f1")),
        Task("tag", "tags", "gives each word a tag", scores=("precision", "recall", "f1")),
        Task("predict", "next", "predicts the symbol that follows each one"),
        Task("regress", "number", "estimates a number"),
        Task("act", "action", "chooses actions, and learns from their reward",
             measure="success"),
    )
}  # fmt: skip
"""Every task by its name."""


JUDGED_GAMES = 200
"""The new games, always the same, that a policy is judged by."""


SHARES = ("accuracy", "success", "exploration", "precision", "recall", "f1")
"""How the names of metrics end that are shares, from 0 to 1; people read them in per cent."""


def charted(metrics: Collection[str]) -> tuple[str, str]:
    """The two metrics that a training is charted by, the second a share.

    Of games it is exploration in place of the loss, which tells little of a policy; games of a log
    may come without it.

    Args:
        metrics: names of what was measured.
    """
    if "success" not in metrics:
        return "loss", "accuracy"
    return "exploration" if "exploration" in metrics else "loss", "success"


@dataclass(frozen=True, slots=True)
class Headline:
    """The one figure that tells most of a run: a share, the more the better, or a loss.

    Attributes:
        metric: its name.
        words: the same for people.
        word: the same in one word.
        value: from 0 to 1, but for a loss.
    """

    metric: str
    words: str
    word: str
    value: float

    @property
    def share(self) -> bool:
        """Whether it is a share; a loss otherwise."""
        return self.metric.endswith(SHARES)

    @property
    def worth(self) -> float:
        """A number that is the greater the better; minus infinity where there is none."""
        if not math.isfinite(self.value):
            return -math.inf
        return self.value if self.share else -self.value


_HEADLINES = ("val_f1", "val_success", "val_accuracy")
"""What tells most of a run, where a goal does not say it: the first that there is."""
_WORDS = {
    "val_f1": ("validation F1", "F1"),
    "val_success": ("success on new mazes", "success"),
    "val_accuracy": ("validation accuracy", "accuracy"),
    "val_loss": ("validation loss", "loss"),
}
"""For people: as it stands in a sentence, and in a word over a column."""


def headline(metrics: Mapping[str, float], aim: str = "") -> Headline | None:
    """The figure to tell a run by; None where it has none yet.

    Args:
        metrics: of the run.
        aim: the metric that the goal is on, where that is known: it tells most.
    """
    wanted = (aim, *_HEADLINES) if aim in _WORDS else _HEADLINES
    metric = next((name for name in wanted if name in metrics), None)
    return None if metric is None else Headline(metric, *_WORDS[metric], metrics[metric])


def task_of(target: Target) -> Task:
    """The task that is learned from data with this target."""
    return next(task for task in TASKS.values() if task.target == target)
