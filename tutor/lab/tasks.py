"""Task: what kind of thing a network learns to do, and by what it is judged."""

from __future__ import annotations

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


def task_of(target: Target) -> Task:
    """The task that is learned from data with this target."""
    return next(task for task in TASKS.values() if task.target == target)
