"""Partners: the newest runs whose networks mark key phrases, or tell the sentiment of a text."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Literal

from tutor.lab.run import Order, Run
from tutor.lab.views.fellows import with_networks

Skill = Literal["phrases", "sentiment"]
"""What one of two networks tells of a text."""

DATASET_OF: dict[Skill, str] = {"phrases": "key-phrases", "sentiment": "reviews"}
"""The data set of the course that teaches a skill."""

_DATASETS: dict[Skill, tuple[str, ...]] = {
    "phrases": ("key-phrases",),
    "sentiment": ("reviews", "imdb"),
}
_SEARCHED = 500
"""Runs with networks that are looked through; the settings of each are read."""


def skill_of(order: Order) -> Skill | None:
    """What the network of a run tells of a text; None where it tells nothing."""
    return next((skill for skill, names in _DATASETS.items() if order.dataset in names), None)


def newest(skill: Skill, runs: Iterable[Run] | None = None) -> tuple[Run, Order] | None:
    """The newest run with this skill whose network was kept; None where there is none.

    Args:
        skill: that is wanted.
        runs: to search, the oldest first; all there are where None.
    """
    among = itertools.islice(with_networks(runs), _SEARCHED)
    return next(((run, order) for run, order in among if skill_of(order) == skill), None)
