"""Feature maps: what every filter of a layer gives for one picture, place by place."""

from __future__ import annotations

import msgspec

from tutor.lab.views.layers import Stack
from tutor.lab.views.query import Query
from tutor.lab.views.shown import Pixels


class FeatureMapsQuery(Query, tag="feature-maps", frozen=True, kw_only=True):
    """What a layer makes of a picture of the validation set.

    Attributes:
        layer: its number among the layers that keep height and width, from 0; beyond the last one
            it is the last.
        image: the picture's number in the validation set, from 0; beyond the last one it goes on
            from 0.
    """

    layer: int = 0
    image: int = 0


class FeatureMaps(msgspec.Struct, frozen=True, kw_only=True):
    """What a layer made of a picture.

    Attributes:
        layers: the names of all layers that keep height and width.
        layer: the number of the one that is shown.
        image, images: the picture's number in the validation set, and how many there are.
        picture: what the network was given.
        answer: its true class, and what the network takes it for; empty where there are no classes.
        maps: one for each filter. Its scale is the greatest absolute value that the filter gives
            on any picture looked at, so that maps of different pictures can be compared.
        compared: how many pictures the scales come from.
    """

    layers: list[str]
    layer: int
    image: int
    images: int
    picture: Pixels
    answer: str
    maps: Stack
    compared: int
