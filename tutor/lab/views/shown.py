"""One example of a data set, as a screen can show it without numpy."""

from __future__ import annotations

import msgspec


class Pixels(msgspec.Struct, frozen=True, kw_only=True, tag="pixels"):
    """A picture.

    Attributes:
        height, width: in pixels.
        channels: 1 for shades of grey, 3 for red, green and blue.
        shades: all pixels row by row, 0 to 255, channels innermost; `height * width * channels`.
    """

    height: int
    width: int
    channels: int
    shades: bytes


class Words(msgspec.Struct, frozen=True, kw_only=True, tag="words"):
    """A text, token by token; what fills it up is left out."""

    tokens: list[str]


class Numbers(msgspec.Struct, frozen=True, kw_only=True, tag="numbers"):
    """Numbers, row by row; one row where the example is a vector."""

    rows: list[list[float]]


class Columns(msgspec.Struct, frozen=True, kw_only=True, tag="columns"):
    """A row of a table.

    Attributes:
        names: of the columns.
        values: in each column, before any scaling.
        away: how many standard deviations of the training set each lies from its mean.
    """

    names: list[str]
    values: list[float]
    away: list[float]


Shown = Pixels | Words | Numbers | Columns
"""Any example."""
