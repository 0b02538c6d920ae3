"""Partners: the newest runs whose networks mark key phrases, or tell the sentiment of a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from tutor.lab.run import Order, Run, RunError, all_runs

Skill = Literal["phrases", "sentiment"]
"""What one of two networks tells of a text."""

DATASET_OF: dict[Skill, str] = {"phrases": "key-phrases", "sentiment": "reviews"}
"""The data set of the course that teaches a skill."""

_DATASETS: dict[Skill, tuple[str, ...]] = {
    "phrases": ("key-phrases",),
    "sentiment": ("reviews", "imdb"),
}
_SEARCHED = 500
"""Runs that are looked through; the settings of each are read."""


def skill_of(order: Order) -> Skill | None:
    """What the network of a run tells of a text; None where it tells nothing."""
    return next((skill for skill, names in _DATASETS.items() if order.dataset in names), None)


def newest(skill: Skill, runs: Iterable[Run] | None = None) -> tuple[Run, Order] | None:
    """The newest run with this skill whose network was kept; None where there is none.

    Args:
        skill: that is wanted.
        runs: to search, the oldest first; all there are where None.
    """
    among = list(all_runs() if runs is None else runs)
    for run in reversed(among[-_SEARCHED:]):
        if not (run.folder / "model.keras").is_file():
            continue
        try:
            order = run.order()
        except RunError:  # a folder that nobody can read has no network to ask
            continue
        if skill_of(order) == skill:
            return run, order
    return None
