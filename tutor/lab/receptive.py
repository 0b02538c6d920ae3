"""Receptive fields: which pixels of the picture a place in a layer's maps sees.

Source: A. Araujo, W. Norris and J. Sim, Computing Receptive Fields of Convolutional Neural
Networks, Distill (2019), https://doi.org/10.23915/distill.00021.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.lab.network import Layer, Network


@dataclass(frozen=True, slots=True)
class Axis:
    """The fields of a layer's places along one axis, in pixels.

    Attributes:
        size: how many pixels a place sees.
        step: from one place's field to the next one's.
        start: the first pixel that place 0 sees; below 0 where its field begins outside.
    """

    size: int = 1
    step: int = 1
    start: int = 0

    def span(self, place: int) -> tuple[int, int]:
        """The first pixel that a place sees, and the one behind the last; maybe outside."""
        first = self.start + place * self.step
        return first, first + self.size

    def centre(self, place: int) -> float:
        """The middle of a place's field; pixel p reaches from p to p + 1."""
        first, end = self.span(place)
        return (first + end) / 2

    def convolved(self, kernel: int, *, padded: bool) -> Axis:
        """The fields behind a convolution of stride 1."""
        before = (kernel - 1) // 2 if padded else 0
        return replace(
            self, size=self.size + (kernel - 1) * self.step, start=self.start - before * self.step
        )

    def pooled(self, pool: int) -> Axis:
        """The fields behind a pooling of squares beside each other."""
        return replace(self, size=self.size + (pool - 1) * self.step, step=self.step * pool)


@dataclass(frozen=True, slots=True)
class Field:
    """The receptive fields of a layer's places, down and across the picture."""

    down: Axis = Axis()
    across: Axis = Axis()

    def region(self, row: int, column: int) -> tuple[int, int, int, int]:
        """What the place in a row and column sees: top, left, and the end below and to the right.

        It may reach beyond the picture.
        """
        (top, bottom), (left, right) = self.down.span(row), self.across.span(column)
        return top, left, bottom, right


def field(network: Network, name: str) -> Field:
    """The fields of the layer of that name, which keeps height and width.

    Raises:
        KeyError: the network has no such layer.
    """
    found = Field()
    for layer in network.layers:
        found = _behind(found, layer)
        if layer.name == name:
            return found
    raise KeyError(name)


def _behind(found: Field, layer: Layer) -> Field:
    if layer.type == "Conv2D":
        down, across = (int(size) for size in layer.options["kernel_size"])
        padded = layer.options.get("padding") == "same"
        return Field(
            found.down.convolved(down, padded=padded), found.across.convolved(across, padded=padded)
        )
    if layer.type in {"MaxPooling2D", "AveragePooling2D"}:
        pool = int(layer.options["pool_size"])
        return Field(found.down.pooled(pool), found.across.pooled(pool))
    return found
