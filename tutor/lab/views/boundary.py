"""Boundary: what a network of dense layers makes of a plane, and what each of its units does there.

A point's class and how sure the network is of it share one byte: the class times
`levels(classes)`, plus a level. Level 0 is a probability of 1 / classes, the highest is 1.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from tutor.lab.network import Inputs
from tutor.lab.views.query import Query

NAME = "boundary"
"""The view that is written while a network trains."""
FILM = "boundary-film"
"""Where the pictures are kept that a training went through."""
FINEST = 120
"""Points along each side of the grid after a run; many numbers divide it."""
LIVE = 60
"""Points along each side while it trains."""
OF_FILM = 48
"""Points along each side of the pictures of a film."""
MOST_CLASSES = 8
"""Classes that a picture can tell apart by shape and colour."""
MIDDLE, REACH = 128, 127
"""The byte of a unit's response of 0, and how far from it the strongest responses lie."""


class BoundaryQuery(Query, tag=NAME, frozen=True, kw_only=True):
    """What the network makes of the plane in which its examples lie.

    Attributes:
        grid: points along each side of the plane at which it is asked.
    """

    grid: Annotated[int, msgspec.Meta(ge=12, le=FINEST)] = FINEST


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """Examples of a set.

    Attributes:
        part: which set.
        total: how many it has; the first of them are told.
        places: three bytes for each: how far to the right and how far down it lies, in 255ths of
            the plane's sides, and the number of its class.
    """

    part: Literal["train", "validation"]
    total: int
    places: bytes


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One hidden unit.

    Attributes:
        scale: its strongest response in the plane, the sign left away.
        bias: what is added to what comes in.
        incoming: its weights, from the inputs or from the units told of the layer before.
        response: over the plane, as bytes around `MIDDLE`, row by row from the top; `scale` lies
            `REACH` away from it.
    """

    scale: float
    bias: float
    incoming: list[float]
    response: bytes


class UnitLayer(msgspec.Struct, frozen=True, kw_only=True):
    """One hidden layer.

    Attributes:
        activation: its name.
        total: how many units it has; the first of them are told.
        grid: points along each side of its units' responses.
        units: from the first one on.
    """

    activation: str
    total: int
    grid: int
    units: list[Unit]


class Boundary(msgspec.Struct, frozen=True, kw_only=True):
    """What a network makes of a plane.

    Attributes:
        epoch: after which epoch, 0 before the first; None for the weights that were kept.
        low, high: the coordinates of the plane's lower left and upper right corner.
        grid: points along each side of `field`.
        labels: of the classes, in the order of their numbers.
        field: the likeliest class and how sure the network is, row by row from the top.
        finite: whether all of the network's numbers are numbers.
        points: examples that lie in the plane.
        layers: the hidden ones, that at the inputs first.
        output: for each class the weights from the units told of the last hidden layer, or from
            the inputs where there is none.
    """

    epoch: int | None
    low: tuple[float, float]
    high: tuple[float, float]
    grid: int
    labels: list[str]
    field: bytes
    finite: bool
    points: list[Points]
    layers: list[UnitLayer]
    output: list[list[float]]


class Film(msgspec.Struct, frozen=True, kw_only=True):
    """How a boundary bent while its network trained.

    Attributes:
        grid: points along each side of every picture.
        epochs: after which each picture was taken.
        fields: the pictures, as `Boundary.field`.
    """

    grid: int
    epochs: list[int]
    fields: list[bytes]


def levels(classes: int) -> int:
    """How many degrees of being sure a byte tells apart beside so many classes."""
    return 256 // max(classes, 2)


def fits(inputs: Inputs, _dataset: str = "") -> bool:
    """Whether networks with these inputs can be looked at so: points in a plane, of few classes."""
    return (
        inputs.kind == "vector"
        and inputs.shape == (2,)
        and inputs.target == "class"
        and inputs.classes <= MOST_CLASSES
    )
