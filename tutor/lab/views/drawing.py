"""Draw: what a network says of a picture that the learner draws, or of an example to alter."""

from __future__ import annotations

import msgspec

from tutor.lab.views.query import Query
from tutor.lab.views.shown import Pixels


class DrawQuery(Query, tag="draw", frozen=True, kw_only=True):
    """A picture to classify, a validation example to begin with, or neither: what is there at all.

    Attributes:
        shades: the picture as the network is to see it, row by row, 0 to 255; empty for none.
        example: the number of a validation example, from 0, counted round; None for none.
    """

    shades: bytes = b""
    example: int | None = None


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """What a network says of a picture.

    Attributes:
        labels: of the classes, in the order of their numbers.
        shares: the probability that it gives to each; empty where there was no picture.
        example: the validation example that was asked for; None where none was.
        number: of that example, from 0.
        true: the number of its class.
    """

    labels: list[str]
    shares: list[float]
    example: Pixels | None = None
    number: int = 0
    true: int = 0
