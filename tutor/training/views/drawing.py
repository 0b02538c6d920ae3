"""What a network says of a drawing, or of a validation example that is to be altered."""

from __future__ import annotations

import numpy as np

from tutor.datasets.arrays import Array, Floats
from tutor.lab.views.drawing import Drawn, DrawQuery
from tutor.lab.views.files import ViewError
from tutor.training.views.shown import pixels
from tutor.training.views.subject import Subject


def drawn(subject: Subject, query: DrawQuery) -> Drawn:
    """Classify a picture.

    Raises:
        ViewError: the network cannot be had, the picture has not its size, or its data were scaled.
        DataError: an example was asked for, and the data cannot be had.
    """
    if subject.order.settings.get("scaling", "none") != "none":
        raise ViewError("This network learned from scaled shades: a drawing has none of those.")
    if query.example is not None:
        return _example(subject, query.example)
    height, width, channels = subject.order.network.inputs.shape
    if not query.shades:  # what is loaded and warm now answers the first stroke at once
        _shares(subject, np.zeros((1, height, width, channels), np.float32))
        return Drawn(labels=subject.labels, shares=[])
    if len(query.shades) != height * width * channels:
        raise ViewError(
            f"The drawing has {len(query.shades)} shades; {height}×{width}×{channels} are allowed."
        )
    shades = np.frombuffer(query.shades, np.uint8).astype(np.float32) / np.float32(255.0)
    picture = shades.reshape(1, height, width, channels)
    return Drawn(labels=subject.labels, shares=_shares(subject, picture))


def _example(subject: Subject, asked: int) -> Drawn:
    part = subject.data.validation
    number = asked % len(part)
    x: Floats = np.asarray(part.x[number : number + 1], np.float32)
    return Drawn(
        labels=subject.labels, shares=_shares(subject, x), example=pixels(x[0]), number=number,
        true=int(part.y[number]),
    )  # fmt: skip


def _shares(subject: Subject, x: Array) -> list[float]:
    shares: list[float] = subject.predict(x)[0].tolist()
    return shares
