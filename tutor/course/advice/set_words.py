"""What to set, in words."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.diagnosis.verdict import Value
from tutor.lab.knobs import COUNTS, value_words
from tutor.lab.names import listed
from tutor.lab.ways import Ways

_COUNTED = (
    *COUNTS,
    "filters",
    "units",
    "epochs",
    "dropout",
    "pooling",
    "smoothing",
    "bidirectional",
)
_SWITCHED = ("on", "off")


def set_words(change: Mapping[str, Value], ways: Ways) -> str:
    """What to set, as the beginning of a sentence."""
    told = {name: _value(name, value) for name, value in change.items()}
    sets = [
        f"{_the(name, ways)} to {value}" for name, value in told.items() if value not in _SWITCHED
    ]
    switches = [
        f"switch “{ways.called(name)}” {value}"
        for name, value in told.items()
        if value in _SWITCHED
    ]
    parts = [f"set {listed(sets, 'and')}"] if sets else []
    said = listed(parts + switches, "and")
    return f"{said[:1].upper()}{said[1:]}"


def _the(name: str, ways: Ways) -> str:
    """A setting in a sentence; what is counted, and an author's own word, needs no article."""
    article = "" if name in _COUNTED or name in ways.labels else "the "
    return f"{article}{ways.called(name)}"


def _value(name: str, value: Value) -> str:
    if isinstance(value, bool):
        return value_words(name, value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def smoothing_key(settings: Mapping[str, Value], change: Mapping[str, Value]) -> str:
    """The key of the film's view that leads from a window to another."""
    here, there = settings.get("smoothing"), change.get("smoothing")
    wider = isinstance(here, int) and isinstance(there, int) and there > here
    return "s" if wider else "S"
