"""Boundaries made by formulas, as a worker would tell them."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Literal

from tutor.lab.views.boundary import (
    MIDDLE,
    OF_FILM,
    REACH,
    Boundary,
    Film,
    Points,
    Unit,
    UnitLayer,
    levels,
)

Height = Callable[[float, float], float]
"""What stands over a point of the plane from -1 to 1, both ways."""


def circle(x: float, y: float, radius: float = 0.6) -> float:
    """Above 0 within a circle."""
    return math.tanh(5 * (radius - math.hypot(x, y)))


def _coordinates(grid: int) -> list[tuple[float, float]]:
    along = [2 * (at + 0.5) / grid - 1 for at in range(grid)]
    return [(x, -y) for y in along for x in along]


def two_classes(grid: int, height: Height) -> bytes:
    """A field that is the second class where the height is above 0."""
    degrees = levels(2)
    found = []
    for x, y in _coordinates(grid):
        value = height(x, y)
        level = min(int(abs(value) * degrees), degrees - 1)
        found.append((degrees if value > 0 else 0) + level)
    return bytes(found)


def thirds(grid: int) -> bytes:
    """A field of three classes that part the plane in stripes, sure everywhere."""
    return bytes(min(int((x + 1) * 1.5), 2) * levels(3) + levels(3) - 1
                 for x, _ in _coordinates(grid))  # fmt: skip


def unit(grid: int, height: Height, incoming: list[float]) -> Unit:
    response = bytes(
        round(MIDDLE + REACH * max(min(height(x, y), 1.0), -1.0)) for x, y in _coordinates(grid)
    )
    return Unit(scale=1.5, bias=-0.25, incoming=incoming, response=response)


def _layer(number: int, units: int, before: int) -> UnitLayer:
    def tilted(angle: float) -> Height:
        return lambda x, y: math.tanh(3 * (x * math.cos(angle) + y * math.sin(angle)) / number)

    return UnitLayer(
        activation="tanh", total=units, grid=30,
        units=[
            unit(30, tilted(2 * math.pi * at / units),
                 [round(2 * math.sin(1 + at + 2 * source + number), 3) for source in range(before)])
            for at in range(units)
        ],
    )  # fmt: skip


def points(part: Literal["train", "validation"], shift: int = 0) -> Points:
    """Some inside the circle, some outside."""
    places = bytearray()
    for at in range(24):
        angle, inner = math.tau * (at + shift / 2) / 24, at % 2
        radius = 0.3 if inner else 0.85
        places += bytes([round(127 + 127 * radius * math.cos(angle)),
                         round(127 - 127 * radius * math.sin(angle)), inner])  # fmt: skip
    return Points(part=part, total=24, places=bytes(places))


def boundary(
    sizes: tuple[int, ...] = (4, 3), *, epoch: int | None = None, radius: float = 0.6,
    finite: bool = True,
) -> Boundary:  # fmt: skip
    """What a network with so many units in its layers might make of a circle."""
    before = (2, *sizes)
    output = [math.sin(1 + at) for at in range(before[-1])]
    return Boundary(
        epoch=epoch, low=(-2.0, -2.0), high=(2.0, 2.0), grid=60, labels=["first", "second"],
        field=two_classes(60, lambda x, y: circle(x, y, radius)), finite=finite,
        points=[points("train"), points("validation", 1)],
        layers=[_layer(at + 1, size, before[at]) for at, size in enumerate(sizes)],
        output=[[-weight for weight in output], output],
    )  # fmt: skip


def three_classes() -> Boundary:
    """A network without hidden layers that parts the plane in three."""
    return Boundary(
        epoch=None, low=(-1.0, -1.0), high=(1.0, 1.0), grid=60, labels=["a", "b", "c"],
        field=thirds(60), finite=True, points=[points("train")], layers=[],
        output=[[-1.0, 0.1], [0.0, 0.2], [1.0, -0.3]],
    )  # fmt: skip


def film() -> Film:
    """A circle that grows."""
    fields = [two_classes(OF_FILM, partial(circle, radius=radius)) for radius in (0.2, 0.4, 0.6)]
    return Film(grid=OF_FILM, epochs=[0, 4, 8], fields=fields)
