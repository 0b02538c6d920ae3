"""Numbers in JSON, where JSON has no NaN and no infinity: a diverged training is still a result.

Non-finite values travel as the strings `"NaN"`, `"Infinity"` and `"-Infinity"`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

_NON_FINITE = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}

Wire = float | Literal["NaN", "Infinity", "-Infinity"]
"""A number as it stands in a JSON file."""


def encode(value: float) -> Wire:
    """`value`, or the string that stands for it where it is not finite."""
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def decode(value: Wire) -> float:
    """The number that `value` stands for.

    Raises:
        ValueError: a string other than the three.
    """
    if isinstance(value, str):
        if value not in _NON_FINITE:
            raise ValueError(
                f"{value!r} is no number; strings allowed are {', '.join(_NON_FINITE)}"
            )
        return _NON_FINITE[value]
    return float(value)


def encode_columns(columns: Mapping[str, Sequence[float]]) -> dict[str, list[Wire]]:
    """Every value of every column encoded."""
    return {name: [encode(value) for value in values] for name, values in columns.items()}


def decode_columns(columns: Mapping[str, Sequence[Wire]]) -> dict[str, list[float]]:
    """Every value of every column decoded.

    Raises:
        ValueError: a string that stands for no number.
    """
    return {name: [decode(value) for value in values] for name, values in columns.items()}


def encode_values(values: Mapping[str, float]) -> dict[str, Wire]:
    """Every value encoded."""
    return {name: encode(value) for name, value in values.items()}


def decode_values(values: Mapping[str, Wire]) -> dict[str, float]:
    """Every value decoded.

    Raises:
        ValueError: a string that stands for no number.
    """
    return {name: decode(value) for name, value in values.items()}
