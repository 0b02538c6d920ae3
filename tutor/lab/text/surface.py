"""A surface over a plane, sampled at any size: a network's classes, or one unit's response."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tutor.lab.views.boundary import MIDDLE, REACH, Boundary, Unit, UnitLayer, levels

Sample = tuple[int, float]
"""A class, and how sure it is from 0 to 1. Of a unit, class 1 is a response above 0."""
_HEIGHTS = tuple((byte - MIDDLE) / REACH for byte in range(256))
Axis = tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Surface:
    """Values on a grid.

    Attributes:
        grid: points along each side.
        classes: how many there are.
        heights: of two classes: from -1, the first for sure, to 1, the second; row by row.
        samples: of more classes.
    """

    grid: int
    classes: int
    heights: tuple[float, ...] = ()
    samples: tuple[Sample, ...] = ()

    def rows(self, width: int, height: int) -> list[list[Sample]]:
        """The surface at `height` rows of `width` places; between points it is smooth."""
        across, down = axis(self.grid, width), axis(self.grid, height)
        return [self.row(across, place) for place in down]

    def row(self, across: Axis, down: tuple[int, int, float]) -> list[Sample]:
        """One row of places, as `axis` gives them."""
        upper, lower, share = down
        if not self.heights:
            nearest = (upper if share < 0.5 else lower) * self.grid
            return [self.samples[nearest + (left if at < 0.5 else right)]
                    for left, right, at in across]  # fmt: skip
        heights, top, bottom, rest = (
            self.heights, upper * self.grid, lower * self.grid, 1.0 - share
        )  # fmt: skip
        found = []
        for left, right, at in across:
            over, under = heights[top + left], heights[bottom + left]
            over += (heights[top + right] - over) * at
            under += (heights[bottom + right] - under) * at
            value = over * rest + under * share
            found.append((1, value) if value > 0.0 else (0, -value))
        return found


@lru_cache(maxsize=64)
def axis(grid: int, places: int) -> Axis:
    """For each of `places` along a side: the points of the grid around it, and where between."""
    found = []
    for place in range(places):
        at = min(max((place + 0.5) * grid / places - 0.5, 0.0), grid - 1.0)
        low = min(int(at), max(grid - 2, 0))
        found.append((low, min(low + 1, grid - 1), at - low))
    return tuple(found)


def of_network(boundary: Boundary) -> Surface:
    """The likeliest class everywhere."""
    classes = max(len(boundary.labels), 2)
    table = _table(classes)
    samples = tuple(table[byte] for byte in boundary.field)
    if classes > 2:
        return Surface(boundary.grid, classes, samples=samples)
    return Surface(boundary.grid, 2, tuple(sure if told else -sure for told, sure in samples))


def of_unit(layer: UnitLayer, unit: Unit) -> Surface:
    """What a hidden unit answers everywhere, its strongest response being 1."""
    return of_response(unit.response, layer.grid)


def of_response(response: bytes, grid: int) -> Surface:
    """What the bytes of a unit's response mean."""
    return Surface(grid, 2, tuple(_HEIGHTS[byte] for byte in response))


@lru_cache(maxsize=8)
def _table(classes: int) -> tuple[Sample, ...]:
    """What each byte means; the classes beyond the last are none."""
    degrees = levels(classes)
    return tuple(
        (min(byte // degrees, classes - 1), (byte % degrees + 0.5) / degrees) for byte in range(256)
    )
