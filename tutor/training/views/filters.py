"""The filters of a convolution: their kernels, what excites them most, in pictures and computed."""

from __future__ import annotations

import numpy as np

from tutor.datasets.arrays import Array, Floats
from tutor.lab.receptive import Field, field
from tutor.lab.views.files import ViewError
from tutor.lab.views.filters import (
    GROUP,
    Exciting,
    ExcitingQuery,
    Filters,
    FiltersQuery,
    Patch,
)
from tutor.lab.views.layers import Stack
from tutor.training.backend import ascent
from tutor.training.views.activity import Activity, activity, levels
from tutor.training.views.shown import pixels
from tutor.training.views.subject import Subject

_PATCHES = 9
"""Of each filter."""
_STEPS = 64
"""Of gradient ascent."""


def filters(subject: Subject, query: FiltersQuery) -> Filters:
    """The kernels of a convolution, and the patches that excite its filters most.

    Raises:
        ViewError, DataError: the network or the data cannot be had, or there is no convolution.
    """
    seen = activity(subject)
    layer = min(max(query.layer, 0), len(seen.convolutions) - 1)
    name = seen.convolutions[layer]
    kernel = seen.kernel(name)
    return Filters(
        layers=seen.convolutions,
        layer=layer,
        source=seen.convolutions[layer - 1] if layer else "picture",
        channels=kernel.shape[2],
        kernels=None if layer else _kernels(kernel),
        strengths=np.sqrt(np.square(kernel).sum(axis=(0, 1))).T.round(4).tolist(),
        images=len(seen.looked_at),
        patches=_patches(subject, seen, name),
    )


def exciting(subject: Subject, query: ExcitingQuery) -> Exciting:
    """Pictures that excite a group of filters of a convolution.

    Raises:
        ViewError, DataError: the network or the data cannot be had, or there are no such filters.
    """
    seen = activity(subject)
    layer = min(max(query.layer, 0), len(seen.convolutions) - 1)
    name = seen.convolutions[layer]
    count = seen.kernel(name).shape[-1]
    numbers = list(range(query.group * GROUP, min((query.group + 1) * GROUP, count)))
    if not numbers or query.group < 0:
        raise ViewError(f"This layer has only {count} filters.")
    found, values, row, column = ascent.exciting(
        subject.model, name, numbers, steps=_STEPS, seed=1000 * layer + query.group
    )
    sees = field(subject.order.network, name)
    return Exciting(
        layer=layer, first=numbers[0], steps=_STEPS,
        pictures=[pixels(cut(picture, sees, row, column)) for picture in found],
        values=[round(float(value), 4) for value in values],
    )  # fmt: skip


def cut(picture: Array, sees: Field, row: int, column: int) -> Floats:
    """What a place sees of a picture (height, width, channels); 0 where that lies beyond it."""
    top, left, bottom, right = sees.region(row, column)
    height, width, channels = picture.shape
    found = np.zeros((bottom - top, right - left, channels), np.float32)
    rows = slice(max(top, 0), min(bottom, height))
    columns = slice(max(left, 0), min(right, width))
    found[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left] = picture[
        rows, columns
    ]
    return found


def _kernels(kernel: Floats) -> Stack:
    height, width, channels, _ = kernel.shape
    scales = np.abs(kernel).max(axis=(0, 1, 2))
    return Stack(
        height=height, width=width, scales=np.repeat(scales, channels).tolist(),
        levels=levels(kernel, scales).transpose(3, 2, 0, 1).tobytes(),
    )  # fmt: skip


def _patches(subject: Subject, seen: Activity, name: str) -> list[list[Patch]]:
    """For each filter the places where it fires most, in different pictures."""
    part, sees = subject.data.validation, field(subject.order.network, name)
    extremes = seen.extremes[name]
    width = seen.width(name)
    classes = subject.order.network.inputs.target == "class"
    best = np.argsort(-extremes.tops, axis=0, kind="stable")[:_PATCHES]
    found: list[list[Patch]] = []
    for number in range(extremes.tops.shape[1]):
        patches: list[Patch] = []
        for which in best[:, number]:
            value = float(extremes.tops[which, number])
            if value <= 0.0:
                continue
            image = int(seen.looked_at[which])
            row, column = divmod(int(extremes.places[which, number]), width)
            label = subject.labels[int(part.y[image])] if classes else ""
            patches.append(
                Patch(
                    image=image, row=row, column=column, value=round(value, 4), label=label,
                    cut=pixels(cut(part.x[image], sees, row, column)),
                )
            )  # fmt: skip
        found.append(patches)
    return found
