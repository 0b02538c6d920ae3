"""Which examples of a set were drawn together, so that they are more alike than others.

A hundred frames of one shot, or ten words of one person, are far fewer than as many witnesses.
"""

from __future__ import annotations

from typing import TypeAlias, cast

import numpy as np
import numpy.typing as npt

from tutor.datasets.appearances import Stretch
from tutor.datasets.arrays import Data
from tutor.diagnosis.examples import FEWEST_CLUSTERS
from tutor.lab.views.outcomes import Held

Clusters: TypeAlias = npt.NDArray[np.int64]
"""The number of each example's cluster, (n,), from 0."""

_STRETCHES = ("shots", "clips")


def clusters_of(data: Data, held: Held, examples: int) -> tuple[str, Clusters] | None:
    """What the examples of a set were drawn by, such as `shots`, and the cluster of each.

    Args:
        data: as a data set gave it.
        held: which of its sets.
        examples: how many that has by now; what is known is of the whole set.

    Returns:
        None where nothing is known, or where all are of one.
    """
    for name, found in _known(data, held, examples):
        clusters = np.unique(found, return_inverse=True)[1].astype(np.int64)
        if len(clusters) == examples and clusters.max(initial=0) > 0:
            return name, clusters
    return None


def witnesses(data: Data) -> Clusters | None:
    """The clusters of the validation examples, where tests can be made of them; else None."""
    found = witnesses_by(data)
    return None if found is None else found[1]


def witnesses_by(data: Data) -> tuple[str, Clusters] | None:
    """The same, with what these examples were drawn by.

    Of a few clusters nothing would be left to see: each example then has to stand for itself.
    """
    found = clusters_of(data, "validation", len(data.validation))
    return None if found is None or found[1].max() + 1 < FEWEST_CLUSTERS else found


def _known(data: Data, held: Held, examples: int) -> list[tuple[str, npt.ArrayLike]]:
    """All that data sets tell of this, as they tell it."""
    found: list[tuple[str, npt.ArrayLike]] = []
    for name in _STRETCHES:
        stretches = cast("dict[str, tuple[Stretch, ...]]", data.extra.get(name, {})).get(held, ())
        starts = [first for first, _ in stretches]
        if starts:
            found.append((name, np.searchsorted(starts, np.arange(examples), side="right")))
    speakers = cast("dict[str, npt.ArrayLike]", data.extra.get("speakers", {})).get(held)
    subjects = cast("tuple[str, ...]", data.extra.get(f"{held}_subjects", ()))
    if speakers is not None:
        found.append(("speakers", speakers))
    if subjects:
        found.append(("subjects", list(subjects)))
    return found
