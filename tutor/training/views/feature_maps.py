"""What the filters of a layer give for one picture."""

from __future__ import annotations

import numpy as np

from tutor.lab.views.feature_maps import FeatureMaps, FeatureMapsQuery
from tutor.lab.views.files import ViewError
from tutor.lab.views.layers import Stack
from tutor.training.views.activity import activity, levels
from tutor.training.views.shown import pixels
from tutor.training.views.subject import Subject


def feature_maps(subject: Subject, query: FeatureMapsQuery) -> FeatureMaps:
    """The maps of one layer.

    Raises:
        ViewError, DataError: the network or the data cannot be had, or there is no convolution.
    """
    seen, part = activity(subject), subject.data.validation
    if not len(part):
        raise ViewError("The validation set is empty: there is no picture to show.")
    layer = min(max(query.layer, 0), len(seen.layers) - 1)
    image, name = query.image % len(part), seen.layers[layer]
    maps = seen.maps(part.x[image : image + 1])[name][0]
    height, width, _ = maps.shape
    peaks = np.maximum(seen.extremes[name].peaks, np.abs(maps).max(axis=(0, 1)))
    return FeatureMaps(
        layers=seen.layers,
        layer=layer,
        image=image,
        images=len(part),
        picture=pixels(part.x[image]),
        answer=_answer(subject, image),
        maps=Stack(
            height=height, width=width, scales=peaks.tolist(),
            levels=levels(maps, peaks).transpose(2, 0, 1).tobytes(),
        ),
        compared=len(seen.looked_at),
    )  # fmt: skip


def _answer(subject: Subject, image: int) -> str:
    """`happy, taken for sad`, or the class alone where that is right."""
    if subject.order.network.inputs.target != "class":
        return ""
    part = subject.data.validation
    true, told = int(part.y[image]), int(subject.predict(part.x[image : image + 1])[0].argmax())
    label = subject.labels[true]
    return label if true == told else f"{label}, taken for {subject.labels[told]}"
