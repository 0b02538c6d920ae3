"""Memory: how far back a recurrent network remembers, and how its gradient fades through time."""

from __future__ import annotations

import msgspec

from tutor.lab.views.query import Query

FLOOR = 1e-12
"""What is left of a gradient counts as this where it is less."""


class MemoryQuery(Query, tag="memory", frozen=True, kw_only=True):
    """How well the run's network remembers.

    Attributes:
        others: ids of runs to hold against it, in the order in which they are shown.
    """

    others: tuple[str, ...] = ()


class AtDelay(msgspec.Struct, frozen=True, kw_only=True):
    """The validation examples with one delay.

    Attributes:
        delay: steps between what had to be kept and the end.
        right: how many of them were answered right.
        of: how many there are.
    """

    delay: int
    right: int
    of: int


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """How well one network remembers.

    Attributes:
        run: its run's id.
        cell: its cells by name, such as `LSTM`.
        told: its layers and seed, for people.
        chance: the share of right answers of who remembers nothing; None where it is not known.
        delays: by delay, the shortest first; empty where the data tell of none.
        fading: for 0, 1, 2, … steps back from the end, the norm of the gradient of the loss at the
            end with respect to the state after that step, in shares of the one at the end:
            geometric means over examples, each at least `FLOOR`.
        examples: over how many.
        why: why there is no `fading`, for people; empty where there is.
    """

    run: str
    cell: str
    told: str
    chance: float | None = None
    delays: list[AtDelay] = []
    fading: list[float] = []
    examples: int = 0
    why: str = ""


class Memories(msgspec.Struct, frozen=True, kw_only=True):
    """Several networks.

    Attributes:
        found: the one that was asked for, then those it is held against.
        missing: why some of these are not there, one sentence each.
    """

    found: list[Remembered]
    missing: list[str] = []
