"""What is told of a small convolutional network on drawn faces, made up, without a network."""

from __future__ import annotations

import random

import msgspec

from tests.answers.kept import Answers
from tests.training.orders import made
from tutor.lab.network import Parts as Fixed
from tutor.lab.run import Order
from tutor.lab.views.feature_maps import FeatureMaps, FeatureMapsQuery
from tutor.lab.views.filters import Exciting, ExcitingQuery, Filters, FiltersQuery, Patch
from tutor.lab.views.layers import Stack
from tutor.lab.views.parts import Overlap, PartMaps, PartMapsQuery, Parts, PartsQuery
from tutor.lab.views.shown import Pixels

SIDE = 32
LAYERS = ["conv1", "pool1", "conv2", "pool2"]
CONVOLUTIONS = ["conv1", "conv2"]


def order(padding: str = "same") -> Order:
    """Faces, 6 filters, then 8."""
    settings = {"conv_layers": 2, "filters": [6, 8], "kernel_size": 3, "pooling": "max"}
    fixed = msgspec.convert({"padding": padding}, Fixed)
    return made("faces", settings, parts=fixed)  # type: ignore[arg-type]


def pixels(height: int, width: int, seed: int = 0) -> Pixels:
    """A picture with a bright disc."""
    middle = ((height - 1) / 2, (width - 1) / 2)
    shades = bytes(
        230 if (y - middle[0]) ** 2 + (x - middle[1]) ** 2 < (height / 3) ** 2
        else 40 + (7 * x + 5 * y + seed) % 30
        for y in range(height) for x in range(width)
    )  # fmt: skip
    return Pixels(height=height, width=width, channels=1, shades=shades)


def stack(count: int, side: int, *, signed: bool = False) -> Stack:
    """Maps with one spot each, the strongest of a map in row n; the last map is 0 all over."""
    levels = bytearray()
    for number in range(count):
        for y in range(side):
            for x in range(side):
                level = 100 if (y, x) == (number % side, 2) else (30 if x > y else 0)
                if signed and x < y:
                    level = -60
                levels.append((0 if number == count - 1 else level) % 256)
    scales = [0.5 + number for number in range(count - 1)] + [0.0]
    return Stack(height=side, width=side, levels=bytes(levels), scales=scales)


def feature_maps(layer: int = 0, image: int = 0, *, signed: bool = False) -> FeatureMaps:
    """What a layer makes of a picture."""
    count, side = (6, SIDE >> layer) if layer < 2 else (8, SIDE >> (layer // 2 + layer % 2))
    return FeatureMaps(
        layers=LAYERS, layer=layer, image=image, images=400, picture=pixels(SIDE, SIDE, image),
        answer="happy" if image == 0 else "sad, taken for angry",
        maps=stack(count, side, signed=signed), compared=400,
    )  # fmt: skip


def filters(layer: int = 0) -> Filters:
    """A convolution; its last filter never fires."""
    count, channels, side = (6, 1, 3) if layer == 0 else (8, 6, 8)
    dice = random.Random(layer)
    kernels = Stack(
        height=3, width=3, levels=bytes(dice.randrange(256) for _ in range(9 * count)),
        scales=[0.4] * count,
    )  # fmt: skip
    patches = [
        [
            Patch(
                image=number, row=3, column=number, value=2.0 - number / 10,
                label="happy" if number % 3 else "angry", cut=pixels(side, side, number),
            )
            for number in range(9)
        ]
        for _ in range(count - 1)
    ]  # fmt: skip
    return Filters(
        layers=CONVOLUTIONS, layer=layer, source="conv1" if layer else "picture",
        channels=channels, kernels=None if layer else kernels,
        strengths=[[1.0 + at for at in range(channels)] for _ in range(count)], images=400,
        patches=[*patches, []],
    )  # fmt: skip


def exciting(layer: int = 0) -> Exciting:
    """Pictures computed for a convolution's filters."""
    count, side = (6, 3) if layer == 0 else (8, 8)
    return Exciting(
        layer=layer, first=0, steps=64, pictures=[pixels(side, side, n) for n in range(count)],
        values=[3.0] * count,
    )  # fmt: skip


def parts(*, trained: bool = True) -> Parts:
    """Overlaps, of which one filter's with the eye is large."""
    found = [
        Overlap(
            layer=layer, filter=number, part=part, overlap=overlap, low=max(overlap - 0.03, 0.0),
            high=overlap + 0.03, chance=0.08, beyond=trained and overlap > 0.1,
        )
        for layer, count in enumerate((6, 8))
        for number in range(count)
        for part in range(4)
        for overlap in ((0.61 if trained else 0.12) if (layer, number, part) == (1, 6, 0)
                        else round(0.02 + 0.03 * ((number + part) % 4), 2),)
    ]  # fmt: skip
    return Parts(
        layers=CONVOLUTIONS, filters=[6, 8], parts=["eye", "mouth", "nose", "outline"],
        shares=[0.04, 0.012, 0.004, 0.051], images=200, trained=trained,
        overlaps=sorted(found, key=lambda one: -one.overlap),
    )  # fmt: skip


def part_maps(layer: int = 1, number: int = 6) -> PartMaps:
    """A filter that fires around the middle of three faces, where their eye is."""
    mask = bytes(
        15 if 10 <= y < 16 and 8 <= x < 16 else 0 for y in range(SIDE) for x in range(SIDE)
    )
    fired = bytes(
        15 if 12 <= y < 18 and 8 <= x < 16 else 0 for y in range(SIDE) for x in range(SIDE)
    )
    return PartMaps(
        layer=layer, filter=number, parts=["eye", "mouth", "nose", "outline"],
        pictures=[pixels(SIDE, SIDE, n) for n in range(3)], maps=stack(3, SIDE),
        masks=[mask] * 3, fired=[fired] * 3,
    )  # fmt: skip


def answers() -> Answers:
    """All that the panes ask about it, so that no worker is needed."""
    yield PartsQuery(), parts()
    yield PartsQuery(trained=False), parts(trained=False)
    yield PartMapsQuery(layer=1, filter=6), part_maps()
    for layer in range(4):
        for image in (0, 1, 399):
            yield FeatureMapsQuery(layer=layer, image=image), feature_maps(layer, image)
    for layer in range(2):
        yield FiltersQuery(layer=layer), filters(layer)
        yield ExcitingQuery(layer=layer), exciting(layer)
