"""Which filters fire on which parts of faces: Network Dissection for small pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import keras
import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Floats
from tutor.lab.receptive import Axis, field
from tutor.lab.views.files import ViewError
from tutor.lab.views.layers import Stack
from tutor.lab.views.parts import Overlap, PartMaps, PartMapsQuery, Parts, PartsQuery
from tutor.training.build import build
from tutor.training.overlaps import bonferroni, interval, overlaps, thresholds
from tutor.training.views.activity import Activity, activity, levels
from tutor.training.views.shown import pixels
from tutor.training.views.subject import Subject

_SHOWN = 12
"""Faces whose maps are shown."""
_FACES = 200
"""Faces that are looked at, the first of the validation set: as many as take half a second."""
_GROUP = 8
"""Filters whose maps are as large as the pictures at once."""

Masks = npt.NDArray[np.bool_]


def parts(subject: Subject, query: PartsQuery) -> Parts:
    """Every filter with every part.

    Raises:
        ViewError, DataError: the network or the data cannot be had, or there are no masks.
    """
    names, masks = _masks(subject)
    seen = activity(subject) if query.trained else Activity(subject, _untrained(subject))
    found = _all(subject, seen, masks)
    return Parts(
        layers=seen.convolutions,
        filters=[seen.kernel(name).shape[-1] for name in seen.convolutions],
        parts=names,
        shares=masks.mean(axis=(0, 1)).round(4).tolist(),
        images=len(masks),
        overlaps=sorted(found, key=lambda one: (-one.overlap, one.layer, one.filter, one.part)),
        trained=query.trained,
    )


def part_maps(subject: Subject, query: PartMapsQuery) -> PartMaps:
    """Where one filter fires on the first faces.

    Raises:
        ViewError, DataError: the network or the data cannot be had, there are no masks, or no such
            filter.
    """
    seen, (names, masks) = activity(subject), _masks(subject)
    try:
        name = seen.convolutions[query.layer]
        maps = _large(subject, name, _convolved(subject, seen)[name][..., [query.filter]])[0]
    except IndexError as error:
        raise ViewError("This network has no such filter.") from error
    x = subject.data.validation.x
    _, height, width, _ = x.shape
    limits = thresholds(maps, masks.mean(axis=(0, 1)))
    few, peak = maps[:_SHOWN], np.abs(maps).max(keepdims=True)[0]
    return PartMaps(
        layer=query.layer, filter=query.filter, parts=names,
        pictures=[pixels(face) for face in x[:_SHOWN]],
        maps=Stack(
            height=height, width=width, scales=len(few) * [float(peak[0])],
            levels=levels(few, peak).tobytes(),
        ),
        masks=_bits(masks[:_SHOWN]),
        fired=_bits(few[..., None] > limits),
    )  # fmt: skip


def _all(subject: Subject, seen: Activity, masks: Masks) -> list[Overlap]:
    """Every filter of every convolution with every part."""
    shares, count = masks.mean(axis=(0, 1)), masks.shape[-1]
    tests = count * sum(seen.kernel(name).shape[-1] for name in seen.convolutions)
    needed, found = bonferroni(tests), []
    for layer, (name, small) in enumerate(_convolved(subject, seen).items()):
        for first, maps in _groups(subject, name, small):
            limits = np.stack([thresholds(one, shares) for one in maps])
            for part in range(count):
                told = overlaps(maps > limits[:, part, None, None], masks[..., part])
                for at in range(len(maps)):
                    overlap, error, chance, excess_error = (float(row[at]) for row in told)
                    low, high = interval(overlap, error)
                    found.append(
                        Overlap(
                            layer=layer, filter=first + at, part=part, overlap=round(overlap, 4),
                            low=round(low, 4), high=round(high, 4), chance=round(chance, 4),
                            beyond=overlap - chance > needed * excess_error,
                        )
                    )  # fmt: skip
    return found


def _groups(subject: Subject, name: str, maps: Floats) -> Iterator[tuple[int, Floats]]:
    """Some filters' maps at a time, as large as the pictures, and the first one's number."""
    for first in range(0, maps.shape[-1], _GROUP):
        yield first, _large(subject, name, maps[..., first : first + _GROUP])


def _large(subject: Subject, name: str, maps: Floats) -> Floats:
    """Maps as large as the pictures, (filters, pictures, pixels).

    Between places values are interpolated linearly; each place stands in the middle of what it
    sees, as in Network Dissection.
    """
    sees = field(subject.order.network, name)
    height, width, _ = subject.order.network.inputs.shape
    down = _spread(sees.down, maps.shape[1], height)
    across = _spread(sees.across, maps.shape[2], width)
    values = np.ascontiguousarray(maps.transpose(3, 0, 1, 2))
    large = down @ values @ across.T
    return np.asarray(large.reshape(*values.shape[:2], -1), np.float32)


def _spread(axis: Axis, places: int, pixels: int) -> Floats:
    """What each place's value weighs in each pixel, (pixels, places); rows sum to 1."""
    at = (np.arange(pixels) + 0.5 - axis.centre(0)) / axis.step
    at = np.clip(at, 0.0, places - 1)
    weights = np.maximum(0.0, 1.0 - np.abs(at[:, None] - np.arange(places)[None, :]))
    return np.asarray(weights, np.float32)


def _masks(subject: Subject) -> tuple[list[str], Masks]:
    """The parts' names, and where each is in the faces looked at, (pictures, pixels, parts)."""
    extra = subject.data.extra
    names = cast("tuple[str, ...]", extra.get("parts", ()))
    masks = cast("npt.NDArray[np.uint8] | None", extra.get("validation_masks"))
    if masks is None or len(masks) != len(subject.data.validation):
        raise ViewError("Nobody has told where the parts of these pictures are.")
    masks = masks[:_FACES]
    return list(names), masks.reshape(len(masks), -1, len(names)) > 0


def _convolved(subject: Subject, seen: Activity) -> dict[str, Floats]:
    """The maps of all convolutions for the faces that are looked at."""
    return seen.convolved(subject.data.validation.x[:_FACES])


def _untrained(subject: Subject) -> keras.Model:
    """The network as it was before its training."""
    return build(subject.order.network, subject.order.seed, stock=True)


def _bits(flags: Masks) -> list[bytes]:
    """A byte a pixel for each picture; bit p is the flag of part p."""
    bits = (flags.astype(np.uint8) << np.arange(flags.shape[-1], dtype=np.uint8)).sum(axis=-1)
    return [row.astype(np.uint8).tobytes() for row in bits]
