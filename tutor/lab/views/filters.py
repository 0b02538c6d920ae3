"""Filters: their kernels, the patches that excite them most, and pictures computed to excite."""

from __future__ import annotations

import msgspec

from tutor.lab.views.layers import Stack
from tutor.lab.views.query import Query
from tutor.lab.views.shown import Pixels

GROUP = 16
"""Filters whose exciting pictures are computed together."""


class FiltersQuery(Query, tag="filters", frozen=True, kw_only=True):
    """What the filters of a convolution hold, and what excites them.

    Attributes:
        layer: its number among the convolutions, from 0; beyond the last one it is the last.
    """

    layer: int = 0


class Patch(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a picture where a filter fires.

    Attributes:
        image: the picture's number in the validation set, from 0.
        row, column: of the place in the filter's map, from 0.
        value: what the filter gives there.
        label: the picture's class; empty where there are no classes.
        cut: what the place sees; black where that lies beyond the picture.
    """

    image: int
    row: int
    column: int
    value: float
    label: str
    cut: Pixels


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """The filters of a convolution.

    Attributes:
        layers: the names of all convolutions.
        layer: the number of the one that is shown.
        source: the convolution whose maps enter, or `picture`.
        channels: how many maps or colours enter.
        kernels: of the first convolution: for each filter, one behind the other, a kernel for each
            channel; all kernels of a filter have one scale. None for deeper ones.
        strengths: for each filter, for each channel, the Euclidean norm of its kernel.
        images: how many pictures were looked at.
        patches: for each filter the places where it fires most, the greatest value first, at most
            one a picture; none where it never fires.
    """

    layers: list[str]
    layer: int
    source: str
    channels: int
    kernels: Stack | None
    strengths: list[list[float]]
    images: int
    patches: list[list[Patch]]


class ExcitingQuery(Query, tag="exciting", frozen=True, kw_only=True):
    """Pictures, computed from noise, that excite filters as much as can be.

    Attributes:
        layer: as in `FiltersQuery`.
        group: which filters: the first 16 (`GROUP`) for 0, the next ones for 1.
    """

    layer: int = 0
    group: int = 0


class Exciting(msgspec.Struct, frozen=True, kw_only=True):
    """Pictures that were computed.

    Attributes:
        layer: the convolution's number.
        first: the number of the filter that the first picture is of.
        steps: of gradient ascent.
        pictures: one a filter, of the size of its receptive field.
        values: what each filter gives for its picture, before its activation.
    """

    layer: int
    first: int
    steps: int
    pictures: list[Pixels]
    values: list[float]
