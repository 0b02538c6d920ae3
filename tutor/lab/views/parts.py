"""Parts: which filters fire where a face has its eyes, its mouth, its nose, its outline.

Source: D. Bau, B. Zhou, A. Khosla, A. Oliva and A. Torralba, Network Dissection: Quantifying
Interpretability of Deep Visual Representations, CVPR 2017. There a filter fires in its greatest
0.5 % of values; here in as large a share of them as the part has of all pixels, since the pictures
are small: an overlap of 1 is then within reach for every part.
"""

from __future__ import annotations

import msgspec

from tutor.lab.views.layers import Stack
from tutor.lab.views.query import Query
from tutor.lab.views.shown import Pixels


class PartsQuery(Query, tag="parts", frozen=True, kw_only=True):
    """How well each filter's firing overlaps with each part.

    Attributes:
        trained: whether the network is the trained one, or what it was before its training.
    """

    trained: bool = True


class Overlap(msgspec.Struct, frozen=True, kw_only=True):
    """How well a filter's firing overlaps with a part.

    Attributes:
        layer: the convolution's number in `Parts.layers`.
        filter: from 0.
        part: its number in `Parts.parts`.
        overlap: pixels in both by pixels in either (intersection over union), over all pictures.
        low, high: its 95 % interval, over pictures.
        chance: the overlap that is expected where each picture's map is held against the parts of
            another picture.
        beyond: whether `overlap` exceeds `chance` by more than sampling explains, with all pairs of
            filters and parts taken into account (Bonferroni).
    """

    layer: int
    filter: int
    part: int
    overlap: float
    low: float
    high: float
    chance: float
    beyond: bool


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """How well filters' firing overlaps with parts.

    Attributes:
        layers: the names of all convolutions.
        filters: how many each has.
        parts: their names.
        shares: of all pixels, for each part.
        images: how many pictures were looked at.
        overlaps: every filter with every part; the greatest overlap first.
        trained: as in the query.
    """

    layers: list[str]
    filters: list[int]
    parts: list[str]
    shares: list[float]
    images: int
    overlaps: list[Overlap]
    trained: bool


class PartMapsQuery(Query, tag="part-maps", frozen=True, kw_only=True):
    """Where a filter fires on some faces.

    Attributes:
        layer: the convolution's number, from 0.
        filter: from 0.
    """

    layer: int
    filter: int


class PartMaps(msgspec.Struct, frozen=True, kw_only=True):
    """Where a filter fires on the first faces of the validation set.

    Attributes:
        layer, filter: as in the query.
        parts: their names.
        pictures: the faces.
        maps: of each face, as large as it.
        masks: for each face a byte a pixel, row by row; bit p is set where part p is.
        fired: the same; bit p is set where the filter fires in its greatest values, as many as part
            p has pixels.
    """

    layer: int
    filter: int
    parts: list[str]
    pictures: list[Pixels]
    maps: Stack
    masks: list[bytes]
    fired: list[bytes]
