"""What is judged once, at the end of a run: whole phrases and whole appearances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, cast

import numpy as np
import numpy.typing as npt

from tutor.datasets.appearances import Score, Stretch, score, smooth, stretches
from tutor.datasets.arrays import Data, Part
from tutor.datasets.registry import Target
from tutor.datasets.spans import agreement

Predictions = npt.NDArray[np.float32]
Set = Literal["validation", "test"]

_SURE = 0.5


def scores(
    target: Target, data: Data, name: Set, predicted: Predictions, *, smoothing: int = 1
) -> dict[str, float]:
    """Precision, recall and F1 of phrases (`tags`) or appearances (`labels`); else nothing.

    Args:
        target: of the data.
        data: with the set and, for a film, its clips.
        name: of the set.
        predicted: what the network gives for all its examples.
        smoothing: frames over which the decisions on a film are smoothed; made odd.
    """
    part: Part = getattr(data, name)
    if target == "tags":
        tags = predicted.argmax(axis=-1)
        mask = np.broadcast_to(part.x != 0, part.y.shape)
        found = agreement(part.y.astype(np.int32), tags, mask)
        return {"precision": found.precision, "recall": found.recall, "f1": found.f1}
    if target == "labels":
        clips = cast("dict[str, tuple[Stretch, ...]]", data.extra.get("clips", {})).get(name)
        whole = (Stretch(0, len(part) - 1),)
        return _appearances(part.y > _SURE, predicted > _SURE, clips or whole, smoothing | 1)
    return {}


def _appearances(
    true: npt.NDArray[np.bool_],
    found: npt.NDArray[np.bool_],
    clips: Iterable[Stretch],
    window: int,
) -> dict[str, float]:
    """All persons in all clips together, each appearance counting alike."""
    counts = [
        score(stretches(smooth(_column(found, clip, person), window)),
              stretches(_column(true, clip, person)))
        for clip in clips
        for person in range(true.shape[1])
    ]  # fmt: skip
    total = Score(*(sum(column) for column in zip(*counts, strict=True)))
    both = total.found + total.true
    return {
        "precision": total.precision or 0.0,
        "recall": total.recall or 0.0,
        "f1": 2 * total.right / both if both else 0.0,
    }


def _column(frames: npt.NDArray[np.bool_], clip: Stretch, person: int) -> Sequence[bool]:
    return cast("list[bool]", frames[clip.first : clip.last + 1, person].tolist())
