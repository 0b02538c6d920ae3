"""Who appears when in a film: from a yes or no for each frame to stretches, and how true they are.

Plain Python without arrays, so that a screen may use it too. Frames are counted from 0. A film of
several clips is looked at clip by clip: nobody's stretch goes on from one clip into the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

LEAST_OVERLAP = 0.5
"""An appearance found is right from this intersection over union with a true one on."""


class Stretch(NamedTuple):
    """Frames in a row in which somebody appears.

    Attributes:
        first, last: the first and the last of them.
    """

    first: int
    last: int

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return self.last - self.first + 1


class Score(NamedTuple):
    """How many appearances were found, how many there are, and how many found ones are right."""

    found: int
    true: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of the appearances found that are right; None where none was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of the true appearances that were found; None where there is none."""
        return self.right / self.true if self.true else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both, 0 without a right one; None where there is nothing."""
        both = self.found + self.true
        return 2 * self.right / both if both else None


def stretches(present: Sequence[bool]) -> list[Stretch]:
    """The stretches of frames that are true, each as long as it goes, in order."""
    made: list[Stretch] = []
    first = None
    for frame, here in enumerate((*present, False)):
        if here and first is None:
            first = frame
        elif not here and first is not None:
            made.append(Stretch(first, frame - 1))
            first = None
    return made


def smooth(present: Sequence[bool], window: int) -> list[bool]:
    """What most of the `window` frames around each frame say, itself in the middle.

    This is the median filter for yes and no (J. W. Tukey, Exploratory Data Analysis, 1977, chapter
    7). It leaves out stretches and fills gaps that are shorter than half the window, and leaves
    longer ones where they are. Before the first and after the last frame it takes these two to go
    on, so a window of 1 changes nothing.

    Raises:
        ValueError: `window` is even or less than 1.
    """
    if window < 1 or window % 2 == 0:
        raise ValueError(f"the window is {window} frames wide; it must be odd, 1 or more")
    if not present:
        return []
    half = window // 2
    longer = [present[0]] * half + list(present) + [present[-1]] * half
    votes = sum(longer[:window])
    made = [votes > half]
    for leaving, coming in zip(longer, longer[window:], strict=False):
        votes += coming - leaving
        made.append(votes > half)
    return made


def overlap(one: Stretch, other: Stretch) -> float:
    """Intersection over union (P. Jaccard, 1901) of two stretches: 1 for the same, 0 for apart."""
    both = min(one.last, other.last) - max(one.first, other.first) + 1
    return max(both, 0) / (one.frames + other.frames - max(both, 0))


def pairs(found: Sequence[Stretch], true: Sequence[Stretch]) -> list[tuple[int, int]]:
    """The stretches of `found` that are right, each with its true one: their places, in order.

    A found stretch is right where it overlaps a true one by `LEAST_OVERLAP` or more. Two stretches
    can only do so with the same third one if each is exactly a half of it, so taking the first
    that fits gives as many pairs as any other way.

    Args:
        found: what a network says, in order and apart from each other, as `stretches` gives them.
        true: the same of what is known.
    """
    free = list(range(len(true)))
    made: list[tuple[int, int]] = []
    for place, stretch in enumerate(found):
        for candidate in free:
            if overlap(stretch, true[candidate]) >= LEAST_OVERLAP:
                free.remove(candidate)
                made.append((place, candidate))
                break
    return made


def score(found: Sequence[Stretch], true: Sequence[Stretch]) -> Score:
    """Count the stretches of `found` that are right; each true one makes one right, as `pairs`."""
    return Score(len(found), len(true), len(pairs(found, true)))


def percentage(present: Sequence[bool]) -> float:
    """How much of the film somebody appears in, in % of its frames; 0 for a film of no frames."""
    return 100.0 * sum(present) / len(present) if present else 0.0


def summary(present: Sequence[bool]) -> str:
    """How often and how long, for people: 'appears 7 times, 14.10 % of the film'."""
    times = len(stretches(present))
    often = {0: "never appears", 1: "appears once"}.get(times, f"appears {times} times")
    return f"{often}, {percentage(present):.2f} % of the film"
