"""A ramp of colours that is even to the eye: lighter means more, for people who see no hue too."""

from __future__ import annotations

from tutor.lab.text.picture import Colour, mixed

_ANCHORS: tuple[Colour, ...] = (
    (0, 0, 4), (28, 16, 68), (79, 18, 123), (129, 37, 129), (181, 54, 122), (229, 80, 100),
    (251, 135, 97), (254, 194, 135), (252, 253, 191),
)  # fmt: skip
"""Magma at even steps (N. Smith and S. van der Walt, for matplotlib, 2015; public domain, CC0)."""


def _between(share: float) -> Colour:
    place = share * (len(_ANCHORS) - 1)
    first = min(int(place), len(_ANCHORS) - 2)
    return mixed(_ANCHORS[first], _ANCHORS[first + 1], place - first)


RAMP: tuple[Colour, ...] = tuple(_between(shade / 255) for shade in range(256))
"""The colour of each shade from 0 to 255."""
