"""Examples as a screen can show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import numpy as np

from tutor.datasets.arrays import Array, Data, Part
from tutor.lab.network import Inputs
from tutor.lab.views.shown import Columns, Numbers, Pixels, Shown, Words

if TYPE_CHECKING:
    from tutor.training.views.subject import Subject

NOTES = {
    "vowels": "Time runs down; pitch rises from left to right.",
    "recall": "The answer is the symbol after the mark ▸.",
}
"""How to read the examples of data sets where that is not plain."""

_DIGITS = 4
"""Decimals of numbers."""

_LEAST_SPREAD = 1e-8


class Examples:
    """The examples of one set of a run, as people read them: unscaled, columns by their names."""

    def __init__(self, subject: Subject, part: str) -> None:
        """The examples of `train`, `validation` or `test`.

        Raises:
            DataError: they cannot be had.
        """
        self._inputs = subject.order.network.inputs
        self._data = subject.data
        self._prepared: Part = getattr(self._data, part)
        self._raw: Part = self._prepared if part == "train" else getattr(subject.raw, part)

    def at(self, index: int) -> Shown:
        """The example of this number, from 0."""
        raw = self._raw.x[index]
        if self._inputs.kind == "vector":
            return self._columns(raw, self._prepared.x[index])
        return shown(raw, self._inputs, self._data)

    def _columns(self, raw: Array, prepared: Array) -> Columns:
        """A row of a table; scaling a column changes nothing of how far out a value lies."""
        train = self._data.train.x.astype(np.float64)
        spread = np.maximum(train.std(axis=0), _LEAST_SPREAD)
        away = (prepared.astype(np.float64) - train.mean(axis=0)) / spread
        return Columns(
            names=columns(self._data, len(raw)),
            values=[float(f"{value:.6g}") for value in raw.tolist()],
            away=away.round(_DIGITS).tolist(),
        )


_PLANE = ("x₁", "x₂")
"""How points name their columns, which nobody has named."""


def columns(data: Data, count: int) -> list[str]:
    """The names of a table's columns; numbers from 1 where nobody has named them."""
    known = data.extra.get("feature_names") or data.extra.get("columns") or ()
    names = [str(name) for name in cast("Sequence[object]", known)]
    if len(names) == count:
        return names
    return list(_PLANE) if count == len(_PLANE) else [f"column {n}" for n in range(1, count + 1)]


def shown(x: Array, inputs: Inputs, data: Data) -> Shown:
    """One example.

    Args:
        x: as the network gets it, without the batch.
        inputs: what the network takes.
        data: whose vocabulary gives the words of tokens.
    """
    if inputs.kind == "image":
        return pixels(x)
    if inputs.kind == "tokens":
        return Words(tokens=words(x, inputs, data))
    rows = np.atleast_2d(np.asarray(x, np.float64)).round(_DIGITS)
    return Numbers(rows=rows.tolist())


def pixels(x: Array) -> Pixels:
    """A picture of shape (height, width, channels), its shades from 0 to 1."""
    height, width, channels = x.shape
    shades = np.clip(np.rint(np.asarray(x, np.float64) * 255.0), 0, 255).astype(np.uint8)
    return Pixels(height=height, width=width, channels=channels, shades=shades.tobytes())


def words(x: Array, inputs: Inputs, data: Data) -> list[str]:
    """The words of tokens, those that only fill up left out; numbers where nobody knows words."""
    known = cast("tuple[str, ...]", data.extra.get("words") or data.extra.get("symbols") or ())
    tokens = [int(token) for token in x if not (inputs.padded and token == 0)]
    return [known[token] if token < len(known) else str(token) for token in tokens]
