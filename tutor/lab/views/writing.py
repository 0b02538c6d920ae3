"""What a network wrote that predicts the next symbol."""

from __future__ import annotations

import msgspec

SAMPLE = "sample"
"""The view that is written at a run's end."""


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """What a network wrote.

    Attributes:
        temperature: of the sampling.
        given: the symbols that it went on from.
        drawn: the symbols it wrote.
    """

    temperature: float
    given: list[str]
    drawn: list[str]
