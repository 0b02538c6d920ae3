"""The wider network: what tells whether a network is too small, or can't learn its data at all."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.diagnosis.limits import Limit
from tutor.lab.knobs import COUNTS, KNOBS
from tutor.lab.settings import Scalar, Settings, Value

TIMES, TIMES_OF_WIDE = 4, 2
_WIDE = {"units": 48, "filters": 8}
"""Widths from which on a layer is made twice as wide, not four times."""

_FIRST: Settings = {"hidden_layers": 1, "units": 32}
"""What a network of nothing but its output gets."""

_READING: Settings = {
    "recurrent_layers": 1, "cell": "GRU", "units": 16, "activation": "tanh", "bidirectional": False,
    "hidden_layers": 0, "dense_layers": 0,
}  # fmt: skip
"""What a network gets that must read in order: the usual recurrent layer, and nothing else."""


def wider(settings: Mapping[str, Value], limit: Limit = "", most: int = TIMES) -> Settings:
    """The same settings with every layer four times as wide, twice where it is wide already.

    A network of nothing but its output gets a hidden layer. No width leaves what its setting
    allows anywhere. Where there is a limit, width is no way past it: inputs are standardized,
    layers that don't bend get an activation that does, and a network that can't read in order gets
    a recurrent layer.

    Args:
        settings: the learner's values.
        limit: of the network that they describe; one of `past`.
        most: how many times as wide at most.
    """
    if limit == "scale":
        return {**settings, "scaling": "standard"}
    if limit in {"order", "steps"}:
        return {**settings, **_READING}
    found: dict[str, Value] = dict(settings)
    for name in _WIDE:
        value = settings.get(name)
        if isinstance(value, list):
            found[name] = [_times(name, one, most) for one in value]
        elif value is not None:
            found[name] = _times(name, value, most)
    if limit == "straight":
        found["activation"] = "relu"
    return found if any(settings.get(name) for name in COUNTS) else found | _FIRST


def past(settings: Mapping[str, Value], limit: Limit) -> Limit:
    """The limit, if settings can lead past it; inputs that nothing scales stay as they are."""
    return "" if limit == "scale" and "scaling" not in settings else limit


def _times(name: str, width: Scalar, most: int) -> Scalar:
    if not isinstance(width, int):
        return width
    times = min(most, TIMES if width < _WIDE[name] else TIMES_OF_WIDE)
    return min(width * times, int(KNOBS[name].high))
