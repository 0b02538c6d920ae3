"""Examples as a screen can show them."""

from __future__ import annotations

from typing import cast

import numpy as np

from tutor.datasets.arrays import Array, Data
from tutor.lab.network import Inputs
from tutor.lab.views.shown import Numbers, Pixels, Shown, Words

_DIGITS = 4
"""Decimals of numbers."""


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
